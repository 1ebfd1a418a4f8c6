"""The post: queueing reminders and the week's letters, and handing over what is to leave."""

import logging

from flask import current_app, url_for
from flask.ctx import RequestContext
from flask_babel import gettext as _

from agenda.community.queries import list_neighbourhoods
from agenda.config import Settings
from agenda.infra.audit import LedgerEvent
from agenda.infra.db import db
from agenda.infra.groups import Robot, plain
from agenda.infra.mail import Mail, Postbox, Undelivered
from agenda.infra.outbox import OutboxMessage, list_waiting, mark_handled, note_failure
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import MECHANISM
from agenda.kernel.clock import local_date
from agenda.kernel.ids import NeighbourhoodId
from agenda.ledger.seals.queries import find_latest_seal
from agenda.ledger.seals.rules import written
from agenda.notifications.choices.queries import STANDING, list_readers
from agenda.notifications.choices.rules import after_quiet
from agenda.notifications.digest.queries import list_subscribers
from agenda.notifications.letters.commands import (
    claim_letter,
    drop_letter,
    note_sent,
    note_undelivered,
    queue_digests,
    queue_reminders,
)
from agenda.notifications.letters.queries import get_letter, list_due_letters, list_to_remind
from agenda.notifications.letters.rules import WORTH_FOR, is_digest_hour, week_before
from agenda.notifications.letters.views import write_letter
from agenda.notifications.queries import find_told
from agenda.notifications.rules import GROUPS, is_before_public, is_old_news
from agenda.proposals.queries import get_proposal
from agenda.web.addresses import absolute
from agenda.web.i18n import show_datetime
from agenda.web.sentences import happened

_log = logging.getLogger(__name__)


def settings() -> Settings:
    """Return the settings of this installation."""
    found: Settings = current_app.extensions["agenda.settings"]
    return found


def has_postbox() -> bool:
    """Whether this installation sends e-mail."""
    return bool(settings().mail_url)


def queue_mail() -> None:
    """Queue reminders of what ends soon, and on Mondays the letter about the week."""
    if not has_postbox():
        return
    for duty_id in list_to_remind(db.session(), now()):
        with transaction(MECHANISM) as tx:
            queue_reminders(tx, duty_id)
    if not is_digest_hour(now()):
        return
    monday, _sunday = week_before(local_date(now()))
    for place in list_neighbourhoods(db.session()):
        people = list_subscribers(db.session(), place.neighbourhood_id)
        if people:
            with transaction(MECHANISM) as tx:
                queue_digests(tx, place.neighbourhood_id, people, monday=monday)


def send_mail() -> int:
    """Hand every letter that is due to the mail server, one after the other; returns how many left."""
    sent = 0
    if has_postbox():
        postbox = Postbox(settings().mail_url, settings().mail_from)
        for letter_id in list_due_letters(db.session(), now()):
            sent += _deliver(postbox, letter_id)
    return sent


def _deliver(postbox: Postbox, letter_id: int) -> bool:
    """Claim, write and send one letter; what becomes of it is kept."""
    with transaction(MECHANISM) as tx:
        if not claim_letter(tx, letter_id):
            return False
    error, mail = "", None
    try:
        mail = _written(letter_id)
        if mail is not None:
            postbox.send(mail)
    except Undelivered as refusal:
        error = str(refusal)
    except Exception as fault:  # noqa: BLE001 - the letter stays, with its error, and stops no other
        _log.exception("post: letter %s could not be written", letter_id)
        error = type(fault).__name__
    with transaction(MECHANISM) as tx:
        if error:
            note_undelivered(tx, letter_id, error=error)
        elif mail is None:
            drop_letter(tx, letter_id)
        else:
            note_sent(tx, letter_id)
    return not error and mail is not None


def _written(letter_id: int) -> Mail | None:
    """Return a letter in its reader's language; None where it has nothing to say any more."""
    letter = get_letter(db.session(), letter_id)
    reader = list_readers(db.session(), [letter.person_id]).get(letter.person_id)
    if reader is None or now() - letter.queued_at > WORTH_FOR:
        return None
    with _reading(reader.choices.language):
        again = get_letter(db.session(), letter_id)
        return write_letter(db.session(), again, reader, seal=_seal(letter.neighbourhood_id))


def _seal(neighbourhood_id: NeighbourhoodId) -> str:
    """Return the newest seal in one line, so that whoever keeps the letter is its witness."""
    seal = find_latest_seal(db.session(), neighbourhood_id)
    if seal is None:
        return ""
    line: str = _(
        "台账第 %(n)s 号封印 %(at)s %(digest)s。留存此信，即可作证。",
        n=seal.number,
        at=show_datetime(seal.sealed_at),
        digest=written(seal.digest),
    )
    return line


def tell_groups() -> int:
    """Tell the chat groups the public milestones, outside the quiet hours; returns how many."""
    told = 0
    if not settings().group_robots or after_quiet(now(), STANDING) != now():
        return told
    for message_id in list_waiting(db.session(), GROUPS, now=now()):
        try:
            told += _post(message_id)
        except Undelivered as refusal:
            with transaction(MECHANISM) as tx:
                note_failure(tx, message_id, error=str(refusal))
            break  # the robot takes twenty messages a minute: the others would fare the same
        with transaction(MECHANISM) as tx:
            mark_handled(tx, tx.session.get_one(OutboxMessage, message_id))
    return told


def _post(message_id: int) -> bool:
    """Post one milestone to the groups of its neighbourhood; what is not public is passed over."""
    message = db.session().get_one(OutboxMessage, message_id)
    event = db.session().get_one(LedgerEvent, message.event_id)
    robots = settings().robots_of(event.neighbourhood_id)
    if not robots or is_old_news(event.recorded_at, now()) or event.proposal_id is None:
        return False
    if get_proposal(db.session(), event.proposal_id).accepted_at is None:
        return False
    with _reading("zh"):
        told = find_told(db.session(), event.neighbourhood_id, event.event_id)
        if told is None or is_before_public(told.payload):
            return False
        link = absolute(url_for("docket.show", proposal_id=told.proposal_id))
        words = plain(happened(told.kind, told.payload, body=told.body))
        text = f"**{plain(told.title)}**\n{words}\n[{_('查看')}]({link})"
    for url in robots:
        Robot(url).post(text)
    return True


def _reading(language: str) -> RequestContext:
    """Return a request as a reader of this language would send it, for addresses and words."""
    return current_app.test_request_context(
        base_url=settings().base_url, headers={"Cookie": f"lang={language}"}
    )
