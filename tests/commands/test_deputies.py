"""A seat holder who is away names a deputy; the deputy acts for the seat, and the ledger says so."""

import json
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from agenda.community.deputies.commands import dismiss_deputy, name_deputy
from agenda.community.models import Seat
from agenda.community.people.queries import actor_of
from agenda.deliberation.meetings.commands import convene_meeting
from agenda.infra.audit import LedgerEvent
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import OPERATOR, Actor, BodyKind
from agenda.kernel.clock import local_date
from agenda.kernel.errors import Invalid, NotPermitted
from agenda.kernel.ids import PersonId, ProposalId, SeatId
from tests.factories import Place, make_deliberating, make_place
from tests.meetings import council

COMMITTEE, COMPANY = BodyKind.RESIDENTS_COMMITTEE, BodyKind.PROPERTY_COMPANY
SUPERVISION = BodyKind.SUPERVISION_COMMITTEE


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(households=10)


def seat_of(person_id: PersonId) -> SeatId:
    found = db.session().scalars(select(Seat.seat_id).where(Seat.person_id == person_id)).one()
    db.session.close()
    return found


def on(day: date, person_id: PersonId) -> Actor:
    found = actor_of(db.session(), person_id, on=day)
    db.session.close()
    return found


def test_a_deputy_acts_for_the_seat_on_its_days_and_leaves_a_trace(place: Place) -> None:
    proposal_id = make_deliberating(place).proposal_id
    holder, deputy = place.seated[COMMITTEE]
    today = local_date(now())
    with transaction(place.seat(COMMITTEE)) as tx:
        named = name_deputy(
            tx,
            seat_of(holder),
            deputy_id=deputy,
            from_on=today,
            until_on=today + timedelta(days=3),
        ).deputation_id
    committee = place.bodies[COMMITTEE]
    assert not stands_in(on(today + timedelta(days=4), deputy))
    acting = on(today, deputy)
    assert stands_in(acting)
    called = call_for(acting, proposal_id)
    payload = json.loads(called.payload)
    assert (payload["by_deputy"], payload["body_id"]) == (True, committee)
    with transaction(on(today, holder)) as tx:
        dismiss_deputy(tx, named)
    assert not stands_in(on(today, deputy))


def stands_in(found: Actor) -> bool:
    return any(seat.is_deputed for seat in found.seats)


def test_who_left_the_body_stands_in_for_nobody_there(place: Place) -> None:
    holder, deputy = place.seated[COMMITTEE]
    today = local_date(now())
    with transaction(place.seat(COMMITTEE)) as tx:
        name_deputy(tx, seat_of(holder), deputy_id=deputy, from_on=today, until_on=today)
    assert stands_in(on(today, deputy))
    with transaction(OPERATOR) as tx:
        tx.session.get_one(Seat, seat_of(deputy)).ended_at = tx.now
    assert on(today, deputy).seats == ()


def call_for(acting: Actor, proposal_id: ProposalId) -> LedgerEvent:
    with transaction(acting) as tx:
        convene_meeting(tx, proposal_id, notice=council())
    query = select(LedgerEvent).where(LedgerEvent.kind == "deliberation.meeting_called")
    return db.session().scalars(query).one()


def test_nobody_names_for_another_and_only_the_same_body_stands_in(
    place: Place,
) -> None:
    today = local_date(now())
    seat_id = seat_of(place.seated[SUPERVISION][0])
    with pytest.raises(NotPermitted), transaction(place.seat(COMPANY)) as tx:
        name_deputy(tx, seat_id, deputy_id=place.seated[COMPANY][1], from_on=today, until_on=today)
    for person_id, start, until, code in (
        (place.seated[COMMITTEE][0], today, today, "cannot_stand_in"),
        (place.people[0], today, today, "cannot_stand_in"),
        (place.seated[SUPERVISION][1], today, today + timedelta(days=91), "no_absence"),
        (place.seated[SUPERVISION][1], today, today - timedelta(days=1), "no_absence"),
    ):
        with pytest.raises(Invalid, match=code), transaction(place.seat(SUPERVISION)) as tx:
            name_deputy(tx, seat_id, deputy_id=person_id, from_on=start, until_on=until)
    with transaction(place.seat(SUPERVISION)) as tx:
        name_deputy(
            tx, seat_id, deputy_id=place.seated[SUPERVISION][1], from_on=today, until_on=today
        )
    with pytest.raises(Invalid, match="already"), transaction(place.seat(SUPERVISION)) as tx:
        name_deputy(
            tx, seat_id, deputy_id=place.seated[SUPERVISION][1], from_on=today, until_on=today
        )
