"""Facts about the residents' vote."""

from dataclasses import dataclass
from datetime import datetime

from agenda.kernel.events import ProposalEvent
from agenda.kernel.ids import VoteId


@dataclass(frozen=True, kw_only=True)
class VoteScheduled(ProposalEvent):
    """The threshold scheduled a vote: its roll is frozen, its times are fixed."""

    vote_id: VoteId
    opens_at: datetime
    closes_at: datetime
    moved_days: int
    roll_size: int
    roll_digest: str
    turnout_required: int


@dataclass(frozen=True, kw_only=True)
class BallotCast(ProposalEvent):
    """Somebody on the roll cast a ballot: recorded without a hand and without the choice."""

    vote_id: VoteId


@dataclass(frozen=True, kw_only=True)
class VoteClosed(ProposalEvent):
    """The vote was counted; how a handful of participants chose is left out."""

    vote_id: VoteId
    roll_size: int
    turnout_required: int
    participants: int
    paper_ballots: int
    votes_for: int | None
    votes_against: int | None
    votes_abstain: int | None
    carried: bool
    receipts_digest: str
    file_digest: str
