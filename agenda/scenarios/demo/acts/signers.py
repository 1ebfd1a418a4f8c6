"""Choosing who co-signs: so many people of so many households, those told of among them."""

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from agenda.kernel.ids import HouseholdId, PersonId
from agenda.scenarios.demo.cast import Resident


@dataclass(frozen=True)
class Signers:
    """The co-signers beside the proposer, in the order in which their households join."""

    firsts: tuple[PersonId, ...]
    """One of each household; the proposer's own household is not among them."""
    seconds: tuple[tuple[PersonId, int], ...]
    """Further people, each with how many households have joined when his own is among them."""
    withdrawn: tuple[tuple[PersonId, int], ...]
    """Further people who take it back, likewise."""

    def split(
        self, households: int, rng: random.Random, *, share: float
    ) -> tuple["Signers", "Signers"]:
        """Part those who sign until so many households have joined from those who sign later.

        Of the further people of households that have joined, a share signs early.
        """
        early: list[tuple[PersonId, int]] = []
        late: list[tuple[PersonId, int]] = []
        for person, joined in self.seconds:
            is_early = joined < households and rng.random() < share
            if is_early:
                early.append((person, joined))
            else:
                late.append((person, max(joined - households, 0)))
        withdrawn = [(person, max(joined - households, 0)) for person, joined in self.withdrawn]
        return (
            Signers(self.firsts[:households], tuple(early), ()),
            Signers(self.firsts[households:], tuple(late), tuple(withdrawn)),
        )


NOBODY = Signers((), (), ())


def choose_signers(
    residents: Sequence[Resident],
    *,
    proposer: PersonId,
    told: Iterable[PersonId],
    people: int,
    households: int,
    withdrawn: int,
    rng: random.Random,
) -> Signers:
    """Return who signs; whoever takes it back shares a household with somebody who does not."""
    homes: dict[HouseholdId, list[PersonId]] = defaultdict(list)
    for resident in residents:
        homes[resident.household_id].append(resident.person_id)
    home_of = {resident.person_id: resident.household_id for resident in residents}
    own = home_of[proposer]
    named = {home_of[person]: person for person in told if home_of[person] != own}
    pairs = people - households + withdrawn
    chosen = _choose_homes(homes, own, list(named), households - 1, pairs, rng)
    firsts = [named.get(home) or rng.choice(homes[home]) for home in chosen]
    others = _others(homes, own, proposer, chosen, firsts)
    rng.shuffle(others)
    seconds = sorted(others[: people - households], key=lambda one: one[1])
    taken_back = others[people - households : pairs]
    return Signers(tuple(firsts), tuple(seconds), tuple(taken_back))


def _choose_homes(
    homes: dict[HouseholdId, list[PersonId]],
    own: HouseholdId,
    named: list[HouseholdId],
    count: int,
    pairs: int,
    rng: random.Random,
) -> list[HouseholdId]:
    """Return households that join the proposer's: enough of them with a second adult."""
    free = [home for home in homes if home != own and home not in named]
    rng.shuffle(free)
    large = [home for home in free if len(homes[home]) > 1]
    have = sum(len(homes[home]) > 1 for home in named)
    first = named + large[: max(pairs - have, 0)]
    rest = [home for home in free if home not in first]
    chosen = (first + rest)[:count]
    rng.shuffle(chosen)
    return chosen


def _others(
    homes: dict[HouseholdId, list[PersonId]],
    own: HouseholdId,
    proposer: PersonId,
    chosen: list[HouseholdId],
    firsts: list[PersonId],
) -> list[tuple[PersonId, int]]:
    """Return every further adult of the households, with how many have joined at his own's turn."""
    order = {own: 0} | {home: number for number, home in enumerate(chosen, 1)}
    taken = {proposer, *firsts}
    return [
        (person, number)
        for home, number in order.items()
        for person in homes[home]
        if person not in taken
    ]
