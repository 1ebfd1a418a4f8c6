"""Writing the ledger's lines from the database, and checking the database as its file would be."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from agenda.community.models import Neighbourhood
from agenda.infra.audit import LedgerEvent, LedgerStream
from agenda.kernel.authz import VISITOR
from agenda.kernel.ids import NeighbourhoodId
from agenda.ledger.files.rules import entry_line, first_line, head_line, last_line, seal_line
from agenda.ledger.queries import read_chain
from agenda.ledger.seals.queries import find_latest_seal, read_sealed, seal_of
from agenda.proposals.models import Proposal
from agenda.proposals.queries import visible_to


def export_lines(
    session: Session, neighbourhood: Neighbourhood, *, at: datetime, everything: bool
) -> Iterator[str]:
    """Return the lines of a neighbourhood's ledger, a few rows at a time.

    Without `everything`, of proposals that a visitor may not see the sealed heads are given, and no
    entry: the seals hold all the same, and cover those entries when they become public.
    """
    place = neighbourhood.neighbourhood_id
    withheld = set() if everything else _withheld(session, place)
    count = 0
    for line in _lines(session, neighbourhood, at, withheld):
        count += 1
        yield line
    yield last_line(count)


def _lines(
    session: Session, neighbourhood: Neighbourhood, at: datetime, withheld: set[str]
) -> Iterator[str]:
    """Return all lines but the last."""
    place = neighbourhood.neighbourhood_id
    yield first_line(neighbourhood=neighbourhood.name, at=at, withheld=withheld)
    newest = find_latest_seal(session, place)
    if newest is not None:  # one that is made meanwhile waits for the next file
        for seal, heads in read_sealed(session, newest):
            yield from map(head_line, heads)
            yield seal_line(seal_of(seal))
    for stream in _streams(session, place):
        if stream not in withheld:
            yield from (entry_line(link) for link in read_chain(session, stream))


def _streams(session: Session, neighbourhood_id: NeighbourhoodId) -> list[str]:
    """Return the names of a neighbourhood's streams in order."""
    query = select(LedgerStream.stream).where(LedgerStream.neighbourhood_id == neighbourhood_id)
    return list(session.scalars(query.order_by(LedgerStream.stream)))


def _withheld(session: Session, neighbourhood_id: NeighbourhoodId) -> set[str]:
    """Return the streams of proposals that a visitor may not see yet."""
    query = (
        select(LedgerEvent.stream)
        .distinct()
        .join(Proposal, Proposal.proposal_id == LedgerEvent.proposal_id)
        .where(LedgerEvent.neighbourhood_id == neighbourhood_id, ~visible_to(VISITOR))
    )
    return set(session.scalars(query))
