"""Statements, answers and the map drawn from them, through the commands."""

import csv
import io
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from agenda.cli.clock import draw_maps
from agenda.deliberation.opinions.findings.rules import draw
from agenda.deliberation.opinions.models import KeptMap, Opinion, OpinionParticipant, Statement
from agenda.deliberation.opinions.queries import (
    draw_anew,
    find_map,
    find_next,
    get_answers,
    list_due,
    list_statements,
)
from agenda.deliberation.opinions.rules import (
    RESTS,
    STATEMENTS,
    TEXT_MAX,
    Answer,
    Said,
    answers_digest,
)
from agenda.infra.audit import LedgerEvent
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import BodyKind
from agenda.kernel.clock import SetClock
from agenda.kernel.errors import Invalid, NotFound, NotPermitted, RateLimited
from agenda.kernel.ids import ProposalId
from tests.factories import Place, make_cosigning, make_place
from tests.meetings import make_deliberating
from tests.opinions import HOUSEHOLDS, answer, events, seven_statements, two_camps, write


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(households=HOUSEHOLDS)


@pytest.fixture
def proposal_id(place: Place) -> ProposalId:
    return make_deliberating(place).proposal_id


def test_a_statement_is_in_the_ledger_by_its_digest_and_an_answer_is_not(
    place: Place, proposal_id: ProposalId
) -> None:
    statement = write(place.resident(1), proposal_id)
    before = db.session().scalar(select(func.count()).select_from(LedgerEvent))
    answer(place.resident(2), statement.statement_id, Answer.DISAGREE)
    (event,) = events("statement_written")
    assert statement.digest in event.payload
    assert statement.text not in event.payload
    assert db.session().scalar(select(func.count()).select_from(LedgerEvent)) == before


def test_the_author_agrees_and_an_answer_can_be_changed(
    place: Place, proposal_id: ProposalId
) -> None:
    statement = write(place.resident(1), proposal_id)
    who = place.resident(2)
    answer(who, statement.statement_id, Answer.AGREE)
    answer(who, statement.statement_id, Answer.PASS)
    own = [
        list_statements(db.session(), proposal_id, person.person_id)[0].own
        for person in (place.resident(1), who, place.resident(3))
    ]
    assert own == [Answer.AGREE, Answer.PASS, None]
    assert db.session().scalar(select(func.count()).select_from(Opinion)) == 2


def test_the_database_holds_one_answer_per_statement_and_person(
    place: Place, proposal_id: ProposalId
) -> None:
    statement = write(place.resident(1), proposal_id)
    row = db.session().scalars(select(OpinionParticipant)).one()
    assert 100_000 <= row.number <= 999_999
    shared = {"neighbourhood_id": place.neighbourhood_id}
    twice = Opinion(
        **shared,
        statement_id=statement.statement_id,
        participant_id=row.participant_id,
        answer=Answer.PASS,
    )
    second = OpinionParticipant(
        **shared, proposal_id=proposal_id, person_id=row.person_id, number=1
    )
    long = Statement(
        **shared,
        proposal_id=proposal_id,
        number=9,
        author_id=row.person_id,
        text="长" * (TEXT_MAX + 1),
        digest="0" * 64,
        written_at=statement.written_at,
    )
    for bad in (twice, second, long):
        with pytest.raises(IntegrityError), transaction(place.resident(1)) as tx:
            tx.session.add(bad)


def test_only_residents_take_part_and_only_in_deliberation(
    place: Place, proposal_id: ProposalId
) -> None:
    statement_id = write(place.resident(1), proposal_id).statement_id
    other = make_place(households=3, name="柳营")
    for stranger in (place.seat(BodyKind.PROPERTY_COMPANY), other.resident(0)):
        with pytest.raises(NotPermitted, match="residents_take_part"):
            answer(stranger, statement_id)
        with pytest.raises(NotPermitted, match="residents_take_part"):
            write(stranger, proposal_id)
    early = make_cosigning(place, by=3).proposal_id
    with pytest.raises(NotPermitted, match="opinions_closed"):
        write(place.resident(1), early)
    for text, why in ((" ", "write_it_down"), ("长" * (TEXT_MAX + 1), "too_long")):
        with pytest.raises(Invalid, match=why):
            write(place.resident(1), proposal_id, text)
    for _ in range(STATEMENTS.most - 1):
        write(place.resident(1), proposal_id)
    with pytest.raises(RateLimited):
        write(place.resident(1), proposal_id)


