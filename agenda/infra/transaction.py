"""One act, one transaction: everything a command changes is committed together or not at all."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import Any

from flask import current_app
from sqlalchemy import Engine, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from agenda.infra.db import Model, db
from agenda.kernel.authz import MECHANISM, Actor
from agenda.kernel.clock import Clock
from agenda.kernel.errors import DomainError
from agenda.kernel.ids import EventId, ProposalId


@dataclass(frozen=True)
class Transaction:
    """What a command works with: the session, who acts, and the one instant of the act."""

    session: Session
    actor: Actor
    now: datetime
    wires: "Wires"
    recorded_at: datetime | None = None
    """The real instant, where `now` is the earlier one at which a default took effect."""
    touched: dict[ProposalId, EventId] = field(default_factory=dict)
    """Proposals on which an event was recorded, with the latest one: the mechanism looks there."""
    locked: dict[ProposalId, tuple[Model, ...]] = field(default_factory=dict)
    """Rows of proposals that this transaction has locked: they stay as they are until it ends."""
    heads: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Length and last hash of the chains that this transaction has locked, as it left them."""
    duties: dict[ProposalId, tuple[Any, ...]] = field(default_factory=dict)
    """Open duties of locked proposals as they were read last; whoever changes one forgets them."""

    def insert(self, row: Model, conflict: DomainError) -> None:
        """Add a row whose unique key decides; raises `conflict` if it stands there already.

        Any other broken constraint is a fault of ours and is raised as it is.
        """
        self.session.add(row)
        try:
            self.session.flush()  # the unique key must answer now
        except IntegrityError as error:
            if "unique" in str(error.orig).lower():
                raise conflict from None
            raise

    def put(self, table: type[Model], **values: object) -> bool:
        """Insert a row unless one with its key stands already; returns whether it is new."""
        connection = self.session.connection()
        inserted = connection.execute(_put(table, connection.dialect.name), values)
        return inserted.first() is not None

    def as_mechanism(self, cause: EventId | None) -> "Transaction":
        """Return the same transaction with the mechanism as the acting hand."""
        return replace(self, actor=MECHANISM.caused_by(cause), touched={})

    def effective(self, at: datetime) -> "Transaction":
        """Return the same transaction working at an earlier instant: catching up after downtime."""
        return replace(self, now=at, recorded_at=self.recorded_at or self.now)


Proceed = Callable[[Transaction, ProposalId], None]


@dataclass
class Wires:
    """What the app lays at start: the clock, the mechanism, and who listens to which event."""

    clock: Clock
    proceed: Proceed | None = None
    consumers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """event kind -> names of the outbox consumers that want it"""


def wires() -> Wires:
    """Return the wires of the current app."""
    laid: Wires = current_app.extensions["agenda"]
    return laid


def now() -> datetime:
    """Return the present instant by the app's one clock (for views; commands use tx.now)."""
    return wires().clock.now()


@contextmanager
def transaction(actor: Actor, *, at: datetime | None = None) -> Iterator[Transaction]:
    """Open the one transaction of an act; commits at the normal end, rolls back on any exception.

    `at` sets the instant for replays and seeding. Before the commit the mechanism looks at every
    proposal on which an event was recorded, so that an act and what follows from it are one.
    """
    laid = wires()
    db.session.close()  # end the request's read, so that the writer sees everything up to now
    engine = db.engine
    fresh = Session(_writing(engine), expire_on_commit=False)
    with _gate(engine), fresh as session, session.begin():
        tx = Transaction(session, actor, at or laid.clock.now(), laid)
        yield tx
        session.flush()  # the mechanism reads what the act wrote
        if laid.proceed is not None:
            for proposal_id, cause in tuple(tx.touched.items()):
                laid.proceed(tx.as_mechanism(cause), proposal_id)


@cache
def _put(table: type[Model], dialect: str) -> ReturningInsert[Any]:
    """Return the statement that inserts a row unless its key stands already, built once."""
    build = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return build(table).on_conflict_do_nothing().returning(*inspect(table).primary_key)


def _writing(engine: Engine) -> Engine:
    """Return the engine whose transactions begin for writing."""
    return engine.execution_options(agenda_write=True)


def _gate(engine: Engine) -> AbstractContextManager[None]:
    """Return the queue of writers: a file lock beside an SQLite file, nothing on PostgreSQL.

    SQLite's own busy handler sleeps and starves a process for seconds (traps.md, 14).
    """
    path = engine.url.database
    if engine.dialect.name != "sqlite" or not path or path == ":memory:":
        return nullcontext()
    return _file_lock(f"{path}.gate")


@contextmanager
def _file_lock(path: str) -> Iterator[None]:
    """Hold an exclusive lock on a file; where it cannot be made, SQLite is left to say why."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        yield
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
