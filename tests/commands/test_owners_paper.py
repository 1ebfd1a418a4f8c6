"""Owners' ballots on paper: one key with online, closing waits, disputes and what is left out shows."""

import json
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from agenda.ballots.decisions.queries import get_latest, list_counts
from agenda.ballots.decisions.rules import DecisionState
from agenda.ballots.owners.casting.commands import cast_ballot
from agenda.ballots.owners.casting.queries import find_cast
from agenda.ballots.owners.casting.rules import SetAsideReason
from agenda.ballots.owners.closing.queries import certificate_of, public_file
from agenda.ballots.owners.models import OwnersBallot, VotingHead
from agenda.ballots.owners.paper.commands import dispute_ballot, read_ballot
from agenda.ballots.owners.paper.rules import Flaw, SheetOutcome
from agenda.ballots.owners.queries import list_lines
from agenda.ballots.owners.rules import BallotChannel
from agenda.ballots.rules import Choice
from agenda.ballots.verification.owners.rules import check_ballot
from agenda.infra.audit import LedgerEvent
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import VISITOR, BodyKind
from agenda.kernel.errors import NotPermitted, NotPossible
from agenda.kernel.ids import HeadId
from agenda.mechanism.tick.commands import tick
from agenda.paper.queries import find_entry
from agenda.paper.rules import EntryState
from tests.commands.test_ballots_races import at_once
from tests.factories import Place, make_place
from tests.owners import ballot_on, decision_of, make_noticed, make_open
from tests.papers import hand_in, hands, head_of, read, read_twice, take_in, ticked
from tests.votes import clock

FOR, AGAINST, ABSTAIN = Choice
YES, NO = (FOR, FOR), (AGAINST, ABSTAIN)


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place()


@pytest.fixture
def ballot(place: Place) -> OwnersBallot:
    return make_open(place)


def stands(head: HeadId):
    db.session.close()
    return find_cast(db.session(), head)


def online(place: Place, ballot: OwnersBallot, number: int, based_on: int = 0) -> None:
    with transaction(place.resident(number)) as tx:
        cast_ballot(tx, head_of(place, ballot, number), YES, based_on=based_on)


def closed(ballot: OwnersBallot) -> OwnersBallot:
    clock().set(max(clock().now(), ballot.closes_at))
    tick()
    return ballot_on(ballot.decision_id)


def receipt_of(stack_id: int, number: int) -> str:
    db.session.close()
    entry = find_entry(db.session(), stack_id, number)
    assert entry is not None
    assert entry.receipt is not None
    return entry.receipt


def test_two_blind_readings_cast_the_ballot_from_when_it_was_handed_in(
    place: Place, ballot: OwnersBallot
) -> None:
    stack_id, taken_in_at = take_in(place, ballot, 2), clock().now()
    head = head_of(place, ballot, 3)
    clock().advance(timedelta(hours=30))
    one, other = hands(place)
    assert read(one, stack_id, 1, ticked(head, *NO)).state == EntryState.ENTERED
    assert read(one, stack_id, 1, ticked(head, *YES)).state == EntryState.ENTERED
    assert read(other, stack_id, 1, ticked(head, *NO)).state == EntryState.DIFFERING
    assert stands(head) is None
    assert read(one, stack_id, 1, ticked(head, *NO)).state == EntryState.CONFIRMED
    cast = stands(head)
    assert (cast.channel, cast.choices, cast.cast_at) == (BallotChannel.PAPER, NO, taken_in_at)
    entry = find_entry(db.session(), stack_id, 1)
    assert (entry.first_content, entry.second_content) == ("", "")


def test_the_second_form_of_a_ballot_is_refused_and_both_clerks_are_told(
    place: Place, ballot: OwnersBallot
) -> None:
    online(place, ballot, 0)
    stack_id = take_in(place, ballot, 3)
    sheet = ticked(head_of(place, ballot, 0), *NO)
    told = SheetOutcome(EntryState.DUPLICATE, "ballots.head_voted_online")
    assert read_twice(place, stack_id, 1, sheet) == told
    paper = ticked(head_of(place, ballot, 1), *NO)
    assert read_twice(place, stack_id, 2, paper).state == EntryState.CONFIRMED
    twice = SheetOutcome(EntryState.DUPLICATE, "ballots.head_voted_paper")
    assert read_twice(place, stack_id, 3, paper) == twice
    entries = [find_entry(db.session(), stack_id, number) for number in (1, 3)]
    assert [e.reason for e in entries] == [told.reason, twice.reason]
    assert stands(head_of(place, ballot, 0)).choices == YES


def test_paper_and_online_at_once_are_one(app: Flask, place: Place, ballot: OwnersBallot) -> None:
    stack_id = take_in(place, ballot, 6)
    one, other = hands(place)
    for number in range(1, 7):
        sheet = ticked(head_of(place, ballot, number), *NO)
        read(one, stack_id, number, sheet)

        def on_paper(number=number, sheet=sheet) -> None:
            read(other, stack_id, number, sheet)

        def on_screen(number=number) -> None:
            online(place, ballot, number)

        at_once(app, [on_paper, on_screen])
        lines = list_lines(db.session(), ballot.decision_id)
        assert sum(line.choices is not None for line in lines) == number
        db.session.close()


