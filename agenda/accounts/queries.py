"""Reading accounts."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from agenda.accounts.models import Account, Membership
from agenda.accounts.policy import AccountFacts
from agenda.community.models import Neighbourhood
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import AccountId, PersonId


def get_account(session: Session, account_id: AccountId) -> Account:
    """Return an account; raises NotFound."""
    account = session.get(Account, account_id)
    if account is None:
        raise NotFound("accounts.no_account")
    return account


def facts(account: Account) -> AccountFacts:
    """Return an account as the rules see it."""
    return AccountFacts(
        account.password_hash,
        is_locked=account.locked_at is not None,
        is_closed=account.closed_at is not None,
    )


def find_account(session: Session, sign_in_name: str) -> Account | None:
    """Return the open account under a sign-in name in its one spelling, or None."""
    query = select(Account).where(Account.sign_in_name == sign_in_name, Account.closed_at.is_(None))
    return session.scalars(query).one_or_none()


def find_account_of(session: Session, person_id: PersonId) -> Account | None:
    """Return the account that speaks for a person, or None."""
    query = (
        select(Account)
        .join(Membership, Membership.account_id == Account.account_id)
        .where(Membership.person_id == person_id)
    )
    return session.scalars(query).one_or_none()


def list_neighbourhoods(session: Session, account_id: AccountId) -> Sequence[Neighbourhood]:
    """Return the neighbourhoods an account belongs to, in the order it joined them."""
    query = (
        select(Neighbourhood)
        .join(Membership, Membership.neighbourhood_id == Neighbourhood.neighbourhood_id)
        .where(Membership.account_id == account_id)
        .order_by(Membership.membership_id)
    )
    return session.scalars(query).all()


def list_persons(session: Session, account_id: AccountId) -> Sequence[PersonId]:
    """Return the persons an account stands for, one for each neighbourhood."""
    query = select(Membership.person_id).where(Membership.account_id == account_id)
    return session.scalars(query.order_by(Membership.person_id)).all()
