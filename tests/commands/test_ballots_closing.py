"""Counting the residents' vote: what moves, what is published, what is never told."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, func, select, update

from agenda.ballots.commands import BallotBoxBroken, close_vote
from agenda.ballots.models import CastChoice, Participation
from agenda.ballots.queries import (
    find_own_choice,
    list_choices,
    list_receipts,
)
from agenda.ballots.rules import Choice, receipts_digest
from agenda.community.models import Person
from agenda.infra.audit import LedgerEvent
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import MECHANISM, OPERATOR
from agenda.kernel.clock import SetClock
from agenda.kernel.errors import NotPermitted, NotPossible
from agenda.mechanism.commands import proceed
from agenda.mechanism.tick.commands import tick
from agenda.procedure.queries import open_duties
from agenda.proposals.queries import lock_proposal
from agenda.proposals.rules import Stage
from agenda.proposals.stages.commands import mark_crossed
from tests.factories import make_cosigning, make_place, reload
from tests.votes import cast, close, make_closed, make_open, vote_on

FOR, AGAINST, ABSTAIN = Choice
pytestmark = pytest.mark.usefixtures("app")


@pytest.mark.parametrize(
    ("choices", "stage"),
    [
        ([FOR] * 6 + [AGAINST] * 4, Stage.LISTED),
        ([FOR] * 4 + [AGAINST] * 3 + [ABSTAIN] * 3, Stage.LISTED),
        ([FOR] * 9, Stage.NOT_CARRIED),
        ([FOR] * 5 + [AGAINST] * 5, Stage.NOT_CARRIED),
        ([], Stage.NOT_CARRIED),
    ],
)
def test_the_count_moves_the_proposal(choices: list[Choice], stage: Stage) -> None:
    vote = make_closed(make_place(bystanders=60), choices)
    assert vote.turnout_required == 10
    assert vote.participants == len(choices)
    assert reload(vote.proposal_id).stage is stage
    assert vote.carried is (stage is Stage.LISTED)
    assert vote.closed_at == vote.closes_at


def test_after_closing_anyone_recounts_and_finds_his_receipt() -> None:
    place = make_place(bystanders=60)
    vote = make_open(place)
    receipts = cast(place, vote, [FOR] * 7 + [AGAINST] * 5)
    for listing in (list_receipts, list_choices):
        with pytest.raises(NotPossible, match=r"ballots\.not_closed"):
            listing(db.session(), vote)
    closed = close(vote)
    choices = list_choices(db.session(), closed)
    assert (choices.count(FOR), choices.count(AGAINST)) == (closed.votes_for, closed.votes_against)
    numbers = list_receipts(db.session(), closed)
    assert sorted(r.number for r in receipts) == sorted(numbers)
    assert closed.receipts_digest == receipts_digest(vote.vote_id, numbers)
    own = find_own_choice(db.session(), closed, place.people[0], code=receipts[0].code)
    assert own is None


def test_how_fewer_than_five_chose_is_kept_nowhere_in_public() -> None:
    vote = make_closed(make_place(bystanders=60), [FOR] * 4)
    assert (vote.participants, vote.votes_for) == (4, None)
    with pytest.raises(NotPossible, match=r"ballots\.too_few_to_show"):
        list_choices(db.session(), vote)
    assert len(list_receipts(db.session(), vote)) == 4
    query = select(LedgerEvent.payload).where(LedgerEvent.kind == "ballots.vote_closed")
    payload = db.session.scalars(query).one()
    assert '"votes_for":null' in payload
    assert '"participants":4' in payload


@pytest.mark.parametrize("left", [0, 1, 4])
def test_a_roll_that_melted_away_ends_by_the_same_rule(left: int) -> None:
    place = make_place(bystanders=60)
    proposal = make_cosigning(place)
    with transaction(OPERATOR) as tx:
        tx.session.execute(
            update(Person)
            .where(Person.person_id.in_(place.people[left:]))
            .values(moved_out_at=tx.now)
        )
        tx.session.execute(
            update(type(proposal))
            .where(type(proposal).proposal_id == proposal.proposal_id)
            .values(cosigns_needed=1)
        )
    with transaction(MECHANISM) as tx:
        mark_crossed(tx, lock_proposal(tx, proposal.proposal_id))
        proceed(tx, proposal.proposal_id)
    vote = vote_on(proposal.proposal_id)
    assert vote.roll_size == left
    closed = close(vote)
    assert closed.participants == 0
    assert reload(proposal.proposal_id).stage is Stage.NOT_CARRIED


def test_a_clock_that_stood_still_closes_with_the_right_date(clock: SetClock) -> None:
    vote = make_open(make_place(bystanders=60))
    clock.set(vote.closes_at + timedelta(days=5))
    tick()
    tick()
    closed = vote_on(vote.proposal_id)
    assert closed.closed_at == vote.closes_at
    assert reload(vote.proposal_id).stage_since == vote.closes_at
    query = select(func.count()).where(LedgerEvent.kind == "ballots.vote_closed")
    assert db.session.scalar(query) == 1


def test_only_the_mechanism_closes() -> None:
    place = make_place(bystanders=60)
    vote = make_open(place)
    (duty,) = open_duties(db.session(), vote.proposal_id)
    for actor in (place.resident(), OPERATOR):
        with (
            pytest.raises(NotPermitted, match=r"authz\.only_mechanism"),
            transaction(actor) as tx,
        ):
            close_vote(tx, duty)


def test_a_box_that_does_not_add_up_is_not_counted(app: Flask, clock: SetClock) -> None:
    place = make_place(bystanders=60)
    vote = make_open(place)
    cast(place, vote, [FOR] * 6)
    with transaction(OPERATOR) as tx:
        tx.session.execute(delete(Participation).where(Participation.person_id == place.people[0]))
    (duty,) = open_duties(db.session(), vote.proposal_id)
    with pytest.raises(BallotBoxBroken), transaction(MECHANISM, at=vote.closes_at) as tx:
        close_vote(tx, duty)
    assert len(db.session.scalars(select(CastChoice.choice_key)).all()) == 6
