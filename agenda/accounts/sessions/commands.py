"""Beginning, using and ending sessions."""

from sqlalchemy import select, update

from agenda.accounts import policy
from agenda.accounts.models import Membership
from agenda.accounts.queries import facts, get_account
from agenda.accounts.rules import device_family
from agenda.accounts.sessions.models import AccountSession
from agenda.accounts.sessions.queries import get_session, token_digest
from agenda.infra.audit import log, quiet
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import AccountId, AccountSessionId, NeighbourhoodId, PersonId, new_token


def begin_session(
    tx: Transaction,
    account_id: AccountId,
    *,
    user_agent: str,
    password_hash: str,
    renewed_hash: str | None = None,
) -> str:
    """Sign an account in and return the secret for the cookie, which is stored nowhere.

    `password_hash` is the hash the password was checked against before this transaction: if it was
    changed meanwhile, the sign-in is refused. `renewed_hash` replaces one of older parameters.
    """
    account = get_account(tx.session, account_id)
    require(policy.may_sign_in(facts(account), password_hash=password_hash))
    if renewed_hash is not None:
        account.password_hash = renewed_hash
    token = new_token()
    person_id = _first_person(tx, account_id)
    tx.session.add(
        AccountSession(
            token_hash=token_digest(token),
            account_id=account_id,
            person_id=person_id,
            created_at=tx.now,
            last_seen_at=tx.now,
            authenticated_at=tx.now,
            device=device_family(user_agent),
        )
    )
    log(tx, "accounts.signed_in", about=person_id, account=account_id)
    return token


def touch_session(tx: Transaction, session_id: AccountSessionId) -> None:
    """Note that a session was used; at most once a minute."""
    require(policy.may_be_signed_in(tx.actor))
    tx.session.execute(
        update(AccountSession)
        .where(AccountSession.session_id == session_id)
        .values(last_seen_at=tx.now)
    )
    quiet(tx)


def confirm_password(tx: Transaction, session_id: AccountSessionId) -> None:
    """Note that the holder has just entered the password again in this session."""
    row = get_session(tx.session, session_id)
    require(policy.may_use_account(tx.actor, row.account_id))
    row.authenticated_at = tx.now
    quiet(tx)


def choose_neighbourhood(
    tx: Transaction, session_id: AccountSessionId, *, neighbourhood_id: NeighbourhoodId
) -> None:
    """Act in another of one's neighbourhoods from now on in this session; raises NotFound."""
    row = get_session(tx.session, session_id)
    require(policy.may_use_account(tx.actor, row.account_id))
    person_id = tx.session.scalar(
        select(Membership.person_id).where(
            Membership.account_id == row.account_id,
            Membership.neighbourhood_id == neighbourhood_id,
        )
    )
    if person_id is None:
        raise NotFound("accounts.no_membership")
    row.person_id = person_id
    quiet(tx)


def end_session(tx: Transaction, session_id: AccountSessionId) -> None:
    """Sign one device out; the holder's own act, or an administrator's."""
    row = get_session(tx.session, session_id)
    require(policy.may_end_sessions(tx.actor, row.account_id))
    row.ended_at = row.ended_at or tx.now
    log(tx, "accounts.signed_out", about=row.person_id, account=row.account_id)


def end_sessions(
    tx: Transaction, account_id: AccountId, *, except_id: AccountSessionId | None = None
) -> int:
    """Sign all devices of an account out, perhaps but one; returns how many were ended."""
    require(policy.may_end_sessions(tx.actor, account_id))
    ended = close_sessions(tx, account_id, except_id=except_id)
    log(tx, "accounts.signed_out_everywhere", account=account_id, count=ended)
    return ended


def close_sessions(
    tx: Transaction, account_id: AccountId, *, except_id: AccountSessionId | None = None
) -> int:
    """End the sessions of an account as part of an act that makes them void."""
    open_rows = tx.session.scalars(
        select(AccountSession).where(
            AccountSession.account_id == account_id, AccountSession.ended_at.is_(None)
        )
    ).all()
    ended = [row for row in open_rows if row.session_id != except_id]
    for row in ended:
        row.ended_at = tx.now
    return len(ended)


def _first_person(tx: Transaction, account_id: AccountId) -> PersonId | None:
    """Return the person an account acts as at first: where it was last, else where it joined first."""
    last = (
        select(AccountSession.person_id)
        .join(Membership, Membership.person_id == AccountSession.person_id)
        .where(AccountSession.account_id == account_id, Membership.account_id == account_id)
        .order_by(AccountSession.last_seen_at.desc(), AccountSession.session_id.desc())
        .limit(1)
    )
    first = (
        select(Membership.person_id)
        .where(Membership.account_id == account_id)
        .order_by(Membership.membership_id)
        .limit(1)
    )
    return tx.session.scalar(last) or tx.session.scalar(first)
