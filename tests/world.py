"""One proposal in its place, with chance and the clock: what random acts act on."""

from dataclasses import dataclass
from random import Random

from agenda.kernel.authz import Actor, BodyKind
from agenda.kernel.clock import SetClock
from agenda.kernel.ids import ProposalId
from tests.factories import Place


@dataclass
class World:
    """One proposal in its place, with chance and the clock."""

    place: Place
    proposal_id: ProposalId
    random: Random
    clock: SetClock

    def anybody(self) -> Actor:
        """Return a random resident."""
        return self.place.resident(self.random.randrange(len(self.place.people)))

    def proposer(self) -> Actor:
        """Return the proposer, who is the first resident."""
        return self.place.resident(0)

    def seat(self, kind: BodyKind | None = None) -> Actor:
        """Return the chair or secretary of a body, of a random one unless named."""
        return self.place.seat(kind or self.random.choice(list(BodyKind)), self.random.randrange(2))

    def yes(self) -> bool:
        """Return true or false by chance."""
        return self.random.random() < 0.5
