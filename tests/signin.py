"""Signing a reader in without the form: for tests whose story begins after that."""

from flask.testing import FlaskClient
from sqlalchemy import select

from agenda.accounts.models import Account, Membership
from agenda.accounts.sessions.models import AccountSession
from agenda.accounts.sessions.queries import token_digest
from agenda.community.queries import get_person
from agenda.infra.transaction import Transaction, transaction
from agenda.kernel.authz import OPERATOR
from agenda.kernel.ids import AccountId, PersonId, new_token


def sign_in(client: FlaskClient, person_id: PersonId) -> AccountId:
    """Sign a person in on this reader's device; makes an account where there is none yet.

    Call it again with another person to act as somebody else from now on. The account has no
    password: who needs one registers through the pages.
    """
    token = new_token()
    with transaction(OPERATOR) as tx:
        account_id = _account_of(tx, person_id)
        tx.session.add(
            AccountSession(
                token_hash=token_digest(token),
                account_id=account_id,
                person_id=person_id,
                created_at=tx.now,
                last_seen_at=tx.now,
                authenticated_at=tx.now,
                device="test",
            )
        )
    client.set_cookie("session", token)
    return account_id


def sign_out(client: FlaskClient) -> None:
    """Make this reader a visitor again, without telling the server."""
    client.delete_cookie("session")


def _account_of(tx: Transaction, person_id: PersonId) -> AccountId:
    """Return the person's account, made new where there is none."""
    mine = select(Membership.account_id).where(Membership.person_id == person_id)
    known = tx.session.scalar(mine)
    if known is not None:
        return known
    account = Account(sign_in_name=f"person{person_id}@example.cn", created_at=tx.now)
    tx.session.add(account)
    tx.session.flush()  # its key is needed for the membership
    tx.session.add(
        Membership(
            neighbourhood_id=get_person(tx.session, person_id).neighbourhood_id,
            account_id=account.account_id,
            person_id=person_id,
            joined_at=tx.now,
        )
    )
    return account.account_id
