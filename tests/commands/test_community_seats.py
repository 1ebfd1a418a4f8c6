"""Seats: nobody fills or ends one alone, the operator only the first two, the administrator none."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from agenda.cli import main
from agenda.community.models import Area, Body, Person, Seat
from agenda.community.people.commands import show_name
from agenda.community.seats.commands import (
    appoint_first_seat,
    confirm_seat,
    end_seat,
    found_body,
    propose_seat,
    propose_staff_seat,
)
from agenda.community.seats.queries import find_office_name, list_seats
from agenda.infra.audit import LedgerEvent, PrivateLog
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import OPERATOR, Actor, BodyKind, SeatRole
from agenda.kernel.clock import SetClock
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible
from agenda.kernel.ids import SeatId
from tests.factories import Place, actor, make_place

COMMITTEE = BodyKind.RESIDENTS_COMMITTEE
MEMBER = SeatRole.MEMBER


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(households=4)


def propose(place: Place, by: Actor, *, number: int = 0) -> SeatId:
    with transaction(by) as tx:
        return propose_seat(
            tx, place.bodies[COMMITTEE], place.people[number], role=MEMBER, title="委员"
        ).seat_id


def kinds() -> list[str]:
    query = select(LedgerEvent.kind).where(LedgerEvent.kind.startswith("community.seat"))
    return list(db.session.scalars(query.order_by(LedgerEvent.event_id)))


def test_a_seat_counts_once_a_second_person_has_confirmed_it(place: Place) -> None:
    seat_id = propose(place, place.seat(COMMITTEE, 0))
    assert not actor(place.people[0]).sits_in(COMMITTEE)
    with transaction(place.seat(COMMITTEE, 1)) as tx:
        confirm_seat(tx, seat_id)
    assert actor(place.people[0]).sits_in(COMMITTEE)
    assert kinds() == ["community.seat_proposed", "community.seat_confirmed"]


def test_the_sub_district_office_may_be_the_second_person(place: Place) -> None:
    seat_id = propose(place, place.seat(COMMITTEE, 0))
    with transaction(place.seat(BodyKind.SUBDISTRICT_OFFICE)) as tx:
        confirm_seat(tx, seat_id)
    assert actor(place.people[0]).sits_in(COMMITTEE)


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("proposer", "community.second_person"),
        ("holder", "community.not_of_body"),
        ("resident", "community.not_of_body"),
        ("property", "community.not_of_body"),
        ("administrator", "community.not_of_body"),
        ("operator", "authz.sign_in_first"),
    ],
)
def test_nobody_else_confirms(place: Place, who: str, code: str) -> None:
    seat_id = propose(place, place.seat(COMMITTEE, 0))
    hands = {
        "proposer": place.seat(COMMITTEE, 0),
        "holder": place.resident(0),
        "resident": place.resident(1),
        "property": place.seat(BodyKind.PROPERTY_COMPANY),
        "administrator": replace(place.resident(1), is_administrator=True),
        "operator": OPERATOR,
    }
    with pytest.raises(NotPermitted, match=code), transaction(hands[who]) as tx:
        confirm_seat(tx, seat_id)


def test_who_sits_already_does_not_confirm_a_second_seat_of_his_own(place: Place) -> None:
    chair, secretary = place.seat(COMMITTEE, 0), place.seat(COMMITTEE, 1)
    with transaction(chair) as tx:
        seat = propose_seat(
            tx, place.bodies[COMMITTEE], place.seated[COMMITTEE][1], role=SeatRole.DEPUTY, title=""
        )
    with pytest.raises(NotPermitted, match="second_person"), transaction(secretary) as tx:
        confirm_seat(tx, seat.seat_id)


def test_the_database_itself_refuses_a_seat_confirmed_by_its_proposer(place: Place) -> None:
    seat_id = propose(place, place.seat(COMMITTEE, 0))
    with pytest.raises(IntegrityError), transaction(OPERATOR) as tx:
        seat = tx.session.get_one(Seat, seat_id)
        seat.confirmed_by, seat.confirmed_at = "person", tx.now
        seat.confirmed_by_id = seat.proposed_by_id


def test_a_proposal_nobody_confirms_lapses_after_thirty_days(place: Place, clock: SetClock) -> None:
    seat_id = propose(place, place.seat(COMMITTEE, 0))
    clock.advance(timedelta(days=30))
    with (
        pytest.raises(NotPermitted, match="seat_lapsed"),
        transaction(place.seat(COMMITTEE, 1)) as tx,
    ):
        confirm_seat(tx, seat_id)
    with transaction(place.seat(COMMITTEE, 1)) as tx:
        end_seat(tx, seat_id)
    assert propose(place, place.seat(COMMITTEE, 0)) != seat_id


def test_the_same_seat_is_not_proposed_twice(place: Place) -> None:
    propose(place, place.seat(COMMITTEE, 0))
    with pytest.raises(NotPossible, match="seat_taken"):
        propose(place, place.seat(COMMITTEE, 1))


def test_a_holder_gives_his_seat_up_at_once(place: Place) -> None:
    mine = place.seat(COMMITTEE, 0)
    with transaction(mine) as tx:
        seat = end_seat(tx, mine.seats[0].seat_id)
    assert seat.ended_at is not None
    assert not actor(place.seated[COMMITTEE][0]).sits_in(COMMITTEE)


def test_others_end_a_seat_by_two(place: Place) -> None:
    seat_id = propose(place, place.seat(COMMITTEE, 0))
    with transaction(place.seat(COMMITTEE, 1)) as tx:
        confirm_seat(tx, seat_id)
    with transaction(place.seat(COMMITTEE, 0)) as tx:
        assert end_seat(tx, seat_id).ended_at is None
    with (
        pytest.raises(NotPermitted, match="second_person"),
        transaction(place.seat(COMMITTEE, 0)) as tx,
    ):
        end_seat(tx, seat_id)
    with transaction(place.seat(COMMITTEE, 1)) as tx:
        assert end_seat(tx, seat_id).ended_at is not None
    assert kinds()[-2:] == ["community.seat_end_proposed", "community.seat_ended"]


def test_the_operator_fills_two_seats_of_a_body_and_no_more(place: Place) -> None:
    with transaction(OPERATOR) as tx:
        body = found_body(
            tx,
            place.neighbourhood_id,
            kind=BodyKind.ACTIVITY_TEAM,
            name="合唱队",
            short_name="合唱队",
        )
        for number in (0, 1):
            appoint_first_seat(tx, body.body_id, place.people[number], role=MEMBER, title="委员")
    with pytest.raises(NotPermitted, match="not_first_seat"), transaction(OPERATOR) as tx:
        appoint_first_seat(tx, body.body_id, place.people[2], role=MEMBER, title="委员")


def test_the_committee_enters_teams_and_no_bodies_of_office(place: Place) -> None:
    by = place.seat(COMMITTEE)
    with transaction(by) as tx:
        found_body(
            tx, place.neighbourhood_id, kind=BodyKind.ACTIVITY_TEAM, name="合唱队", short_name="队"
        )
    with pytest.raises(NotPossible, match="body_named"), transaction(by) as tx:
        found_body(
            tx, place.neighbourhood_id, kind=BodyKind.ACTIVITY_TEAM, name="合唱队", short_name="队"
        )
    with pytest.raises(NotPermitted, match="operator_only"), transaction(by) as tx:
        found_body(
            tx, place.neighbourhood_id, kind=BodyKind.PARTY_ORGANIZATION, name="乙", short_name="乙"
        )


def test_a_person_of_another_neighbourhood_gets_no_seat(place: Place) -> None:
    stranger = make_place(households=1, name="香樟里").people[0]
    with pytest.raises(Invalid, match="not_for_seat"), transaction(place.seat(COMMITTEE)) as tx:
        propose_seat(tx, place.bodies[COMMITTEE], stranger, role=MEMBER, title="委员")


def test_who_works_here_is_entered_with_the_seat_and_shown_by_office(place: Place) -> None:
    body_id = place.bodies[BodyKind.PROPERTY_COMPANY]
    with transaction(place.seat(BodyKind.PROPERTY_COMPANY, 0)) as tx:
        seat = propose_staff_seat(
            tx, body_id, name="欧阳锋", mobile="13812345678", role=SeatRole.MEMBER, title="经理"
        )
    with transaction(place.seat(BodyKind.PROPERTY_COMPANY, 1)) as tx:
        confirm_seat(tx, seat.seat_id)
    assert find_office_name(db.session(), seat.person_id) == "欧阳经理"
    shown = {s.office_name for s in list_seats(db.session(), body_id)}
    assert shown == {"欧阳经理", "赵**"}


def test_a_look_at_a_name_is_noted_and_only_the_committee_may_look(place: Place) -> None:
    with transaction(place.seat(COMMITTEE)) as tx:
        assert show_name(tx, place.people[0], purpose="looked_up").room == "101"
    noted = db.session.scalars(select(PrivateLog).where(PrivateLog.kind == "community.name_seen"))
    assert [look.about_person_id for look in noted] == [place.people[0]]
    for hand in (place.resident(1), place.seat(BodyKind.PROPERTY_COMPANY)):
        with pytest.raises(NotPermitted), transaction(hand) as tx:
            show_name(tx, place.people[0], purpose="looked_up")


def test_set_up_from_a_file(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    seats = [{"name": "王建国", "role": "chair", "title": "主任", "mobile": "13812345678"}]
    owners = {"kind": "homeowners_committee", "name": "东苑业委会", "compound": "东苑"}
    bodies = [{"kind": "residents_committee", "name": "梧桐里居委会", "seats": seats}, owners]
    plan = {"name": "梧桐里", "subdistrict": "滨江街道", "bodies": bodies}
    file.write_text(json.dumps(plan, ensure_ascii=False), encoding="utf-8-sig")
    run = app.test_cli_runner().invoke
    result = run(main, ["setup", str(file)])
    assert result.exit_code == 0, result.output
    assert db.session.scalars(select(Area.path).order_by(Area.area_id)).all() == ["", "东苑"]
    holder = db.session.scalars(select(Person)).one()
    assert find_office_name(db.session(), holder.person_id) == "王主任"
    assert db.session.scalars(select(Body.compound_id).order_by(Body.body_id)).all() == [None, 2]
    db.session.close()
    assert "已经有同名的居民区" in run(main, ["setup", str(file)]).output
    more = ["--body", "梧桐里居委会", "--name", "李芳", "--role", "secretary", "--title", "副主任"]
    assert run(main, ["seats", "appoint", *more]).exit_code == 0
    third = run(main, ["seats", "appoint", *more[:3], "赵六", "--role", "member"])
    assert "最初的两个席位" in third.output


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "不是 JSON"),
        ("[]", "$ "),
        ('{"name": "甲", "subdistrict": ""}', "$.subdistrict"),
        ('{"name": "甲", "subdistrict": "乙", "bodies": [{"kind": "club"}]}', "$.bodies[0]"),
    ],
)
def test_a_plan_that_is_wrong_is_refused_by_place(
    app: Flask, tmp_path: Path, text: str, told: str
) -> None:
    file = tmp_path / "plan.json"
    file.write_text(text)
    result = app.test_cli_runner().invoke(main, ["setup", str(file)])
    assert result.exit_code == 1
    assert told in result.output


def test_set_up_by_asking_offers_the_usual_names(app: Flask) -> None:
    answers = ["梧桐里", "滨江街道", "", "王建国", "主任", "", "", *["", "", ""] * 7]
    result = app.test_cli_runner().invoke(main, ["setup"], input="\n".join(answers) + "\n")
    assert result.exit_code == 0, result.output
    names = set(db.session.scalars(select(Body.name)))
    assert {"梧桐里居民委员会", "滨江街道办事处"} <= names
    assert len(names) == len(BodyKind)
