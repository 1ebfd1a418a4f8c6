"""Many hands on one owners' ballot at once: one ballot, one version, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from agenda.ballots.owners.casting.commands import cast_ballot
from agenda.ballots.owners.models import HeadBallot, HeadBallotVersion, HeadChoice
from agenda.ballots.owners.queries import find_heads_of
from agenda.ballots.rules import Choice
from agenda.infra.audit import LedgerEvent
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.errors import Stale
from tests.factories import make_place
from tests.owners import make_open

FOR, AGAINST, _ABSTAIN = Choice
AT_ONCE = 12


@pytest.mark.parametrize("same", [True, False])
def test_twelve_forms_at_once_make_one_version(app: Flask, *, same: bool) -> None:
    place = make_place()
    ballot = make_open(place)
    (head,) = find_heads_of(db.session(), ballot.decision_id, place.people[0])
    who, head_id, start = place.resident(), head.head_id, Barrier(AT_ONCE)
    db.session.close()

    def send(number: int) -> str:
        choice = FOR if same or number % 2 else AGAINST
        with app.app_context():
            start.wait()
            try:
                with transaction(who) as tx:
                    cast_ballot(tx, head_id, (choice, choice), based_on=0)
            except Stale:
                return "stale"
            return choice

    with ThreadPoolExecutor(AT_ONCE) as hands:
        answers = list(hands.map(send, range(AT_ONCE)))
    counts = [
        db.session.scalar(select(func.count()).select_from(table))
        for table in (HeadBallot, HeadBallotVersion, HeadChoice)
    ]
    assert counts == [1, 1, 2]
    kind = LedgerEvent.kind == "ballots.head_ballot_cast"
    assert db.session.scalar(select(func.count()).where(kind)) == 1
    (stands,) = set(db.session.scalars(select(HeadChoice.choice)))
    assert answers.count(stands) == (AT_ONCE if same else AT_ONCE // 2)
