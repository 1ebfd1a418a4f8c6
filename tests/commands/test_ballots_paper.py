"""The secret vote on paper: one key with online, a box counted by two, and nothing that links."""

import pytest
from flask import Flask
from sqlalchemy import inspect, text

from agenda.ballots.models import CastChoice, Participation, Vote
from agenda.ballots.paper.commands import (
    dispute_slip,
    issue_slips,
    read_box,
    read_slip,
    register_slips,
)
from agenda.ballots.paper.queries import find_box_stack, find_box_tally, find_slip
from agenda.ballots.paper.rules import BoxCount, SlipOutcome, slip_of
from agenda.ballots.rules import Choice
from agenda.ballots.verification.queries import published_file
from agenda.ballots.verification.residents.rules import check_vote
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import VISITOR
from agenda.kernel.errors import NotPermitted, NotPossible
from agenda.mechanism.tick.commands import tick
from agenda.paper.queries import find_entry
from agenda.paper.rules import EntryState, desk_closes_at
from tests.commands.test_ballots_races import at_once, count
from tests.factories import Place, make_place
from tests.sheets import clerks
from tests.votes import MINUTE, cast_one, clock, make_open, vote_on


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place()


@pytest.fixture
def vote(place: Place) -> Vote:
    return make_open(place)


def take_in(place: Place, vote: Vote, sheets: int) -> int:
    with transaction(clerks(place)[0]) as tx:
        return register_slips(tx, vote.vote_id, sheets=sheets).stack_id


def slip(place: Place, stack_id: int, number: int, voter: int) -> SlipOutcome:
    for hand in clerks(place):
        with transaction(hand) as tx:
            content = slip_of(place.people[voter])
            outcome = read_slip(tx, stack_id, number, key="ABCD-2345", content=content)
    return outcome


def slips(place: Place, vote: Vote, voters: range) -> int:
    """Let these residents hand in a slip each, all entered by two."""
    stack_id = take_in(place, vote, len(voters))
    for number, voter in enumerate(voters, 1):
        assert slip(place, stack_id, number, voter).state == EntryState.CONFIRMED
    return stack_id


def count_box(place: Place, vote: Vote, counted: BoxCount) -> Vote:
    """Go to closing and let two people count the box alike."""
    clock().set(vote.closes_at)
    tick()
    db.session.rollback()
    box = find_box_stack(db.session(), vote)
    assert box is not None
    stack_id = box.stack_id
    for hand in clerks(place):
        with transaction(hand) as tx:
            read_box(tx, stack_id, counted)
    return vote_on(vote.proposal_id)


def test_paper_and_online_are_one_count(place: Place, vote: Vote) -> None:
    for number in range(6):
        cast_one(place, vote, number, Choice.FOR)
    slips(place, vote, range(10, 16))
    assert vote_on(vote.proposal_id).closed_at is None
    closed = count_box(place, vote, BoxCount(3, 2, 1))
    assert (closed.participants, closed.paper_ballots) == (12, 6)
    assert (closed.votes_for, closed.votes_against, closed.votes_abstain) == (9, 2, 1)
    assert closed.carried
    assert [count(t) for t in (Participation, CastChoice)] == [12, 12]
    data = published_file(db.session(), closed)
    assert data["digest"] == closed.file_digest
    assert all(finding.holds for finding in check_vote(data))


def test_who_voted_online_is_refused_on_paper_and_told_so(place: Place, vote: Vote) -> None:
    cast_one(place, vote, 0, Choice.FOR)
    stack_id = take_in(place, vote, 3)
    online = SlipOutcome(EntryState.DUPLICATE, "ballots.voted_online")
    assert slip(place, stack_id, 1, 0) == online
    assert slip(place, stack_id, 2, 1).state == EntryState.CONFIRMED
    twice = SlipOutcome(EntryState.DUPLICATE, "ballots.on_another_slip")
    assert slip(place, stack_id, 3, 1) == twice


def test_who_voted_on_paper_is_refused_online(place: Place, vote: Vote) -> None:
    slips(place, vote, range(1))
    with pytest.raises(NotPossible, match="cast_already"):
        cast_one(place, vote, 0, Choice.FOR)


def test_a_slip_and_a_ballot_online_at_once_are_one(app: Flask, place: Place, vote: Vote) -> None:
    stack_id = take_in(place, vote, 6)
    one, other = clerks(place)
    for number in range(1, 7):
        content = slip_of(place.people[number])
        with transaction(one) as tx:
            read_slip(tx, stack_id, number, key="", content=content)

        def on_paper(number=number, content=content) -> None:
            with transaction(other) as tx:
                read_slip(tx, stack_id, number, key="", content=content)

        def online(number=number) -> None:
            cast_one(place, vote, number, Choice.FOR)

        outcomes = at_once(app, [on_paper, online])
        assert outcomes[0] == "done"
        assert outcomes[1] in {"done", "ballots.cast_already"}
    assert count(Participation) == 6


