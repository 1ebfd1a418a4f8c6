"""Co-signing: who counts, and when the threshold is reached."""

from dataclasses import dataclass
from datetime import datetime

from agenda.kernel.quantities import Heads


@dataclass(frozen=True)
class CosignFacts:
    """How far co-signing has come: distinct households that stand, and those ever needed."""

    households: Heads
    needed: Heads
    last_revised_at: datetime | None = None
    """When the text was last edited: close before crossing it moves the vote."""

    @property
    def missing(self) -> int:
        """How many households are still missing."""
        return max(0, self.needed - self.households)

    @property
    def reached(self) -> bool:
        """Whether the threshold is reached."""
        return self.missing == 0
