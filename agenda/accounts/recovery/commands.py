"""One-time links, and letting a resident back in by two members of staff."""

from sqlalchemy import update

from agenda.accounts import policy
from agenda.accounts.commands import set_password
from agenda.accounts.models import Account, OneTimeLink
from agenda.accounts.queries import find_account_of, get_account
from agenda.accounts.recovery.models import Recovery
from agenda.accounts.recovery.queries import facts, get_link, get_recovery
from agenda.accounts.rules import LINK_GOOD_FOR, LinkPurpose
from agenda.accounts.sessions.queries import token_digest
from agenda.community.queries import get_person
from agenda.infra.audit import log
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Gone, Invalid, NotPermitted, NotPossible
from agenda.kernel.ids import AccountId, PersonId, RecoveryId, new_token


def create_administrator(tx: Transaction, *, name: str) -> str:
    """Make an administrator's account without a password and return the token of his one-time link.

    `name` is a sign-in name in its one spelling. Raises Invalid where it is taken.
    """
    require(policy.may_administer(tx.actor))
    account = Account(sign_in_name=name, is_administrator=True, created_at=tx.now)
    tx.insert(account, Invalid("accounts.name_taken", field="name"))
    log(tx, "accounts.administrator_created", account=account.account_id)
    return _issue_link(tx, account.account_id, LinkPurpose.ADMINISTRATOR)


def renew_administrator_link(tx: Transaction, account_id: AccountId) -> str:
    """Give an administrator another one-time link; the one before is void. Returns its token."""
    require(policy.may_administer(tx.actor))
    account = get_account(tx.session, account_id)
    if not account.is_administrator:
        raise NotPossible("accounts.not_administrator")
    log(tx, "accounts.link_issued", account=account_id)
    return _issue_link(tx, account_id, LinkPurpose.ADMINISTRATOR)


def propose_recovery(tx: Transaction, person_id: PersonId, *, checked: str) -> Recovery:
    """Vouch, as the first of two, that a resident who cannot sign in is who he says.

    `checked` says how that was seen. The resident sees it under "my data". Raises NotPossible where he
    has no account, or a recovery is open.
    """
    person = get_person(tx.session, person_id)
    here = person.neighbourhood_id
    require(policy.may_propose_recovery(tx.actor, person_id=person_id, neighbourhood_id=here))
    if find_account_of(tx.session, person_id) is None:
        raise NotPossible("accounts.no_account_yet")
    if tx.actor.person_id is None:
        raise NotPermitted("community.committee_only")
    _withdraw_lapsed(tx, person_id)
    recovery = Recovery(
        neighbourhood_id=here,
        person_id=person_id,
        checked=checked,
        proposed_by_id=tx.actor.person_id,
        proposed_at=tx.now,
    )
    tx.insert(recovery, NotPossible("accounts.recovery_open"))
    log(tx, "accounts.recovery_proposed", about=person_id, neighbourhood_id=here)
    return recovery


def confirm_recovery(tx: Transaction, recovery_id: RecoveryId) -> str:
    """Vouch as the second, and return the token of the link to hand over; good for one hour.

    Until the link is used the old password goes on; using it signs every device out.
    """
    recovery = get_recovery(tx.session, recovery_id)
    require(policy.may_confirm_recovery(tx.actor, facts(recovery), now=tx.now))
    account = find_account_of(tx.session, recovery.person_id)
    if account is None:
        raise NotPossible("accounts.no_account_yet")
    recovery.confirmed_by_id = tx.actor.person_id
    recovery.confirmed_at = tx.now
    log(
        tx,
        "accounts.recovery_confirmed",
        about=recovery.person_id,
        neighbourhood_id=recovery.neighbourhood_id,
    )
    return _issue_link(tx, account.account_id, LinkPurpose.RECOVERY)


def withdraw_recovery(tx: Transaction, recovery_id: RecoveryId) -> None:
    """Take a recovery back before it is confirmed; any member of the committee may."""
    recovery = get_recovery(tx.session, recovery_id)
    require(
        policy.may_propose_recovery(
            tx.actor,
            person_id=recovery.person_id,
            neighbourhood_id=recovery.neighbourhood_id,
        )
    )
    if recovery.confirmed_at is None:
        recovery.withdrawn_at = recovery.withdrawn_at or tx.now
    log(
        tx,
        "accounts.recovery_withdrawn",
        about=recovery.person_id,
        neighbourhood_id=recovery.neighbourhood_id,
    )


def use_link(tx: Transaction, token: str, *, password_hash: str) -> AccountId:
    """Set a password by a one-time link, which is used up; every device is signed out.

    Raises NotFound or Gone for the link. Whoever holds it may, signed in or not.
    """
    require(policy.may_use_link(tx.actor))
    link = get_link(tx.session, token, now=tx.now)
    used = tx.session.execute(
        update(OneTimeLink)
        .where(OneTimeLink.link_id == link.link_id, OneTimeLink.used_at.is_(None))
        .values(used_at=tx.now)
        .returning(OneTimeLink.link_id)
    )
    if used.first() is None:
        raise Gone("accounts.link_over")
    account = get_account(tx.session, link.account_id)
    set_password(tx, account, password_hash=password_hash)
    log(tx, "accounts.link_used", account=link.account_id)
    return link.account_id


def _withdraw_lapsed(tx: Transaction, person_id: PersonId) -> None:
    """Close a recovery that nobody confirmed in time, so that a new one can open."""
    tx.session.execute(
        update(Recovery)
        .where(
            Recovery.person_id == person_id,
            Recovery.confirmed_at.is_(None),
            Recovery.withdrawn_at.is_(None),
            Recovery.proposed_at <= tx.now - policy.RECOVERY_WAITS,
        )
        .values(withdrawn_at=tx.now)
    )


def _issue_link(tx: Transaction, account_id: AccountId, purpose: LinkPurpose) -> str:
    """Store a fresh link's digest, void the one before, and return its token."""
    tx.session.execute(
        update(OneTimeLink)
        .where(
            OneTimeLink.account_id == account_id,
            OneTimeLink.used_at.is_(None),
            OneTimeLink.voided_at.is_(None),
        )
        .values(voided_at=tx.now)
    )
    token = new_token()
    tx.session.add(
        OneTimeLink(
            account_id=account_id,
            token_hash=token_digest(token),
            purpose=purpose,
            issued_at=tx.now,
            expires_at=tx.now + LINK_GOOD_FOR,
        )
    )
    return token
