"""Queueing letters with the act, claiming one to send, and keeping what became of it."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from agenda.infra.audit import quiet
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import only_mechanism, require
from agenda.kernel.ids import DutyId, NeighbourhoodId, PersonId
from agenda.notifications.choices.commands import hold_choices
from agenda.notifications.choices.queries import list_readers
from agenda.notifications.choices.rules import Mailing, after_quiet
from agenda.notifications.letters import policy
from agenda.notifications.letters.models import Letter
from agenda.notifications.letters.queries import get_letter, list_not_acted
from agenda.notifications.letters.rules import CLAIMED_FOR, MOST_TRIES, LetterKind, next_try
from agenda.procedure.models import DutyRow


def queue_letters(
    tx: Transaction,
    neighbourhood_id: NeighbourhoodId,
    wanted: Mapping[PersonId, Mailing],
    *,
    kind: LetterKind,
    about_id: int,
) -> int:
    """Queue a letter to each of some people who can be written to and want it; returns how many."""
    queued = 0
    for person_id, reader in list_readers(tx.session, wanted).items():
        mailing = wanted[person_id]
        if mailing not in reader.choices.mailings:
            continue
        hold_choices(tx, person_id, neighbourhood_id)
        queued += tx.put(
            Letter,
            neighbourhood_id=neighbourhood_id,
            person_id=person_id,
            kind=kind,
            mailing=mailing,
            about_id=about_id,
            queued_at=tx.now,
            send_at=after_quiet(tx.now, reader.choices),
            tries=0,
            last_error="",
        )
    return queued


def queue_reminders(tx: Transaction, duty_id: DutyId) -> int:
    """Queue a reminder of a duty to everybody who has not acted yet; returns how many."""
    require(only_mechanism(tx.actor))
    duty = tx.session.get_one(DutyRow, duty_id)
    quiet(tx)
    return queue_letters(
        tx,
        duty.neighbourhood_id,
        dict.fromkeys(list_not_acted(tx.session, duty), Mailing.REMINDERS),
        kind=LetterKind.REMINDER,
        about_id=duty_id,
    )


def queue_digests(
    tx: Transaction, neighbourhood_id: NeighbourhoodId, people: Iterable[PersonId], *, monday: date
) -> int:
    """Queue the letter about the week that began on a Monday; returns how many."""
    require(only_mechanism(tx.actor))
    quiet(tx)
    return queue_letters(
        tx,
        neighbourhood_id,
        dict.fromkeys(people, Mailing.DIGEST),
        kind=LetterKind.DIGEST,
        about_id=int(f"{monday:%Y%m%d}"),
    )


def claim_letter(tx: Transaction, letter_id: int) -> bool:
    """Take a letter to send it; False where it was sent, or is being sent, by another meanwhile.

    Who claims it and dies leaves it to the next after a few minutes: a letter may then leave twice,
    but none is lost.
    """
    require(only_mechanism(tx.actor))
    letter = get_letter(tx.session, letter_id, lock=True)
    quiet(tx)
    if letter.sent_at or letter.dropped_at or letter.send_at > tx.now or letter.tries >= MOST_TRIES:
        return False
    letter.send_at = tx.now + CLAIMED_FOR
    letter.tries += 1
    return True


def note_sent(tx: Transaction, letter_id: int) -> None:
    """Note that the mail server took a letter."""
    require(only_mechanism(tx.actor))
    letter = get_letter(tx.session, letter_id, lock=True)
    letter.sent_at, letter.last_error = tx.now, ""
    quiet(tx)


def drop_letter(tx: Transaction, letter_id: int) -> None:
    """Note that a letter has nothing to say any more."""
    require(only_mechanism(tx.actor))
    get_letter(tx.session, letter_id, lock=True).dropped_at = tx.now
    quiet(tx)


def note_undelivered(tx: Transaction, letter_id: int, *, error: str) -> None:
    """Keep why a letter could not leave; it is tried again later, at most a few times."""
    require(only_mechanism(tx.actor))
    letter = get_letter(tx.session, letter_id, lock=True)
    letter.last_error = error[:200]
    letter.send_at = next_try(letter.tries, tx.now)
    quiet(tx)


def retry_letter(tx: Transaction, letter_id: int) -> None:
    """Let a letter that was given up be tried again at once."""
    require(policy.may_see_outbox(tx.actor))
    letter = get_letter(tx.session, letter_id, lock=True)
    letter.tries, letter.send_at = 0, tx.now - timedelta(seconds=1)
    quiet(tx)
