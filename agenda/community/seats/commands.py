"""Founding bodies and filling their seats; nobody fills a seat alone."""

from agenda.community import policy
from agenda.community.events import (
    BodyFounded,
    SeatConfirmed,
    SeatEnded,
    SeatEndProposed,
    SeatProposed,
)
from agenda.community.models import Body, Seat
from agenda.community.people.commands import add_staff
from agenda.community.queries import get_body, get_person
from agenda.community.seats.queries import count_confirmed_seats, facts, get_seat
from agenda.infra.audit import record
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import BodyKind, SeatRole, require
from agenda.kernel.errors import Invalid, NotPossible
from agenda.kernel.ids import AreaId, BodyId, NeighbourhoodId, PersonId, SeatId


def found_body(
    tx: Transaction,
    neighbourhood_id: NeighbourhoodId,
    *,
    kind: BodyKind,
    name: str,
    short_name: str,
    about: str = "",
    compound_id: AreaId | None = None,
) -> Body:
    """Enter a body; raises NotPossible where the neighbourhood has one of that name."""
    require(policy.may_found_body(tx.actor, neighbourhood_id=neighbourhood_id, kind=kind))
    body = Body(
        neighbourhood_id=neighbourhood_id,
        kind=kind,
        name=name,
        short_name=short_name,
        about=about,
        compound_id=compound_id,
    )
    tx.insert(body, NotPossible("community.body_named"))
    record(
        tx,
        BodyFounded(neighbourhood_id=neighbourhood_id, body_id=body.body_id, body_kind=kind),
    )
    return body


def appoint_first_seat(
    tx: Transaction, body_id: BodyId, person_id: PersonId, *, role: SeatRole, title: str
) -> Seat:
    """Enter one of a body's first two seats as the operator; later ones need two of its people."""
    body = get_body(tx.session, body_id)
    require(
        policy.may_appoint_first(
            tx.actor, confirmed_seats=count_confirmed_seats(tx.session, body_id)
        )
    )
    seat = _new_seat(tx, body, person_id, role=role, title=title)
    seat.confirmed_by = "operator"
    seat.confirmed_at = tx.now
    tx.insert(seat, NotPossible("community.seat_taken"))
    record(
        tx,
        SeatConfirmed(
            neighbourhood_id=body.neighbourhood_id,
            body_id=body_id,
            seat_id=seat.seat_id,
            role=role,
            confirmed_by="operator",
        ),
    )
    return seat


def appoint_first_staff(
    tx: Transaction,
    body_id: BodyId,
    *,
    name: str,
    role: SeatRole,
    title: str,
    mobile: str | None = None,
    email: str | None = None,
) -> Seat:
    """Enter one of a body's first two seats for somebody who is not on the roster."""
    require(policy.only_operator(tx.actor))
    body = get_body(tx.session, body_id)
    person = add_staff(tx, body.neighbourhood_id, name=name, mobile=mobile, email=email)
    return appoint_first_seat(tx, body_id, person.person_id, role=role, title=title)


def propose_seat(
    tx: Transaction, body_id: BodyId, person_id: PersonId, *, role: SeatRole, title: str
) -> Seat:
    """Propose somebody for a seat; it counts once a second person has confirmed it.

    Raises NotPossible where he holds that seat already or waits for it.
    """
    body = get_body(tx.session, body_id)
    require(
        policy.may_fill_seats(tx.actor, body_id=body_id, neighbourhood_id=body.neighbourhood_id)
    )
    seat = _new_seat(tx, body, person_id, role=role, title=title)
    seat.proposed_by_id = tx.actor.person_id
    seat.proposed_at = tx.now
    tx.insert(seat, NotPossible("community.seat_taken"))
    record(
        tx,
        SeatProposed(
            neighbourhood_id=body.neighbourhood_id,
            body_id=body_id,
            seat_id=seat.seat_id,
            role=role,
        ),
    )
    return seat


def propose_staff_seat(
    tx: Transaction,
    body_id: BodyId,
    *,
    name: str,
    mobile: str | None,
    role: SeatRole,
    title: str,
) -> Seat:
    """Propose somebody who works here without living here, and enter him with the seat."""
    body = get_body(tx.session, body_id)
    require(
        policy.may_fill_seats(tx.actor, body_id=body_id, neighbourhood_id=body.neighbourhood_id)
    )
    person = add_staff(tx, body.neighbourhood_id, name=name, mobile=mobile)
    return propose_seat(tx, body_id, person.person_id, role=role, title=title)


def confirm_seat(tx: Transaction, seat_id: SeatId) -> Seat:
    """Confirm a proposed seat as a second person; from now on its holder sits in the body."""
    seat = get_seat(tx.session, seat_id)
    require(policy.may_confirm_seat(tx.actor, facts(seat), now=tx.now))
    seat.confirmed_by = "person"
    seat.confirmed_by_id = tx.actor.person_id
    seat.confirmed_at = tx.now
    record(
        tx,
        SeatConfirmed(
            neighbourhood_id=seat.neighbourhood_id,
            body_id=seat.body_id,
            seat_id=seat_id,
            role=SeatRole(seat.role),
            confirmed_by="person",
        ),
    )
    return seat


def end_seat(tx: Transaction, seat_id: SeatId) -> Seat:
    """End a seat: at once by its holder, or where it was never confirmed; else by two people.

    The first of the two proposes the end, the second carries it out.
    """
    seat = get_seat(tx.session, seat_id)
    require(policy.may_end_seat(tx.actor, facts(seat)))
    resigned = tx.actor.person_id == seat.person_id
    needs_second = not resigned and seat.confirmed_at is not None
    if needs_second and seat.end_proposed_by_id is None:
        seat.end_proposed_by_id = tx.actor.person_id
        seat.end_proposed_at = tx.now
        record(
            tx,
            SeatEndProposed(
                neighbourhood_id=seat.neighbourhood_id,
                body_id=seat.body_id,
                seat_id=seat_id,
                role=SeatRole(seat.role),
            ),
        )
        return seat
    seat.ended_at = tx.now
    record(
        tx,
        SeatEnded(
            neighbourhood_id=seat.neighbourhood_id,
            body_id=seat.body_id,
            seat_id=seat_id,
            role=SeatRole(seat.role),
            resigned=resigned,
        ),
    )
    return seat


def _new_seat(
    tx: Transaction, body: Body, person_id: PersonId, *, role: SeatRole, title: str
) -> Seat:
    """Return the row of a seat for an adult of the same neighbourhood."""
    person = get_person(tx.session, person_id)
    if person.neighbourhood_id != body.neighbourhood_id or not person.is_adult:
        raise Invalid("community.not_for_seat", field="name")
    return Seat(
        neighbourhood_id=body.neighbourhood_id,
        body_id=body.body_id,
        person_id=person_id,
        role=role,
        title=title,
    )
