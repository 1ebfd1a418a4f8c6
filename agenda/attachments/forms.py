"""The field for files, and how what comes through it gets onto the disk."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import Field, SelectMultipleField

from agenda.accounts.limits.commands import count_use
from agenda.attachments.queries import stock_of
from agenda.attachments.rules import (
    AT_ONCE,
    CAPTION_MAX,
    PHOTOS,
    PHOTOS_AND_PAPERS,
    UPLOADS,
    Media,
    Room,
    Sent,
    StoredFile,
    media_of,
    require_room,
    require_size,
)
from agenda.config import Settings
from agenda.infra.db import db
from agenda.infra.pdfs import BadPdf, check_pdf
from agenda.infra.photos import BadPhoto, redraw
from agenda.infra.transaction import now, transaction
from agenda.infra.uploads import discard, put_away
from agenda.kernel.errors import DomainError, Invalid, NotPermitted, RateLimited
from agenda.kernel.privacy import scan
from agenda.kernel.texts import normal_line
from agenda.web.login import current_actor

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
class _Made:
    """A file as it will be kept."""

    content: bytes
    small: bytes | None
    media: Media
    width: int | None
    height: int | None
    caption: str

    @property
    def size(self) -> int:
        """Its bytes on disk, with the smaller picture."""
        return len(self.content) + len(self.small or b"")


@contextmanager
def files_on_disk(field: FilesField, caption: Field) -> Iterator[Sent]:
    """Check what was sent through a field, make photos anew, and put all of it on the disk.

    Goes around the transaction that names the files in `attach_files`; where that one is refused,
    they are off the disk again. Raises Invalid at the field: nothing is kept then, of good files
    neither. `caption` is the field for what they are: the name a phone gave a file never is.
    """
    came = [one for one in field.data or () if isinstance(one, FileStorage) and one.filename]
    if not came:
        yield Sent()
        return
    called = _fit_for_public(caption)
    try:
        _count()
        made = _all_made(came, field.accepted, called)
        _require_room(made)
    except Invalid as error:
        raise Invalid(error.code, field=field.name, **error.params) from error
    sent = Sent(tuple(_put_away(one) for one in made), _room())
    try:
        yield sent
    except DomainError:
        names = [name for file in sent.files for name in (file.name, file.small_name) if name]
        discard(_settings().upload_folder, names)
        raise


def _fit_for_public(caption: Field) -> str:
    """Return what was typed about the files; raises Invalid at its field for private words."""
    called = normal_line(caption.data or "")[:CAPTION_MAX]
    if scan(called, has_speaker=True):
        raise Invalid("attachments.private_caption", field=caption.name)
    return called


def _count() -> None:
    """Count one form with files, in a transaction of its own; raises Invalid once it is enough."""
    actor = current_actor()
    try:
        with transaction(actor) as tx:
            count_use(tx, UPLOADS, key=str(actor.person_id))
    except RateLimited as error:
        minutes = -(-error.retry_after // 60)
        raise Invalid("attachments.too_often", minutes=minutes) from error


def _require_room(made: list[_Made]) -> None:
    """Raise Invalid before anything is written, where a person or a neighbourhood has too much."""
    actor = current_actor()
    if actor.person_id is None or actor.neighbourhood_id is None:
        raise NotPermitted("authz.sign_in_first")
    stock = stock_of(db.session(), actor.neighbourhood_id, actor.person_id, now=now())
    require_room([one.size for one in made], room=_room(), stock=stock, beside=0)


def _room() -> Room:
    """Return what this installation lets one neighbourhood keep."""
    megabytes = _settings().upload_megabytes
    return Room(megabytes * 1024 * 1024 if megabytes else None)


def _all_made(came: list[FileStorage], accepted: frozenset[Media], caption: str) -> list[_Made]:
    """Return files as they will be kept; raises Invalid for the first that is not taken."""
    if len(came) > AT_ONCE:
        raise Invalid("attachments.too_many_at_once", most=AT_ONCE)
    return [_made(one.read(), accepted, caption) for one in came]


def _made(content: bytes, accepted: frozenset[Media], caption: str) -> _Made:
    """Return a file as it will be kept; raises Invalid for what is not taken."""
    if not content:
        raise Invalid("attachments.empty")
    media = media_of(content, accepted)
    require_size(len(content), media)
    if media.is_photo:
        return _photo(content, media, caption)
    try:
        check_pdf(content)
    except BadPdf as error:
        raise Invalid(_PDF_FAULTS[error.code]) from error
    return _Made(content, None, media, None, None, caption)


def _photo(content: bytes, media: Media, caption: str) -> _Made:
    """Return a photo made anew."""
    try:
        photo = redraw(content, kind=media.name)
    except BadPhoto as error:
        raise Invalid(_PHOTO_FAULTS[error.code]) from error
    kept = Media[photo.kind]
    return _Made(photo.content, photo.small, kept, photo.width, photo.height, caption)


def _put_away(made: _Made) -> StoredFile:
    """Put a file on the disk, the smaller picture beside it."""
    folder = _settings().upload_folder
    return StoredFile(
        name=put_away(folder, made.content),
        small_name=put_away(folder, made.small) if made.small else None,
        media=made.media,
        digest=hashlib.sha256(made.content).hexdigest(),
        size=made.size,
        width=made.width,
        height=made.height,
        caption=made.caption,
    )


def _settings() -> Settings:
    """Return the settings of the current app."""
    settings: Settings = current_app.extensions["agenda.settings"]
    return settings
