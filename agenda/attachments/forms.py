"""The field for files, and how what comes through it gets onto the disk."""

import hashlib
from dataclasses import dataclass
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import SelectMultipleField

from agenda.attachments.rules import (
    AT_ONCE,
    CAPTION_MAX,
    PHOTOS,
    PHOTOS_AND_PAPERS,
    Media,
    Room,
    Sent,
    StoredFile,
    media_of,
    require_size,
)
from agenda.config import Settings
from agenda.infra.pdfs import BadPdf, check_pdf
from agenda.infra.photos import BadPhoto, redraw
from agenda.infra.uploads import put_away
from agenda.kernel.errors import Invalid
from agenda.kernel.texts import normal_line

_PHOTO_FAULTS = {
    "too_many_pixels": "attachments.too_many_pixels",
    "unreadable": "attachments.bad_photo",
}
_PDF_FAULTS = {
    "not_whole": "attachments.bad_pdf",
    "too_large_inside": "attachments.locked_pdf",
    "encrypted": "attachments.locked_pdf",
    "active": "attachments.active_pdf",
}


class TakenAwayField(SelectMultipleField):
    """Which of the files that stand there already are to go: ids, as check boxes beside them."""

    def __init__(self, label: Any = None, **options: Any) -> None:
        super().__init__(label, coerce=int, choices=[], validate_choice=False, **options)


class FilesField(MultipleFileField):
    """Photos, and papers where `papers` says so, straight from a phone's camera or album.

    The form's tag needs enctype="multipart/form-data" and its view `@takes_files`.
    """

    def __init__(self, label: Any, *, papers: bool = False, **options: Any) -> None:
        self.accepted = PHOTOS_AND_PAPERS if papers else PHOTOS
        said = (
            _l(
                "照片（JPEG、PNG、WebP）或 PDF，一次最多 %(n)s 个。拍摄地点会自动去掉；别拍进人脸、车牌和门牌号。",
                n=AT_ONCE,
            )
            if papers
            else _l("一次最多 %(n)s 张。拍摄地点会自动去掉；别拍进人脸、车牌和门牌号。", n=AT_ONCE)
        )
        accept = ",".join(sorted(self.accepted))
        options = {"description": said, "render_kw": {"accept": accept, "multiple": True}} | options
        super().__init__(label, **options)


@dataclass(frozen=True)
class _Came:
    """One file as it came: its bytes and what its sender calls it."""

    content: bytes
    called: str


def store_files(field: FilesField, *, caption: str = "") -> Sent:
    """Check what was sent through a field, make photos anew, and put all of it on the disk.

    Called before the transaction that names the files in `attach_files`. Raises Invalid at the
    field: nothing is kept then, of good files neither.
    """
    came = [one for one in field.data or () if isinstance(one, FileStorage) and one.filename]
    try:
        made = _all_made(came, field.accepted, caption)
    except Invalid as error:
        raise Invalid(error.code, field=field.name, **error.params) from error
    return Sent(tuple(_put_away(one) for one in made), _room())


def _room() -> Room:
    """Return what this installation lets one neighbourhood keep."""
    megabytes = _settings().upload_megabytes
    return Room(megabytes * 1024 * 1024 if megabytes else None)


@dataclass(frozen=True)
class _Made:
    """A file as it will be kept."""

    content: bytes
    small: bytes | None
    media: Media
    width: int | None
    height: int | None
    caption: str


def _all_made(came: list[FileStorage], accepted: frozenset[Media], caption: str) -> list[_Made]:
    """Return files as they will be kept; raises Invalid for the first that is not taken."""
    if len(came) > AT_ONCE:
        raise Invalid("attachments.too_many_at_once", most=AT_ONCE)
    files = [_Came(one.read(), normal_line(one.filename or "")) for one in came]
    return [_made(file, accepted, caption) for file in files]


def _made(sent: _Came, accepted: frozenset[Media], caption: str) -> _Made:
    """Return a file as it will be kept; raises Invalid for what is not taken."""
    if not sent.content:
        raise Invalid("attachments.empty")
    media = media_of(sent.content, accepted)
    require_size(len(sent.content), media)
    if media.is_photo:
        return _photo(sent.content, media, caption)
    try:
        check_pdf(sent.content)
    except BadPdf as error:
        raise Invalid(_PDF_FAULTS[error.code]) from error
    title = caption or sent.called.rsplit(".", 1)[0]
    return _Made(sent.content, None, media, None, None, title[:CAPTION_MAX])


def _photo(content: bytes, media: Media, caption: str) -> _Made:
    """Return a photo made anew."""
    try:
        photo = redraw(content, kind=media.name)
    except BadPhoto as error:
        raise Invalid(_PHOTO_FAULTS[error.code]) from error
    kept = Media[photo.kind]
    return _Made(photo.content, photo.small, kept, photo.width, photo.height, caption[:CAPTION_MAX])


def _put_away(made: _Made) -> StoredFile:
    """Put a file on the disk, the smaller picture beside it."""
    folder = _settings().upload_folder
    return StoredFile(
        name=put_away(folder, made.content),
        small_name=put_away(folder, made.small) if made.small else None,
        media=made.media,
        digest=hashlib.sha256(made.content).hexdigest(),
        size=len(made.content) + len(made.small or b""),
        width=made.width,
        height=made.height,
        caption=made.caption,
    )


def _settings() -> Settings:
    """Return the settings of the current app."""
    settings: Settings = current_app.extensions["agenda.settings"]
    return settings
