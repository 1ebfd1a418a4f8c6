"""Forgetting what those who were erased had been told."""

from sqlalchemy import delete, select

from agenda.community.models import Person
from agenda.infra.audit import quiet
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import only_mechanism, require
from agenda.notifications.choices.models import NoticeChoices, TopicFollowed
from agenda.notifications.letters.models import Letter
from agenda.notifications.models import Notice


def forget_readers(tx: Transaction) -> None:
    """Delete what those who were erased had been told, and what they chose about letters."""
    require(only_mechanism(tx.actor))
    quiet(tx)
    erased = select(Person.person_id).where(Person.name == "")
    for table in (Notice, Letter, TopicFollowed, NoticeChoices):
        tx.session.execute(
            delete(table)
            .where(table.person_id.in_(erased))
            .execution_options(synchronize_session=False)
        )
