"""The ledger's rows: every public act in a hash chain, private acts in a log of their own."""

import hashlib
import hmac
import secrets
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    bindparam,
    insert,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from agenda.infra.db import BigId, Model
from agenda.infra.outbox import enqueue
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import Actor, ActorKind
from agenda.kernel.chain import GENESIS, canonical, chain_hash
from agenda.kernel.events import Event, ProposalEvent
from agenda.kernel.ids import EventId, NeighbourhoodId, PersonId, ProposalId

SOME_RESIDENT = "resident"
"""How the hand behind a secret ballot stands in the ledger."""


class LedgerStream(Model):
    """The head of one chain: one stream per proposal, one per neighbourhood."""

    __tablename__ = "ledger_streams"

    stream: Mapped[str] = mapped_column(String(64), primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    length: Mapped[int]
    head: Mapped[str] = mapped_column(String(64))


class LedgerEvent(Model):
    """One public act; rows are never changed or deleted (triggers of migration 0002)."""

    __tablename__ = "ledger_events"
    __table_args__ = (
        UniqueConstraint("stream", "position"),
        Index(None, "neighbourhood_id", "occurred_at"),
        Index(None, "proposal_id", "position"),
    )

    event_id: Mapped[EventId] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    proposal_id: Mapped[ProposalId | None] = mapped_column(BigId)
    stream: Mapped[str] = mapped_column(String(64), ForeignKey("ledger_streams.stream"))
    position: Mapped[int]
    occurred_at: Mapped[datetime]
    """When it took effect; a default taken late has the instant it was due."""
    recorded_at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(80))
    actor: Mapped[str] = mapped_column(String(40))
    cause_id: Mapped[EventId | None] = mapped_column(BigId)
    payload: Mapped[str] = mapped_column(Text)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class LedgerSalt(Model):
    """The salt of a text whose digest stands in the ledger; the text itself lives in its feature.

    Deleting the row makes the digest meaningless while the chain still verifies.
    """

    __tablename__ = "ledger_salts"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))


class PrivateLog(Model):
    """One private act: sign-ins, looks at real names, settings; kept at least six months."""

    __tablename__ = "private_logs"
    __table_args__ = (
        Index(None, "neighbourhood_id", "occurred_at"),
        Index(None, "about_person_id"),
    )

    log_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId | None] = mapped_column(BigId)
    occurred_at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(80))
    account_id: Mapped[int | None] = mapped_column(BigId)
    about_person_id: Mapped[PersonId | None] = mapped_column(BigId)
    payload: Mapped[str] = mapped_column(Text)


_HEAD = (
    select(LedgerStream.length, LedgerStream.head)
    .where(LedgerStream.stream == bindparam("own"))
    .with_for_update()
)
_APPEND = insert(LedgerEvent).returning(LedgerEvent.event_id)
"""Built once: every act runs them, and building them took longer than running them."""


def salted_digest(text: str, salt: bytes) -> str:
    """Return the SHA-256 of salt and text, in hex: the trace of a text in the ledger."""
    return hashlib.sha256(salt + text.encode()).hexdigest()


def text_digest(tx: Transaction, text: str) -> str:
    """Return the salted digest under which a text is named in an event, and keep its salt."""
    salt = secrets.token_bytes(16)
    digest = salted_digest(text, salt)
    tx.session.add(LedgerSalt(digest=digest, salt=salt))
    return digest


def pseudonym(ledger_key: bytes, stream: str) -> str:
    """Return the name a person has in one stream: without the key it links to nobody."""
    return "p-" + hmac.digest(ledger_key, stream.encode(), "sha256").hex()[:16]


