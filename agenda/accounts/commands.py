"""Changing accounts: passwords, sign-in names, locking."""

from agenda.accounts import policy
from agenda.accounts.models import Account
from agenda.accounts.queries import facts, get_account
from agenda.accounts.sessions.commands import close_sessions
from agenda.infra.audit import log
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Invalid
from agenda.kernel.ids import AccountId, AccountSessionId


def change_password(
    tx: Transaction,
    account_id: AccountId,
    *,
    known_hash: str,
    password_hash: str,
    session_id: AccountSessionId,
) -> None:
    """Set another password; every other device is signed out.

    `known_hash` is the hash the present password was checked against before this transaction.
    """
    account = get_account(tx.session, account_id)
    require(policy.may_use_account(tx.actor, account_id))
    require(policy.may_sign_in(facts(account), password_hash=known_hash))
    set_password(tx, account, password_hash=password_hash, except_id=session_id)
    log(tx, "accounts.password_changed", about=tx.actor.person_id, account=account_id)


def change_sign_in_name(tx: Transaction, account_id: AccountId, *, name: str) -> None:
    """Sign in under another mobile number or e-mail from now on; raises Invalid where it is taken."""
    account = get_account(tx.session, account_id)
    require(policy.may_use_account(tx.actor, account_id))
    account.sign_in_name = name
    tx.insert(account, Invalid("accounts.name_taken", field="name"))
    log(tx, "accounts.sign_in_name_changed", about=tx.actor.person_id, account=account_id)


def lock_account(tx: Transaction, account_id: AccountId) -> None:
    """Lock an account and sign it out everywhere, because it may be in wrong hands."""
    require(policy.may_administer(tx.actor))
    account = get_account(tx.session, account_id)
    account.locked_at = account.locked_at or tx.now
    close_sessions(tx, account_id)
    log(tx, "accounts.locked", account=account_id)


def unlock_account(tx: Transaction, account_id: AccountId) -> None:
    """Let a locked account sign in again."""
    require(policy.may_administer(tx.actor))
    get_account(tx.session, account_id).locked_at = None
    log(tx, "accounts.unlocked", account=account_id)


def set_password(
    tx: Transaction,
    account: Account,
    *,
    password_hash: str,
    except_id: AccountSessionId | None = None,
) -> None:
    """Put a new hash in place and end the sessions begun under the old one; part of an act."""
    account.password_hash = password_hash
    account.password_set_at = tx.now
    close_sessions(tx, account.account_id, except_id=except_id)
