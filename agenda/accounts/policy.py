"""Who may sign in, and who may act on an account."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest

from agenda.accounts.applications.rules import (
    ApplicationFacts,
    ApplicationState,
    Level,
    deciders,
)
from agenda.community.policy import may_see_names, only_operator
from agenda.kernel.authz import ALLOWED, Actor, ActorKind, Decision, refused
from agenda.kernel.ids import AccountId, NeighbourhoodId, PersonId

RECOVERY_WAITS = timedelta(hours=24)
"""How long a recovery waits for its second member of staff."""


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


def may_speak_for(actor: Actor, person_id: PersonId) -> Decision:
    """Decide on what a person alone may state about himself."""
    if actor.is_signed_in and actor.person_id == person_id:
        return ALLOWED
    return refused("accounts.not_yours")


def may_end_sessions(actor: Actor, account_id: AccountId) -> Decision:
    """Decide on signing devices out: the holder, an administrator, the operator."""
    if actor.is_administrator or actor.kind is ActorKind.OPERATOR:
        return ALLOWED
    return may_use_account(actor, account_id)


def may_invite(actor: Actor, *, neighbourhood_id: NeighbourhoodId) -> Decision:
    """Decide on printing invitation letters: the residents' committee, or the operator for it."""
    if actor.kind is ActorKind.OPERATOR:
        return ALLOWED
    return may_see_names(actor, neighbourhood_id=neighbourhood_id)


def may_register(actor: Actor) -> Decision:
    """Decide on making an account by a code: whoever holds the code and is not signed in."""
    return refused("accounts.signed_in_already") if actor.is_signed_in else ALLOWED


def may_administer(actor: Actor) -> Decision:
    """Decide on locking accounts and on making administrators: the operator at the machine."""
    return only_operator(actor)


@dataclass(frozen=True)
class RecoveryFacts:
    """A recovery by two members of staff, as the rules see it."""

    neighbourhood_id: NeighbourhoodId
    person_id: PersonId
    proposed_by_id: PersonId
    proposed_at: datetime
    is_over: bool

    def has_lapsed(self, now: datetime) -> bool:
        """Whether nobody confirmed it in time: the resident is no longer standing there."""
        return now >= self.proposed_at + RECOVERY_WAITS


def may_propose_recovery(
    actor: Actor, *, person_id: PersonId, neighbourhood_id: NeighbourhoodId
) -> Decision:
    """Decide on letting a resident back in: the residents' committee, for somebody else."""
    may = may_see_names(actor, neighbourhood_id=neighbourhood_id)
    if may and actor.person_id == person_id:
        return refused("accounts.not_for_yourself")
    return may


def may_confirm_recovery(actor: Actor, facts: RecoveryFacts, *, now: datetime) -> Decision:
    """Decide on confirming a recovery: a second member of the residents' committee."""
    may = may_see_names(actor, neighbourhood_id=facts.neighbourhood_id)
    if not may:
        return may
    if facts.is_over or facts.has_lapsed(now):
        return refused("accounts.recovery_over")
    if actor.person_id in {facts.person_id, facts.proposed_by_id}:
        return refused("accounts.second_person")
    return ALLOWED


def may_use_link(actor: Actor) -> Decision:
    """Decide on using a one-time link: whoever holds it, for the link is the proof."""
    return ALLOWED if actor.kind in {ActorKind.VISITOR, ActorKind.PERSON} else only_operator(actor)


def may_decide_application(actor: Actor, facts: ApplicationFacts) -> Decision:
    """Decide on checking an application: the committee, and after its silence those above it."""
    if not actor.is_signed_in:
        return refused("authz.sign_in_first")
    is_here = actor.neighbourhood_id == facts.neighbourhood_id
    if not is_here or not actor.sits_in(*deciders(facts.level)):
        return refused("accounts.deciders_only")
    if facts.state is not ApplicationState.WAITING:
        return refused("accounts.application_decided")
    return ALLOWED


def may_list_applications(actor: Actor, *, neighbourhood_id: NeighbourhoodId) -> Decision:
    """Decide on seeing the masked list: the committee and those its silence goes to."""
    if actor.neighbourhood_id == neighbourhood_id and actor.sits_in(*deciders(Level.SUBDISTRICT)):
        return ALLOWED
    return refused("accounts.deciders_only" if actor.is_signed_in else "authz.sign_in_first")
