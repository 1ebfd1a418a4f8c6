"""Votes for tests to start from: a threshold crossed, casting open, ballots cast, the vote closed."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from flask import current_app

from agenda.ballots.commands import cast_ballot
from agenda.ballots.models import Vote
from agenda.ballots.queries import get_vote
from agenda.ballots.rules import Choice, ReceiptPaper
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.clock import SetClock
from agenda.kernel.ids import ProposalId
from agenda.mechanism.tick.commands import tick
from tests.factories import Place, make_crossed


def clock() -> SetClock:
    """Return the app's clock."""
    laid = current_app.extensions["agenda"].clock
    assert isinstance(laid, SetClock)
    return laid


def make_scheduled(place: Place) -> Vote:
    """Let a proposal cross its threshold: its vote is scheduled, casting not open yet."""
    return vote_on(make_crossed(place).proposal_id)


def make_open(place: Place) -> Vote:
    """Schedule a vote and go to the instant at which casting opens."""
    vote = make_scheduled(place)
    clock().set(vote.opens_at)
    return vote


def cast(place: Place, vote: Vote, choices: Iterable[Choice]) -> Sequence[ReceiptPaper]:
    """Let the first residents cast these choices, one each."""
    return [cast_one(place, vote, number, choice) for number, choice in enumerate(choices)]


def cast_one(place: Place, vote: Vote, number: int, choice: Choice) -> ReceiptPaper:
    """Let one resident cast a ballot."""
    with transaction(place.resident(number)) as tx:
        return cast_ballot(tx, vote.vote_id, choice)


def close(vote: Vote) -> Vote:
    """Let the clock close a vote."""
    clock().set(vote.closes_at)
    tick()
    return vote_on(vote.proposal_id)


def make_closed(place: Place, choices: Iterable[Choice]) -> Vote:
    """Hold a whole vote in which the first residents cast these choices."""
    vote = make_open(place)
    cast(place, vote, choices)
    return close(vote)


def vote_on(proposal_id: ProposalId) -> Vote:
    """Return the vote on a proposal as it stands in the database now, detached."""
    db.session.close()
    vote = get_vote(db.session(), proposal_id)
    db.session.expunge_all()
    db.session.close()
    return vote


MINUTE = timedelta(minutes=1)
