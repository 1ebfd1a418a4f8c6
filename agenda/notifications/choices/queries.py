"""Reading what people chose, and where a letter to them goes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from agenda.accounts.models import Account, Membership
from agenda.community.models import Person
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import PersonId
from agenda.notifications.choices.models import NoticeChoices, TopicFollowed
from agenda.notifications.choices.rules import Choices, Mailing
from agenda.proposals.rules import Topic

STANDING = Choices()


@dataclass(frozen=True)
class Reader:
    """Somebody who can be written to: what he chose, and the address, which is stored nowhere else."""

    person_id: PersonId
    choices: Choices
    address: str


def choices_of(row: NoticeChoices | None) -> Choices:
    """Return what a row says; the standing choices where there is none."""
    if row is None:
        return STANDING
    wanted = {
        Mailing.OWN: row.wants_own,
        Mailing.DUTIES: row.wants_duties,
        Mailing.TOPICS: row.wants_topics,
        Mailing.REMINDERS: row.wants_reminders,
        Mailing.DIGEST: row.wants_digest,
    }
    return Choices(
        language=row.language,
        mailings=frozenset(mailing for mailing, is_wanted in wanted.items() if is_wanted),
        quiet_from=row.quiet_from,
        quiet_to=row.quiet_to,
    )


def get_choices(session: Session, person_id: PersonId) -> Choices:
    """Return what a person chose."""
    return choices_of(session.get(NoticeChoices, person_id))


def list_topics(session: Session, person_id: PersonId) -> frozenset[Topic]:
    """Return the topics a person follows."""
    query = select(TopicFollowed.topic).where(TopicFollowed.person_id == person_id)
    return frozenset(session.scalars(query))


def get_by_token(session: Session, token: str) -> NoticeChoices:
    """Return the choices of whom letters with this secret go to; raises NotFound."""
    row = session.scalars(select(NoticeChoices).where(NoticeChoices.token == token)).one_or_none()
    if row is None:
        raise NotFound("notifications.no_such_link")
    return row


def list_readers(session: Session, people: Iterable[PersonId]) -> Mapping[PersonId, Reader]:
    """Return those of some people who have an account and an address, and still live or work here."""
    query = (
        select(Person.person_id, Person.email, Account.sign_in_name, NoticeChoices)
        .join(Membership, Membership.person_id == Person.person_id)
        .join(Account, Account.account_id == Membership.account_id)
        .outerjoin(NoticeChoices, NoticeChoices.person_id == Person.person_id)
        .where(
            Person.person_id.in_(set(people)),
            Person.moved_out_at.is_(None),
            Account.closed_at.is_(None),
            Account.locked_at.is_(None),
        )
    )
    found = {}
    for person_id, email, name, row in session.execute(query):
        address = email or (name if "@" in name else "")
        if address:
            found[person_id] = Reader(person_id, choices_of(row), address)
    return found
