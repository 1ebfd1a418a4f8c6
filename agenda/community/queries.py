"""Reading places and people."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from agenda.community.models import Area, Body, Household, Neighbourhood, Person
from agenda.community.rules import AreaKind
from agenda.kernel.authz import Actor, BodyKind
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import AreaId, BodyId, HouseholdId, NeighbourhoodId, PersonId

_COLUMN = {
    AreaKind.NEIGHBOURHOOD: Household.neighbourhood_id,
    AreaKind.COMPOUND: Household.compound_id,
    AreaKind.BUILDING: Household.building_id,
    AreaKind.UNIT: Household.unit_id,
}


@dataclass(frozen=True)
class ScopeSize:
    """How many live in an area: inhabited households and their adults, by the roster."""

    households: int
    adults: int


def get_area(session: Session, area_id: AreaId) -> Area:
    """Return an area; raises NotFound."""
    area = session.get(Area, area_id)
    if area is None:
        raise NotFound("community.no_area")
    return area


def find_area(session: Session, neighbourhood_id: NeighbourhoodId, path: str) -> Area | None:
    """Return the area at a path such as `东苑/3号楼`, the whole for an empty one; None if there is none."""
    query = select(Area).where(Area.neighbourhood_id == neighbourhood_id, Area.path == path)
    return session.scalars(query).one_or_none()


def get_root(session: Session, neighbourhood_id: NeighbourhoodId) -> Area:
    """Return the area that is the whole neighbourhood."""
    query = select(Area).where(
        Area.neighbourhood_id == neighbourhood_id, Area.kind == AreaKind.NEIGHBOURHOOD
    )
    return session.scalars(query).one()


def in_scope(area: Area) -> ColumnElement[bool]:
    """Return the SQL condition that a household lies in an area."""
    if area.kind is AreaKind.NEIGHBOURHOOD:
        return Household.neighbourhood_id == area.neighbourhood_id
    return _COLUMN[area.kind] == area.area_id


def scope_size(session: Session, area: Area) -> ScopeSize:
    """Return how many inhabited households and adults an area has.

    An empty home cannot co-sign, so it does not count for thresholds.
    """
    query = (
        select(func.count(func.distinct(Person.household_id)), func.count())
        .select_from(Person)
        .join(Household, Household.household_id == Person.household_id)
        .where(in_scope(area), Person.is_adult, Person.moved_out_at.is_(None))
    )
    households, adults = session.execute(query).one()
    return ScopeSize(households, adults)


def list_areas(session: Session, neighbourhood_id: NeighbourhoodId) -> Sequence[Area]:
    """Return all areas of a neighbourhood in the order of their paths."""
    query = select(Area).where(Area.neighbourhood_id == neighbourhood_id).order_by(Area.area_id)
    return session.scalars(query).all()


def area_ids_of(household: Household, root: AreaId) -> tuple[AreaId, ...]:
    """Return the areas a household lies in, from the neighbourhood down to the unit."""
    return (root, household.compound_id, household.building_id, household.unit_id)


def get_household(session: Session, household_id: HouseholdId) -> Household:
    """Return a household; raises NotFound."""
    household = session.get(Household, household_id)
    if household is None:
        raise NotFound("community.no_household")
    return household


def get_person(session: Session, person_id: PersonId) -> Person:
    """Return a person; raises NotFound."""
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound("community.no_person")
    return person


def get_body(session: Session, body_id: BodyId) -> Body:
    """Return a body; raises NotFound."""
    body = session.get(Body, body_id)
    if body is None:
        raise NotFound("community.no_body")
    return body


def list_bodies(session: Session, neighbourhood_id: NeighbourhoodId) -> Sequence[Body]:
    """Return the bodies of a neighbourhood in the order they were set up."""
    query = select(Body).where(Body.neighbourhood_id == neighbourhood_id).order_by(Body.body_id)
    return session.scalars(query).all()


def find_body(session: Session, neighbourhood_id: NeighbourhoodId, kind: BodyKind) -> Body | None:
    """Return the first body of a kind, or None."""
    query = (
        select(Body)
        .where(Body.neighbourhood_id == neighbourhood_id, Body.kind == kind)
        .order_by(Body.body_id)
        .limit(1)
    )
    return session.scalars(query).one_or_none()


def get_neighbourhood(session: Session, neighbourhood_id: NeighbourhoodId) -> Neighbourhood:
    """Return a neighbourhood; raises NotFound."""
    neighbourhood = session.get(Neighbourhood, neighbourhood_id)
    if neighbourhood is None:
        raise NotFound("community.no_neighbourhood")
    return neighbourhood


def find_only_neighbourhood(session: Session) -> Neighbourhood | None:
    """Return the first neighbourhood of the installation, which most have only one of."""
    query = select(Neighbourhood).order_by(Neighbourhood.neighbourhood_id).limit(1)
    return session.scalars(query).one_or_none()


def list_neighbourhoods(session: Session) -> Sequence[Neighbourhood]:
    """Return all neighbourhoods of the installation in the order they were set up."""
    return session.scalars(select(Neighbourhood).order_by(Neighbourhood.neighbourhood_id)).all()


def find_neighbourhood_for(session: Session, actor: Actor) -> Neighbourhood | None:
    """Return the reader's neighbourhood, or the installation's first; None before it has one."""
    if actor.neighbourhood_id is not None:
        return get_neighbourhood(session, actor.neighbourhood_id)
    return find_only_neighbourhood(session)


def neighbourhood_for(session: Session, actor: Actor) -> Neighbourhood:
    """Return the neighbourhood a reader's pages are about: his own, or the installation's first.

    Raises NotFound where none is set up yet.
    """
    found = find_neighbourhood_for(session, actor)
    if found is None:
        raise NotFound("community.no_neighbourhood")
    return found


@dataclass(frozen=True)
class AreaSize:
    """An area with its homes and adults, as the overview shows it."""

    area: Area
    households: int
    adults: int
    """Adults who live there now."""


def list_sizes(session: Session, neighbourhood_id: NeighbourhoodId) -> Sequence[AreaSize]:
    """Return compounds and buildings with their homes and adults, in the order of the roster."""
    homes = _counts(session, neighbourhood_id, select(func.count()).select_from(Household))
    adults = _counts(
        session,
        neighbourhood_id,
        select(func.count())
        .select_from(Person)
        .join(Household, Household.household_id == Person.household_id)
        .where(Person.is_adult, Person.moved_out_at.is_(None)),
    )
    areas = [a for a in list_areas(session, neighbourhood_id) if a.kind in _SIZED]
    return [AreaSize(a, homes.get(a.area_id, 0), adults.get(a.area_id, 0)) for a in areas]


_SIZED = {AreaKind.COMPOUND: Household.compound_id, AreaKind.BUILDING: Household.building_id}


def _counts(
    session: Session, neighbourhood_id: NeighbourhoodId, query: Select[int]
) -> dict[AreaId, int]:
    """Return what a query counts, by compound and by building."""
    counts: dict[AreaId, int] = {}
    for column in _SIZED.values():
        grouped = query.add_columns(column).where(Household.neighbourhood_id == neighbourhood_id)
        counts |= {area_id: n for n, area_id in session.execute(grouped.group_by(column))}
    return counts
