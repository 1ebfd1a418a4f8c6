"""Many hands at once on one ballot box: one person, one ballot; in or out at closing, never half."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask
from sqlalchemy import func, select

from agenda.ballots.commands import cast_ballot
from agenda.ballots.models import CastChoice, Participation, Receipt
from agenda.ballots.rules import Choice
from agenda.infra.audit import LedgerEvent
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.errors import DomainError
from agenda.kernel.ids import new_code
from agenda.mechanism.tick.commands import tick
from tests.factories import make_place
from tests.votes import cast, clock, make_open, vote_on

HANDS, ROUNDS = 12, 20


def at_once(app: Flask, acts: list[Callable[[], object]]) -> list[str]:
    """Do all acts at the same moment; returns "done" or the refusal's code of each."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        with app.app_context():
            barrier.wait()
            try:
                act()
            except DomainError as refusal:
                return refusal.code
            return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def count(table) -> int:
    """Return how many rows a table has."""
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_twelve_simultaneous_ballots_of_one_person_are_one(app: Flask) -> None:
    place = make_place()
    vote = make_open(place)
    for person in range(ROUNDS):
        actor = place.resident(person)

        def act(actor=actor) -> None:
            with transaction(actor) as tx:
                cast_ballot(tx, vote.vote_id, Choice.FOR)

        outcomes = at_once(app, [act] * HANDS)
        assert sorted(set(outcomes)) == ["ballots.cast_already", "done"]
        assert outcomes.count("done") == 1
    assert [count(t) for t in (Participation, CastChoice, Receipt)] == [ROUNDS] * 3


def test_one_form_sent_twelve_times_at_once_gets_one_receipt(app: Flask) -> None:
    place = make_place()
    vote = make_open(place)
    actor, code = place.resident(0), new_code()
    receipts = set()

    def act() -> None:
        with transaction(actor) as tx:
            receipts.add(cast_ballot(tx, vote.vote_id, Choice.FOR, code=code))

    assert at_once(app, [act] * HANDS) == ["done"] * HANDS
    assert len(receipts) == 1
    assert count(CastChoice) == 1


def test_different_voters_do_not_stand_in_each_others_way(app: Flask) -> None:
    place = make_place()
    vote = make_open(place)

    def act_of(number: int) -> Callable[[], None]:
        actor = place.resident(number)

        def act() -> None:
            with transaction(actor) as tx:
                cast_ballot(tx, vote.vote_id, Choice.FOR)

        return act

    assert at_once(app, [act_of(number) for number in range(HANDS)]) == ["done"] * HANDS
    assert count(Participation) == HANDS


def test_a_ballot_that_meets_the_closing_is_in_or_out(app: Flask) -> None:
    place = make_place()
    vote = make_open(place)
    cast(place, vote, [Choice.FOR] * 5)
    last = vote.closes_at - clock().now().resolution
    actors = [place.resident(number) for number in range(5, 5 + HANDS)]

    def act_of(number: int) -> Callable[[], None]:
        def act() -> None:
            with transaction(actors[number], at=last) as tx:
                cast_ballot(tx, vote.vote_id, Choice.FOR)

        return act

    clock().set(vote.closes_at)
    acts: list[Callable[[], object]] = [act_of(number) for number in range(HANDS)]
    outcomes = at_once(app, [*acts[:6], tick, *acts[6:]])
    in_time = outcomes.count("done") - 1
    assert set(outcomes) <= {"done", "ballots.closed"}
    closed = vote_on(vote.proposal_id)
    assert closed.participants == closed.votes_for == 5 + in_time
    ballots = select(func.count()).where(LedgerEvent.kind == "ballots.ballot_cast")
    assert db.session.scalar(ballots) == count(CastChoice) == 5 + in_time
