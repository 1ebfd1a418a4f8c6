"""Reading sessions: who is behind a cookie, and which devices are signed in."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from agenda.accounts.models import Account
from agenda.accounts.rules import TOUCH_EVERY, is_fresh, is_live, session_limits
from agenda.accounts.sessions.models import AccountSession
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import AccountId, AccountSessionId, PersonId


@dataclass(frozen=True)
class SignedInSession:
    """A live session as the request knows it."""

    session_id: AccountSessionId
    account_id: AccountId
    person_id: PersonId | None
    is_administrator: bool
    wants_touch: bool
    """Whether it is time to note that it was used."""
    is_fresh: bool
    """Whether the password was entered within the last half hour."""


def token_digest(token: str) -> str:
    """Return what is stored of a secret that was handed out: its SHA-256 in hex."""
    return hashlib.sha256(token.encode()).hexdigest()


def find_signed_in(session: Session, token: str, now: datetime) -> SignedInSession | None:
    """Return the live session behind a cookie's value, or None.

    Lock, closing and limits are read anew on every request, so that ending is at once.
    """
    query = (
        select(AccountSession, Account)
        .join(Account, Account.account_id == AccountSession.account_id)
        .where(
            AccountSession.token_hash == token_digest(token),
            AccountSession.ended_at.is_(None),
            Account.locked_at.is_(None),
            Account.closed_at.is_(None),
        )
    )
    found = session.execute(query).one_or_none()
    if found is None or not _is_live(*found, now=now):
        return None
    row, account = found
    return SignedInSession(
        row.session_id,
        row.account_id,
        row.person_id,
        account.is_administrator,
        wants_touch=now >= row.last_seen_at + TOUCH_EVERY,
        is_fresh=is_fresh(row.authenticated_at, now),
    )


def list_live_sessions(
    session: Session, account_id: AccountId, *, now: datetime
) -> Sequence[AccountSession]:
    """Return the devices signed in to an account, the one used last first."""
    query = (
        select(AccountSession, Account)
        .join(Account, Account.account_id == AccountSession.account_id)
        .where(AccountSession.account_id == account_id, AccountSession.ended_at.is_(None))
        .order_by(AccountSession.last_seen_at.desc(), AccountSession.session_id.desc())
    )
    return [row for row, account in session.execute(query) if _is_live(row, account, now=now)]


def get_session(session: Session, session_id: AccountSessionId) -> AccountSession:
    """Return a session's row; raises NotFound."""
    row = session.get(AccountSession, session_id)
    if row is None:
        raise NotFound("accounts.no_session")
    return row


def _is_live(row: AccountSession, account: Account, *, now: datetime) -> bool:
    """Whether a session is within its account's limits."""
    limits = session_limits(is_administrator=account.is_administrator)
    return is_live(created_at=row.created_at, last_seen_at=row.last_seen_at, now=now, limits=limits)
