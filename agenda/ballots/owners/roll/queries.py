"""Reading the roster for the roll of an owners' ballot."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from agenda.ballots.owners.roll.rules import OwnedUnit
from agenda.community.models import Area, Household, Ownership
from agenda.community.queries import in_scope
from agenda.kernel.ids import HouseholdId, PersonId


def list_owned_units(session: Session, area: Area, at: datetime) -> Iterator[OwnedUnit]:
    """Yield the units of an area with whoever owned them at an instant, in two queries."""
    owners: dict[HouseholdId, set[PersonId]] = {}
    owned = (
        select(Ownership.household_id, Ownership.person_id)
        .join(Household, Household.household_id == Ownership.household_id)
        .where(
            in_scope(area),
            or_(Ownership.since.is_(None), Ownership.since <= at),
            or_(Ownership.ended_at.is_(None), Ownership.ended_at > at),
        )
    )
    for household_id, person_id in session.execute(owned):
        owners.setdefault(household_id, set()).add(person_id)
    units = select(
        Household.household_id,
        Household.exclusive_area,
        Household.parking_area,
        Household.is_developer_stock,
    ).where(in_scope(area))
    for household_id, exclusive_area, parking_area, is_developer_stock in session.execute(units):
        yield OwnedUnit(
            household_id=household_id,
            area=exclusive_area,
            owners=frozenset(owners.get(household_id, ())),
            parking_area=parking_area,
            is_developer_stock=is_developer_stock,
        )
