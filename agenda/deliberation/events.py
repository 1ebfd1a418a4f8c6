"""Facts about a deliberation as a whole: opened, agreed, ended."""

from dataclasses import dataclass

from agenda.kernel.events import ProposalEvent
from agenda.kernel.ids import BodyId


@dataclass(frozen=True, kw_only=True)
class DeliberationOpened(ProposalEvent):
    """A sitting began; `parties` bodies are invited to say what they think."""

    number: int
    lead_body_id: BodyId
    parties: int


@dataclass(frozen=True, kw_only=True)
class AgreementAdopted(ProposalEvent):
    """A meeting adopted a numbered text by motion."""

    number: int
    motion_id: int
    paragraphs: int
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class EndedWithoutAgreement(ProposalEvent):
    """The sitting ended without an adopted text, by its lead body or by the clock."""

    number: int
    rounds: int
    by_clock: bool
    body_id: BodyId | None
    text_digest: str | None
