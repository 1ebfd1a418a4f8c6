"""What may be sent in: kinds of files, their sizes, how many a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from agenda.accounts.limits.rules import Limit
from agenda.kernel.errors import Invalid
from agenda.kernel.ids import NeighbourhoodId, ProposalId

PHOTO_BYTES = 12 * 1024 * 1024
PAPER_BYTES = 10 * 1024 * 1024
"""The largest photo and the largest PDF that are taken; photos are kept far smaller."""
AT_ONCE = 6
"""How many files one form takes."""
BESIDE_ONE = 12
"""How many files one thing can have."""
A_DAY = timedelta(days=1)
FILES_A_DAY = 60
BYTES_A_DAY = 200 * 1024 * 1024
"""What one person can add in 24 hours, counted as it is kept."""
UPLOADS = Limit("uploads", 60, timedelta(hours=1))
"""By person: forms with files, also those that are refused, for checking them has a price."""
CAPTION_MAX = 80
MEGABYTE = 1024 * 1024


class Subject(StrEnum):
    """What a file stands beside."""

    PROPOSAL = "proposal"
    TASK_REPORT = "task_report"
    POSITION = "position"
    BALLOT_PAPER = "ballot_paper"
    """A named owners' ballot on paper: never public, read by those who count."""


class Media(StrEnum):
    """The kinds of files that are kept, by their media type."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    PDF = "application/pdf"

    @property
    def is_photo(self) -> bool:
        """Whether it is a picture, shown in the page; all else is handed out as a download."""
        return self is not Media.PDF

    @property
    def ending(self) -> str:
        """The ending of a file's name."""
        return {Media.JPEG: "jpg", Media.PNG: "png", Media.WEBP: "webp"}.get(self, "pdf")


PHOTOS = frozenset({Media.JPEG, Media.PNG, Media.WEBP})
PHOTOS_AND_PAPERS = PHOTOS | {Media.PDF}
_HEIF = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"}


@dataclass(frozen=True)
class Beside:
    """What files stand beside: the thing, and whose proposal it belongs to."""

    subject: Subject
    subject_id: int
    neighbourhood_id: NeighbourhoodId
    proposal_id: ProposalId


@dataclass(frozen=True)
class StoredFile:
    """A file that lies on disk, checked and made anew, before any row names it."""

    name: str
    small_name: str | None
    """The smaller picture, for lists; None for a paper."""
    media: Media
    digest: str
    """SHA-256 of what is kept."""
    size: int
    width: int | None
    height: int | None
    caption: str


@dataclass(frozen=True)
class Stock:
    """What is kept already: of this person in 24 hours, of the neighbourhood in all."""

    files_today: int
    bytes_today: int
    bytes_in_all: int


@dataclass(frozen=True)
class Room:
    """What an installation lets one neighbourhood keep; None for no bound."""

    bytes_in_all: int | None


@dataclass(frozen=True)
class Sent:
    """What came through one form, on the disk already, and the room there is for it."""

    files: tuple[StoredFile, ...] = ()
    room: Room = Room(None)


NOTHING = Sent()
"""No files: what a form without any sends."""


def media_of(content: bytes, accepted: frozenset[Media]) -> Media:
    """Return what a file is by its first bytes, whatever its name says.

    Raises Invalid for what is not accepted, with a sentence of its own for the HEIC of iPhones.
    """
    media = _by_first_bytes(content)
    if media in accepted:
        return media
    if content[4:8] == b"ftyp" and content[8:12] in _HEIF:
        raise Invalid("attachments.heic")
    if Media.PDF in accepted:
        raise Invalid("attachments.not_photo_or_pdf")
    raise Invalid("attachments.not_photo")


def _by_first_bytes(content: bytes) -> Media | None:
    """Return the kind of file that begins so."""
    if content.startswith(b"\xff\xd8\xff"):
        return Media.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return Media.PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return Media.WEBP
    return Media.PDF if content.startswith(b"%PDF-") else None


def require_size(size: int, media: Media) -> None:
    """Raise Invalid for a file that is larger than its kind may be."""
    most = PHOTO_BYTES if media.is_photo else PAPER_BYTES
    if size > most:
        raise Invalid("attachments.too_large", most=most // MEGABYTE)


def require_room(sizes: Sequence[int], *, room: Room, stock: Stock, beside: int) -> None:
    """Raise Invalid where these files would be too many: beside one thing, a day, or in all."""
    size = sum(sizes)
    if beside + len(sizes) > BESIDE_ONE:
        raise Invalid("attachments.too_many_here", most=BESIDE_ONE)
    if stock.files_today + len(sizes) > FILES_A_DAY or stock.bytes_today + size > BYTES_A_DAY:
        raise Invalid("attachments.too_many_today", most=FILES_A_DAY)
    if room.bytes_in_all is not None and stock.bytes_in_all + size > room.bytes_in_all:
        raise Invalid("attachments.no_room")
