"""Letters as their readers see them, and the page of those that could not be delivered."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from agenda.infra.db import db
from agenda.infra.mail import Mail
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import require
from agenda.notifications.choices.models import NoticeChoices
from agenda.notifications.choices.queries import Reader
from agenda.notifications.digest.queries import Week, get_week
from agenda.notifications.letters import commands, policy
from agenda.notifications.letters.models import Letter
from agenda.notifications.letters.queries import get_outbox, list_not_acted
from agenda.notifications.letters.rules import LetterKind
from agenda.notifications.queries import find_told
from agenda.procedure.models import DutyRow
from agenda.proposals.queries import get_proposal
from agenda.web.addresses import absolute
from agenda.web.i18n import show_datetime, show_day
from agenda.web.login import current_actor
from agenda.web.render import page
from agenda.web.sentences import happened, label

blueprint = Blueprint("letters", __name__)


@dataclass(frozen=True)
class Item:
    """A line of a letter: what it is about, what to know, and where to read on."""

    title: str
    words: str
    href: str


@dataclass(frozen=True)
class Part:
    """Lines of a letter under a heading, which may be empty."""

    heading: str
    items: tuple[Item, ...]


@blueprint.get("/outbox")
def index() -> ResponseReturnValue:
    """Show what waits and what could not be delivered, without a name or an address."""
    require(policy.may_see_outbox(current_actor()))
    return page("notifications/outbox", outbox=get_outbox(db.session()))


@blueprint.post("/outbox/<int:letter_id>/retry")
def retry(letter_id: int) -> ResponseReturnValue:
    """Have a letter tried again."""
    with transaction(current_actor()) as tx:
        commands.retry_letter(tx, letter_id)
    flash(_("会马上再发一次。"), "success")
    return redirect(url_for("letters.index"), 303)


def write_letter(session: Session, letter: Letter, reader: Reader, *, seal: str) -> Mail | None:
    """Return a letter in its reader's language, or None where it has nothing to say any more.

    Called within a request in that language. It names no person: what happened is said in the
    ledger's sentences, and a title as the public reads it.
    """
    if letter.mailing not in reader.choices.mailings:
        return None
    subject, parts = _content(session, letter)
    if not any(part.items for part in parts):
        return None
    return _mail(reader, letter, subject, {"parts": parts, **_ways(session, letter, seal)})


def _ways(session: Session, letter: Letter, seal: str) -> dict[str, object]:
    """Return what stands below every letter: why it came, how it ends, the seal of a digest."""
    token = session.get_one(NoticeChoices, letter.person_id).token
    return {
        "mailing": letter.mailing,
        "end": absolute(url_for("mailings.end", token=token, mailing=letter.mailing.value)),
        "choose": absolute(url_for("mailings.edit")),
        "seal": seal if letter.kind is LetterKind.DIGEST else "",
    }


def _mail(reader: Reader, letter: Letter, subject: str, words: dict[str, object]) -> Mail:
    """Return a letter in text and HTML, with the headers by which a mail program ends it."""
    return Mail(
        to=reader.address,
        subject=subject,
        text=render_template("emails/letter.txt", subject=subject, **words),
        html=render_template("emails/letter.html", subject=subject, **words),
        headers={
            "List-Id": f"<{letter.mailing.value}.{urlsplit(absolute('')).hostname}>",
            "List-Unsubscribe": f"<{words['end']}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


def _content(session: Session, letter: Letter) -> tuple[str, tuple[Part, ...]]:
    """Return subject and parts of a letter of its kind."""
    if letter.kind is LetterKind.NOTICE:
        return _notice(session, letter)
    if letter.kind is LetterKind.REMINDER:
        return _reminder(session, letter)
    first = date.fromisoformat(str(letter.about_id))
    return _digest(get_week(session, letter.neighbourhood_id, first, now=now()))


def _notice(session: Session, letter: Letter) -> tuple[str, tuple[Part, ...]]:
    """Return the letter about one act."""
    told = find_told(session, letter.neighbourhood_id, letter.about_id)
    if told is None:
        return "", ()
    words = happened(told.kind, told.payload, body=told.body)
    item = Item(told.title, words, _link(told.proposal_id))
    return _("%(title)s：有新进展", title=told.title), (Part("", (item,)),)


def _reminder(session: Session, letter: Letter) -> tuple[str, tuple[Part, ...]]:
    """Return the reminder of a duty, or nothing where the reader has acted meanwhile."""
    duty = session.get(DutyRow, letter.about_id)
    if duty is None or letter.person_id not in list_not_acted(session, duty):
        return "", ()
    title = get_proposal(session, duty.proposal_id).public_title
    due = show_datetime(duty.due_at)
    words = _("%(duty)s，%(due)s 截止，您还没有办。", duty=label(duty.kind), due=due)
    subject = _("%(title)s：快到期了", title=title)
    return subject, (Part("", (Item(title, words, _link(duty.proposal_id)),)),)


def _digest(week: Week) -> tuple[str, tuple[Part, ...]]:
    """Return the letter about a week."""
    moved = tuple(
        Item(one.title, happened(one.kind, one.payload, body=one.body), _link(one.proposal_id))
        for one in week.moved
    )
    ahead = tuple(
        Item(
            one.title,
            _ahead(label(one.duty) if one.duty else _("会议时间"), one.at),
            _link(one.proposal_id),
        )
        for one in week.ahead
    )
    late = tuple(
        Item(one.title, _late(one.body, one.due_at), _link(one.proposal_id)) for one in week.late
    )
    subject = _(
        "一周议事：%(first)s至%(last)s", first=show_day(week.first), last=show_day(week.last)
    )
    parts = (Part(_("这一周"), moved), Part(_("接下来"), ahead), Part(_("逾期的承诺"), late))
    return subject, tuple(part for part in parts if part.items)


def _ahead(what: str, at: datetime) -> str:
    """Say what is asked and until when."""
    return str(_("%(what)s：%(at)s", what=what, at=show_datetime(at)))


def _late(body: str, at: datetime) -> str:
    """Say who should have done it by when."""
    return str(_("%(body)s应于 %(day)s 前完成，还没有完成。", body=body, day=show_datetime(at)))


def _link(proposal_id: int) -> str:
    """Return the address of a proposal's page."""
    return absolute(url_for("docket.show", proposal_id=proposal_id))
