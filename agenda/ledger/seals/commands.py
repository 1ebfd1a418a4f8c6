"""Sealing the ledger: the clock's act, once an hour where anything happened."""

import json

from agenda.infra.audit import quiet
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import only_mechanism, require
from agenda.kernel.errors import NotPossible
from agenda.kernel.ids import NeighbourhoodId
from agenda.ledger.seals.models import LedgerSeal, SealedHead
from agenda.ledger.seals.queries import list_grown, sealing_of
from agenda.ledger.seals.rules import is_due, next_seal


def seal_ledger(tx: Transaction, neighbourhood_id: NeighbourhoodId) -> LedgerSeal | None:
    """Seal what a neighbourhood's ledger gained; returns None where the hour or the gain is missing.

    A seal is a public record of its own kind; it is no entry of the ledger, or each would call for
    the next. Raises NotPossible where another clock has just made the same seal.
    """
    require(only_mechanism(tx.actor))
    sealing = sealing_of(tx.session, neighbourhood_id)
    grown = list_grown(tx.session, neighbourhood_id)
    if not grown or not is_due(sealing, tx.now):
        return None
    heads = [head for head, _added in grown]
    seal, peaks = next_seal(
        sealing,
        heads,
        neighbourhood_id=neighbourhood_id,
        added=sum(added for _head, added in grown),
        at=tx.now,
    )
    row = LedgerSeal(
        neighbourhood_id=neighbourhood_id,
        number=seal.number,
        sealed_at=seal.sealed_at,
        entries=seal.entries,
        size=seal.size,
        root=seal.root,
        previous=seal.previous,
        digest=seal.digest(),
        peaks=json.dumps([peak.hex() for peak in peaks]),
    )
    tx.insert(row, NotPossible("ledger.sealed_already"))
    for place, head in enumerate(heads, sealing.size):
        tx.session.add(
            SealedHead(
                neighbourhood_id=neighbourhood_id,
                place=place,
                seal_number=seal.number,
                stream=head.stream,
                length=head.length,
                head=head.head,
            )
        )
    quiet(tx)
    return row
