"""Facts about who is at the table and who keeps away."""

from dataclasses import dataclass
from datetime import datetime

from agenda.kernel.events import ProposalEvent
from agenda.kernel.ids import BodyId


@dataclass(frozen=True, kw_only=True)
class BodyInvited(ProposalEvent):
    """The lead body invited a further body to state its position."""

    body_id: BodyId
    by_body_id: BodyId


@dataclass(frozen=True, kw_only=True)
class PartyInvited(ProposalEvent):
    """The lead body invited a household the matter touches, or an expert, to state a position."""

    party_id: int
    party: str
    """What kind of party."""
    body_id: BodyId
    """The lead body."""
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class PartyReminded(ProposalEvent):
    """A party that had not answered was reminded of its date."""

    party_id: int
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class RecusalDeclared(ProposalEvent):
    """Somebody with a seat keeps away from this issue, by his own word or as set at routing."""

    recusal_id: int
    by_routing: bool
    body_id: BodyId | None
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class RecusalAsked(ProposalEvent):
    """A resident asked that somebody with a seat keeps away."""

    recusal_id: int
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class RecusalGrantedBySilence(ProposalEvent):
    """Nobody answered such a request in time: it is granted."""

    recusal_id: int


@dataclass(frozen=True, kw_only=True)
class RecusalAnswered(ProposalEvent):
    """The supervision committee answered such a request."""

    recusal_id: int
    upheld: bool
    body_id: BodyId
    text_digest: str
