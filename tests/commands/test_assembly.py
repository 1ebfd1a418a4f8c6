"""Meetings that decide: roll frozen at notice, each signs in once, hands counted from the list."""

import json
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from agenda.ballots.assembly.commands import (
    convene_assembly,
    count_hands,
    enter_attendance,
    sign_in,
    strike_attendance,
)
from agenda.ballots.assembly.models import AssemblyAttendance, AssemblyMember
from agenda.ballots.assembly.queries import (
    count_present,
    get_assembly,
    list_faults,
    list_members,
    room_of,
)
from agenda.ballots.assembly.rules import Entitlement, Hands, RollBasis, RollFault, SignInChannel
from agenda.ballots.decisions.counting.commands import Ballots, confirm_count, record_count
from agenda.ballots.decisions.counting.rules import Weight
from agenda.ballots.decisions.models import FormalDecision
from agenda.ballots.decisions.queries import list_counts
from agenda.ballots.decisions.rules import DecisionKind, Outcome
from agenda.community.models import Person
from agenda.infra.audit import LedgerEvent, PrivateLog
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import OPERATOR, BodyKind
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible
from agenda.procedure.rules import Route
from agenda.proposals.rules import Stage
from tests.decisions import convened, convener, decision_on, make_deciding, notice_for
from tests.factories import Place, actor, make_place, reload
from tests.representatives import by_roster, make_group
from tests.votes import clock

DELEGATES = DecisionKind.REPRESENTATIVE_MEETING
SUPERVISION = BodyKind.SUPERVISION_COMMITTEE


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(households=30)


@pytest.fixture
def decision(place: Place) -> FormalDecision:
    return make_deciding(place, Route.RESIDENTS_MEETING)


def code_of(decision: FormalDecision) -> str:
    found = get_assembly(db.session(), decision.decision_id).code
    db.session.close()
    return found


def attend(place: Place, decision: FormalDecision, *numbers: int) -> None:
    code = code_of(decision)
    for number in numbers:
        with transaction(place.resident(number)) as tx:
            sign_in(tx, decision.decision_id, code=code)


def counted(place: Place, decision: FormalDecision, *hands: int) -> FormalDecision:
    with transaction(convener(place, decision)) as tx:
        count_hands(tx, decision.decision_id, hands=Hands(*hands))
    return decision_on(decision.proposal_id)


def test_the_roll_is_frozen_with_the_notice_and_its_digest_published(place, decision) -> None:
    held = convened(place, decision)
    assembly = get_assembly(db.session(), held.decision_id)
    assert (assembly.basis, assembly.roll_size) == (RollBasis.HEADS, 30)
    people = list_members(db.session(), held.decision_id, building_id=place.building_id)
    assert sorted(people) == sorted(place.people)
    row = db.session.scalars(
        select(LedgerEvent).where(LedgerEvent.kind == "ballots.assembly_roll_frozen")
    ).one()
    payload = json.loads(row.payload)
    assert payload["roll_digest"] == assembly.roll_digest
    assert payload["roll_size"] == 30
    with transaction(OPERATOR) as tx:
        gone = update(Person).where(Person.person_id == place.people[4])
        tx.session.execute(gone.values(moved_out_at=tx.now))
    attend(place, held, 4)
    assert count_present(db.session(), held.decision_id) == 1


def test_by_household_only_the_representatives_stand_and_what_is_missing_is_listed(
    app: Flask,
) -> None:
    place = make_place(households=12, adults=2)
    decision = make_deciding(place, Route.RESIDENTS_MEETING)
    with transaction(OPERATOR) as tx:
        nobody = update(Person).where(Person.person_id == place.people[0])
        tx.session.execute(nobody.values(is_household_representative=False))
        second = update(Person).where(Person.person_id == place.people[3])
        tx.session.execute(second.values(is_household_representative=True))
    held = convened(place, decision, basis=RollBasis.HOUSEHOLDS)
    assert get_assembly(db.session(), held.decision_id).roll_size == 11
    assert dict(list_faults(db.session(), held.decision_id)) == {
        RollFault.HOUSEHOLDS_WITHOUT_REPRESENTATIVE: 1,
        RollFault.HOUSEHOLDS_WITH_SEVERAL: 1,
    }
    with (
        pytest.raises(NotPermitted, match="not_on_meeting_roll"),
        transaction(place.resident(3)) as tx,
    ):
        sign_in(tx, held.decision_id, code="AAAAAA")


