"""Reading the ledger: pages of it in order, and whole chains for checking."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from agenda.community.models import Body
from agenda.infra.audit import LedgerEvent, LedgerStream
from agenda.kernel.ids import BodyId, EventId, NeighbourhoodId, ProposalId
from agenda.ledger.rules import Fault, Link, chain_faults
from agenda.proposals.models import Proposal
from agenda.proposals.queries import PUBLIC_TITLE

PAGE = 50


@dataclass(frozen=True)
class Entry:
    """A public act as a page shows it; the page finds the sentence for its kind and payload."""

    event_id: EventId
    proposal_id: ProposalId | None
    title: str
    """The proposal's title, or nothing for acts of the community and proposals not yet public."""
    position: int
    at: datetime
    recorded_at: datetime
    kind: str
    actor: str
    payload: dict[str, Any]
    body: str
    digest: str


@dataclass(frozen=True)
class Checked:
    """What checking the whole ledger found."""

    streams: int
    entries: int
    faults: tuple[Fault, ...]


def list_entries(
    session: Session,
    neighbourhood_id: NeighbourhoodId,
    *,
    proposal_id: ProposalId | None = None,
    before: EventId | None = None,
    limit: int = PAGE,
) -> Sequence[Entry]:
    """Return the latest public acts of a neighbourhood or of one proposal, newest first.

    Acts on proposals that are not public yet are left out; `before` pages on.
    """
    query = (
        select(LedgerEvent, PUBLIC_TITLE)
        .outerjoin(Proposal, Proposal.proposal_id == LedgerEvent.proposal_id)
        .where(
            LedgerEvent.neighbourhood_id == neighbourhood_id,
            LedgerEvent.proposal_id.is_(None) | Proposal.accepted_at.is_not(None),
        )
        .order_by(LedgerEvent.event_id.desc())
        .limit(limit)
    )
    if proposal_id is not None:
        query = query.where(LedgerEvent.proposal_id == proposal_id)
    if before is not None:
        query = query.where(LedgerEvent.event_id < before)
    rows = session.execute(query).all()
    payloads = [json.loads(event.payload) for event, _title in rows]
    bodies = _body_names(session, payloads)
    return [
        _entry(event, title or "", payload, bodies)
        for (event, title), payload in zip(rows, payloads, strict=True)
    ]


def list_history(
    session: Session,
    proposal: Proposal,
    *,
    latest: int,
    always: str,
    bodies: Mapping[BodyId, str],
) -> Sequence[Entry]:
    """Return the latest acts on a proposal, newest first, and all of one kind however old.

    Whether they are public yet is the caller's to ask; `bodies` are the names that can occur.
    """
    newest = select(func.max(LedgerEvent.position)).where(
        LedgerEvent.proposal_id == proposal.proposal_id
    )
    query = (
        select(LedgerEvent)
        .where(
            LedgerEvent.proposal_id == proposal.proposal_id,
            or_(
                LedgerEvent.position > newest.scalar_subquery() - latest, LedgerEvent.kind == always
            ),
        )
        .order_by(LedgerEvent.position.desc())
    )
    title = proposal.public_title
    return [
        _entry(event, title, json.loads(event.payload), bodies) for event in session.scalars(query)
    ]


def _entry(
    event: LedgerEvent, title: str, payload: dict[str, Any], bodies: Mapping[BodyId, str]
) -> Entry:
    """Return a row of the ledger as a page shows it."""
    return Entry(
        event_id=event.event_id,
        proposal_id=event.proposal_id,
        title=title,
        position=event.position,
        at=event.occurred_at,
        recorded_at=event.recorded_at,
        kind=event.kind,
        actor=event.actor,
        payload=payload,
        body=bodies.get(payload.get("body_id", BodyId(0)), ""),
        digest=event.hash[:8],
    )


def list_streams(session: Session) -> Sequence[LedgerStream]:
    """Return the heads of all chains in the order of their names."""
    return session.scalars(select(LedgerStream).order_by(LedgerStream.stream)).all()


def read_chain(session: Session, stream: str) -> Iterator[Link]:
    """Return one chain's rows in order, a few at a time, however long it is."""
    query = (
        select(
            LedgerEvent.stream,
            LedgerEvent.position,
            LedgerEvent.occurred_at,
            LedgerEvent.recorded_at,
            LedgerEvent.kind,
            LedgerEvent.actor,
            LedgerEvent.cause_id,
            LedgerEvent.payload,
            LedgerEvent.previous_hash,
            LedgerEvent.hash,
        )
        .where(LedgerEvent.stream == stream)
        .order_by(LedgerEvent.position)
        .execution_options(yield_per=1000)
    )
    return (Link(**row._mapping) for row in session.execute(query))  # noqa: SLF001 - its public name


def check_streams(session: Session) -> Iterator[Checked]:
    """Check every chain, one after the other; each result is one stream's, for progress."""
    for head in list_streams(session):
        counted = _Counter(read_chain(session, head.stream))
        faults = chain_faults(counted, stream=head.stream, length=head.length, head=head.head)
        yield Checked(1, counted.count, faults)


def check_ledger(session: Session) -> Checked:
    """Check the whole ledger."""
    parts = tuple(check_streams(session))
    return Checked(
        streams=len(parts),
        entries=sum(part.entries for part in parts),
        faults=tuple(fault for part in parts for fault in part.faults),
    )


def count_entries(session: Session, neighbourhood_id: NeighbourhoodId) -> int:
    """Return how many public acts a neighbourhood's ledger holds, from the chains' heads."""
    query = select(func.sum(LedgerStream.length)).where(
        LedgerStream.neighbourhood_id == neighbourhood_id
    )
    return session.scalar(query) or 0


class _Counter:
    """Counts links as they pass."""

    def __init__(self, links: Iterator[Link]) -> None:
        self._links = links
        self.count = 0

    def __iter__(self) -> Iterator[Link]:
        for link in self._links:
            self.count += 1
            yield link


def _body_names(session: Session, payloads: Sequence[dict[str, Any]]) -> dict[BodyId, str]:
    """Return the names of all bodies that a page of acts mentions, in one query."""
    ids = {payload["body_id"] for payload in payloads if payload.get("body_id")}
    if not ids:
        return {}
    query = select(Body.body_id, Body.short_name).where(Body.body_id.in_(ids))
    return {BodyId(body_id): name for body_id, name in session.execute(query)}
