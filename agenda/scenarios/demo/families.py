"""Drawing who lives together: couples, their parents and children; or people who share a rent."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from agenda.community.rules import Relation
from agenda.scenarios.demo.content import Record
from agenda.scenarios.demo.names import Names, Sex

GROWN_UP = 18
_OLDEST = 94
_GENERATION = 27


@dataclass(frozen=True)
class Adult:
    """An adult of a home; `told` is the key of the person of the content, if it is one."""

    name: str
    sex: Sex
    born: int
    relation: Relation
    told: str | None = None


@dataclass(frozen=True)
class Families:
    """Draws the adults of one home after another."""

    rng: random.Random
    names: Names
    bands: dict[str, int]
    """Per mille of adults by age band."""
    year: int

    def draw(self, size: int, *, told: Sequence[Record], is_let: bool) -> list[Adult]:
        """Return the adults of a home, those told of first; at least as many as those."""
        adults = [self._told(person) for person in told]
        while len(adults) < size:
            adults.append(self._next(adults, is_let=is_let))
        return adults

    def _told(self, person: Record) -> Adult:
        """Return a person of the content."""
        relation = Relation(person["relation"])
        return Adult(person["name"], Sex(person["sex"]), person["born"], relation, person["key"])

    def _next(self, adults: list[Adult], *, is_let: bool) -> Adult:
        """Return one more adult beside those of a home, with a name none of them has."""
        owned = any(adult.relation is Relation.OWNER for adult in adults)
        relation = Relation.FAMILY if owned else Relation.OWNER
        born, sex, family = self._kin(adults) if adults and not is_let else self._stranger()
        if is_let:
            relation = Relation.TENANT
        while True:
            name = self.names.draw(self.rng, born=born, sex=sex, family=family)
            if all(adult.name != name for adult in adults):
                return Adult(name, sex, born, relation)

    def _stranger(self) -> tuple[int, Sex, str]:
        """Return year of birth and sex of somebody who is nobody's kin here."""
        bands = list(self.bands)
        band = self.rng.choices(bands, [self.bands[b] for b in bands])[0]
        low, high = (75, _OLDEST) if band == "75+" else map(int, band.split("-"))
        return self.year - self.rng.randint(low, high), self.rng.choice(list(Sex)), ""

    def _kin(self, adults: list[Adult]) -> tuple[int, Sex, str]:
        """Return year of birth, sex and whose surname a relative of the first adult has."""
        first = adults[0]
        if len(adults) == 1 and self.rng.random() < 0.85:
            return self._grown(first.born + self.rng.randint(-4, 4)), first.sex.other, ""
        age = self.year - first.born
        is_child = age >= _GENERATION + GROWN_UP and (age > 62 or self.rng.random() < 0.7)
        gap = self.rng.randint(_GENERATION - 4, _GENERATION + 4)
        born = first.born + gap if is_child else max(first.born - gap, self.year - _OLDEST)
        father = next((adult.name for adult in adults if adult.sex is Sex.MALE), first.name)
        return self._grown(born), self.rng.choice(list(Sex)), father

    def _grown(self, born: int) -> int:
        """Return a year of birth at which somebody is an adult now."""
        return min(born, self.year - GROWN_UP - 1)
