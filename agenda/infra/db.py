"""The database: typed base for tables, UTC instants, and how SQLite begins a transaction."""

import sqlite3
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, DateTime, Dialect, Engine, Enum, Integer, MetaData, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

BigId = BigInteger().with_variant(Integer, "sqlite")
"""A 64-bit key; on SQLite the rowid itself."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant in UTC: timestamptz on PostgreSQL, UTC text on SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive instants; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive instant reached the database")
        return value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """Return what reads a value; nothing is asked of an empty one, and most are empty."""
        read: Any = super().result_processor(dialect, coltype)
        return lambda value: None if value is None else read(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the instant aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def enum_column(
    words: type[StrEnum], *, default: StrEnum | None = None, check: str | None = None
) -> Any:
    """Return a column that holds an enum's value as text, with a CHECK of the allowed words.

    Ids and code words are stored, never a page's language (a known cause of lost poll counts).
    Whether it may be empty follows from the annotation. `check` names the CHECK where a table has
    two columns of the same enum.
    """
    kind = Enum(
        words,
        native_enum=False,
        create_constraint=True,
        length=40,
        name=check or words.__name__.lower(),
        values_callable=lambda enum: [word.value for word in enum],
        validate_strings=True,
    )
    return mapped_column(kind) if default is None else mapped_column(kind, default=default)


class Model(DeclarativeBase):
    """What every table shares: naming of constraints and the mapping of Python types."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: UtcDateTime()}


db = SQLAlchemy(metadata=Model.metadata)


def _prepare_sqlite(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    """Make a new SQLite connection durable and strict (traps: WAL, FULL, foreign keys)."""
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=10000",
        "secure_delete=ON",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Begin for writing where the engine says so: a deferred begin fails half the writers."""
    writing = connection.get_execution_options().get("agenda_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def hold_still(session: Session) -> None:
    """Let everything a session reads be of one instant, whatever is written meanwhile.

    What it read before is let go of. A reading transaction of SQLite holds still by itself.
    """
    session.close()
    if session.get_bind().dialect.name != "sqlite":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def engine_options(url: str) -> dict[str, Any]:
    """Return the engine options for a database URL: pools and timeouts."""
    if url.startswith("sqlite"):
        return {"connect_args": {"timeout": 10, "check_same_thread": False}}
    timeouts = "-c statement_timeout=30000 -c lock_timeout=8000"
    return {"pool_pre_ping": True, "connect_args": {"options": timeouts}}


def prepare_engine(engine: Engine) -> None:
    """Hang the SQLite listeners on an engine; PostgreSQL needs none."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin)
