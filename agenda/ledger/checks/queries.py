"""Checking the seals that stand in the database, against themselves and against the chains."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from agenda.infra.audit import LedgerEvent
from agenda.kernel.ids import NeighbourhoodId
from agenda.ledger.checks.rules import LedgerCheck
from agenda.ledger.rules import Fault, FaultKind
from agenda.ledger.seals.models import LedgerSeal, SealedHead
from agenda.ledger.seals.queries import find_latest_seal, read_sealed, seal_of


def check_seals(session: Session, neighbourhood_id: NeighbourhoodId) -> tuple[int, list[Fault]]:
    """Return how many seals a neighbourhood has, and what is wrong with them.

    Each must follow from its heads and the seal before, and each chain must still have, at the
    length that was sealed, the hash that was sealed.
    """
    newest = find_latest_seal(session, neighbourhood_id)
    if newest is None:
        return 0, []
    check = LedgerCheck()
    for row, heads in read_sealed(session, newest):
        for head in heads:
            check.head(head)
        check.seal(seal_of(row), row.digest)
    return newest.number, check.faults + _rewritten(session, newest)


def _rewritten(session: Session, newest: LedgerSeal) -> list[Fault]:
    """Return where a chain does not have the hash that was sealed, or has nothing there."""
    query = (
        select(SealedHead.stream, SealedHead.length, LedgerEvent.hash)
        .outerjoin(
            LedgerEvent,
            (LedgerEvent.stream == SealedHead.stream) & (LedgerEvent.position == SealedHead.length),
        )
        .where(SealedHead.neighbourhood_id == newest.neighbourhood_id)
        .where(LedgerEvent.hash.is_(None) | (LedgerEvent.hash != SealedHead.head))
        .order_by(SealedHead.place)
    )
    return [
        Fault(stream, length, FaultKind.REWRITTEN if digest else FaultKind.CUT)
        for stream, length, digest in session.execute(query)
    ]
