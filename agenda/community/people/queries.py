"""Reading a person as an actor: home, areas, ownership and confirmed seats."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from agenda.community.models import Area, Body, Household, Ownership, Person, Seat
from agenda.community.queries import area_ids_of, get_person, get_root
from agenda.community.rules import ShownAs, public_name
from agenda.kernel.authz import Actor, ActorKind, SeatHeld
from agenda.kernel.ids import AccountId, HouseholdId, PersonId


def actor_of(
    session: Session, person_id: PersonId, *, account_id: AccountId | None = None
) -> Actor:
    """Return a person as the acting hand; raises NotFound.

    Who has moved out keeps ownership and seats but no home.
    """
    person = get_person(session, person_id)
    household = None
    if person.household_id is not None and person.moved_out_at is None:
        household = session.get(Household, person.household_id)
    root = get_root(session, person.neighbourhood_id)
    return Actor(
        ActorKind.PERSON,
        neighbourhood_id=person.neighbourhood_id,
        account_id=account_id,
        person_id=person_id,
        household_id=household.household_id if household else None,
        area_ids=area_ids_of(household, root.area_id) if household else (),
        owns_household_ids=_owned(session, person_id),
        display_name=person.name,
        is_adult=person.is_adult,
        is_verified=person.verified_at is not None,
        seats=_seats(session, person_id),
        ledger_key=person.ledger_key or b"",
    )


def _owned(session: Session, person_id: PersonId) -> tuple[HouseholdId, ...]:
    """Return the homes a person owns now."""
    query = select(Ownership.household_id).where(
        Ownership.person_id == person_id, Ownership.ended_at.is_(None)
    )
    return tuple(session.scalars(query))


def _seats(session: Session, person_id: PersonId) -> tuple[SeatHeld, ...]:
    """Return the confirmed seats a person holds now."""
    query = (
        select(Seat.seat_id, Seat.body_id, Body.kind, Seat.role)
        .join(Body, Body.body_id == Seat.body_id)
        .where(Seat.person_id == person_id, Seat.confirmed_at.is_not(None), Seat.ended_at.is_(None))
        .order_by(Seat.seat_id)
    )
    return tuple(SeatHeld(*row) for row in session.execute(query))


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
