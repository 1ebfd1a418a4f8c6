"""Reading people: as actors, as public lists show them, and as the committee looks them up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from agenda.community.deputies.models import Deputation
from agenda.community.models import Area, Body, Household, Ownership, Person, Seat
from agenda.community.queries import area_ids_of
from agenda.community.rules import AreaKind, Relation, ShownAs, public_name
from agenda.kernel.authz import Actor, ActorKind, SeatHeld
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import AccountId, AreaId, HouseholdId, NeighbourhoodId, PersonId
from agenda.kernel.texts import masked_name


@dataclass(frozen=True)
class RealName:
    """Who a person is and how to reach him: only for those whose duty needs it."""

    person_id: PersonId
    name: str
    mobile: str
    email: str
    area_path: str
    room: str
    postal_address: str


@dataclass(frozen=True)
class FoundPerson:
    """A person as a search of the roster shows him: masked, without his room."""

    person_id: PersonId
    shown_as: str
    """3号楼 王**"""
    unit: str
    relation: Relation | None
    is_adult: bool


def actor_of(
    session: Session,
    person_id: PersonId,
    *,
    account_id: AccountId | None = None,
    on: date | None = None,
) -> Actor:
    """Return a person as the acting hand; raises NotFound.

    Who has moved out keeps ownership and seats but no home. `on` is the day for which the seats of
    those he stands in for are added, behind his own.
    """
    row = session.execute(_AT_HOME.where(Person.person_id == person_id)).one_or_none()
    if row is None:
        raise NotFound("community.no_person")
    return _actor(
        *row,
        account_id=account_id,
        owned=_owned(session, Ownership.person_id == person_id).get(person_id, ()),
        seats=_seats(session, Seat.person_id == person_id).get(person_id, ())
        + _deputed(session, person_id, on),
    )


def list_actors(session: Session, neighbourhood_id: NeighbourhoodId) -> dict[PersonId, Actor]:
    """Return everybody of a neighbourhood's roster as an actor, in three queries."""
    owned = _owned(session, Ownership.neighbourhood_id == neighbourhood_id)
    seats = _seats(session, Seat.neighbourhood_id == neighbourhood_id)
    query = _AT_HOME.where(Person.neighbourhood_id == neighbourhood_id)
    return {
        person.person_id: _actor(
            person,
            household,
            root,
            owned=owned.get(person.person_id, ()),
            seats=seats.get(person.person_id, ()),
        )
        for person, household, root in session.execute(query)
    }


_AT_HOME = (
    select(Person, Household, Area.area_id)
    .outerjoin(
        Household,
        (Household.household_id == Person.household_id) & Person.moved_out_at.is_(None),
    )
    .join(
        Area,
        (Area.neighbourhood_id == Person.neighbourhood_id) & (Area.kind == AreaKind.NEIGHBOURHOOD),
    )
)
"""Persons with the home they live in, if any, and the area that is their whole neighbourhood."""


def _actor(
    person: Person,
    household: Household | None,
    root: AreaId,
    *,
    owned: tuple[HouseholdId, ...],
    seats: tuple[SeatHeld, ...],
    account_id: AccountId | None = None,
) -> Actor:
    """Return a person as the acting hand."""
    return Actor(
        ActorKind.PERSON,
        neighbourhood_id=person.neighbourhood_id,
        account_id=account_id,
        person_id=person.person_id,
        household_id=household.household_id if household else None,
        area_ids=area_ids_of(household, root) if household else (),
        owns_household_ids=owned,
        display_name=person.name,
        is_adult=person.is_adult,
        is_verified=person.verified_at is not None,
        seats=seats,
        ledger_key=person.ledger_key or b"",
    )


def _owned(session: Session, whose: ColumnElement[bool]) -> dict[PersonId, tuple[HouseholdId, ...]]:
    """Return the homes that persons own now."""
    query = select(Ownership.person_id, Ownership.household_id).where(
        whose, Ownership.ended_at.is_(None)
    )
    found: dict[PersonId, tuple[HouseholdId, ...]] = {}
    for person_id, household_id in session.execute(query):
        found[person_id] = (*found.get(person_id, ()), household_id)
    return found


def _seats(session: Session, whose: ColumnElement[bool]) -> dict[PersonId, tuple[SeatHeld, ...]]:
    """Return the confirmed seats that persons hold now."""
    query = (
        select(Seat.person_id, Seat.seat_id, Seat.body_id, Body.kind, Seat.role)
        .join(Body, Body.body_id == Seat.body_id)
        .where(whose, Seat.confirmed_at.is_not(None), Seat.ended_at.is_(None))
        .order_by(Seat.seat_id)
    )
    found: dict[PersonId, tuple[SeatHeld, ...]] = {}
    for person_id, seat_id, body_id, kind, role in session.execute(query):
        held = SeatHeld(seat_id, body_id, kind, role)
        found[person_id] = (*found.get(person_id, ()), held)
    return found


