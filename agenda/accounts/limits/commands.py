"""Counting uses against a limit, in a transaction of its own: a refused act still counts."""

import hashlib
from datetime import timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from agenda.accounts.limits.models import RateCounter
from agenda.accounts.limits.rules import Limit
from agenda.infra.audit import quiet
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import ALLOWED, require
from agenda.kernel.errors import RateLimited

_KEPT = timedelta(days=2)


def count_use(tx: Transaction, limit: Limit, *, key: str = "") -> None:
    """Count one use under a key; raises RateLimited once the window is full.

    Anybody is counted, so anybody may be. Counters of past days are dropped on the way.
    """
    require(ALLOWED)
    began_at = limit.window(tx.now)
    digest = hashlib.sha256(f"{limit.name}\0{key}".encode()).hexdigest()
    if _add_one(tx, digest, began_at) > limit.most:
        raise RateLimited("accounts.too_often", retry_after=limit.reopens_in(tx.now))
    tx.session.execute(delete(RateCounter).where(RateCounter.began_at < tx.now - _KEPT))
    quiet(tx)


def _add_one(tx: Transaction, digest: str, began_at: object) -> int:
    """Raise a counter by one in one statement and return it: two workers never read the same."""
    is_sqlite = tx.session.get_bind().dialect.name == "sqlite"
    build: Any = sqlite.insert if is_sqlite else postgresql.insert
    row = build(RateCounter).values(key=digest, began_at=began_at, uses=1)
    query = row.on_conflict_do_update(
        index_elements=[RateCounter.key, RateCounter.began_at],
        set_={"uses": RateCounter.uses + 1},
    ).returning(RateCounter.uses)
    return int(tx.session.execute(query).scalar_one())
