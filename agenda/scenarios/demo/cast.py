"""Everybody and everything the content names, as they stand in the database."""

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from agenda.community.models import Area, Household, Person
from agenda.infra.db import db
from agenda.kernel.authz import Actor
from agenda.kernel.ids import AreaId, BodyId, HouseholdId, NeighbourhoodId, PersonId


@dataclass(frozen=True)
class Resident:
    """An adult who lives here, with home and the areas it lies in."""

    person_id: PersonId
    household_id: HouseholdId


@dataclass
class Cast:
    """Ids by the keys of the content, and everybody as an actor, read once and then reused."""

    neighbourhood_id: NeighbourhoodId
    areas: Mapping[str, AreaId]
    bodies: Mapping[str, BodyId]
    persons: Mapping[str, PersonId]
    seats: Mapping[str, Sequence[str]]
    """The persons of each body, in the order of its seats."""
    residents: Mapping[AreaId, Sequence[Resident]]
    actors: Mapping[PersonId, Actor]

    def actor(self, person_id: PersonId) -> Actor:
        """Return a person as actor."""
        return self.actors[person_id]

    def named(self, key: str) -> Actor:
        """Return a person of the content as actor."""
        return self.actor(self.persons[key])

    def of_body(self, body: str, *, besides: Sequence[str] = ()) -> Actor:
        """Return who acts for a body: the first of its seats that does not keep away."""
        return self.named(next(key for key in self.seats[body] if key not in besides))

    def sample(self, scope: AreaId, size: int, rng: random.Random) -> list[PersonId]:
        """Draw adults of an area without doubles."""
        people = [resident.person_id for resident in self.residents[scope]]
        return rng.sample(people, min(size, len(people)))


def read_residents(neighbourhood_id: NeighbourhoodId) -> dict[AreaId, list[Resident]]:
    """Return the adults of every area, in the order of the roster."""
    query = (
        select(
            Person.person_id,
            Household.household_id,
            Household.compound_id,
            Household.building_id,
            Household.unit_id,
        )
        .join(Household, Household.household_id == Person.household_id)
        .where(Person.neighbourhood_id == neighbourhood_id, Person.is_adult)
        .order_by(Person.person_id)
    )
    session = db.session()
    root = session.scalars(
        select(Area.area_id).where(
            Area.neighbourhood_id == neighbourhood_id, Area.parent_id.is_(None)
        )
    ).one()
    found: dict[AreaId, list[Resident]] = defaultdict(list)
    for person_id, household_id, *areas in session.execute(query):
        for area_id in (root, *areas):
            found[area_id].append(Resident(person_id, household_id))
    return found
