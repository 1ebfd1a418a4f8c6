"""The addresses of files: the large picture or the paper, and the small picture for lists."""

from flask import Blueprint, Response, current_app
from flask_babel import gettext as _

from agenda.attachments.models import Attachment
from agenda.config import Settings
from agenda.docket.files.queries import readable
from agenda.infra.db import db
from agenda.infra.uploads import path_of
from agenda.kernel.errors import DomainError, NotFound
from agenda.web.login import current_actor, public
from agenda.web.uploads import hand_out

blueprint = Blueprint("files", __name__, url_prefix="/files")


@blueprint.get("/<token>")
@public
def show(token: str) -> Response:
    """Hand out a photo to look at, or a paper as a download."""
    row = _readable(token)
    return _handed_out(row, row.name)


@blueprint.get("/<token>/small")
@public
def small(token: str) -> Response:
    """Hand out the small picture of a photo."""
    row = _readable(token)
    if row.small_name is None:
        raise NotFound("attachments.unknown")
    return _handed_out(row, row.small_name)


def _readable(token: str) -> Attachment:
    """Return a file this reader may have; that one exists which he may not have is not said."""
    try:
        return readable(db.session(), token, current_actor())
    except DomainError as error:
        raise NotFound("attachments.unknown") from error


def _handed_out(row: Attachment, name: str) -> Response:
    """Return a file from the disk."""
    settings: Settings = current_app.extensions["agenda.settings"]
    path = path_of(settings.upload_folder, name).resolve()
    if not path.is_file():
        raise NotFound("attachments.unknown")
    called = f"{row.caption or _('文件 %(n)s', n=row.attachment_id)}.{row.media.ending}"
    return hand_out(path, media=row.media, called=called, inline=row.media.is_photo)
