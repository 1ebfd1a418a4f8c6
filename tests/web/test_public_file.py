"""The public file: whole, tied together, searchable, and nothing in it that could be a formula."""

import csv
import sqlite3
from pathlib import Path

import pytest
from flask import Flask

from agenda.cli.export import export_command
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import OPERATOR
from agenda.opendata.export.queries import VIEWS, write_csv, write_public_file
from agenda.opendata.tables.columns.queries import Kind
from agenda.opendata.tables.queries import TABLES
from agenda.proposals.models import Proposal
from tests.meetings import hold_meeting, make_deliberating, small_place

TYPES = {Kind.INTEGER: "INTEGER", Kind.FLAG: "INTEGER"}


@pytest.fixture
def written(app: Flask, tmp_path: Path) -> sqlite3.Connection:
    """The file of a neighbourhood in which something happened."""
    place = small_place()
    hold_meeting(place, make_deliberating(place).proposal_id)
    write_public_file(db.session(), tmp_path / "public.db")
    assert [path.name for path in tmp_path.iterdir()] == ["public.db"]
    return sqlite3.connect(tmp_path / "public.db")


def test_the_file_has_the_tables_of_the_dictionary_and_no_other(
    written: sqlite3.Connection,
) -> None:
    held = {n for (n,) in written.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    ours = {table.name for table in TABLES} | {"data_dictionary"}
    assert {name for name in held if "_fts" not in name} == ours
    for table in TABLES:
        columns = written.execute(f"PRAGMA table_info({table.name})").fetchall()
        told = [(name, kind, bool(required)) for _n, name, kind, required, _d, _k in columns]
        assert told == [
            (c.name, TYPES.get(c.kind, "TEXT"), not c.may_be_empty) for c in table.columns
        ]
        points = written.execute(f"PRAGMA foreign_key_list({table.name})").fetchall()
        assert {(row[3], row[2]) for row in points} == {
            (c.name, c.to) for c in table.columns if c.to
        }
    (count,) = written.execute("SELECT count(*) FROM data_dictionary").fetchone()
    assert count == sum(len(table.columns) for table in TABLES)


def test_what_points_somewhere_points_to_something(written: sqlite3.Connection) -> None:
    assert written.execute("PRAGMA foreign_key_check").fetchall() == []
    assert written.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_views_can_be_read(written: sqlite3.Connection) -> None:
    for view in VIEWS:
        written.execute(f"SELECT * FROM {view}").fetchall()  # noqa: S608 - our own names
    assert written.execute("SELECT * FROM open_deadlines").fetchall()


def test_chinese_words_are_found(written: sqlite3.Connection) -> None:
    query = (
        "SELECT proposals.title FROM proposals JOIN proposals_fts ON proposals.rowid = proposals_fts.rowid "
        "WHERE proposals_fts MATCH ?"
    )
    for words in ("梯", "电梯", "加装", "一部电梯", "三号楼"):
        found = written.execute(query, (f'"{words}"',)).fetchall()
        assert found == [("给三号楼加装一部电梯",)], words


def test_no_cell_of_a_spreadsheet_is_a_formula(app: Flask, tmp_path: Path) -> None:
    place = small_place()
    made = make_deliberating(place)
    with transaction(OPERATOR) as tx:
        tx.session.get_one(Proposal, made.proposal_id).title = "=HYPERLINK(1)"
    write_csv(db.session(), tmp_path)
    assert {path.stem for path in tmp_path.iterdir()} == {table.name for table in TABLES}
    with (tmp_path / "proposals.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["title"] == "'=HYPERLINK(1)"


def test_the_command_writes_what_it_is_asked_for(app: Flask, tmp_path: Path) -> None:
    small_place()
    runner = app.test_cli_runner()
    done = runner.invoke(export_command, [str(tmp_path / "p.db"), "--csv", str(tmp_path / "csv")])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "p.db").stat().st_size > 0
    assert (tmp_path / "csv" / "areas.csv").exists()
    assert runner.invoke(export_command, []).exit_code == 2
