"""Whose line it is: the one adult of one home that a room and a name can mean."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from agenda.community.models import Area, Household, Person
from agenda.community.queries import in_scope
from agenda.kernel.errors import Invalid
from agenda.kernel.ids import HouseholdId, PersonId
from agenda.kernel.texts import masked_name
from agenda.paper.rooms.rules import Adult, Home, matching_adults, matching_homes, room_parts


@dataclass(frozen=True)
class Addressee:
    """For whom a receipt is: the home it is put into, and a masked name."""

    building: str
    room: str
    name: str


def find_adult(session: Session, area: Area, *, room: str, name: str) -> PersonId:
    """Return the one adult who lives in an area and is meant by a room and a name.

    Raises Invalid at the field that names nobody, or more than one.
    """
    adults = matching_adults(name, _adults(session, find_home(session, area, room=room)))
    if not adults:
        raise Invalid("paper.nobody_of_that_name", field="name")
    if len(adults) > 1:
        raise Invalid("paper.whole_name", field="name")
    return adults[0].person_id


def find_home(session: Session, area: Area, *, room: str, field: str = "room") -> HouseholdId:
    """Return the one home of an area that a typed room can mean; raises Invalid at the field."""
    homes = matching_homes(room, _homes(session, area, room))
    if not homes:
        raise Invalid("paper.no_room", field=field)
    if len(homes) > 1:
        raise Invalid("paper.which_building", field=field)
    return homes[0].household_id


def list_addressees(session: Session, person_ids: Iterable[PersonId]) -> dict[PersonId, Addressee]:
    """Return into which mailbox each person's receipt goes: for the clerk who prints them."""
    query = (
        select(Person.person_id, Area.name, Household.room, Person.name)
        .join(Household, Household.household_id == Person.household_id)
        .join(Area, Area.area_id == Household.building_id)
        .where(Person.person_id.in_(set(person_ids)))
    )
    return {
        person_id: Addressee(building, room, masked_name(name))
        for person_id, building, room, name in session.execute(query)
    }


def _homes(session: Session, area: Area, typed: str) -> list[Home]:
    """Return the homes of an area whose room ends with the last number typed."""
    building, unit = aliased(Area), aliased(Area)
    last = (room_parts(typed) or ("",))[-1]
    query = (
        select(Household.household_id, building.name, unit.name, Household.room)
        .join(building, building.area_id == Household.building_id)
        .join(unit, unit.area_id == Household.unit_id)
        .where(in_scope(area), Household.room.contains(last, autoescape=True))
    )
    return [Home(*row) for row in session.execute(query)]


def _adults(session: Session, household_id: HouseholdId) -> list[Adult]:
    """Return the adults who live in a home."""
    query = select(Person.person_id, Person.name).where(
        Person.household_id == household_id, Person.is_adult, Person.moved_out_at.is_(None)
    )
    return [Adult(*row) for row in session.execute(query)]
