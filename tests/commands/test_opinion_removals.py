"""Statements leave page and map by two people, for a reason of the closed list."""

from dataclasses import replace

import pytest
from flask import Flask

from agenda.cli.clock import draw_maps
from agenda.deliberation.discussion.rules import RemovalReason
from agenda.deliberation.opinions.queries import (
    find_map,
    find_next,
    list_statements,
)
from agenda.deliberation.opinions.removals.commands import (
    confirm_removal,
    dismiss_removal,
    propose_removal,
)
from agenda.deliberation.opinions.rules import (
    RESTS,
)
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import BodyKind
from agenda.kernel.clock import SetClock
from agenda.kernel.errors import NotPermitted, NotPossible
from agenda.kernel.ids import ProposalId
from tests.factories import Place, make_place
from tests.meetings import make_deliberating
from tests.opinions import HOUSEHOLDS, answer, events, seven_statements, two_camps, write

COMMITTEE = BodyKind.RESIDENTS_COMMITTEE


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(households=HOUSEHOLDS)


@pytest.fixture
def proposal_id(place: Place) -> ProposalId:
    return make_deliberating(place).proposal_id


def test_a_removal_takes_two_and_leaves_the_map(
    place: Place, proposal_id: ProposalId, clock: SetClock
) -> None:
    statements = seven_statements(place, proposal_id)
    two_camps(place, statements)
    draw_maps()
    chair = place.seat(COMMITTEE)
    with transaction(chair) as tx:
        removal_id = propose_removal(
            tx, statements[0], reason=RemovalReason.OTHERS_PRIVACY, explanation="写了邻居的姓名"
        ).removal_id
    with pytest.raises(NotPermitted, match="second_person"), transaction(chair) as tx:
        confirm_removal(tx, removal_id)
    assert find_map(db.session(), proposal_id, None).texts.keys() == set(range(1, 8))
    with transaction(place.seat(BodyKind.SUPERVISION_COMMITTEE)) as tx:
        confirm_removal(tx, removal_id)
    assert find_map(db.session(), proposal_id, None).texts.keys() == set(range(2, 8))
    with pytest.raises(NotPossible, match="statement_removed"):
        answer(place.resident(1), statements[0])
    assert find_next(db.session(), proposal_id, place.people[16]).number == 2
    clock.advance(RESTS)
    draw_maps()
    drawn = find_map(db.session(), proposal_id, None).drawn
    assert [finding.statement for finding in drawn.united] == [2, 3]
    assert len(events("opinion_map_drawn")) == 2
    assert len(events("statement_removed")) == 1


def test_a_dismissed_removal_keeps_the_statement_and_can_be_asked_again(
    place: Place, proposal_id: ProposalId
) -> None:
    statement = write(place.resident(1), proposal_id, "物业不作为！")
    for _ in range(2):
        with transaction(place.seat(COMMITTEE)) as tx:
            removal_id = propose_removal(
                tx,
                statement.statement_id,
                reason=RemovalReason.PERSONAL_ATTACK,
                explanation="言辞激烈",
            ).removal_id
        again = {"reason": RemovalReason.UNLAWFUL, "explanation": "再提一次"}
        second = place.seat(COMMITTEE, 1)
        with pytest.raises(NotPossible, match="removal_proposed"), transaction(second) as tx:
            propose_removal(tx, statement.statement_id, **again)
        with transaction(second) as tx:
            dismiss_removal(tx, removal_id, answer="批评不是攻击")
    (row,) = list_statements(db.session(), proposal_id, None)
    assert (row.removed_for, row.removal_id) == (None, None)
    assert len(events("statement_kept")) == 2


def test_nobody_removes_his_own_words_or_without_a_seat(
    place: Place, proposal_id: ProposalId
) -> None:
    seats = place.seat(COMMITTEE).seats
    author = replace(place.resident(1), seats=seats)
    statement_id = write(author, proposal_id).statement_id
    proposer = replace(place.resident(0), seats=seats)
    for who, why in (
        (author, "own_statement"),
        (proposer, "recused"),
        (place.resident(2), "moderators_remove_statements"),
    ):
        with pytest.raises(NotPermitted, match=why), transaction(who) as tx:
            propose_removal(tx, statement_id, reason=RemovalReason.UNLAWFUL, explanation="违法")
