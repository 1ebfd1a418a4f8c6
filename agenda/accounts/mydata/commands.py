"""Consent to what is optional, and closing one's account."""

from datetime import timedelta

from sqlalchemy import delete, select, update

from agenda.accounts import policy
from agenda.accounts.invitations.commands import void_codes
from agenda.accounts.models import Account, Consent, Membership
from agenda.accounts.queries import find_account_of, get_account, list_neighbourhoods
from agenda.accounts.rules import PRIVACY_VERSION, Purpose
from agenda.accounts.sessions.commands import close_sessions
from agenda.community.people.commands import anonymize, set_age_band
from agenda.community.people.queries import list_movers
from agenda.community.queries import get_person
from agenda.community.rules import AgeBand
from agenda.infra.audit import log
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import only_mechanism, require
from agenda.kernel.errors import NotPossible
from agenda.kernel.ids import AccountId, PersonId

MOVERS_KEPT_FOR = timedelta(days=182)
"""How long a mover's name stays on the roster: half a year, as the privacy rules say."""
_AT_A_TIME = 200


def state_age_band(tx: Transaction, person_id: PersonId, *, age_band: AgeBand | None) -> None:
    """State one's age band, which is consent to its use in anonymous counts; None takes it back."""
    require(policy.may_speak_for(tx.actor, person_id))
    set_age_band(tx, person_id, age_band=age_band)
    if age_band is None:
        _withdraw(tx, person_id, Purpose.AGE_BAND)
    else:
        _give(tx, person_id, Purpose.AGE_BAND)
    log(tx, "accounts.age_band_stated", about=person_id, given=int(age_band is not None))


def close_account(tx: Transaction, account_id: AccountId, *, moved_out: bool) -> None:
    """Close one's account: the public record stays, nothing in it leads to its author any more.

    Who has not moved out goes on standing on the roster, which the committee keeps by law, with no link
    to what he did. Raises NotPossible for who holds a seat, and for an administrator.
    """
    account = get_account(tx.session, account_id)
    require(policy.may_use_account(tx.actor, account_id))
    if account.is_administrator:
        raise NotPossible("accounts.administrator_stays")
    persons = list(
        tx.session.scalars(select(Membership.person_id).where(Membership.account_id == account_id))
    )
    log(tx, "accounts.closed", account=account_id)
    tx.session.execute(delete(Membership).where(Membership.account_id == account_id))
    void_codes(tx, persons)
    for person_id in persons:
        _withdraw(tx, person_id, Purpose.PRIVACY)
        _withdraw(tx, person_id, Purpose.AGE_BAND)
        anonymize(tx, person_id, stays=not moved_out)
    _shut(tx, account)


def _shut(tx: Transaction, account: Account) -> None:
    """End an account: nobody signs in with it again, and it names nobody. An administrator's stays."""
    if account.is_administrator:
        return
    close_sessions(tx, account.account_id)
    account.sign_in_name = f"closed-{account.account_id}"
    account.password_hash = ""
    account.closed_at = tx.now


def _give(tx: Transaction, person_id: PersonId, purpose: Purpose) -> None:
    """Note a consent, unless the same version of it stands already."""
    standing = tx.session.scalar(
        select(Consent.version).where(
            Consent.person_id == person_id,
            Consent.purpose == purpose,
            Consent.withdrawn_at.is_(None),
        )
    )
    if standing == PRIVACY_VERSION:
        return
    _withdraw(tx, person_id, purpose)
    tx.session.add(
        Consent(
            neighbourhood_id=get_person(tx.session, person_id).neighbourhood_id,
            person_id=person_id,
            purpose=purpose,
            version=PRIVACY_VERSION,
            given_at=tx.now,
        )
    )


def _withdraw(tx: Transaction, person_id: PersonId, purpose: Purpose) -> None:
    """Note that a consent was taken back."""
    tx.session.execute(
        update(Consent)
        .where(
            Consent.person_id == person_id,
            Consent.purpose == purpose,
            Consent.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=tx.now)
    )


def retire_movers(tx: Transaction) -> int:
    """Take the names of those who moved out half a year ago off the roster; returns how many.

    Their account is closed unless it belongs to another neighbourhood too. Who holds a seat waits.
    """
    require(only_mechanism(tx.actor))
    movers = list_movers(tx.session, moved_before=tx.now - MOVERS_KEPT_FOR, limit=_AT_A_TIME)
    for person_id in movers:
        account = find_account_of(tx.session, person_id)
        tx.session.execute(delete(Membership).where(Membership.person_id == person_id))
        _withdraw(tx, person_id, Purpose.PRIVACY)
        _withdraw(tx, person_id, Purpose.AGE_BAND)
        void_codes(tx, [person_id])
        anonymize(tx, person_id, stays=False)
        if account is not None and not list_neighbourhoods(tx.session, account.account_id):
            _shut(tx, account)
        log(tx, "accounts.mover_retired", about=person_id)
    return len(movers)
