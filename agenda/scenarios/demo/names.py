"""Drawing names for people nobody is: surname, and a given name of the year of birth."""

import random
from dataclasses import dataclass
from enum import StrEnum

from agenda.kernel.texts import surname
from agenda.scenarios.demo.content import Record


class Sex(StrEnum):
    """Which pool of given names is drawn from."""

    FEMALE = "female"
    MALE = "male"

    @property
    def other(self) -> "Sex":
        """The other one."""
        return Sex.MALE if self is Sex.FEMALE else Sex.FEMALE


@dataclass(frozen=True)
class Names:
    """The pools of the content, and the names of the persons it tells of: nobody else has those."""

    surnames: tuple[str, ...]
    weights: tuple[int, ...]
    given: dict[int, dict[str, list[str]]]
    taken: frozenset[str]

    @classmethod
    def read(cls, neighbourhood: Record) -> "Names":
        """Return the pools of the neighbourhood file; a compound surname is as rare as the rarest."""
        pools = neighbourhood["names"]
        listed = [(one["name"], one["weight"]) for one in pools["surnames"]]
        rarest = min(weight for _name, weight in listed)
        listed += [(name, rarest) for name in pools["compound_surnames"]]
        return cls(
            surnames=tuple(name for name, _weight in listed),
            weights=tuple(weight for _name, weight in listed),
            given={int(year): pool for year, pool in sorted(pools["given"].items())},
            taken=frozenset(person["name"] for person in neighbourhood["persons"]),
        )

    def draw(self, rng: random.Random, *, born: int, sex: Sex, family: str = "") -> str:
        """Return a full name; `family` is somebody whose surname is handed on."""
        while True:
            first = surname(family) if family else rng.choices(self.surnames, self.weights)[0]
            name = first + rng.choice(self._pool(born)[sex])
            if name not in self.taken:
                return name

    def _pool(self, born: int) -> dict[str, list[str]]:
        """Return the given names of the pool that begins last before a year of birth."""
        years = [year for year in self.given if year <= born]
        return self.given[max(years, default=min(self.given))]