def _deputed(session: Session, person_id: PersonId, on: date | None) -> tuple[SeatHeld, ...]:
    """Return the seats whose holders are away on a day and named this person their deputy.

    Who no longer sits in the body himself stands in for nobody there.
    """
    if on is None:
        return ()
    own = aliased(Seat)
    query = (
        select(Seat.seat_id, Seat.body_id, Body.kind, Seat.role)
        .join(Deputation, Deputation.seat_id == Seat.seat_id)
        .join(Body, Body.body_id == Seat.body_id)
        .join(own, (own.body_id == Seat.body_id) & (own.person_id == Deputation.deputy_id))
        .where(
            own.confirmed_at.is_not(None),
            own.ended_at.is_(None),
            Deputation.deputy_id == person_id,
            Deputation.ended_at.is_(None),
            Deputation.from_on <= on,
            Deputation.until_on >= on,
            Seat.confirmed_at.is_not(None),
            Seat.ended_at.is_(None),
        )
        .order_by(Seat.seat_id)
    )
    return tuple(SeatHeld(*row, is_deputed=True) for row in session.execute(query.distinct()))


def public_names(
    session: Session, person_ids: set[PersonId], *, anonymous_word: str
) -> dict[PersonId, str]:
    """Return how persons stand in public: `3号楼 王**`, or `王**` for those living elsewhere.

    One query for a whole page; nobody's room is in it.
    """
    query = (
        select(Person.person_id, Person.name, Person.shown_as, Area.name)
        .outerjoin(Household, Household.household_id == Person.household_id)
        .outerjoin(Area, Area.area_id == Household.building_id)
        .where(Person.person_id.in_(person_ids))
    )
    return {
        person_id: public_name(
            name, building or "", ShownAs(shown_as), anonymous_word=anonymous_word
        )
        for person_id, name, shown_as, building in session.execute(query)
    }


def get_real_name(session: Session, person_id: PersonId) -> RealName:
    """Return who a person is and how to reach him; raises NotFound.

    Called by the command that notes the look, and by the person's own page.
    """
    query = (
        select(
            Person.person_id,
            Person.name,
            Person.mobile,
            Person.email,
            Area.path,
            Household.room,
            Person.postal_address,
        )
        .outerjoin(Household, Household.household_id == Person.household_id)
        .outerjoin(Area, Area.area_id == Household.unit_id)
        .where(Person.person_id == person_id)
    )
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotFound("community.no_person")
    return RealName(row[0], *(text or "" for text in row[1:]))


def find_people(
    session: Session, neighbourhood_id: NeighbourhoodId, words: str, *, limit: int = 30
) -> Sequence[FoundPerson]:
    """Return who has exactly this name, or lives in the home the words name: `3号楼 502`.

    The last word is the room, each word before it a part of its place. Who moved out is not found.
    """
    *places, last = words.split() or [""]
    in_home: list[ColumnElement[bool]] = [Household.room == last]
    in_home += [Area.path.contains(word, autoescape=True) for word in places]
    query = (
        select(Person.person_id, Person.name, Area.path, Person.relation, Person.is_adult)
        .outerjoin(Household, Household.household_id == Person.household_id)
        .outerjoin(Area, Area.area_id == Household.unit_id)
        .where(
            Person.neighbourhood_id == neighbourhood_id,
            Person.moved_out_at.is_(None),
            or_(Person.name == " ".join([*places, last]), and_(*in_home)),
        )
        .order_by(Area.area_id, Person.person_id)
        .limit(limit)
    )
    return [_found(*row) for row in session.execute(query)]


def find_at_home(session: Session, household_id: HouseholdId, name: str) -> PersonId | None:
    """Return the adult of that name who lives in a home, or None; of two namesakes the first."""
    query = (
        select(Person.person_id)
        .where(
            Person.household_id == household_id,
            Person.name == name,
            Person.is_adult,
            Person.moved_out_at.is_(None),
        )
        .order_by(Person.person_id)
        .limit(1)
    )
    return session.scalar(query)


def list_movers(session: Session, *, moved_before: datetime, limit: int) -> Sequence[PersonId]:
    """Return who moved out before an instant and still has a name here; seat holders left out."""
    holds = exists().where(Seat.person_id == Person.person_id, Seat.ended_at.is_(None))
    query = (
        select(Person.person_id)
        .where(Person.moved_out_at <= moved_before, Person.name != "", ~holds)
        .order_by(Person.person_id)
        .limit(limit)
    )
    return session.scalars(query).all()


def list_namesakes(
    session: Session, neighbourhood_id: NeighbourhoodId, name: str
) -> Sequence[FoundPerson]:
    """Return the adults on the roster who have exactly this name."""
    found = find_people(session, neighbourhood_id, name)
    named = {
        *session.scalars(
            select(Person.person_id).where(
                Person.neighbourhood_id == neighbourhood_id, Person.name == name
            )
        )
    }
    return [person for person in found if person.person_id in named and person.is_adult]


def _found(
    person_id: PersonId, name: str, path: str | None, relation: Relation | None, is_adult: object
) -> FoundPerson:
    """Return a person masked, with the building before the name and the stairwell beside it."""
    *_compound, building, unit = ["", *(path or "/").split("/")]
    shown = f"{building} {masked_name(name)}".strip()
    return FoundPerson(person_id, shown, unit, relation, is_adult=bool(is_adult))
