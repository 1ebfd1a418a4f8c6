"""Facts about formal decisions."""

from dataclasses import dataclass
from datetime import date, datetime

from agenda.kernel.events import ProposalEvent
from agenda.kernel.ids import BodyId


@dataclass(frozen=True, kw_only=True)
class DecisionOpened(ProposalEvent):
    """A body is charged with convening a formal decision."""

    attempt: int
    decision: str
    body_id: BodyId
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class DecisionConvened(ProposalEvent):
    """The body gave notice: what is decided, by whom, on which day."""

    attempt: int
    decision: str
    item: str | None
    body_id: BodyId
    held_on: date
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class CountRecorded(ProposalEvent):
    """The body recorded a count; a correction is a further one. Areas in 0.01 m2."""

    attempt: int
    number: int
    body_id: BodyId
    roll_heads: int
    roll_area: int
    participating_heads: int
    participating_area: int
    for_heads: int
    for_area: int
    against_heads: int
    against_area: int
    abstain_heads: int
    abstain_area: int
    spoiled: int
    outcome: str


@dataclass(frozen=True, kw_only=True)
class CountSigned(ProposalEvent):
    """One of the two counters of the convening body signed the platform's count."""

    attempt: int
    place: int
    body_id: BodyId


@dataclass(frozen=True, kw_only=True)
class CountConfirmed(ProposalEvent):
    """The supervision committee confirmed a count that somebody else had recorded."""

    attempt: int
    number: int
    body_id: BodyId | None
    outcome: str


@dataclass(frozen=True, kw_only=True)
class CountPublishedUnconfirmed(ProposalEvent):
    """Nobody confirmed the count in time: it is published and marked so."""

    attempt: int
    number: int
    outcome: str


@dataclass(frozen=True, kw_only=True)
class DecisionNotConvened(ProposalEvent):
    """The body did not convene, hold and count the decision in time."""

    attempt: int
    body_id: BodyId
