"""Choosing what one is written, and ending a mailing by the link of a letter."""

from collections.abc import Iterable

from sqlalchemy import delete

from agenda.infra.audit import quiet
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Invalid, NotPermitted
from agenda.kernel.ids import NeighbourhoodId, PersonId, new_token
from agenda.notifications.choices import policy
from agenda.notifications.choices.models import NoticeChoices, TopicFollowed
from agenda.notifications.choices.queries import STANDING, get_by_token
from agenda.notifications.choices.rules import HOURS, Choices, Mailing
from agenda.proposals.rules import Topic


def choose_mailings(tx: Transaction, choices: Choices, *, topics: Iterable[Topic]) -> NoticeChoices:
    """Write what the actor wants to be told of by e-mail, in which language, and when not."""
    require(policy.may_choose_mailings(tx.actor))
    if tx.actor.person_id is None or tx.actor.neighbourhood_id is None:
        raise NotPermitted("notifications.nobody")
    if not (0 <= choices.quiet_from < HOURS and 0 <= choices.quiet_to < HOURS):
        raise Invalid("notifications.hour", field="quiet_from")
    row = hold_choices(tx, tx.actor.person_id, tx.actor.neighbourhood_id)
    _write(row, choices)
    tx.session.execute(delete(TopicFollowed).where(TopicFollowed.person_id == row.person_id))
    tx.session.add_all(
        TopicFollowed(neighbourhood_id=row.neighbourhood_id, person_id=row.person_id, topic=topic)
        for topic in sorted(set(topics))
    )
    quiet(tx)
    return row


def end_mailing(tx: Transaction, *, token: str, mailing: Mailing) -> None:
    """End one mailing for whoever holds a letter of it; safe to repeat."""
    row = get_by_token(tx.session, token)
    require(policy.may_end_mailing(token, row.token))
    setattr(row, f"wants_{mailing.value}", False)
    quiet(tx)


def hold_choices(
    tx: Transaction, person_id: PersonId, neighbourhood_id: NeighbourhoodId
) -> NoticeChoices:
    """Return a person's row of choices, written with the standing ones where there is none."""
    row = tx.session.get(NoticeChoices, person_id)
    if row is None:
        row = NoticeChoices(
            person_id=person_id, neighbourhood_id=neighbourhood_id, token=new_token()
        )
        _write(row, STANDING)
        tx.session.add(row)
    return row


def _write(row: NoticeChoices, choices: Choices) -> None:
    """Write choices into a row."""
    row.language = choices.language
    row.quiet_from, row.quiet_to = choices.quiet_from, choices.quiet_to
    for mailing in Mailing:
        setattr(row, f"wants_{mailing.value}", mailing in choices.mailings)
