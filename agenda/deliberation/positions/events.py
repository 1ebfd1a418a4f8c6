"""Facts about positions."""

from dataclasses import dataclass
from datetime import datetime

from agenda.kernel.events import ProposalEvent
from agenda.kernel.ids import BodyId


@dataclass(frozen=True, kw_only=True)
class PositionFiled(ProposalEvent):
    """An invited body said where it stands."""

    body_id: BodyId
    stance: str
    conditions: int
    version: int
    late: bool
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class PartyPositionFiled(ProposalEvent):
    """A household the matter touches, or an expert, said where it stands."""

    party_id: int
    party: str
    """What kind of party."""
    stance: str
    conditions: int
    version: int
    late: bool
    entered: bool
    """Whether the lead body entered what it had written."""
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class ConditionAnswered(ProposalEvent):
    """The lead body answered one condition of a position."""

    party_id: int
    condition: int
    """Its number in the position."""
    verdict: str
    body_id: BodyId | None
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class ConditionTicked(ProposalEvent):
    """A party said that a condition it set is met, or is not met after all."""

    party_id: int
    condition: int
    met: bool


@dataclass(frozen=True, kw_only=True)
class ConditionsUnanswered(ProposalEvent):
    """The lead body let the date for its answer to a position's conditions pass."""

    party_id: int
    body_id: BodyId | None


@dataclass(frozen=True, kw_only=True)
class PartyStayedSilent(ProposalEvent):
    """A household or an expert let the date pass without an answer."""

    party_id: int
    party: str
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class BodyStayedSilent(ProposalEvent):
    """An invited body let its date pass without an answer."""

    body_id: BodyId
    due_at: datetime
