"""The outbox: what a committed event still has to tell, kept until it is told."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from agenda.infra.db import BigId, Model
from agenda.infra.transaction import Transaction
from agenda.kernel.events import Event
from agenda.kernel.ids import EventId


class OutboxMessage(Model):
    """One event that one consumer has still to handle; at least once, after the commit."""

    __tablename__ = "outbox_messages"
    __table_args__ = (
        UniqueConstraint("event_id", "consumer"),
        Index(None, "consumer", "handled_at", "message_id"),
    )

    message_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    event_id: Mapped[EventId] = mapped_column(BigId, ForeignKey("ledger_events.event_id"))
    consumer: Mapped[str] = mapped_column(String(40))
    handled_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(Text)
    not_before: Mapped[datetime | None]
    """When it is tried again, for consumers that depend on somebody else's machine."""


def enqueue(tx: Transaction, event_id: EventId, event: Event) -> None:
    """Leave one message per consumer that wants this kind of event."""
    for consumer in tx.wires.consumers.get(event.kind, ()):
        tx.session.execute(
            insert(OutboxMessage).values(event_id=event_id, consumer=consumer, attempts=0)
        )


MOST_ATTEMPTS = 20
"""After so many failures a message stays where it is, with its last error, for the operator."""


def list_waiting(
    session: Session, consumer: str, *, limit: int = 500, now: datetime | None = None
) -> Sequence[int]:
    """Return the messages a consumer has still to handle, the oldest first.

    With `now`, those that are to wait before they are tried again are left out.
    """
    query = (
        select(OutboxMessage.message_id)
        .where(
            OutboxMessage.consumer == consumer,
            OutboxMessage.handled_at.is_(None),
            OutboxMessage.attempts < MOST_ATTEMPTS,
        )
        .order_by(OutboxMessage.message_id)
        .limit(limit)
    )
    if now is not None:
        waits = OutboxMessage.not_before.is_not(None) & (OutboxMessage.not_before > now)
        query = query.where(~waits)
    return session.scalars(query).all()


def mark_handled(tx: Transaction, message: OutboxMessage) -> None:
    """Note that a message was handled, in the transaction that handled it."""
    message.handled_at = tx.now
    message.attempts += 1
    message.last_error = None


def note_failure(tx: Transaction, message_id: int, *, error: str) -> None:
    """Keep why a message could not be handled; it is tried again."""
    message = tx.session.get_one(OutboxMessage, message_id)
    message.attempts += 1
    message.last_error = error[:2000]
    message.not_before = tx.now + timedelta(seconds=20 * 2 ** min(message.attempts, 10))