def test_closing_waits_for_stacks_taken_in_in_time_and_then_holds(
    place: Place, ballot: OwnersBallot
) -> None:
    for number in range(15):
        online(place, ballot, number)
    clock().set(ballot.closes_at - timedelta(minutes=1))
    stack_id = take_in(place, ballot, 6)
    assert closed(ballot).closed_at is None
    with pytest.raises(NotPossible, match="casting_closed"):
        take_in(place, ballot, 1)
    with pytest.raises(NotPossible, match="casting_closed"):
        online(place, ballot, 20)
    clock().advance(timedelta(hours=20))
    for number in range(1, 7):
        sheet = ticked(head_of(place, ballot, 14 + number), *YES)
        assert read_twice(place, stack_id, number, sheet).state == EntryState.CONFIRMED
    done = ballot_on(ballot.decision_id)
    assert done.closed_at == clock().now()
    cert = certificate_of(db.session(), done)
    assert cert.standing.state is DecisionState.COUNTED
    assert cert.questions[0].count.votes_for.heads == 21
    assert dict(cert.channels) == {BallotChannel.ONLINE: 15, BallotChannel.PAPER: 6}
    assert (cert.paper.sheets, cert.paper.left_out) == (6, 0)
    assert all(
        one.holds for one in check_ballot(json.loads(json.dumps(public_file(db.session(), done))))
    )


def test_a_stack_that_nobody_enters_passes_on_and_is_told_of_on_the_result(
    place: Place, ballot: OwnersBallot
) -> None:
    clock().set(ballot.closes_at - timedelta(minutes=1))
    stack_id = take_in(place, ballot, 3)
    sheet = ticked(head_of(place, ballot, 1), *YES)
    assert read_twice(place, stack_id, 1, sheet).state == EntryState.CONFIRMED
    clock().advance(timedelta(days=8))
    tick()
    with pytest.raises(NotPermitted, match="supervision_only"):
        read(hands(place)[0], stack_id, 2, sheet)
    supervision = hands(place, BodyKind.SUPERVISION_COMMITTEE)
    for hand in supervision:
        read(hand, stack_id, 2, ticked(head_of(place, ballot, 2), *YES))
    read(supervision[0], stack_id, 3, ticked(head_of(place, ballot, 3), *NO))
    clock().advance(timedelta(days=60))
    tick()
    done = ballot_on(ballot.decision_id)
    assert done.closed_at is not None
    cert = certificate_of(db.session(), done)
    assert [one.left_out for one in cert.paper.stacks] == [1]
    assert cert.questions[0].count.participating.heads == 2
    assert cert.set_aside == ((SetAsideReason.NOT_ENTERED, 1),)  # its silence is not silence
    decision = get_latest(db.session(), decision_of(ballot).proposal_id)
    counts = list_counts(db.session(), decision.decision_id)
    assert [one.left_out for one in counts] in ([1], [])
    event = select(LedgerEvent.payload).where(LedgerEvent.kind == "ballots.owners_ballot_closed")
    assert json.loads(db.session.scalars(event).one())["left_out"] == 1


def test_a_disputed_paper_does_not_count_until_its_owner_casts_anew(
    place: Place, ballot: OwnersBallot
) -> None:
    stack_id = hand_in(place, ballot, range(3), YES)
    for number in (1, 2):
        with transaction(VISITOR) as tx:
            dispute_ballot(tx, receipt_of(stack_id, number))
    online(place, ballot, 0, based_on=1)
    again = take_in(place, ballot, 1)
    sheet = ticked(head_of(place, ballot, 1), *NO)
    assert read_twice(place, again, 1, sheet).state == EntryState.CONFIRMED
    with transaction(VISITOR) as tx:
        dispute_ballot(tx, receipt_of(stack_id, 3))
    cert = certificate_of(db.session(), closed(ballot))
    assert cert.paper.disputed == 3
    assert cert.set_aside == ((SetAsideReason.DISPUTED, 1),)
    assert cert.questions[0].count.participating.heads == 2
    with pytest.raises(NotPermitted, match="too_late"), transaction(VISITOR) as tx:
        dispute_ballot(tx, receipt_of(again, 1))


@pytest.mark.parametrize(
    ("flaw", "reason"),
    [(Flaw.UNSIGNED, "ballots.paper_not_signed"), (Flaw.UNREADABLE, "ballots.paper_unreadable")],
)
def test_a_flawed_paper_takes_no_part_and_is_not_silent(
    place: Place, ballot: OwnersBallot, flaw: Flaw, reason: str
) -> None:
    stack_id, head = take_in(place, ballot, 2), head_of(place, ballot, 4)
    outcome = read_twice(place, stack_id, 1, ticked(head, flaw=flaw))
    assert outcome == SheetOutcome(EntryState.REJECTED, reason)
    nobody = read_twice(place, stack_id, 2, ticked(None, flaw=Flaw.UNREADABLE))
    assert nobody.state == EntryState.REJECTED
    assert db.session.get_one(VotingHead, head).spoiled_reason == flaw.reason
    db.session.close()
    online(place, ballot, 4)
    assert db.session.get_one(VotingHead, head).spoiled_reason is None


def test_who_may_not_enter_enters_nothing(place: Place) -> None:
    noticed = make_noticed(place)
    with pytest.raises(NotPossible, match="casting_not_open"):
        take_in(place, noticed, 1)
    clock().set(noticed.opens_at)
    tick()
    stack_id = take_in(place, noticed, 1)
    sheet = ticked(head_of(place, noticed, 4), *YES)
    with pytest.raises(NotPermitted), transaction(place.resident(7)) as tx:
        read_ballot(tx, stack_id, 1, key="", sheet=sheet)
    residents_committee = hands(place, BodyKind.RESIDENTS_COMMITTEE)
    for hand in residents_committee:
        outcome = read(hand, stack_id, 1, sheet)
    assert outcome.state == EntryState.CONFIRMED
