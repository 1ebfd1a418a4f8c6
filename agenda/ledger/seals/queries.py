"""Reading seals: the newest, all of them, what grew since, and proofs from the tree behind them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from agenda.infra.audit import LedgerStream
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import NeighbourhoodId
from agenda.kernel.merkle import consistency_proof, inclusion_proof
from agenda.ledger.seals.models import LedgerSeal, SealedHead
from agenda.ledger.seals.rules import Head, Seal, Sealing, is_due

PAGE = 50


def find_latest_seal(session: Session, neighbourhood_id: NeighbourhoodId) -> LedgerSeal | None:
    """Return the newest seal of a neighbourhood, or None before the first."""
    query = _seals(neighbourhood_id).order_by(LedgerSeal.number.desc()).limit(1)
    return session.scalars(query).one_or_none()


def get_seal(session: Session, neighbourhood_id: NeighbourhoodId, number: int) -> LedgerSeal:
    """Return a seal by its number; raises NotFound."""
    seal = session.scalars(
        _seals(neighbourhood_id).where(LedgerSeal.number == number)
    ).one_or_none()
    if seal is None:
        raise NotFound("ledger.no_seal")
    return seal


def list_seals(
    session: Session, neighbourhood_id: NeighbourhoodId, *, before: int | None = None
) -> Sequence[LedgerSeal]:
    """Return the latest seals, newest first; `before` pages on."""
    query = _seals(neighbourhood_id).order_by(LedgerSeal.number.desc()).limit(PAGE)
    if before is not None:
        query = query.where(LedgerSeal.number < before)
    return session.scalars(query).all()


def count_unsealed(session: Session, neighbourhood_id: NeighbourhoodId) -> int:
    """Return how many public acts came after the newest seal."""
    return sum(added for _head, added in list_grown(session, neighbourhood_id))


def seal_of(row: LedgerSeal) -> Seal:
    """Return what a stored seal says."""
    return Seal(
        neighbourhood_id=row.neighbourhood_id,
        number=row.number,
        sealed_at=row.sealed_at,
        entries=row.entries,
        size=row.size,
        root=row.root,
        previous=row.previous,
    )


def sealing_of(session: Session, neighbourhood_id: NeighbourhoodId) -> Sealing:
    """Return where a neighbourhood's list of sealed heads stands."""
    row = find_latest_seal(session, neighbourhood_id)
    if row is None:
        return Sealing()
    return Sealing(
        number=row.number,
        digest=row.digest,
        sealed_at=row.sealed_at,
        entries=row.entries,
        size=row.size,
        peaks=tuple(bytes.fromhex(peak) for peak in json.loads(row.peaks)),
    )


def list_grown(session: Session, neighbourhood_id: NeighbourhoodId) -> list[tuple[Head, int]]:
    """Return the heads of the streams that grew since the newest seal, each with by how many acts."""
    known = (
        select(SealedHead.stream, func.max(SealedHead.length).label("length"))
        .where(SealedHead.neighbourhood_id == neighbourhood_id)
        .group_by(SealedHead.stream)
        .subquery()
    )
    before = func.coalesce(known.c.length, 0)
    query = (
        select(LedgerStream.stream, LedgerStream.length, LedgerStream.head, before)
        .outerjoin(known, known.c.stream == LedgerStream.stream)
        .where(LedgerStream.neighbourhood_id == neighbourhood_id, LedgerStream.length > before)
        .order_by(LedgerStream.stream)
    )
    return [
        (Head(stream, length, head), length - sealed)
        for stream, length, head, sealed in session.execute(query)
    ]


def list_unsealed_neighbourhoods(session: Session, now: datetime) -> list[NeighbourhoodId]:
    """Return the neighbourhoods whose ledger grew and whose hour has struck."""
    query = select(LedgerStream.neighbourhood_id).distinct()
    return [
        place
        for place in session.scalars(query.order_by(LedgerStream.neighbourhood_id))
        if is_due(sealing_of(session, place), now) and list_grown(session, place)
    ]


def read_sealed(
    session: Session, newest: LedgerSeal
) -> Iterator[tuple[LedgerSeal, Iterator[Head]]]:
    """Return the seals up to one in order, each with the heads it added, a few rows at a time."""
    query = (
        select(LedgerSeal, SealedHead.stream, SealedHead.length, SealedHead.head)
        .outerjoin(
            SealedHead,
            (SealedHead.neighbourhood_id == LedgerSeal.neighbourhood_id)
            & (SealedHead.seal_number == LedgerSeal.number),
        )
        .where(LedgerSeal.neighbourhood_id == newest.neighbourhood_id)
        .where(LedgerSeal.number <= newest.number)
        .order_by(LedgerSeal.number, SealedHead.place)
        .execution_options(yield_per=1000)
    )
    for seal, rows in groupby(session.execute(query), key=itemgetter(0)):
        yield seal, (Head(row.stream, row.length, row.head) for row in rows if row.stream)


@dataclass(frozen=True)
class Inclusion:
    """Where a stream's head stands under a seal, and the way from there to the root."""

    index: int
    head: Head
    proof: tuple[bytes, ...]


def prove_inclusion(session: Session, seal: LedgerSeal, stream: str) -> Inclusion:
    """Return the proof that a seal speaks for a stream; raises NotFound where it came later."""
    heads = _heads(session, seal)
    index = max((n for n, head in enumerate(heads) if head.stream == stream), default=None)
    if index is None:
        raise NotFound("ledger.not_sealed")
    proof = inclusion_proof([head.leaf() for head in heads], index)
    return Inclusion(index, heads[index], proof)


def prove_growth(session: Session, old: LedgerSeal, new: LedgerSeal) -> tuple[bytes, ...]:
    """Return the proof that the newer seal's tree continues the older one's.

    Raises NotFound where the one asked about is not the older.
    """
    if old.size > new.size:
        raise NotFound("ledger.no_seal")
    return consistency_proof([head.leaf() for head in _heads(session, new)], old.size)


def _heads(session: Session, seal: LedgerSeal) -> list[Head]:
    """Return all heads under a seal, in the order of its tree."""
    return [head for _seal, heads in read_sealed(session, seal) for head in heads]


def _seals(neighbourhood_id: NeighbourhoodId) -> Select[LedgerSeal]:
    """Return the query for a neighbourhood's seals."""
    return select(LedgerSeal).where(LedgerSeal.neighbourhood_id == neighbourhood_id)
