"""Facts about results and objections."""

from dataclasses import dataclass
from datetime import datetime

from agenda.kernel.events import ProposalEvent
from agenda.kernel.ids import BodyId


@dataclass(frozen=True, kw_only=True)
class ResultPosted(ProposalEvent):
    """A result was posted for at least 15 days."""

    outcome: str
    body_id: BodyId | None
    posting_ends_at: datetime


@dataclass(frozen=True, kw_only=True)
class ResultExplained(ProposalEvent):
    """The lead body explained the posted result."""

    body_id: BodyId
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class ObjectionFiled(ProposalEvent):
    """A resident of the scope objected to the posted result."""

    objection_id: int
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class ObjectionAnswered(ProposalEvent):
    """An objection was answered; upheld by silence where no body answered at all."""

    objection_id: int
    upheld: bool
    by_silence: bool
    body_id: BodyId | None
    text_digest: str | None


@dataclass(frozen=True, kw_only=True)
class ObjectionEscalated(ProposalEvent):
    """The body was silent; the supervision committee reviews the objection."""

    objection_id: int
    body_id: BodyId | None
