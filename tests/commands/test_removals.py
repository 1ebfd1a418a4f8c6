"""A text leaves page and map by two people; its author may appeal, and silence speaks for him."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from agenda.cli.clock import draw_maps
from agenda.deliberation.discussion.commands import write_comment
from agenda.deliberation.discussion.queries import find_number, panel
from agenda.deliberation.opinions.queries import find_map, find_next, list_statements
from agenda.deliberation.removals.commands import (
    answer_removal_appeal,
    appeal_removal,
    confirm_removal,
    dismiss_removal,
    propose_removal,
)
from agenda.deliberation.removals.queries import get_removal
from agenda.deliberation.removals.rules import RemovalReason, RemovalState, TextKind
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import Actor, BodyKind
from agenda.kernel.errors import NotPermitted, NotPossible
from agenda.kernel.ids import ProposalId
from agenda.procedure.queries import open_duties
from agenda.procedure.rules import DutyKind
from tests.factories import Place, let_time_pass, make_cosigning, make_place
from tests.meetings import make_deliberating
from tests.opinions import HOUSEHOLDS, answer, events, seven_statements, two_camps

COMMITTEE = BodyKind.RESIDENTS_COMMITTEE
SUPERVISION = BodyKind.SUPERVISION_COMMITTEE
WEEK = timedelta(days=10)


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(households=HOUSEHOLDS)


@pytest.fixture
def proposal_id(place: Place) -> ProposalId:
    return make_cosigning(place).proposal_id


def say(who: Actor, proposal_id: ProposalId, text: str = "买电梯找我") -> int:
    with transaction(who) as tx:
        return write_comment(tx, proposal_id, text=text).number


def propose(
    who: Actor, proposal_id: ProposalId, number: int, kind: TextKind = TextKind.COMMENT
) -> int:
    with transaction(who) as tx:
        return propose_removal(
            tx,
            proposal_id,
            kind=kind,
            number=number,
            reason=RemovalReason.ADVERTISING,
            explanation="卖电梯的广告",
        ).removal_id


def confirm(who: Actor, removal_id: int) -> None:
    with transaction(who) as tx:
        confirm_removal(tx, removal_id)


def duties(proposal_id: ProposalId) -> set[DutyKind]:
    db.session.close()
    return {duty.kind for duty in open_duties(db.session(), proposal_id)}


def test_a_removal_takes_two_and_leaves_a_trace(place: Place, proposal_id: ProposalId) -> None:
    number = say(place.resident(1), proposal_id)
    chair = place.seat(COMMITTEE)
    removal_id = propose(chair, proposal_id, number)
    assert find_number(db.session(), proposal_id, number).removed_at is None
    assert DutyKind.DECIDE_REMOVAL in duties(proposal_id)
    with pytest.raises(NotPermitted, match="second_person"):
        confirm(chair, removal_id)
    with pytest.raises(NotPossible, match="removal_proposed"):
        propose(place.seat(COMMITTEE, 1), proposal_id, number)
    confirm(place.seat(SUPERVISION), removal_id)
    assert DutyKind.DECIDE_REMOVAL not in duties(proposal_id)
    comment = find_number(db.session(), proposal_id, number)
    assert comment.removed_for is RemovalReason.ADVERTISING
    seen = panel(db.session(), proposal_id, place.resident(1), now(), anonymous_word="居民")
    assert seen.latest == ()
    with pytest.raises(NotPossible, match="removal_decided"):
        confirm(place.seat(COMMITTEE, 1), removal_id)
    with (
        pytest.raises(NotPossible, match="removed_meanwhile"),
        transaction(place.resident(2)) as tx,
    ):
        write_comment(tx, proposal_id, text="多少钱？", reply_to=comment.comment_id)
    assert len(events("removal_proposed")) == len(events("text_removed")) == 1


def test_a_dismissed_or_forgotten_removal_keeps_the_text_and_can_be_asked_again(
    place: Place, proposal_id: ProposalId
) -> None:
    number = say(place.resident(1), proposal_id, "物业不作为！")
    first = propose(place.seat(COMMITTEE), proposal_id, number)
    with transaction(place.seat(SUPERVISION)) as tx:
        dismiss_removal(tx, first, answer="批评不是攻击")
    second = propose(place.seat(COMMITTEE), proposal_id, number)
    let_time_pass(WEEK, proposal_id)
    forgotten = get_removal(db.session(), second)
    assert (forgotten.state, forgotten.decided_by_id) == (RemovalState.DISMISSED, None)
    assert find_number(db.session(), proposal_id, number).removed_at is None
    assert len(events("removal_dismissed")) == 2


def test_who_wrote_it_appeals_and_nobody_who_removed_it_answers(
    place: Place, proposal_id: ProposalId
) -> None:
    author = place.resident(1)
    number = say(author, proposal_id)
    removal_id = propose(place.seat(COMMITTEE), proposal_id, number)
    confirm(place.seat(SUPERVISION), removal_id)
    with pytest.raises(NotPermitted, match="author_appeals"), transaction(place.resident(2)) as tx:
        appeal_removal(tx, removal_id, text="不是广告")
    with transaction(author) as tx:
        appeal_removal(tx, removal_id, text="我只是问一问价钱")
    with pytest.raises(NotPermitted, match="took_part"), transaction(place.seat(SUPERVISION)) as tx:
        answer_removal_appeal(tx, removal_id, restored=False, answer="是广告")
    with transaction(place.seat(SUPERVISION, 1)) as tx:
        answer_removal_appeal(tx, removal_id, restored=True, answer="问价不是广告")
    assert find_number(db.session(), proposal_id, number).removed_at is None
    with pytest.raises(NotPossible, match="removal_proposed"):
        propose(place.seat(COMMITTEE), proposal_id, number)
    assert DutyKind.ANSWER_REMOVAL_APPEAL not in duties(proposal_id)


@pytest.mark.parametrize("upheld", [True, False])
def test_an_appeal_has_its_time_and_silence_restores(
    place: Place, proposal_id: ProposalId, upheld: bool
) -> None:
    author = place.resident(1)
    number = say(author, proposal_id)
    removal_id = propose(place.seat(COMMITTEE), proposal_id, number)
    confirm(place.seat(COMMITTEE, 1), removal_id)
    if not upheld:
        let_time_pass(timedelta(days=8), proposal_id)
        with pytest.raises(NotPermitted, match="appeal_too_late"), transaction(author) as tx:
            appeal_removal(tx, removal_id, text="我只是问一问价钱")
        return
    with transaction(author) as tx:
        appeal_removal(tx, removal_id, text="我只是问一问价钱")
    let_time_pass(WEEK, proposal_id)
    assert get_removal(db.session(), removal_id).state is RemovalState.RESTORED
    assert find_number(db.session(), proposal_id, number).removed_at is None


def test_a_removed_statement_leaves_the_map(place: Place) -> None:
    proposal_id = make_deliberating(place).proposal_id
    statements = seven_statements(place, proposal_id)
    two_camps(place, statements)
    draw_maps()
    removal_id = propose(place.seat(COMMITTEE), proposal_id, 1, TextKind.STATEMENT)
    assert find_map(db.session(), proposal_id, None).texts.keys() == set(range(1, 8))
    confirm(place.seat(SUPERVISION), removal_id)
    assert find_map(db.session(), proposal_id, None).texts.keys() == set(range(2, 8))
    with pytest.raises(NotPossible, match="statement_removed"):
        answer(place.resident(1), statements[0])
    assert find_next(db.session(), proposal_id, place.people[16]).number == 2
    let_time_pass(timedelta(minutes=5), proposal_id)
    draw_maps()
    drawn = find_map(db.session(), proposal_id, None).drawn
    assert [finding.statement for finding in drawn.united] == [2, 3]
    assert len(events("opinion_map_drawn")) == 2
    assert [row.number for row in list_statements(db.session(), proposal_id, None)][:2] == [1, 2]


def test_nobody_removes_his_own_words_or_without_a_seat(
    place: Place, proposal_id: ProposalId
) -> None:
    seats = place.seat(COMMITTEE).seats
    author = replace(place.resident(1), seats=seats)
    proposer = replace(place.resident(0), seats=seats)
    number = say(author, proposal_id)
    for who, why in (
        (author, "own_text"),
        (proposer, "recused"),
        (place.resident(2), "moderators_remove"),
        (place.seat(BodyKind.PROPERTY_COMPANY), "moderators_remove"),
    ):
        with pytest.raises(NotPermitted, match=why):
            propose(who, proposal_id, number)
