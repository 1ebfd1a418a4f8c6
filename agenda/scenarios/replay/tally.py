"""What a replay has done so far."""

from dataclasses import dataclass


@dataclass
class Tally:
    """Counts of acts, raised as they are committed."""

    proposals: int = 0
    cosigns: int = 0
    comments: int = 0
    ballots: int = 0
    expected: int = 0
    """Acts there are to be; ballots join when their vote is scheduled."""
    failed_ticks: int = 0
    """Looks of the clock at a proposal that went wrong; there should be none."""

    @property
    def acts(self) -> int:
        """All acts done."""
        return self.proposals + self.cosigns + self.comments + self.ballots
