"""Finding the homes a matter touches, and who of a home can be asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from agenda.community.models import Area, Household, Person
from agenda.community.queries import get_area, in_scope
from agenda.deliberation.parties.models import Party
from agenda.deliberation.parties.rules import PartyKind
from agenda.kernel.ids import AreaId, HouseholdId, PersonId


@dataclass(frozen=True)
class Home:
    """A home that can be invited; `building` is all that pages say of it."""

    household_id: HouseholdId
    building_id: AreaId
    building: str


def find_homes(
    session: Session, scope_id: AreaId, places: Sequence[str], room: str
) -> Sequence[Home]:
    """Return the homes of a scope with this room number whose address has all these parts."""
    unit, building = Area.__table__.alias("unit"), Area.__table__.alias("building")
    query = (
        select(Household.household_id, Household.building_id, building.c.name)
        .join(unit, unit.c.area_id == Household.unit_id)
        .join(building, building.c.area_id == Household.building_id)
        .where(in_scope(get_area(session, scope_id)), Household.room == room)
        .where(*(unit.c.path.contains(word, autoescape=True) for word in places))
        .order_by(Household.household_id)
        .limit(2)
    )
    return [Home(*row) for row in session.execute(query)]


def find_spokesperson(session: Session, household_id: HouseholdId) -> PersonId | None:
    """Return whom of a home to ask: its representative, else its first adult; None for an empty one."""
    query = (
        select(Person.person_id)
        .where(Person.household_id == household_id, Person.is_adult, Person.moved_out_at.is_(None))
        .order_by(Person.is_household_representative.desc(), Person.person_id)
        .limit(1)
    )
    return session.scalars(query).one_or_none()


def count_homes(session: Session, sitting_id: int, building_id: AreaId) -> int:
    """Return how many homes of a building are at the table of a sitting already."""
    query = (
        select(func.count())
        .select_from(Party)
        .join(Household, Household.household_id == Party.household_id)
        .where(Party.sitting_id == sitting_id, Household.building_id == building_id)
    )
    return session.execute(query).scalar_one()


def list_guests(session: Session, sitting_id: int) -> Sequence[Party]:
    """Return the households and experts of a sitting, in the order invited."""
    query = (
        select(Party)
        .where(Party.sitting_id == sitting_id, Party.kind != PartyKind.BODY)
        .order_by(Party.party_id)
    )
    return session.scalars(query).all()
