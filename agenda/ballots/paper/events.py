"""Facts about the vote on paper: that somebody handed a slip in, and how box and slips stand."""

from dataclasses import dataclass

from agenda.kernel.events import ProposalEvent
from agenda.kernel.ids import VoteId


@dataclass(frozen=True, kw_only=True)
class SlipConfirmed(ProposalEvent):
    """Two people read a slip alike: somebody on the roll took part on paper."""

    vote_id: VoteId


@dataclass(frozen=True, kw_only=True)
class BoxCounted(ProposalEvent):
    """Two people counted the box alike; how its ballots chose is told with all others only."""

    vote_id: VoteId
    slips: int
    ballots: int
    spoiled: int
    missing: int
    surplus: int
