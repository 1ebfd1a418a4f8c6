"""The residents' secret vote: choices, and when it is carried."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from agenda.kernel.quantities import Heads


class Choice(StrEnum):
    """What a voter can choose."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


@dataclass(frozen=True)
class Tally:
    """The counts of a closed residents' vote."""

    roll: Heads
    votes_for: Heads
    votes_against: Heads
    votes_abstain: Heads

    @property
    def participants(self) -> int:
        """How many took part; an abstention takes part."""
        return self.votes_for + self.votes_against + self.votes_abstain


def is_carried(tally: Tally, turnout_required: int) -> bool:
    """Whether enough took part and more were for than against."""
    return tally.participants >= turnout_required and tally.votes_for > tally.votes_against


@dataclass(frozen=True)
class VoteFacts:
    """Where the residents' vote on a proposal stands; nothing of it is known before closing."""

    opens_at: datetime
    closes_at: datetime
    closed_at: datetime | None = None
    carried: bool | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether ballots are taken: from opening up to, not including, closing."""
        return self.closed_at is None and self.opens_at <= now < self.closes_at
