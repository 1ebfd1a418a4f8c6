"""Facts about the notice and the roll of an owners' ballot."""

from dataclasses import dataclass
from datetime import datetime

from agenda.kernel.events import ProposalEvent
from agenda.kernel.ids import BodyId


@dataclass(frozen=True, kw_only=True)
class OwnersNoticeGiven(ProposalEvent):
    """All owners of the scope were told what is asked, from when until when, under which rules."""

    attempt: int
    questions: int
    item: str
    """Of the first question, which decides what becomes of the proposal."""
    body_id: BodyId
    opens_at: datetime
    closes_at: datetime
    silent_rule: str
    counts_parking: bool
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class CommitteeTold(ProposalEvent):
    """The residents' committee was told in the same act (Property Regulations art. 14)."""

    attempt: int
    body_id: BodyId


@dataclass(frozen=True, kw_only=True)
class OwnersNoticeWithdrawn(ProposalEvent):
    """The notice was taken back before casting opened; what was delivered under it is void."""

    attempt: int
    body_id: BodyId


@dataclass(frozen=True, kw_only=True)
class OwnersRollFrozen(ProposalEvent):
    """Casting opened, and with it the roll was frozen. Area in 0.01 m2."""

    attempt: int
    heads: int
    units: int
    area: int
    roll_digest: str
