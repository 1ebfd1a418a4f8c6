"""Reading deliveries: the public summary by building, and the homes of one building."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from agenda.ballots.owners.delivery.models import Delivery
from agenda.ballots.owners.delivery.rules import DELIVERED, DeliveryCount, DeliveryMethod
from agenda.ballots.owners.models import HeadOwner, HeadUnit, OwnersBallot
from agenda.community.models import Area, BuildingGroup, Household, Ownership
from agenda.community.queries import get_area, in_scope
from agenda.kernel.ids import AreaId, HouseholdId, PersonId


@dataclass(frozen=True)
class DeliveryUnit:
    """A home as those who carry the ballots round see it: by room, without a name."""

    household_id: HouseholdId
    building: str
    unit: str
    room: str
    method: DeliveryMethod | None
    delivered_at: datetime | None
    note: str


@dataclass(frozen=True)
class Building:
    """A building of the scope, to be chosen for entering its deliveries."""

    area_id: AreaId
    name: str


def led_groups(session: Session, person_id: PersonId | None) -> frozenset[int]:
    """Return the building groups that a person leads."""
    query = select(BuildingGroup.group_id).where(BuildingGroup.leader_id == person_id)
    return frozenset(session.scalars(query)) if person_id else frozenset()


def list_delivery_counts(session: Session, ballot: OwnersBallot) -> Sequence[DeliveryCount]:
    """Return how many homes of each building were reached, refused or wait: one query."""
    query = (
        select(Area.name, Delivery.method, func.count())
        .select_from(Household)
        .join(Area, Area.area_id == Household.building_id)
        .outerjoin(Delivery, _own(ballot))
        .where(in_scope(get_area(session, ballot.scope_id)))
        .group_by(Area.area_id, Area.name, Delivery.method)
        .order_by(Area.area_id)
    )
    found: dict[str, dict[str, int]] = {}
    for building, method, count in session.execute(query):
        kind = _kind(method)
        sums = found.setdefault(building, {})
        sums[kind] = sums.get(kind, 0) + count
    return [DeliveryCount(building, **sums) for building, sums in found.items()]


def list_buildings(
    session: Session, ballot: OwnersBallot, *, groups: Collection[int] | None = None
) -> Sequence[Building]:
    """Return the buildings of the scope; of `groups` alone where these are given."""
    query = (
        select(Area.area_id, Area.name)
        .join(Household, Household.building_id == Area.area_id)
        .where(in_scope(get_area(session, ballot.scope_id)))
        .distinct()
        .order_by(Area.area_id)
    )
    if groups is not None:
        query = query.where(Household.group_id.in_(groups))
    return [Building(*row) for row in session.execute(query)]


def list_delivery_units(
    session: Session,
    ballot: OwnersBallot,
    *,
    building_id: AreaId | None = None,
    groups: Collection[int] | None = None,
    waiting_only: bool = False,
) -> Sequence[DeliveryUnit]:
    """Return the homes of the scope, or of one building, in the order of stairwell and room."""
    unit = select(Area.area_id, Area.name).subquery()
    query = (
        select(
            Household.household_id,
            Area.name,
            unit.c.name,
            Household.room,
            Delivery.method,
            Delivery.delivered_at,
            func.coalesce(Delivery.note, ""),
        )
        .join(Area, Area.area_id == Household.building_id)
        .join(unit, unit.c.area_id == Household.unit_id)
        .outerjoin(Delivery, _own(ballot))
        .where(in_scope(get_area(session, ballot.scope_id)))
        .order_by(Household.building_id, Household.unit_id, Household.household_id)
    )
    if building_id is not None:
        query = query.where(Household.building_id == building_id)
    if groups is not None:
        query = query.where(Household.group_id.in_(groups))
    if waiting_only:
        query = query.where(Delivery.household_id.is_(None))
    return [DeliveryUnit(*row) for row in session.execute(query)]


def list_owned(
    session: Session, ballot: OwnersBallot, person_id: PersonId
) -> frozenset[HouseholdId]:
    """Return a person's homes in the scope: by the roster, and by the roll once it is frozen."""
    if ballot.frozen_at is not None:
        on_roll = (
            select(HeadUnit.household_id)
            .join(HeadOwner, HeadOwner.head_id == HeadUnit.head_id)
            .where(HeadUnit.decision_id == ballot.decision_id, HeadOwner.person_id == person_id)
        )
        return frozenset(session.scalars(on_roll))
    owned = (
        select(Ownership.household_id)
        .join(Household, Household.household_id == Ownership.household_id)
        .where(
            Ownership.person_id == person_id,
            Ownership.ended_at.is_(None),
            in_scope(get_area(session, ballot.scope_id)),
        )
    )
    return frozenset(session.scalars(owned))


def list_delivered(
    session: Session, ballot: OwnersBallot, household_ids: Collection[HouseholdId]
) -> dict[HouseholdId, Delivery]:
    """Return what is entered of some homes."""
    query = select(Delivery).where(
        Delivery.decision_id == ballot.decision_id, Delivery.household_id.in_(household_ids)
    )
    return {row.household_id: row for row in session.scalars(query)}


def _own(ballot: OwnersBallot) -> ColumnElement[bool]:
    """Return the condition that a delivery is the ballot's, of the home it is joined to."""
    return (Delivery.decision_id == ballot.decision_id) & (
        Delivery.household_id == Household.household_id
    )


def _kind(method: DeliveryMethod | None) -> str:
    """Return under which number of the summary a home is counted."""
    if method is None:
        return "waiting"
    return "delivered" if method in DELIVERED else "refused"
