"""Using an invitation code: a new account, one more neighbourhood, or a new password."""

from agenda.accounts import policy
from agenda.accounts.commands import set_password
from agenda.accounts.invitations.commands import use_invitation
from agenda.accounts.invitations.queries import get_invitation
from agenda.accounts.invitations.rules import InvitationFacts
from agenda.accounts.models import Account, Consent, Membership
from agenda.accounts.queries import find_account_of
from agenda.accounts.rules import PRIVACY_VERSION, Purpose
from agenda.infra.audit import log
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Invalid, NotPossible
from agenda.kernel.ids import AccountId


def register(tx: Transaction, code: str, *, name: str, password_hash: str) -> AccountId:
    """Make an account for the person a code was handed to, and note consent to the privacy rules.

    `name` is a sign-in name in its one spelling. Raises Gone or NotFound for the code, Invalid where
    the name is taken, NotPossible where the person has an account already.
    """
    require(policy.may_register(tx.actor))
    facts = get_invitation(tx.session, code)
    if facts.has_account:
        raise NotPossible("accounts.has_account")
    use_invitation(tx, facts)
    account = Account(
        sign_in_name=name,
        password_hash=password_hash,
        created_at=tx.now,
        password_set_at=tx.now,
    )
    tx.insert(account, Invalid("accounts.name_taken", field="name"))
    _join(tx, account.account_id, facts)
    log(
        tx,
        "accounts.registered",
        about=facts.person_id,
        neighbourhood_id=facts.neighbourhood_id,
        account=account.account_id,
    )
    return account.account_id


def join_neighbourhood(tx: Transaction, code: str) -> None:
    """Let the signed-in account belong to one more neighbourhood, by a code of that one.

    Raises NotPossible where it belongs there already or the person has another account.
    """
    require(policy.may_be_signed_in(tx.actor))
    facts = get_invitation(tx.session, code)
    if facts.has_account or tx.actor.account_id is None:
        raise NotPossible("accounts.has_account")
    use_invitation(tx, facts)
    _join(tx, tx.actor.account_id, facts)
    log(tx, "accounts.joined", about=facts.person_id, neighbourhood_id=facts.neighbourhood_id)


def renew_password(tx: Transaction, code: str, *, password_hash: str) -> AccountId:
    """Set a new password by a new letter; every device is signed out.

    Raises NotPossible where the person has no account yet.
    """
    require(policy.may_register(tx.actor))
    facts = get_invitation(tx.session, code)
    account = find_account_of(tx.session, facts.person_id)
    if account is None:
        raise NotPossible("accounts.no_account_yet")
    use_invitation(tx, facts)
    set_password(tx, account, password_hash=password_hash)
    log(
        tx,
        "accounts.password_renewed",
        about=facts.person_id,
        neighbourhood_id=facts.neighbourhood_id,
        account=account.account_id,
    )
    return account.account_id


def _join(tx: Transaction, account_id: AccountId, facts: InvitationFacts) -> None:
    """Let an account speak for a person, who has read the privacy rules."""
    membership = Membership(
        neighbourhood_id=facts.neighbourhood_id,
        account_id=account_id,
        person_id=facts.person_id,
        joined_at=tx.now,
    )
    tx.insert(membership, NotPossible("accounts.member_already"))
    tx.session.add(
        Consent(
            neighbourhood_id=facts.neighbourhood_id,
            person_id=facts.person_id,
            purpose=Purpose.PRIVACY,
            version=PRIVACY_VERSION,
            given_at=tx.now,
        )
    )