def test_the_next_statement_is_the_one_fewest_have_answered(
    place: Place, proposal_id: ProposalId
) -> None:
    first = write(place.resident(1), proposal_id).statement_id
    second = write(place.resident(2), proposal_id).statement_id
    answer(place.resident(3), first)
    person_id = place.people[4]
    asked = []
    while (found := find_next(db.session(), proposal_id, person_id)) is not None:
        asked.append(found.statement_id)
        answer(place.resident(4), found.statement_id, Answer.PASS)
    assert asked == [second, first]


def test_the_clock_draws_a_map_that_anyone_can_draw_again(
    place: Place, proposal_id: ProposalId, clock: SetClock
) -> None:
    statements = seven_statements(place, proposal_id)
    two_camps(place, statements)
    draw_maps()
    shown = find_map(db.session(), proposal_id, place.people[0])
    assert shown is not None
    assert [group.people for group in shown.drawn.groups] == [5, 5]
    assert [finding.statement for finding in shown.drawn.united] == [1, 2, 3]
    assert {finding.statement for finding in shown.drawn.divided} == {4, 5, 6, 7}
    assert shown.own is not None
    (event,) = events("opinion_map_drawn")
    assert (event.actor, f'"{shown.digest}"' in event.payload) == ("mechanism", True)
    assert list_due(db.session(), clock.now()) == []
    draw_maps()
    assert len(events("opinion_map_drawn")) == 1
    rows = list(csv.DictReader(io.StringIO(get_answers(db.session(), proposal_id))))
    said = [Said(int(r["participant"]), int(r["statement"]), Answer(r["answer"])) for r in rows]
    assert draw(said) == shown.drawn
    assert answers_digest(said, ()) == shown.digest
    numbers = set(db.session().scalars(select(OpinionParticipant.number)))
    assert {one.participant for one in said} == numbers
    assert not numbers & set(place.people)


def test_what_fewer_than_five_have_answered_is_neither_drawn_nor_exported(
    place: Place, proposal_id: ProposalId, clock: SetClock
) -> None:
    statements = seven_statements(place, proposal_id)
    two_camps(place, statements, people=range(2))
    draw_maps()
    with pytest.raises(NotFound, match="no_map"):
        get_answers(db.session(), proposal_id)
    two_camps(place, statements, people=range(2, 4))
    clock.advance(RESTS)
    draw_maps()
    kept = db.session().get(KeptMap, proposal_id)
    assert kept.answers.count("\n") - 1 == 35, "four and the author: five each"
    few = write(place.resident(5), proposal_id, "只有我一个人这样想")
    assert f",{few.number}," not in draw_anew(db.session(), proposal_id).answers


def test_a_map_rests_a_minute_and_waits_for_enough_changes(
    place: Place, proposal_id: ProposalId, clock: SetClock
) -> None:
    statements = seven_statements(place, proposal_id)
    assert list_due(db.session(), clock.now()) == [], "seven changes are too few"
    two_camps(place, statements, people=range(2))
    draw_maps()
    two_camps(place, statements, people=range(2, 4))
    assert list_due(db.session(), clock.now()) == [], "drawn a moment ago"
    clock.advance(RESTS)
    assert list_due(db.session(), clock.now()) == [proposal_id]
    draw_maps()
    answer(place.resident(5), statements[0])
    clock.advance(timedelta(minutes=30))
    assert list_due(db.session(), clock.now()) == []
    clock.advance(timedelta(minutes=30))
    assert list_due(db.session(), clock.now()) == [proposal_id]


def test_what_is_answered_while_a_map_is_drawn_is_drawn_next(
    place: Place, proposal_id: ProposalId
) -> None:
    statements = seven_statements(place, proposal_id)
    two_camps(place, statements, people=range(3))
    drawing = draw_anew(db.session(), proposal_id)
    two_camps(place, statements, people=range(3, 5))
    assert drawing.changes == 7 + 3 * 7
    draw_maps()
    assert db.session().get(KeptMap, proposal_id).changes == 0
