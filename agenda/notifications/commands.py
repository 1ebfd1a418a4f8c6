"""Writing notices from the outbox, once per person and act, and noting that they were read."""

from sqlalchemy import update

from agenda.infra.audit import LedgerEvent, quiet
from agenda.infra.outbox import OutboxMessage, mark_handled
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import only_mechanism, require
from agenda.notifications import policy
from agenda.notifications.choices.rules import MAILING_OF
from agenda.notifications.letters.commands import queue_letters
from agenda.notifications.letters.rules import LetterKind
from agenda.notifications.models import Notice
from agenda.notifications.queries import recipients
from agenda.notifications.rules import is_old_news


def write_notices(tx: Transaction, message_id: int, *, by_mail: bool = False) -> int:
    """Tell everybody an act concerns of it, for the mechanism alone; returns how many are new.

    Safe to repeat: a message that was handled writes nothing, and one notice per person and act
    is all the table takes. `by_mail` queues a letter too for whoever wants one, unless the act is
    old news.
    """
    require(only_mechanism(tx.actor))
    message = tx.session.get_one(OutboxMessage, message_id, with_for_update=True)
    if message.handled_at is not None:
        return 0
    event = tx.session.get_one(LedgerEvent, message.event_id)
    told = recipients(tx.session, event)
    is_old = is_old_news(event.recorded_at, tx.now)
    written = sum(
        tx.put(
            Notice,
            neighbourhood_id=event.neighbourhood_id,
            person_id=person_id,
            event_id=event.event_id,
            proposal_id=event.proposal_id,
            created_at=event.recorded_at,
            read_at=tx.now if is_old else None,
        )
        for person_id in sorted(told)
    )
    if by_mail and not is_old:
        queue_letters(
            tx,
            event.neighbourhood_id,
            {person_id: MAILING_OF[audience] for person_id, audience in told.items()},
            kind=LetterKind.NOTICE,
            about_id=event.event_id,
        )
    mark_handled(tx, message)
    quiet(tx)
    return written


def read_notices(tx: Transaction, *, up_to: int) -> None:
    """Note that the actor has read his notices up to one of them; later ones stay unread."""
    require(policy.may_read_notices(tx.actor))
    tx.session.execute(
        update(Notice)
        .where(
            Notice.neighbourhood_id == tx.actor.neighbourhood_id,
            Notice.person_id == tx.actor.person_id,
            Notice.notice_id <= up_to,
            Notice.read_at.is_(None),
        )
        .values(read_at=tx.now)
    )
    quiet(tx)
