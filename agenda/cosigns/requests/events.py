"""Facts about meetings that co-signers oblige."""

from dataclasses import dataclass
from datetime import date, datetime

from agenda.kernel.events import ProposalEvent
from agenda.kernel.ids import BodyId


@dataclass(frozen=True, kw_only=True)
class OwnerCosigned(ProposalEvent):
    """An owner who lives elsewhere co-signed; it counts for an owners' meeting alone."""


@dataclass(frozen=True, kw_only=True)
class OwnerCosignWithdrawn(ProposalEvent):
    """An owner who lives elsewhere took the co-signature back."""


@dataclass(frozen=True, kw_only=True)
class MeetingRequested(ProposalEvent):
    """Enough co-signed: a body must convene a meeting by a date."""

    body_id: BodyId | None
    called: str
    ground: str
    signed: int
    total: int
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class RequestAnswered(ProposalEvent):
    """The meeting is convened for a day."""

    body_id: BodyId | None
    called: str
    held_on: date
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class RequestEscalated(ProposalEvent):
    """The body asked was silent: the sub-district office is asked to order it."""

    body_id: BodyId | None
    called: str
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class RequestUnanswered(ProposalEvent):
    """The sub-district office was silent too; the request stands, shown as unanswered."""

    body_id: BodyId | None
    called: str
