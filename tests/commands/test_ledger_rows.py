"""The chain of public acts: gapless, linked, and rolled back with its act."""

import json
import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, insert, select
from sqlalchemy.exc import DatabaseError

from agenda.cosigns.commands import cosign
from agenda.infra.audit import (
    LedgerEvent,
    LedgerSalt,
    LedgerStream,
    pseudonym,
    salted_digest,
)
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import OPERATOR
from agenda.kernel.chain import GENESIS, chain_hash
from agenda.kernel.errors import DomainError, NotPossible
from agenda.mechanism.tick.commands import tick
from agenda.procedure.commands import adopt_procedure
from agenda.procedure.rules import STANDARD
from agenda.proposals.queries import list_revisions
from tests.factories import make_cosigning, make_place, make_submitted, reload


def events(stream: str) -> list[LedgerEvent]:
    query = select(LedgerEvent).where(LedgerEvent.stream == stream)
    return list(db.session.scalars(query.order_by(LedgerEvent.position)))


def test_each_row_holds_the_hash_of_the_one_before(app: Flask) -> None:
    proposal = make_cosigning(make_place())
    rows = events(f"proposal:{proposal.proposal_id}")
    previous = GENESIS
    for position, row in enumerate(rows, start=1):
        assert (row.position, row.previous_hash) == (position, previous)
        previous = chain_hash(
            previous=row.previous_hash,
            stream=row.stream,
            position=row.position,
            occurred_at=row.occurred_at,
            recorded_at=row.recorded_at,
            kind=row.kind,
            actor=row.actor,
            cause_id=row.cause_id,
            payload=row.payload,
        )
        assert row.hash == previous
    head = db.session.get(LedgerStream, rows[0].stream)
    assert head is not None
    assert (head.length, head.head) == (len(rows), previous)


@pytest.mark.parametrize(
    "wrong", [{"position": 9}, {"previous_hash": GENESIS}, {"stream": "proposal:999"}]
)
def test_the_database_refuses_an_entry_that_does_not_follow_the_last(
    app: Flask, wrong: dict[str, object]
) -> None:
    proposal = make_cosigning(make_place())
    last = events(f"proposal:{proposal.proposal_id}")[-1]
    columns = {c.name: getattr(last, c.name) for c in LedgerEvent.__table__.columns}
    columns |= {"position": last.position + 1, "previous_hash": last.hash} | wrong
    del columns["event_id"]
    with pytest.raises(DatabaseError, match=r"must follow|foreign key"), db.engine.begin() as raw:
        raw.execute(insert(LedgerEvent).values(columns))
    assert len(events(last.stream)) == last.position


def test_people_stand_under_one_pseudonym_per_proposal(app: Flask) -> None:
    place = make_place()
    first, second = make_submitted(place), make_submitted(place)
    names = {events(f"proposal:{p.proposal_id}")[0].actor for p in (first, second)}
    assert len(names) == 2
    key = place.resident(0).ledger_key
    assert names == {pseudonym(key, f"proposal:{p.proposal_id}") for p in (first, second)}


def test_a_text_is_named_by_a_salted_digest(app: Flask) -> None:
    proposal = make_submitted(make_place())
    (revision,) = list_revisions(db.session(), proposal.proposal_id)
    salt = db.session.get(LedgerSalt, revision.digest)
    assert salt is not None
    whole = f"{proposal.title}\n\n{proposal.matter}\n\n{proposal.remedy}"
    assert salted_digest(whole, salt.salt) == revision.digest
    payload = json.loads(events(f"proposal:{proposal.proposal_id}")[0].payload)
    assert payload["text_digest"] == revision.digest
    for word in ("电梯", "王", "小明"):
        assert all(word not in row.payload for row in db.session.scalars(select(LedgerEvent)))


def test_an_act_that_fails_leaves_nothing(app: Flask) -> None:
    place = make_place()
    before = db.session.scalar(select(func.count()).select_from(LedgerEvent))
    db.session.close()
    with pytest.raises(RuntimeError), transaction(OPERATOR) as tx:
        adopt_procedure(tx, place.neighbourhood_id, rules=STANDARD, decision="x")
        raise RuntimeError
    assert db.session.scalar(select(func.count()).select_from(LedgerEvent)) == before


def test_the_causing_event_is_named(app: Flask) -> None:
    proposal = make_submitted(make_place())
    submitted, moved = events(f"proposal:{proposal.proposal_id}")[:2]
    assert moved.kind == "mechanism.stage_changed"
    assert (moved.actor, moved.cause_id) == ("mechanism", submitted.event_id)


def test_simultaneous_acts_make_one_gapless_chain(app: Flask) -> None:
    place = make_place(households=40)
    proposal = make_cosigning(place)
    refused: list[str] = []

    def sign(number: int) -> None:
        with app.app_context():
            try:
                with transaction(place.resident(number)) as tx:
                    cosign(tx, proposal.proposal_id)
            except DomainError as error:
                refused.append(error.code)

    threads = [threading.Thread(target=sign, args=(1 + n % 12,)) for n in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == ["cosigns.signed_already"] * 12
    rows = events(f"proposal:{proposal.proposal_id}")
    assert [row.position for row in rows] == list(range(1, len(rows) + 1))
    assert sum(row.kind == "cosigns.co_signed" for row in rows) == 13
    assert sum(row.kind == "proposals.threshold_reached" for row in rows) == 1
    now = reload(proposal.proposal_id)
    assert (now.cosign_households, now.cosign_persons) == (13, 13)


def test_a_retried_insert_is_a_refusal_not_a_crash(app: Flask) -> None:
    place = make_place()
    proposal = make_cosigning(place)
    with transaction(place.resident(1)) as tx:
        cosign(tx, proposal.proposal_id)
    with pytest.raises(NotPossible), transaction(place.resident(1)) as tx:
        cosign(tx, proposal.proposal_id)


def test_defaults_taken_late_have_the_date_they_were_due(app: Flask, clock) -> None:
    proposal = make_submitted(make_place())
    clock.advance(timedelta(days=9))
    assert tick().proceeded == (proposal.proposal_id,)
    rows = events(f"proposal:{proposal.proposal_id}")
    lapsed = next(row for row in rows if row.kind == "procedure.duty_lapsed")
    due = json.loads(lapsed.payload)["due_at"]
    assert lapsed.occurred_at.isoformat() == due
    assert lapsed.recorded_at == clock.now()
    assert reload(proposal.proposal_id).stage_since.isoformat() == due
    assert tick().proceeded == ()
