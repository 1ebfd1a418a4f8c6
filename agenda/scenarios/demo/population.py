"""Who lives in the demo neighbourhood and who owns what: the persons told of, and people around them.

Everything is drawn with a seed of the content: the same content has the same people.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from agenda.community.roster.rules import RosterPerson, RosterRow, person_key
from agenda.community.rules import Relation
from agenda.scenarios.demo.content import Record
from agenda.scenarios.demo.families import Adult, Families
from agenda.scenarios.demo.homes import Home, list_homes
from agenda.scenarios.demo.names import Names, Sex
from agenda.scenarios.demo.tenure import Tenure, draw_tenures

_ELSEWHERE = "absentee_owner"
_AGE_OF_OWNER = (30, 80)


@dataclass
class Population:
    """The roster's rows, and the key in the roster of each person told of who stands in it."""

    rows: list[RosterRow] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)

    def add(self, home: Home, people: Sequence[RosterPerson]) -> None:
        """Add the rows of a home."""
        for person in people:
            number = len(self.rows) + 2
            self.rows.append(
                RosterRow(number, *home.place, area=home.area, group=home.group, person=person)
            )


def draw_population(neighbourhood: Record) -> Population:
    """Return everybody who lives or owns here."""
    population = Population()
    homes = list_homes(neighbourhood)
    for compound in neighbourhood["compounds"]:
        own = [home for home in homes if home.compound == compound["key"]]
        draw = _Compound(neighbourhood, compound, own)
        for home in own:
            population.add(home, list(draw.people_of(home, population.keys)))
    return population


class _Compound:
    """Draws one compound, home by home in their order."""

    def __init__(self, neighbourhood: Record, compound: Record, homes: Sequence[Home]) -> None:
        self._rng = random.Random(f"population:{compound['key']}")
        self._names = Names.read(neighbourhood)
        self._year = int(neighbourhood["as_of"][:4])
        bands = compound["population"]["age_bands"]
        self._families = Families(self._rng, self._names, bands, self._year)
        self._co_owned: int = compound["ownership"]["co_owned_per_mille"]
        self._told: dict[str, list[Record]] = {home.key: [] for home in homes}
        for person in neighbourhood["persons"]:
            if person["household"] in self._told:
                self._told[person["household"]].append(person)
        self._tenures = draw_tenures(self._rng, compound, self._told)
        self._leaders = {group["leader"] for group in neighbourhood["building_groups"]}
        self._delegates = {one["person"] for one in neighbourhood["residents_representatives"]}

    def people_of(self, home: Home, keys: dict[str, str]) -> Iterator[RosterPerson]:
        """Yield who lives in a home and who owns it from elsewhere; note who was told of."""
        tenure = self._tenures[home.key]
        told = [p for p in self._told[home.key] if p["relation"] != _ELSEWHERE]
        adults = self._families.draw(tenure.adults, told=told, is_let=tenure.is_let)
        owners = () if tenure.is_let else self._owning(adults)
        for number, adult in enumerate(adults):
            person = self._resident(home, number, adult, tenure, owns=number in owners)
            if adult.told is not None:
                keys[adult.told] = person.key
            yield person
        if not owners:
            yield from self._owners_elsewhere(home, tenure, keys)

    def _owning(self, adults: Sequence[Adult]) -> tuple[int, ...]:
        """Return which adults own their home: the owner, and with some luck the second one."""
        owners = [n for n, adult in enumerate(adults) if adult.relation is Relation.OWNER]
        others = [n for n, adult in enumerate(adults) if adult.relation is not Relation.OWNER]
        if owners and others and self._is_shared():
            owners.append(others[0])
        return tuple(owners)

    def _resident(
        self, home: Home, number: int, adult: Adult, tenure: Tenure, *, owns: bool
    ) -> RosterPerson:
        """Return the row of somebody who lives in a home; the first one represents it."""
        first = number == 0
        name, own = adult.name, f"{home.key}-{number + 1}"
        if tenure.owner and owns and first:
            name, own = tenure.owner, f"owner-{tenure.owner}"
        return RosterPerson(
            key=person_key(number=own, home=home.place, name=name, contact="", here=True),
            name=name,
            relation=adult.relation,
            owns=owns,
            is_representative=first,
            is_delegate=adult.told in self._delegates,
            is_leader=adult.told in self._leaders,
            number=own,
        )

    def _owners_elsewhere(
        self, home: Home, tenure: Tenure, keys: dict[str, str]
    ) -> Iterator[RosterPerson]:
        """Yield who owns a home without living in it."""
        told = next((p for p in self._told[home.key] if p["relation"] == _ELSEWHERE), None)
        if tenure.owner:
            yield self._owner(home, tenure.owner, f"owner-{tenure.owner}")
            return
        names = [told["name"] if told else self._draw_owner()]
        if told is None and self._is_shared():
            names.append(self._draw_owner())
        for number, name in enumerate(names, 1):
            person = self._owner(home, name, f"owner-{home.key}-{number}")
            if told is not None:
                keys[told["key"]] = person.key
            yield person

    def _owner(self, home: Home, name: str, number: str) -> RosterPerson:
        """Return the row of an owner who lives elsewhere."""
        address = f"外区海棠路{self._rng.randint(1, 900)}号"
        return RosterPerson(
            key=person_key(number=number, home=home.place, name=name, contact="", here=False),
            name=name,
            relation=None,
            owns=True,
            number=number,
            address=address,
        )

    def _draw_owner(self) -> str:
        """Draw the name of an owner who lives elsewhere."""
        born = self._year - self._rng.randint(*_AGE_OF_OWNER)
        return self._names.draw(self._rng, born=born, sex=self._rng.choice(list(Sex)))

    def _is_shared(self) -> bool:
        """Draw whether a home has two owners."""
        return self._rng.randrange(1000) < self._co_owned
