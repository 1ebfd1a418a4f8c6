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
    """The sitting ended without an adopted text; body None means that the clock ended it."""

    number: int
    rounds: int
    body_id: BodyId | None
    text_digest: str | None
