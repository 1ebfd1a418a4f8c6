"""The outbox: what a committed event still has to tell, kept until it is told."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, insert
from sqlalchemy.orm import Mapped, mapped_column

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


def enqueue(tx: Transaction, event_id: EventId, event: Event) -> None:
    """Leave one message per consumer that wants this kind of event."""
    for consumer in tx.wires.consumers.get(event.kind, ()):
        tx.session.execute(
            insert(OutboxMessage).values(event_id=event_id, consumer=consumer, attempts=0)
        )
