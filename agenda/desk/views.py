"""The desk of those who hold a seat, and the calendar for everyone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.community.queries import neighbourhood_for
from agenda.desk.queries import Due, list_between, list_desk, list_late
from agenda.desk.rules import month_of
from agenda.desk.sentences import ACTS
from agenda.infra.db import db
from agenda.infra.transaction import now
from agenda.kernel.clock import SHANGHAI, local_date, local_instant
from agenda.procedure.rules import DutyKind
from agenda.procedure.sentences import ClockPill, clock_pill
from agenda.web.login import current_actor, public
from agenda.web.render import page
from agenda.web.sentences import label

blueprint = Blueprint("desk", __name__)

ON_PROPOSAL = "docket.show"
PAGES: dict[DutyKind, tuple[str, ...]] = {
    DutyKind.FINISH_DRAFT: ("proposals.edit", "proposal_id"),
    DutyKind.SCREEN: ("screening.edit", "proposal_id"),
    DutyKind.ANSWER_APPEAL: ("screening.answer", "proposal_id"),
    DutyKind.ANSWER_MERGE: ("screening.merge", "proposal_id"),
    DutyKind.ENTER_PAPER: ("paper.show", "stack_id"),
    DutyKind.ROUTE: ("routing.edit", "proposal_id"),
    DutyKind.ANSWER_REFERRAL: ("referral.reply", "proposal_id"),
    DutyKind.CONVENE_MEETING: ("meetings.new", "proposal_id"),
    DutyKind.FILE_POSITION: ("positions.edit", "proposal_id", "body_id"),
    DutyKind.ANSWER_RECUSAL: ("parties.answer", "recusal_id"),
    DutyKind.PUBLISH_MINUTES: ("meetings.show", "meeting_id"),
    DutyKind.CONVENE_DECISION: ("decisions.convene", "proposal_id"),
    DutyKind.CONFIRM_COUNT: ("decisions.confirm", "proposal_id"),
    DutyKind.ANSWER_OBJECTION: ("results.answer", "objection_id"),
    DutyKind.REVIEW_OBJECTION: ("results.answer", "objection_id"),
    DutyKind.CARRY_OUT_TASK: ("tasks.finish", "task_id"),
    DutyKind.REPORT_PROGRESS: ("tasks.report", "task_id"),
    DutyKind.FOLLOW_UP_TASK: ("tasks.report", "task_id"),
    DutyKind.GRADE_AT_MEETING: ("appraisal.grade", "proposal_id"),
    DutyKind.FILE_RECTIFICATION: ("appraisal.rectify", "proposal_id"),
}
"""On which page a duty that a person or body bears is done, and what its address names.

A name that is neither the proposal nor the body is that of the duty's subject. What only the clock
or all residents bear is shown on the proposal's page.
"""


@dataclass(frozen=True)
class Link:
    """A link with its words."""

    label: str
    href: str


@dataclass(frozen=True)
class DeskRow:
    """One duty on the desk: what, about which proposal, until when, and the next click."""

    what: str
    about: str
    href: str
    clock: ClockPill
    action: Link
    seat: str


@dataclass(frozen=True)
class DayItem:
    """One thing on a day of the calendar."""

    label: str
    href: str
    state: str


@dataclass(frozen=True)
class Day:
    """A day of the calendar with what is due on it."""

    day: date
    items: Sequence[DayItem]
    other: bool
    today: bool


@blueprint.get("/desk")
def index() -> ResponseReturnValue:
    """Show what the reader's seats and the reader owe, the earliest due first."""
    rows = [_row(due) for due in list_desk(db.session(), current_actor())]
    return page("desk/index", rows=rows)


@blueprint.get("/calendar")
@public
def calendar() -> ResponseReturnValue:
    """Show everything due in a month, day by day, and what is late."""
    neighbourhood_id = neighbourhood_for(db.session(), current_actor()).neighbourhood_id
    today = local_date(now())
    month = month_of(request.args.get("month", ""), otherwise=today)
    weeks = month.weeks()
    start, end = local_instant(weeks[0][0]), local_instant(weeks[-1][-1])
    due = list_between(db.session(), neighbourhood_id, start=start, end=end)
    late = list_late(db.session(), neighbourhood_id, now=now())
    return page(
        "desk/calendar",
        month=month,
        weeks=[[_day(d, due, month.number, today) for d in week] for week in weeks],
        late=[_row(one) for one in late],
    )


def act_address(due: Due) -> str:
    """Return the page on which a duty is done."""
    duty = due.duty
    endpoint, *names = PAGES.get(duty.kind, (ON_PROPOSAL, "proposal_id"))
    known = {"proposal_id": duty.proposal_id, "body_id": duty.body_id}
    return url_for(endpoint, **{name: known.get(name, duty.subject_id) for name in names})  # type: ignore[arg-type]


def _row(due: Due) -> DeskRow:
    """Return a duty as the desk shows it."""
    return DeskRow(
        what=label(due.duty.kind),
        about=due.title,
        href=url_for(ON_PROPOSAL, proposal_id=due.duty.proposal_id),
        clock=clock_pill(due.duty, now(), body=due.body),
        action=Link(str(ACTS.get(due.duty.kind, _("去办理"))), act_address(due)),
        seat=due.body,
    )


def _day(day: date, due: Sequence[Due], month: int, today: date) -> Day:
    """Return a day with what is due on it; what ends at midnight belongs to the day before."""
    items = [_item(one) for one in due if _last_day(one.duty.due_at) == day]
    return Day(day, items, day.month != month, day == today)


def _item(due: Due) -> DayItem:
    """Return a duty as a day of the calendar shows it."""
    words = _("%(what)s：%(title)s", what=label(due.duty.kind), title=due.title)
    state = "late" if due.duty.is_due(now()) else "plain"
    return DayItem(words, url_for(ON_PROPOSAL, proposal_id=due.duty.proposal_id), state)


def _last_day(due_at: datetime) -> date:
    """Return the last local day of a period that ends at an instant."""
    local = due_at.astimezone(SHANGHAI)
    ends_at_midnight = (local.hour, local.minute) == (0, 0)
    return date.fromordinal(local.toordinal() - ends_at_midnight)