def record(tx: Transaction, event: Event, *, anonymous: bool = False) -> EventId:
    """Append a public fact to its stream's chain, tell the consumers, wake the mechanism.

    The stream's head is locked first, so that positions have neither gaps nor doubles; the
    database moves it on, and refuses an entry that does not follow it (migration 0002).
    `anonymous` is for a secret ballot: the row names no hand, not even by pseudonym, and no cause.
    It wakes nobody either: a ballot moves nothing, the clock alone closes a vote.
    """
    proposal_id = event.proposal_id if isinstance(event, ProposalEvent) else None
    stream = stream_of(proposal_id) if proposal_id else f"community:{event.neighbourhood_id}"
    length, head = tx.heads.get(stream) or _lock_head(tx, stream, event.neighbourhood_id)
    columns: dict[str, Any] = {
        "stream": stream,
        "position": length + 1,
        "occurred_at": tx.now,
        "recorded_at": tx.recorded_at or tx.now,
        "kind": event.kind,
        "actor": SOME_RESIDENT if anonymous else _ledger_actor(tx.actor, stream),
        "cause_id": None if anonymous else tx.actor.cause,
        "payload": canonical(_payload(event) | _by_deputy(tx.actor, event)),
    }
    digest = chain_hash(previous=head, **columns)
    connection = tx.session.connection()
    row = {
        "neighbourhood_id": event.neighbourhood_id,
        "proposal_id": proposal_id,
        "previous_hash": head,
        "hash": digest,
    }
    event_id = EventId(connection.execute(_APPEND, row | columns).scalar_one())
    tx.heads[stream] = length + 1, digest
    enqueue(tx, event_id, event)
    if proposal_id is not None and not anonymous:
        tx.touched[proposal_id] = event_id
    return event_id


def log(
    tx: Transaction,
    kind: str,
    *,
    about: PersonId | None = None,
    neighbourhood_id: NeighbourhoodId | None = None,
    **payload: str | int,
) -> None:
    """Note a private act: who did what to whom, without secrets or contacts."""
    tx.session.add(
        PrivateLog(
            neighbourhood_id=neighbourhood_id or tx.actor.neighbourhood_id,
            occurred_at=tx.now,
            kind=kind,
            account_id=tx.actor.account_id,
            about_person_id=about,
            payload=canonical(payload),
        )
    )


def quiet(tx: Transaction) -> None:
    """Declare that an act leaves no trace by design: drafts and preferences."""


def begin_stream(tx: Transaction, proposal_id: ProposalId, place: NeighbourhoodId) -> None:
    """Begin a new proposal's chain, empty: from now on it is locked together with the proposal."""
    _begin(tx, stream_of(proposal_id), place)


def count_entries(tx: Transaction, proposal_id: ProposalId) -> int:
    """Return how many entries the chain of a locked proposal holds; it only grows."""
    return tx.heads[stream_of(proposal_id)][0]


def stream_of(proposal_id: ProposalId) -> str:
    """Return the name of a proposal's chain."""
    return f"proposal:{proposal_id}"


def _lock_head(tx: Transaction, stream: str, neighbourhood_id: NeighbourhoodId) -> tuple[int, str]:
    """Return length and hash of a stream's head, locked; begin the stream if it is new."""
    row = tx.session.connection().execute(_HEAD, {"own": stream}).one_or_none()
    if row is not None:
        return row.length, row.head
    return _begin(tx, stream, neighbourhood_id)


def _begin(tx: Transaction, stream: str, neighbourhood_id: NeighbourhoodId) -> tuple[int, str]:
    """Write the head of a chain without entries."""
    empty = {"stream": stream, "neighbourhood_id": neighbourhood_id, "length": 0, "head": GENESIS}
    tx.session.execute(insert(LedgerStream).values(empty))
    tx.heads[stream] = 0, GENESIS
    return tx.heads[stream]


def _ledger_actor(actor: Actor, stream: str) -> str:
    """Return how the actor stands in the ledger: a pseudonym, or the kind of hand."""
    if actor.kind is ActorKind.PERSON and actor.ledger_key:
        return pseudonym(actor.ledger_key, stream)
    return str(actor.kind)


def _by_deputy(actor: Actor, event: Event) -> dict[str, Any]:
    """Return the mark of an act that was done for a body while standing in for a member of it."""
    body_id = getattr(event, "body_id", None)
    stands_in = any(seat.is_deputed and seat.body_id == body_id for seat in actor.seats)
    return {"by_deputy": True} if stands_in else {}


def _payload(event: Event) -> dict[str, Any]:
    """Return the event's own facts, without the ids that stand in columns."""
    own = (f.name for f in fields(event) if f.name not in {"neighbourhood_id", "proposal_id"})
    return {name: getattr(event, name) for name in own}