def test_a_representative_meeting_has_its_members_and_names_groups_that_do_not_fit(
    place, decision
) -> None:
    group = make_group(place, homes=slice(0, 20))
    make_group(place, name="第二楼组", homes=slice(20, 30))
    by_roster(place, group, [1, 2])
    held = convened(place, decision, kind=DELEGATES)
    roles = db.session.execute(select(AssemblyMember.person_id, AssemblyMember.entitlement)).all()
    committee = place.seated[BodyKind.RESIDENTS_COMMITTEE]
    assert set(map(tuple, roles)) == {
        (place.people[1], Entitlement.REPRESENTATIVE),
        (place.people[2], Entitlement.REPRESENTATIVE),
        (committee[0], Entitlement.COMMITTEE_MEMBER),
        (committee[1], Entitlement.COMMITTEE_MEMBER),
    }
    assert dict(list_faults(db.session(), held.decision_id)) == {
        RollFault.GROUPS_WITHOUT_REPRESENTATIVE: 1,
        RollFault.GROUPS_OUT_OF_RANGE: 1,
        RollFault.TOO_FEW_REPRESENTATIVES: 1,
    }


def test_an_unlawful_basis_is_refused_and_so_is_a_roll_of_nobody(place, decision) -> None:
    for kind, basis, code in (
        (DecisionKind.RESIDENTS_MEETING, RollBasis.REPRESENTATIVES, "basis_unlawful"),
        (DELEGATES, RollBasis.HEADS, "basis_unlawful"),
    ):
        with (
            pytest.raises(Invalid, match=code),
            transaction(convener(place, decision)) as tx,
        ):
            notice = notice_for(decision, kind=kind)
            convene_assembly(tx, decision.decision_id, notice=notice, basis=basis)
    with transaction(OPERATOR) as tx:
        tx.session.execute(update(Person).values(is_household_representative=False))
    with (
        pytest.raises(Invalid, match="nobody_entitled"),
        transaction(convener(place, decision)) as tx,
    ):
        basis = RollBasis.HOUSEHOLDS
        convene_assembly(tx, decision.decision_id, notice=notice_for(decision), basis=basis)
    assert decision_on(decision.proposal_id).convened_at is None


def test_each_signs_in_once_with_the_code_on_the_day(place, decision) -> None:
    held = convened(place, decision)
    attend(place, held, 0, 1)
    refusals = (
        (place.resident(0), code_of(held), NotPossible, "signed_in_already"),
        (place.resident(2), "AAAAAA", Invalid, "wrong_code"),
        (place.seat(SUPERVISION), code_of(held), NotPermitted, "not_on_meeting_roll"),
    )
    for who, code, error, reason in refusals:
        with pytest.raises(error, match=reason), transaction(who) as tx:
            sign_in(tx, held.decision_id, code=code)
    clock().set(clock().now() + timedelta(days=1))
    with pytest.raises(NotPossible, match="not_the_day"):
        attend(place, held, 3)
    assert count_present(db.session(), held.decision_id) == 2
    logged = db.session.scalars(
        select(PrivateLog.about_person_id).where(PrivateLog.kind == "ballots.signed_in")
    ).all()
    assert logged == list(place.people[:2])


def test_the_secretary_signs_in_and_strikes_and_nobody_else_does(place, decision) -> None:
    held = convened(place, decision)
    with transaction(convener(place, held)) as tx:
        line = enter_attendance(tx, held.decision_id, place.people[5])
        assert (line.channel, line.entered_by_id) == (
            SignInChannel.SECRETARY,
            tx.actor.person_id,
        )
    with (
        pytest.raises(NotPermitted, match="convening_body_only"),
        transaction(place.resident(5)) as tx,
    ):
        enter_attendance(tx, held.decision_id, place.people[6])
    with (
        pytest.raises(NotPossible, match="not_on_meeting_roll"),
        transaction(convener(place, held)) as tx,
    ):
        enter_attendance(tx, held.decision_id, place.seated[SUPERVISION][0])
    with transaction(convener(place, held)) as tx:
        strike_attendance(tx, held.decision_id, place.people[5])
    assert count_present(db.session(), held.decision_id) == 0


