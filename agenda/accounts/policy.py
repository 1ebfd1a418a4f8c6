"""Who may sign in, and who may act on an account."""

from dataclasses import dataclass
from hmac import compare_digest

from agenda.kernel.authz import ALLOWED, Actor, ActorKind, Decision, refused
from agenda.kernel.ids import AccountId


@dataclass(frozen=True)
class AccountFacts:
    """An account as the rules see it."""

    password_hash: str
    is_locked: bool
    is_closed: bool


def may_sign_in(facts: AccountFacts, *, password_hash: str) -> Decision:
    """Decide on signing in after the password fitted; every refusal is the same sentence."""
    is_same = bool(password_hash) and compare_digest(facts.password_hash, password_hash)
    if facts.is_locked or facts.is_closed or not is_same:
        return refused("accounts.wrong")
    return ALLOWED


def may_be_signed_in(actor: Actor) -> Decision:
    """Decide on what a live session does by itself."""
    return ALLOWED if actor.is_signed_in else refused("authz.sign_in_first")


def may_use_account(actor: Actor, account_id: AccountId) -> Decision:
    """Decide on acts on an account that are its holder's alone."""
    if actor.is_signed_in and actor.account_id == account_id:
        return ALLOWED
    return refused("accounts.not_yours")


def may_end_sessions(actor: Actor, account_id: AccountId) -> Decision:
    """Decide on signing devices out: the holder, an administrator, the operator."""
    if actor.is_administrator or actor.kind is ActorKind.OPERATOR:
        return ALLOWED
    return may_use_account(actor, account_id)
