"""Facts about files beside public texts."""

from dataclasses import dataclass

from agenda.attachments.rules import Subject
from agenda.kernel.events import ProposalEvent
from agenda.kernel.ids import AttachmentId


@dataclass(frozen=True, kw_only=True)
class FilesAttached(ProposalEvent):
    """Files were put beside a public text; the salted digest is over those of all of them."""

    subject: Subject
    files: int
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class FileTakenAway(ProposalEvent):
    """A file beside a public text was taken away, by who put it there or by those who screen."""

    subject: Subject
    attachment_id: AttachmentId
    screened: bool
