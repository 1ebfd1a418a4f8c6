"""The hash chain of the ledger: its canonical text and its hashes, for writing and for checking."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Any

GENESIS = "0" * 64
"""The previous hash of the first row of a stream."""


def canonical(payload: Mapping[str, Any]) -> str:
    """Return the one JSON text of a payload: sorted keys, no spaces, UTF-8."""
    return json.dumps(
        payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain
    )


def chain_hash(
    *,
    previous: str,
    stream: str,
    position: int,
    occurred_at: datetime,
    recorded_at: datetime,
    kind: str,
    actor: str,
    cause_id: int | None,
    payload: str,
) -> str:
    """Return the hash of a row: SHA-256 over the canonical JSON list of its columns."""
    times = [occurred_at.isoformat(), recorded_at.isoformat()]
    columns = [previous, stream, position, *times, kind, actor, cause_id, payload]
    text = json.dumps(columns, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> str:
    """Return instants, days and fractions as text; anything else is a fault."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return str(value)
    raise TypeError(f"{type(value).__name__} does not belong in the ledger")
