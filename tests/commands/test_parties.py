"""Who is at the table, and who keeps away from it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from agenda.deliberation.parties.commands import (
    answer_recusal,
    ask_recusal,
    declare_recusal,
)
from agenda.deliberation.parties.invitations.commands import invite_body
from agenda.deliberation.parties.policy import not_recused
from agenda.deliberation.parties.queries import (
    declared_ids,
    find_party,
    get_recusal,
    is_recused,
    recused_ids,
)
from agenda.deliberation.parties.rules import RecusalState, stands_by_silence
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import OPERATOR, Actor, BodyKind
from agenda.kernel.clock import SetClock, local_date
from agenda.kernel.errors import DomainError, Invalid, NotPermitted, NotPossible
from agenda.kernel.ids import ProposalId
from agenda.procedure.queries import find_open_duty
from agenda.procedure.rules import Duty, DutyKind
from tests.factories import Place, let_time_pass, make_cosigning, make_deliberating, make_place

COMMITTEE = BodyKind.RESIDENTS_COMMITTEE
COMPANY = BodyKind.PROPERTY_COMPANY
TEAM = BodyKind.ACTIVITY_TEAM
SUPERVISION = BodyKind.SUPERVISION_COMMITTEE


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(households=10)


def ask(place: Place, proposal_id: ProposalId, about: BodyKind = COMPANY) -> int:
    with transaction(place.resident(3)) as tx:
        recusal = ask_recusal(
            tx, proposal_id, person_id=place.seated[about][0], reason="他的亲戚承包了工程"
        )
        return recusal.recusal_id


def refuse_answer(who: Actor, recusal_id: int, why: str, *, answer: str = "查无此事") -> None:
    with pytest.raises(DomainError, match=why), transaction(who) as tx:
        answer_recusal(tx, recusal_id, upheld=False, answer=answer)


def test_the_lead_invites_a_further_body_which_has_its_own_time(place: Place) -> None:
    proposal_id = make_deliberating(place).proposal_id
    team = place.bodies[TEAM]
    with transaction(place.seat(COMMITTEE)) as tx:
        invite_body(tx, proposal_id, body_id=team)
    party = find_party(db.session(), proposal_id, team)
    assert party is not None
    kind = DutyKind.FILE_POSITION
    duty = find_open_duty(db.session(), proposal_id, kind, subject_id=party.party_id)
    assert duty is not None
    assert duty.body_id == team
    with pytest.raises(NotPossible, match="invited_already"):  # noqa: SIM117
        with transaction(place.seat(COMMITTEE)) as tx:
            invite_body(tx, proposal_id, body_id=team)


def test_nobody_else_invites_and_no_stranger_is_invited(place: Place) -> None:
    proposal_id = make_deliberating(place).proposal_id
    with pytest.raises(NotPermitted, match="lead_invites"), transaction(place.seat(COMPANY)) as tx:
        invite_body(tx, proposal_id, body_id=place.bodies[TEAM])
    other = make_place(households=3, name="柳营")
    with pytest.raises(Invalid, match="body_elsewhere"), transaction(place.seat(COMMITTEE)) as tx:
        invite_body(tx, proposal_id, body_id=other.bodies[TEAM])


def test_the_proposer_keeps_away_from_the_beginning(place: Place) -> None:
    proposal_id = make_cosigning(place).proposal_id
    keeping_away = recused_ids(db.session(), proposal_id)
    assert keeping_away == {place.people[0]}
    assert is_recused(db.session(), proposal_id, place.people[0])
    assert not is_recused(db.session(), proposal_id, None)
    assert declared_ids(db.session(), proposal_id) == frozenset()
    assert not_recused(place.resident(0), keeping_away).reason == "deliberation.recused"
    assert not_recused(place.resident(1), keeping_away)


def test_whoever_declares_an_interest_keeps_away(place: Place) -> None:
    proposal_id = make_cosigning(place).proposal_id
    chair = place.seat(COMMITTEE)
    with transaction(chair) as tx:
        recusal = declare_recusal(tx, proposal_id, reason="我家住这个单元")
    assert recusal.state is RecusalState.STANDING
    assert is_recused(db.session(), proposal_id, chair.person_id)
    assert not is_recused(db.session(), proposal_id, place.seated[COMMITTEE][1])
    with pytest.raises(NotPermitted, match="recused"), transaction(chair) as tx:
        declare_recusal(tx, proposal_id, reason="再说一次")
    with pytest.raises(NotPermitted, match="seats_recuse"), transaction(place.resident(1)) as tx:
        declare_recusal(tx, proposal_id, reason="我也住这里")


def test_a_residents_request_is_public_and_changes_nothing_until_it_is_answered(
    place: Place,
) -> None:
    proposal_id = make_cosigning(place).proposal_id
    recusal_id = ask(place, proposal_id)
    assert get_recusal(db.session(), recusal_id).state is RecusalState.ASKED
    assert not is_recused(db.session(), proposal_id, place.seated[COMPANY][0])
    with pytest.raises(NotPossible, match="asked_already"):
        ask(place, proposal_id)


def test_only_residents_ask_and_only_about_people_with_a_seat(place: Place) -> None:
    proposal_id = make_cosigning(place).proposal_id
    with pytest.raises(NotPermitted, match="residents_ask"), transaction(place.seat(TEAM)) as tx:
        ask_recusal(tx, proposal_id, person_id=place.seated[COMPANY][0], reason="有利害关系")
    for person_id, reason, why in (
        (place.people[5], "有利害关系", "no_seat_holder"),
        (place.seated[COMPANY][0], " ", "recusal_reason_needed"),
    ):
        with pytest.raises(Invalid, match=why), transaction(place.resident(3)) as tx:
            ask_recusal(tx, proposal_id, person_id=person_id, reason=reason)


def test_the_supervision_committee_answers_once_with_a_reason(place: Place) -> None:
    proposal_id = make_cosigning(place).proposal_id
    recusal_id = ask(place, proposal_id)
    supervisor = place.seat(SUPERVISION)
    refuse_answer(place.seat(COMMITTEE), recusal_id, "supervision_answers")
    refuse_answer(supervisor, recusal_id, "reason_needed", answer=" ")
    with transaction(supervisor) as tx:
        answer_recusal(tx, recusal_id, upheld=True, answer="情况属实")
    assert is_recused(db.session(), proposal_id, place.seated[COMPANY][0])
    refuse_answer(place.seat(SUPERVISION, 1), recusal_id, "recusal_answered")


def test_nobody_answers_a_request_about_himself_or_of_his_own(place: Place) -> None:
    proposal_id = make_cosigning(place).proposal_id
    about_supervisor = ask(place, proposal_id, SUPERVISION)
    refuse_answer(place.seat(SUPERVISION), about_supervisor, "concerned_yourself")
    asking = replace(place.resident(3), seats=place.seat(SUPERVISION, 1).seats)
    refuse_answer(asking, about_supervisor, "concerned_yourself")


def test_a_dismissed_request_stays_visible_and_a_new_one_may_be_made(place: Place) -> None:
    proposal_id = make_cosigning(place).proposal_id
    recusal_id = ask(place, proposal_id)
    with transaction(place.seat(SUPERVISION)) as tx:
        answer_recusal(tx, recusal_id, upheld=False, answer="没有利害关系")
    assert get_recusal(db.session(), recusal_id).state is RecusalState.DISMISSED
    assert ask(place, proposal_id) != recusal_id


def test_a_person_can_grant_what_was_asked_of_him(place: Place) -> None:
    proposal_id = make_cosigning(place).proposal_id
    recusal_id = ask(place, proposal_id)
    with transaction(place.seat(COMPANY)) as tx:
        declare_recusal(tx, proposal_id, reason="我回避")
    recusal = get_recusal(db.session(), recusal_id)
    assert (recusal.state, recusal.answer) == (RecusalState.STANDING, "我回避")


def duty_of(proposal_id: ProposalId, recusal_id: int) -> Duty | None:
    kind = DutyKind.ANSWER_RECUSAL
    return find_open_duty(db.session(), proposal_id, kind, subject_id=recusal_id)


def test_a_request_waits_three_working_days_on_the_supervision_committees_desk(
    place: Place,
) -> None:
    proposal_id = make_cosigning(place).proposal_id
    recusal_id = ask(place, proposal_id)
    duty = duty_of(proposal_id, recusal_id)
    assert duty is not None
    assert duty.body_id == place.bodies[SUPERVISION]
    assert local_date(duty.due_at - timedelta(microseconds=1)) == date(2026, 3, 5)
    with transaction(place.seat(SUPERVISION)) as tx:
        answer_recusal(tx, recusal_id, upheld=False, answer="没有利害关系")
    assert duty_of(proposal_id, recusal_id) is None


def test_silence_grants_a_request(place: Place) -> None:
    proposal_id = make_cosigning(place).proposal_id
    recusal_id = ask(place, proposal_id)
    let_time_pass(timedelta(days=4), proposal_id)
    recusal = get_recusal(db.session(), recusal_id)
    assert (recusal.state, recusal.answer) == (RecusalState.STANDING, "")
    assert recusal.decided_by_body_id is None
    assert is_recused(db.session(), proposal_id, place.seated[COMPANY][0])
    refuse_answer(place.seat(SUPERVISION), recusal_id, "recusal_answered")
    assert stands_by_silence(recusal.state, was_asked=True, answer=recusal.answer)


def test_an_answer_after_the_date_comes_too_late_even_before_the_clock_looked(
    place: Place, clock: SetClock
) -> None:
    proposal_id = make_cosigning(place).proposal_id
    recusal_id = ask(place, proposal_id)
    clock.advance(timedelta(days=4))
    refuse_answer(place.seat(SUPERVISION), recusal_id, "too_late")


def test_nobody_waits_for_an_answer_once_the_person_keeps_away_himself(place: Place) -> None:
    proposal_id = make_cosigning(place).proposal_id
    recusal_id = ask(place, proposal_id)
    with transaction(place.seat(COMPANY)) as tx:
        declare_recusal(tx, proposal_id, reason="我回避")
    assert duty_of(proposal_id, recusal_id) is None
    assert not stands_by_silence(RecusalState.STANDING, was_asked=True, answer="我回避")


def test_no_body_can_stand_behind_silence(place: Place) -> None:
    proposal_id = make_cosigning(place).proposal_id
    recusal_id = ask(place, proposal_id)
    with pytest.raises(IntegrityError, match="silence_is_nobodys"), transaction(OPERATOR) as tx:
        recusal = get_recusal(tx.session, recusal_id)
        recusal.state, recusal.decided_at = RecusalState.STANDING, tx.now
        recusal.decided_by_body_id = place.bodies[SUPERVISION]
