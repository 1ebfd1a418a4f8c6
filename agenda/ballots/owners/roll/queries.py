"""Reading the roster for the roll of an owners' ballot, and the roll as the public sees it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from agenda.ballots.owners.models import HeadOwner, HeadUnit, VotingHead
from agenda.ballots.owners.roll.rules import OwnedUnit
from agenda.community.models import Area, Household, Ownership
from agenda.community.queries import in_scope
from agenda.kernel.ids import AreaId, DecisionId, HouseholdId, PersonId


@dataclass(frozen=True)
class RollBuilding:
    """A building of a roll: how many heads and homes it has."""

    building_id: AreaId
    name: str
    heads: int
    units: int


@dataclass(frozen=True)
class RollHead:
    """A head as the roll's page lists it: rooms and area, never a name."""

    number: int
    rooms: tuple[str, ...]
    """In this building, each with its stairwell."""
    area: int
    """Of the whole head, in 0.01 m2."""
    is_developer: bool


def list_roll_buildings(session: Session, decision_id: DecisionId) -> Sequence[RollBuilding]:
    """Return the buildings of a roll; a head with homes in two is counted in both."""
    query = (
        select(
            Area.area_id,
            Area.name,
            func.count(func.distinct(HeadUnit.head_id)),
            func.count(),
        )
        .select_from(HeadUnit)
        .join(Household, Household.household_id == HeadUnit.household_id)
        .join(Area, Area.area_id == Household.building_id)
        .where(HeadUnit.decision_id == decision_id)
        .group_by(Area.area_id, Area.name)
        .order_by(Area.area_id)
    )
    return [RollBuilding(*row) for row in session.execute(query)]


def list_roll_heads(
    session: Session, decision_id: DecisionId, *, building_id: AreaId
) -> Sequence[RollHead]:
    """Return the heads that have a home in a building, in the order of its rooms."""
    query = (
        select(VotingHead, Area.name, Household.room)
        .join(HeadUnit, HeadUnit.head_id == VotingHead.head_id)
        .join(Household, Household.household_id == HeadUnit.household_id)
        .join(Area, Area.area_id == Household.unit_id)
        .where(HeadUnit.decision_id == decision_id, Household.building_id == building_id)
        .order_by(Household.unit_id, Household.household_id)
    )
    rooms: dict[VotingHead, list[str]] = {}
    for head, unit, room in session.execute(query):
        rooms.setdefault(head, []).append(f"{unit} {room}")
    return [
        RollHead(head.number, tuple(own), head.area, head.is_developer)
        for head, own in rooms.items()
    ]


def list_roll_owners(
    session: Session, decision_id: DecisionId, *, building_id: AreaId
) -> frozenset[PersonId]:
    """Return who may cast for a head with a home in a building; shown masked and without rooms."""
    query = (
        select(HeadOwner.person_id)
        .join(HeadUnit, HeadUnit.head_id == HeadOwner.head_id)
        .join(Household, Household.household_id == HeadUnit.household_id)
        .where(HeadUnit.decision_id == decision_id, Household.building_id == building_id)
    )
    return frozenset(session.scalars(query))


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
