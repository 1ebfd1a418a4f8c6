"""Reading who acts for whom, on which days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from agenda.community.deputies.models import Deputation
from agenda.community.models import Body, Person, Seat
from agenda.community.rules import office_name
from agenda.kernel.authz import BodyKind
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import BodyId, PersonId, SeatId


@dataclass(frozen=True)
class OwnSeat:
    """A seat somebody holds, with the deputies named for it that are not over."""

    seat_id: SeatId
    body: str
    body_kind: BodyKind
    deputies: tuple["DeputyShown", ...]


@dataclass(frozen=True)
class DeputyShown:
    """A deputy as the holder's page shows him: surname and office, and his days."""

    deputation_id: int
    who: str
    from_on: date
    until_on: date


@dataclass(frozen=True)
class Candidate:
    """A member of the same body who can be asked to stand in."""

    person_id: PersonId
    who: str


def get_deputation(session: Session, deputation_id: int) -> Deputation:
    """Return a deputation; raises NotFound."""
    deputation = session.get(Deputation, deputation_id)
    if deputation is None:
        raise NotFound("community.no_deputy")
    return deputation


def find_overlapping(session: Session, seat_id: SeatId, start: date, until: date) -> int | None:
    """Return a deputation of a seat that shares a day with this span, or None."""
    query = select(Deputation.deputation_id).where(
        Deputation.seat_id == seat_id,
        Deputation.ended_at.is_(None),
        Deputation.from_on <= until,
        Deputation.until_on >= start,
    )
    return session.scalars(query.limit(1)).first()


def list_own_seats(session: Session, person_id: PersonId, today: date) -> Sequence[OwnSeat]:
    """Return the seats a person holds, with their deputies of today and later."""
    held = _holds().where(Seat.person_id == person_id).order_by(Seat.seat_id)
    query = (
        select(Deputation, Person.name)
        .join(Seat, Seat.seat_id == Deputation.seat_id)
        .join(Person, Person.person_id == Deputation.deputy_id)
        .where(
            Seat.person_id == person_id,
            Deputation.ended_at.is_(None),
            Deputation.until_on >= today,
        )
        .order_by(Deputation.from_on)
    )
    found: dict[SeatId, tuple[DeputyShown, ...]] = {}
    for row, name in session.execute(query):
        shown = DeputyShown(row.deputation_id, office_name(name, ""), row.from_on, row.until_on)
        found[row.seat_id] = (*found.get(row.seat_id, ()), shown)
    return [
        OwnSeat(seat.seat_id, body.short_name, body.kind, found.get(seat.seat_id, ()))
        for seat, body, _name in session.execute(held)
    ]


def list_candidates(
    session: Session, body_id: BodyId, *, besides: PersonId | None
) -> Sequence[Candidate]:
    """Return who else holds a confirmed seat in a body, by surname and office."""
    query = _holds().where(Seat.body_id == body_id).order_by(Seat.seat_id)
    return [
        Candidate(seat.person_id, f"{body.short_name} {office_name(name, seat.title)}")
        for seat, body, name in session.execute(query)
        if seat.person_id != besides
    ]


def _holds() -> Select[Seat, Body, str]:
    """Return the query of confirmed seats with their body and holder's name."""
    return (
        select(Seat, Body, Person.name)
        .join(Body, Body.body_id == Seat.body_id)
        .join(Person, Person.person_id == Seat.person_id)
        .where(Seat.confirmed_at.is_not(None), Seat.ended_at.is_(None))
    )
