"""The clock seals the ledger; what was sealed stays, and any tampering shows."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from agenda.cli import main
from agenda.cli.clock import seal_ledgers
from agenda.community.people.commands import anonymize
from agenda.community.queries import get_neighbourhood
from agenda.cosigns.commands import cosign
from agenda.infra.audit import LedgerEvent
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import MECHANISM, OPERATOR
from agenda.kernel.errors import NotPermitted, NotPossible
from agenda.ledger.checks.queries import check_seals
from agenda.ledger.files.queries import export_lines
from agenda.ledger.files.rules import check_file
from agenda.ledger.queries import check_ledger
from agenda.ledger.rules import Fault, FaultKind
from agenda.ledger.seals.commands import seal_ledger
from agenda.ledger.seals.models import LedgerSeal
from agenda.ledger.seals.queries import find_latest_seal, list_grown, list_seals
from agenda.ledger.seals.rules import Sealing, written
from tests.factories import Place, make_cosigning, make_place, make_submitted

HOUR = timedelta(hours=1)


@pytest.fixture
def place(app: Flask, clock) -> Place:
    """A neighbourhood in which two things were sealed, an hour apart."""
    place = make_place()
    make_cosigning(place)
    seal_ledgers()
    clock.advance(HOUR)
    make_cosigning(place, by=1)
    seal_ledgers()
    return place


def lines(place: Place, *, everything: bool = True) -> list[str]:
    neighbourhood = get_neighbourhood(db.session(), place.neighbourhood_id)
    return list(export_lines(db.session(), neighbourhood, at=now(), everything=everything))


def faults_of(session: Session, place: Place) -> tuple[Fault, ...]:
    """Return what checking the database and checking its file find."""
    neighbourhood = get_neighbourhood(session, place.neighbourhood_id)
    file = list(export_lines(session, neighbourhood, at=now(), everything=True))
    _count, seals = check_seals(session, place.neighbourhood_id)
    own = (*seals, *check_ledger(session).faults)
    in_file = check_file(file, newest(place).digest[:20]).faults
    assert bool(own) is bool(in_file)
    return in_file


def newest(place: Place) -> LedgerSeal:
    seal = find_latest_seal(db.session(), place.neighbourhood_id)
    assert seal is not None
    return seal


@contextmanager
def with_power_over_the_database(kind: str) -> Iterator[Connection]:
    """Let somebody past the triggers, as who owns the database can do."""
    db.session.rollback()
    with db.engine.begin() as connection:
        if kind == "postgres":
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            names = connection.scalars(text("SELECT name FROM sqlite_master WHERE type='trigger'"))
            for name in [n for n in names if n.endswith(("_refuse_update", "_refuse_delete"))]:
                connection.execute(text(f"DROP TRIGGER {name}"))
        yield connection


def test_the_clock_seals_at_the_hour_where_something_happened(app: Flask, clock) -> None:
    place = make_place()
    proposal = make_cosigning(place)
    seal_ledgers()
    seal_ledgers()
    assert [s.number for s in list_seals(db.session(), place.neighbourhood_id)] == [1]
    with transaction(place.resident(2)) as tx:
        cosign(tx, proposal.proposal_id)
    seal_ledgers()
    assert newest(place).number == 1  # the hour has not struck
    clock.advance(HOUR)
    seal_ledgers()
    assert newest(place).number == 2
    clock.advance(5 * HOUR)
    seal_ledgers()
    assert newest(place).number == 2  # nothing happened


def test_each_neighbourhood_has_seals_of_its_own(app: Flask) -> None:
    one, two = make_place(), make_place(name="桐花里")
    make_cosigning(one)
    seal_ledgers()
    first, second = newest(one), newest(two)
    assert (first.number, second.number) == (1, 1)
    assert first.entries > second.entries


def test_only_the_clock_seals_and_it_seals_once(app: Flask, monkeypatch) -> None:
    place = make_place()
    for actor in (OPERATOR, place.resident(), place.seat("residents_committee")):
        with pytest.raises(NotPermitted), transaction(actor) as tx:
            seal_ledger(tx, place.neighbourhood_id)
    grown = list_grown(db.session(), place.neighbourhood_id)
    seal_ledgers()
    monkeypatch.setattr("agenda.ledger.seals.commands.sealing_of", lambda *_: Sealing())
    monkeypatch.setattr("agenda.ledger.seals.commands.list_grown", lambda *_: grown)
    with pytest.raises(NotPossible, match="sealed_already"), transaction(MECHANISM) as tx:
        seal_ledger(tx, place.neighbourhood_id)  # another clock saw the same state as the first


def test_the_database_refuses_to_change_a_seal(place: Place) -> None:
    for table in ("ledger_events", "ledger_seals", "ledger_sealed_heads"):
        for act in ("UPDATE {} SET neighbourhood_id = 0", "DELETE FROM {}"):
            with pytest.raises(DatabaseError, match="append-only"), transaction(OPERATOR) as tx:
                tx.session.execute(text(act.format(table)))


def test_a_sealed_ledger_is_whole_in_the_database_and_in_its_file(place: Place) -> None:
    assert check_seals(db.session(), place.neighbourhood_id) == (2, [])
    for seal in list_seals(db.session(), place.neighbourhood_id):
        found = check_file(lines(place), seal.digest[:20])
        assert found.faults == ()
        assert found.matched is not None
        assert found.matched.number == seal.number
    assert found.entries == newest(place).entries


def test_erasing_a_person_leaves_every_seal_valid(place: Place) -> None:
    before = lines(place)
    with transaction(MECHANISM) as tx:
        anonymize(tx, place.people[0], stays=False)
    assert lines(place) == before
    assert check_file(before, newest(place).digest[:20]).faults == ()
    assert check_seals(db.session(), place.neighbourhood_id) == (2, [])


def test_what_is_not_public_yet_is_withheld_from_visitors(place: Place, clock) -> None:
    hidden = make_submitted(place, by=3)
    clock.advance(HOUR)
    seal_ledgers()
    found = check_file(lines(place, everything=False), newest(place).digest[:20])
    assert (found.faults, found.withheld) == ((), (f"proposal:{hidden.proposal_id}",))
    assert check_file(lines(place), newest(place).digest[:20]).withheld == ()


FORGERIES = {
    "UPDATE ledger_events SET payload = '{}' WHERE position = 2": FaultKind.EDITED,
    "UPDATE ledger_events SET position = 900 + position WHERE position > 1": FaultKind.MISSING,
    "DELETE FROM ledger_events WHERE position = 1 AND stream LIKE 'prop%'": FaultKind.MISSING,
    "UPDATE ledger_seals SET entries = entries + 1 WHERE number = 1": FaultKind.SEAL,
    "UPDATE ledger_sealed_heads SET length = length + 1 WHERE place = 1": FaultKind.SEAL,
}


def test_verify_finds_what_somebody_with_power_over_the_database_changed(
    app: Flask, kind: str, place: Place
) -> None:
    assert run(app, "ledger", "verify").exit_code == 0
    with with_power_over_the_database(kind) as connection:
        connection.execute(text("DELETE FROM outbox_messages"))
        for forgery, fault in FORGERIES.items():
            with connection.begin_nested() as attempt:
                connection.execute(text(forgery))
                forged = Session(connection)
                assert fault in {found.kind for found in faults_of(forged, place)}, forgery
                forged.close()
                attempt.rollback()
    assert run(app, "ledger", "verify").exit_code == 0


def test_verify_finds_a_stream_rewritten_together_with_its_head(
    app: Flask, kind: str, place: Place
) -> None:
    with with_power_over_the_database(kind) as connection:
        connection.execute(text("UPDATE ledger_events SET hash = previous_hash"))
    _count, faults = check_seals(db.session(), place.neighbourhood_id)
    assert {fault.kind for fault in faults} == {FaultKind.REWRITTEN}
    assert run(app, "ledger", "verify").exit_code == 1
    with with_power_over_the_database(kind) as connection:
        connection.execute(text("DELETE FROM outbox_messages"))
        connection.execute(text("DELETE FROM ledger_events"))
    _count, faults = check_seals(db.session(), place.neighbourhood_id)
    assert {fault.kind for fault in faults} == {FaultKind.CUT}


def run(app: Flask, *words: object) -> Result:
    result = app.test_cli_runner().invoke(main, [*map(str, words)])
    db.session.close()
    return result


def test_a_ledger_is_taken_home_and_checked_without_settings_or_database(
    app: Flask, place: Place, tmp_path: Path, monkeypatch
) -> None:
    file = tmp_path / "home" / "ledger.jsonl"
    assert run(app, "ledger", "export", file).exit_code == 0
    assert (file.stat().st_mode & 0o777) == 0o600
    digest = newest(place).digest
    monkeypatch.delenv("AGENDA_SECRET_KEY", raising=False)
    monkeypatch.setenv("AGENDA_DATABASE_URL", "nonsense://")

    def check(*words: object) -> Result:
        return CliRunner().invoke(main, ["ledger", "check", *map(str, words)])

    good = check(file, "--seal", written(digest))
    assert good.exit_code == 0, good.output
    assert written(digest) in good.output
    assert "0 处有问题" in good.output
    assert "0 faults" in check(file, "--seal", digest, "--lang", "en").output
    assert check(file, "--seal", "0" * 20).exit_code == 1
    assert check(file, "--seal", "abc").exit_code == 2
    file.write_text(
        file.read_text().replace('\\"outcome\\":\\"accepted\\"', '\\"outcome\\":\\"x\\"')
    )
    bad = check(file)
    assert bad.exit_code == 1
    assert "内容被改动" in bad.output
    assert db.session.query(LedgerEvent).count()
