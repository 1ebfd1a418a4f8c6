"""Facts about the draft; paragraphs and amendments are named by their numbers."""

from dataclasses import dataclass

from agenda.kernel.events import ProposalEvent
from agenda.kernel.ids import BodyId


@dataclass(frozen=True, kw_only=True)
class DraftStarted(ProposalEvent):
    """The proposed remedy was laid out as a draft in numbered paragraphs."""

    paragraphs: int
    body_id: BodyId
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class AmendmentProposed(ProposalEvent):
    """Somebody proposed to change a paragraph, or (paragraph 0) to add one."""

    number: int
    paragraph: int
    for_body: bool
    body_id: BodyId | None
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class AmendmentDecided(ProposalEvent):
    """An amendment was accepted, rejected with a reason, or put to the meeting."""

    number: int
    state: str
    by_silence: bool
    body_id: BodyId | None
    text_digest: str | None
