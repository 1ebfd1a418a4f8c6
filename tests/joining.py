"""Making accounts as people do: a letter is printed, its code is used, a session begun."""

from agenda.accounts.invitations.commands import issue_letter
from agenda.accounts.registration.commands import register
from agenda.accounts.sessions.commands import begin_session
from agenda.infra.transaction import transaction
from agenda.kernel.authz import VISITOR, Actor, ActorKind, BodyKind
from agenda.kernel.ids import AccountId, PersonId
from tests.factories import Place

COMMITTEE = BodyKind.RESIDENTS_COMMITTEE
NAME = "13812345678"


def letter(place: Place, number: int = 0) -> str:
    """Have a letter printed for a resident; return its code."""
    with transaction(place.seat(COMMITTEE)) as tx:
        return issue_letter(tx, place.people[number])[0][1]


def enrol(code: str, name: str = NAME) -> AccountId:
    """Register with a code; the password's hash is `hash`."""
    with transaction(VISITOR) as tx:
        return register(tx, code, name=name, password_hash="hash")


def signed_in(account_id: AccountId) -> str:
    """Sign an account in; return its cookie's secret."""
    with transaction(VISITOR) as tx:
        return begin_session(tx, account_id, user_agent="", password_hash="hash")


def holder(account_id: AccountId, person_id: PersonId | None = None) -> Actor:
    """Return who holds an account, as the actor behind its cookie."""
    return Actor(ActorKind.PERSON, account_id=account_id, person_id=person_id)
