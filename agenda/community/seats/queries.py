"""Reading bodies and who sits in them; of a name only surname and office leave this module."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from agenda.community.models import Area, Body, Household, Person, Seat
from agenda.community.policy import SeatFacts
from agenda.community.rules import office_name
from agenda.kernel.authz import BodyKind, SeatRole
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import BodyId, NeighbourhoodId, PersonId, SeatId
from agenda.kernel.texts import masked_name


@dataclass(frozen=True)
class BodyInList:
    """A body as the list shows it."""

    body_id: BodyId
    kind: BodyKind
    name: str
    about: str
    compound: str
    seats: int


@dataclass(frozen=True)
class SeatShown:
    """A seat as pages show it: its holder by surname and office alone."""

    seat_id: SeatId
    role: SeatRole
    office_name: str
    masked_name: str
    """Building and masked name, for those who confirm."""
    facts: SeatFacts
    confirmed_at: datetime | None


def list_bodies_with_seats(
    session: Session, neighbourhood_id: NeighbourhoodId
) -> Sequence[BodyInList]:
    """Return the bodies of a neighbourhood with how many seats each has filled."""
    filled = (
        select(func.count())
        .where(
            Seat.body_id == Body.body_id, Seat.confirmed_at.is_not(None), Seat.ended_at.is_(None)
        )
        .scalar_subquery()
    )
    query = (
        select(Body.body_id, Body.kind, Body.name, Body.about, Area.name, filled)
        .outerjoin(Area, Area.area_id == Body.compound_id)
        .where(Body.neighbourhood_id == neighbourhood_id)
        .order_by(Body.body_id)
    )
    return [
        BodyInList(body_id, kind, name, about, compound or "", seats)
        for body_id, kind, name, about, compound, seats in session.execute(query)
    ]


def list_seats(session: Session, body_id: BodyId) -> Sequence[SeatShown]:
    """Return the seats of a body that are filled or wait for confirmation, the chair first."""
    query = (
        select(Seat, Person.name, Area.name)
        .join(Person, Person.person_id == Seat.person_id)
        .outerjoin(Household, Household.household_id == Person.household_id)
        .outerjoin(Area, Area.area_id == Household.building_id)
        .where(Seat.body_id == body_id, Seat.ended_at.is_(None))
        .order_by(Seat.seat_id)
    )
    shown = [_shown(seat, name, building or "") for seat, name, building in session.execute(query)]
    return sorted(shown, key=lambda seat: list(SeatRole).index(seat.role))


def get_seat(session: Session, seat_id: SeatId) -> Seat:
    """Return a seat; raises NotFound."""
    seat = session.get(Seat, seat_id)
    if seat is None:
        raise NotFound("community.no_seat")
    return seat


def count_confirmed_seats(session: Session, body_id: BodyId) -> int:
    """Return how many seats a body has filled, ended ones included."""
    query = select(func.count()).where(Seat.body_id == body_id, Seat.confirmed_at.is_not(None))
    return session.scalar(query) or 0


def count_seats_held(session: Session, person_id: PersonId) -> int:
    """Return how many seats a person holds or waits for."""
    query = select(func.count()).where(Seat.person_id == person_id, Seat.ended_at.is_(None))
    return session.scalar(query) or 0


def find_office_name(session: Session, person_id: PersonId) -> str | None:
    """Return how a seat holder is shown in public, e.g. 王主任; None for who holds no seat."""
    query = (
        select(Person.name, Seat.title)
        .join(Seat, Seat.person_id == Person.person_id)
        .where(
            Person.person_id == person_id, Seat.confirmed_at.is_not(None), Seat.ended_at.is_(None)
        )
        .order_by(Seat.seat_id)
        .limit(1)
    )
    row = session.execute(query).one_or_none()
    return office_name(*row) if row else None


def facts(seat: Seat) -> SeatFacts:
    """Return a seat as the rules see it."""
    return SeatFacts(
        seat.body_id,
        seat.neighbourhood_id,
        seat.person_id,
        seat.proposed_by_id,
        seat.proposed_at,
        is_confirmed=seat.confirmed_at is not None,
        is_ended=seat.ended_at is not None,
        end_proposed_by_id=seat.end_proposed_by_id,
    )


def _shown(seat: Seat, name: str, building: str) -> SeatShown:
    """Return a seat as pages show it."""
    return SeatShown(
        seat.seat_id,
        SeatRole(seat.role),
        office_name(name, seat.title),
        f"{building} {masked_name(name)}".strip(),
        facts(seat),
        seat.confirmed_at,
    )
