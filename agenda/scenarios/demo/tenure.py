"""Drawing how many live in each home, and whether its owner is among them."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agenda.scenarios.demo.content import Record

_LETTING = {"tenant", "absentee_owner"}
_ELSEWHERE = "absentee_owner"


@dataclass(frozen=True)
class Tenure:
    """How a home is lived in."""

    adults: int
    is_let: bool
    """Let, or empty: whoever owns it lives elsewhere."""
    owner: str = ""
    """Name of an owner of several homes, or of the developer."""


@dataclass(frozen=True)
class _Bound:
    """What the content says of single homes: it goes before what is drawn."""

    developer: Mapping[str, str]
    lived_in_by_owner_of_several: Mapping[str, str]
    let_by_owner_of_several: Mapping[str, str]

    @classmethod
    def read(cls, ownership: Record) -> "_Bound":
        """Read who owns several homes; an owner of several lives in the first of them."""
        developer = ownership["developer"] or {"owner": "", "households": []}
        several = ownership["multi_unit"]
        return cls(
            dict.fromkeys(developer["households"], developer["owner"]),
            {one["households"][0]: one["owner"] for one in several},
            {home: one["owner"] for one in several for home in one["households"][1:]},
        )

    def owner(self, key: str) -> str:
        """Return the owner that the content names for a home, or nothing."""
        named = (self.developer, self.lived_in_by_owner_of_several, self.let_by_owner_of_several)
        return next((owners[key] for owners in named if key in owners), "")


def draw_tenures(
    rng: random.Random, compound: Record, told: Mapping[str, Sequence[Record]]
) -> dict[str, Tenure]:
    """Return how each home is lived in; the sums are the content's.

    Homes of the developer stand empty; homes of persons told of have room for them.
    """
    bound = _Bound.read(compound["ownership"])
    sizes = _draw_sizes(rng, compound["population"]["adults_per_household"], bound, told)
    lived_in = [key for key in told if sizes[key] > 0]
    let = {
        key
        for key in lived_in
        if key in bound.let_by_owner_of_several
        or any(person["relation"] in _LETTING for person in told[key])
    }
    free = [key for key in lived_in if not told[key] and not bound.owner(key) and key not in let]
    let |= set(rng.sample(free, compound["population"]["tenure"]["let"] - len(let)))
    return {
        key: Tenure(sizes[key], key in let or sizes[key] == 0, bound.owner(key)) for key in told
    }


def _draw_sizes(
    rng: random.Random,
    adults_per_household: Record,
    bound: _Bound,
    told: Mapping[str, Sequence[Record]],
) -> dict[str, int]:
    """Return how many adults live in each home: never fewer than are told of."""
    left = Counter({int(size): count for size, count in adults_per_household.items()})
    least = {key: _least(people, is_bound=bool(bound.owner(key))) for key, people in told.items()}
    least |= dict.fromkeys(bound.developer, 0)
    sizes = dict.fromkeys(bound.developer, 0)
    left[0] -= len(sizes)
    for key in sorted(told, key=lambda key: (-least[key], key)):
        if key not in sizes:
            fitting = [size for size in sorted(left) if size >= least[key] and left[size]]
            sizes[key] = rng.choices(fitting, [left[size] for size in fitting])[0]
            left[sizes[key]] -= 1
    return sizes


def _least(people: Sequence[Record], *, is_bound: bool) -> int:
    """Return how many adults a home has at least."""
    living_here: int = sum(person["relation"] != _ELSEWHERE for person in people)
    return max(living_here, 1 if people or is_bound else 0)