def test_the_database_admits_nobody_who_is_not_on_the_roll(place, decision) -> None:
    held = convened(place, decision)
    with pytest.raises(IntegrityError), transaction(OPERATOR) as tx:
        tx.session.execute(
            insert(AssemblyAttendance).values(
                decision_id=held.decision_id,
                person_id=place.seated[SUPERVISION][0],
                neighbourhood_id=place.neighbourhood_id,
                channel=SignInChannel.CODE,
                signed_in_at=now(),
            )
        )


def test_hands_are_counted_from_the_list_and_the_majority_is_of_those_present(
    place, decision
) -> None:
    held = convened(place, decision)
    attend(place, held, *range(16))
    with pytest.raises(Invalid, match="more_hands_than_present"):
        counted(place, held, 10, 5, 2)
    done = counted(place, held, 8, 1, 0)
    (count,) = list_counts(db.session(), held.decision_id)
    assert (count.roll_heads, count.participating_heads, count.abstain_heads) == (30, 16, 7)
    assert done.outcome is Outcome.NOT_PASSED
    with pytest.raises(NotPossible, match="attendance_closed"):
        attend(place, held, 20)
    assert counted(place, held, 9, 1, 6).outcome is Outcome.PASSED
    with transaction(place.seat(SUPERVISION)) as tx:
        confirm_count(tx, held.decision_id, number=2)
    assert reload(held.proposal_id).stage is Stage.ANNOUNCED


def test_without_a_quorum_there_is_no_valid_decision(place, decision) -> None:
    held = convened(place, decision)
    attend(place, held, *range(15))
    assert counted(place, held, 15, 0, 0).outcome is Outcome.NO_VALID_DECISION


def test_a_meeting_is_not_counted_by_typed_numbers(place, decision) -> None:
    held = convened(place, decision)
    typed = Ballots(Weight(30), Weight(30), Weight(30), Weight(0), Weight(0))
    with (
        pytest.raises(NotPossible, match="counted_in_the_room"),
        transaction(convener(place, held)) as tx,
    ):
        record_count(tx, held.decision_id, ballots=typed)


def test_a_later_notice_freezes_anew_until_somebody_has_signed_in(place, decision) -> None:
    with transaction(convener(place, decision)) as tx:
        notice = notice_for(decision)
        convene_assembly(tx, decision.decision_id, notice=notice, basis=RollBasis.HEADS)
    first = get_assembly(db.session(), decision.decision_id)
    old = (first.roll_digest, first.roll_size)
    with transaction(OPERATOR) as tx:
        gone = update(Person).where(Person.person_id == place.people[4])
        tx.session.execute(gone.values(moved_out_at=tx.now))
    held = convened(place, decision)
    again = get_assembly(db.session(), decision.decision_id)
    assert again.roll_size == old[1] - 1
    assert again.roll_digest != old[0]
    attend(place, held, 0)
    with (
        pytest.raises(NotPossible, match="meeting_begun"),
        transaction(convener(place, held)) as tx,
    ):
        convene_assembly(tx, held.decision_id, notice=notice_for(held), basis=RollBasis.HEADS)


def test_the_quorum_is_for_those_in_the_room(place, decision) -> None:
    held = convened(place, decision)
    attend(place, held, 0)
    seen = {
        name: bool(room_of(db.session(), held, who).may_see)
        for name, who in (
            ("present", actor(place.people[0])),
            ("absent", actor(place.people[1])),
            ("convener", convener(place, held)),
            ("supervision", place.seat(SUPERVISION)),
            ("property", place.seat(BodyKind.PROPERTY_COMPANY)),
        )
    }
    assert [name for name, may in seen.items() if may] == ["present", "convener", "supervision"]
