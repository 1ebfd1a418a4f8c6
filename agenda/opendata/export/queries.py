"""The public tables as one SQLite file that Datasette opens, or as CSV files.

sqlite-utils is imported inside the function: it loads NumPy, which no web worker needs.
"""

import csv
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from agenda.infra.search import folded
from agenda.opendata.tables.columns.queries import Kind, Plain, Table
from agenda.opendata.tables.queries import TABLES

if TYPE_CHECKING:
    from sqlite_utils import Database

Seen = Callable[[], None]
"""Is told of each table that is done."""
_TYPES: dict[Kind, type] = {
    Kind.INTEGER: int,
    Kind.TEXT: str,
    Kind.INSTANT: str,
    Kind.DAY: str,
    Kind.FLAG: int,
}
VIEWS = {
    "open_deadlines": (
        "SELECT d.due_at, d.kind, b.short_name AS body, p.title, p.proposal_id FROM deadlines d "
        "JOIN proposals p USING (proposal_id) LEFT JOIN bodies b USING (body_id) "
        "WHERE d.ended_at IS NULL ORDER BY d.due_at"
    ),
    "promises": (
        "SELECT p.title, b.short_name AS body, t.what, t.due_at, t.state, t.late_since, "
        "t.ended_at, p.proposal_id FROM tasks t JOIN proposals p USING (proposal_id) "
        "JOIN bodies b USING (body_id) ORDER BY t.due_at"
    ),
    "outcomes": (
        "SELECT p.title, r.outcome, r.posted_at, b.short_name AS body, p.proposal_id "
        "FROM results r JOIN proposals p USING (proposal_id) LEFT JOIN bodies b USING (body_id) "
        "ORDER BY r.posted_at"
    ),
}
"""What most people look for first: who owes what, who promised what, what came of it."""
_WORDS = re.compile(r"([a-z0-9]+)|([^\W_a-z0-9]+)")
LONGEST = 4
"""Of how many characters a word can be that Datasette's search box finds."""
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would carry out."""


def write_public_file(session: Session, path: Path, *, seen: Seen = lambda: None) -> None:
    """Write all public tables into one file, whole or not at all; an older one is replaced."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        _write(session, unfinished, seen)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def write_csv(session: Session, folder: Path, *, seen: Seen = lambda: None) -> None:
    """Write each public table into a CSV file of a folder; no cell is a spreadsheet's formula."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in TABLES:
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(column.name for column in table.columns)
            writer.writerows([_cell(v) for v in row.values()] for row in table.rows(session))
        seen()


def _write(session: Session, path: Path, seen: Seen) -> None:
    """Fill a new file: tables, dictionary, views and search."""
    from sqlite_utils import Database  # see above

    with closing(sqlite3.connect(path)) as connection:
        with connection:
            file = Database(connection)
            for table in TABLES:
                _create(file, table)
                file[table.name].insert_all(table.rows(session), batch_size=500)  # type: ignore[union-attr]
                _make_searchable(connection, table)
                seen()
            words = file["data_dictionary"]
            words.insert_all(_dictionary(), pk=("table", "column"))  # type: ignore[union-attr]
            for name, query in VIEWS.items():
                file.create_view(name, query)
        connection.execute("VACUUM")


def _create(file: "Database", table: Table) -> None:
    """Create an empty table with its key and what it points to."""
    file[table.name].create(  # type: ignore[union-attr]
        {column.name: _TYPES[column.kind] for column in table.columns},
        pk=table.key.name,
        not_null=[column.name for column in table.columns if not column.may_be_empty],
        foreign_keys=[(c.name, c.to, _key_of(c.to)) for c in table.columns if c.to],
    )


def _key_of(name: str) -> str:
    """Return the key of a table that others point to."""
    return next(table.key.name for table in TABLES if table.name == name)


def _make_searchable(connection: sqlite3.Connection, table: Table) -> None:
    """Index a table's texts so that Datasette's search box finds Chinese words in them."""
    if not table.searched:
        return
    columns = ", ".join(table.searched)
    connection.execute(
        f'CREATE VIRTUAL TABLE "{table.name}_fts" USING FTS5 ({columns}, content="{table.name}")'
    )
    query = f"SELECT {table.key.name}, {columns} FROM {table.name}"  # noqa: S608 - our own names
    blanks = ", ".join("?" * (len(table.searched) + 1))
    for key, *texts in connection.execute(query).fetchall():
        connection.execute(
            f"INSERT INTO {table.name}_fts (rowid, {columns}) VALUES ({blanks})",  # noqa: S608 - our own names
            (key, *map(_words, texts)),
        )


def _words(text: str | None) -> str:
    """Return every run of up to four characters of a text, as written and simplified."""
    said = dict.fromkeys(((text or "").casefold(), folded(text or "")))
    return " ".join(word for version in said for word in _parts(version))


def _parts(text: str) -> Iterator[str]:
    """Yield the words of a text: Latin ones whole, Chinese runs in all their short parts."""
    for latin, run in _WORDS.findall(text):
        if latin:
            yield latin
        for size in range(1, LONGEST + 1):
            yield from (run[i : i + size] for i in range(len(run) - size + 1))


def _dictionary() -> Iterator[dict[str, Plain]]:
    """Yield what each column means, for those who open the file without its page."""
    for table in TABLES:
        for column in table.columns:
            yield {
                "table": table.name,
                "column": column.name,
                "type": str(column.kind),
                "may_be_empty": column.may_be_empty,
                "points_to": column.to or None,
                "meaning": column.words,
                "one_of": ", ".join(column.choices) or None,
            }


def _cell(value: Plain) -> str | int:
    """Return a cell as CSV has it: nothing is empty, a flag is 1 or 0."""
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULAS) else value
    return int(value)