def test_the_desk_closes_at_20_and_the_box_opens_at_24(place: Place, vote: Vote) -> None:
    slips(place, vote, range(2))
    box = find_box_stack(db.session(), vote)
    stack_id = box.stack_id
    db.session.rollback()
    with pytest.raises(NotPossible, match="box_closed"), transaction(clerks(place)[0]) as tx:
        read_box(tx, stack_id, BoxCount(1, 1, 0))
    clock().set(desk_closes_at(vote.closes_at))
    with pytest.raises(NotPossible, match="paper_desk_closed"):
        take_in(place, vote, 1)
    cast_one(place, vote, 5, Choice.FOR)


def test_the_box_is_opened_after_the_last_slip_is_entered(place: Place, vote: Vote) -> None:
    clock().set(desk_closes_at(vote.closes_at) - MINUTE)
    stack_id = take_in(place, vote, 1)
    clock().set(vote.closes_at)
    tick()
    box = find_box_stack(db.session(), vote).stack_id
    db.session.rollback()
    with pytest.raises(NotPossible, match="slips_first"), transaction(clerks(place)[0]) as tx:
        read_box(tx, box, BoxCount(1, 0, 0))
    assert slip(place, stack_id, 1, 0).state == EntryState.CONFIRMED
    assert count_box(place, vote, BoxCount(1, 0, 0)).closed_at is not None


@pytest.mark.parametrize(
    ("counted", "told"),
    [
        (BoxCount(6, 0, 0), (6, 6, 0, 0, 0)),
        (BoxCount(4, 0, 0), (6, 4, 0, 2, 0)),
        (BoxCount(9, 0, 0), (6, 6, 0, 0, 3)),
        (BoxCount(4, 0, 0, spoiled=2), (6, 4, 2, 0, 0)),
    ],
)
def test_slips_and_ballots_that_differ_in_number_are_certified(
    place: Place, vote: Vote, counted: BoxCount, told: tuple[int, ...]
) -> None:
    slips(place, vote, range(6))
    closed = count_box(place, vote, counted)
    box = find_box_tally(db.session(), vote.vote_id)
    assert (box.slips, box.ballots, box.spoiled, box.missing, box.surplus) == told
    assert closed.participants == box.ballots


def test_two_counts_that_differ_do_not_close_the_vote(place: Place, vote: Vote) -> None:
    slips(place, vote, range(6))
    clock().set(vote.closes_at)
    tick()
    stack_id = find_box_stack(db.session(), vote).stack_id
    db.session.rollback()
    for hand, number in zip(clerks(place), (5, 6), strict=True):
        with transaction(hand) as tx:
            assert not read_box(tx, stack_id, BoxCount(number, 0, 0))
    assert vote_on(vote.proposal_id).closed_at is None


def test_a_box_nobody_counts_is_given_up_and_the_vote_closes(place: Place, vote: Vote) -> None:
    slips(place, vote, range(6))
    cast_one(place, vote, 10, Choice.FOR)
    for _ in range(40):
        clock().advance(vote.closes_at - vote.opens_at)
        tick()
        if vote_on(vote.proposal_id).closed_at:
            break
    closed = vote_on(vote.proposal_id)
    assert (closed.participants, closed.paper_ballots, closed.carried) == (1, 0, False)


def test_a_disputed_slip_takes_part_no_more(place: Place, vote: Vote) -> None:
    stack_id = slips(place, vote, range(2))
    code = find_entry(db.session(), stack_id, 1).receipt
    db.session.rollback()
    with transaction(VISITOR) as tx:
        dispute_slip(tx, code)
    assert count(Participation) == 1
    db.session.rollback()
    cast_one(place, vote, 0, Choice.AGAINST)
    closed = count_box(place, vote, BoxCount(2, 0, 0))
    assert find_box_tally(db.session(), vote.vote_id).surplus == 1
    assert closed.participants == 2


def test_everybody_on_the_roll_gets_one_code(place: Place, vote: Vote) -> None:
    with transaction(clerks(place)[0]) as tx:
        assert issue_slips(tx, vote.vote_id) == vote.roll_size
    with transaction(clerks(place)[0]) as tx:
        assert issue_slips(tx, vote.vote_id) == 0
    rows = db.session.execute(text("SELECT person_id, code FROM slip_codes")).all()
    assert len({code for _, code in rows}) == vote.roll_size
    person_id, code = rows[0]
    assert find_slip(db.session(), vote.vote_id, code.lower().replace("-", "")) == person_id
    db.session.rollback()
    with pytest.raises(NotPermitted), transaction(place.resident(1)) as tx:
        issue_slips(tx, vote.vote_id)


def test_nothing_of_the_two_counts_is_left_and_no_ballot_leads_to_a_slip(
    place: Place, vote: Vote
) -> None:
    slips(place, vote, range(6))
    cast_one(place, vote, 10, Choice.FOR)
    count_box(place, vote, BoxCount(0, 6, 0))
    for table in inspect(db.engine).get_table_names():
        rows = db.session.execute(text(f"SELECT * FROM {table}")).all()  # noqa: S608
        assert not any("against=6" in str(value) for row in rows for value in row)
    keys = {row.choice_key for row in db.session.query(CastChoice)}
    assert len(keys) == 7
