"""The desk of those who hold a seat, and the calendar for everyone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.community.queries import list_areas, neighbourhood_for
from agenda.community.rules import AreaKind
from agenda.desk.queries import (
    Due,
    list_between,
    list_desk,
    list_late,
    list_load,
    list_meetings_at,
)
from agenda.desk.rules import Month, month_of
from agenda.desk.sentences import ACTS
from agenda.infra.db import db
from agenda.infra.transaction import now
from agenda.kernel.clock import SHANGHAI, end_of_day, local_date, local_instant
from agenda.kernel.ids import NeighbourhoodId
from agenda.opendata.calendars.queries import Gathering, list_gatherings
from agenda.opendata.queries import scope_of_place
from agenda.procedure.calendar.rules import DayMark, is_covered, is_workday, mark_of
from agenda.procedure.rules import DutyKind
from agenda.procedure.sentences import ClockPill, clock_pill, last_day
from agenda.web.login import current_actor, public
from agenda.web.render import page
from agenda.web.sentences import label

blueprint = Blueprint("desk", __name__)

ON_PROPOSAL = "docket.show"
SUBSCRIBED = (AreaKind.COMPOUND, AreaKind.BUILDING)
"""The areas whose feed and calendar the page offers; the whole has its own line."""
PAGES: dict[DutyKind, tuple[str, ...]] = {
    DutyKind.FINISH_DRAFT: ("proposals.edit", "proposal_id"),
    DutyKind.SCREEN: ("screening.edit", "proposal_id"),
    DutyKind.ANSWER_APPEAL: ("screening.answer", "proposal_id"),
    DutyKind.ANSWER_MERGE: ("screening.merge", "proposal_id"),
    DutyKind.ANSWER_REQUEST: ("requests.show", "request_id"),
    DutyKind.ENTER_PAPER: ("paper.show", "stack_id"),
    DutyKind.ROUTE: ("routing.edit", "proposal_id"),
    DutyKind.ANSWER_REFERRAL: ("referral.reply", "proposal_id"),
    DutyKind.CONVENE_MEETING: ("meetings.new", "proposal_id"),
    DutyKind.DECIDE_AMENDMENT: ("drafting.decide", "amendment_id"),
    DutyKind.DECIDE_REMOVAL: ("removals.show", "removal_id"),
    DutyKind.ANSWER_REMOVAL_APPEAL: ("removals.show", "removal_id"),
    DutyKind.FILE_POSITION: ("positions.edit", "party_id"),
    DutyKind.ANSWER_CONDITIONS: ("positions.answer", "position_id"),
    DutyKind.ANSWER_RECUSAL: ("parties.answer", "recusal_id"),
    DutyKind.PUBLISH_MINUTES: ("meetings.show", "meeting_id"),
    DutyKind.CONVENE_DECISION: ("decisions.convene", "proposal_id"),
    DutyKind.DECIDE_CORRECTION: ("corrections.index", "proposal_id"),
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
    time: str = ""


@dataclass(frozen=True)
class Day:
    """A day of the calendar with what happens and what is due on it."""

    day: date
    items: Sequence[DayItem]
    other: bool
    today: bool
    rest: bool
    mark: DayMark | None

    @property
    def word(self) -> str:
        """What a list says beside the date."""
        return _("今天") if self.today else ""


@blueprint.get("/desk")
def index() -> ResponseReturnValue:
    """Show what the reader's seats and the reader owe, the earliest due first, and today's meetings."""
    actor, session, today = current_actor(), db.session(), local_date(now())
    start, end = local_instant(today), end_of_day(today)
    away = {seat.body_id for seat in actor.seats if seat.is_deputed}
    rows = [_row(due, deputed=due.duty.body_id in away) for due in list_desk(session, actor)]
    meetings = list_meetings_at(session, actor, since=start, until=end)
    load = list_load(session, actor, now=now())
    return page("desk/index", rows=rows, meetings=meetings, load=load)


@blueprint.get("/calendar")
@public
def calendar() -> ResponseReturnValue:
    """Show meetings and everything due in a month, day by day or as a list, and what is late."""
    place = neighbourhood_for(db.session(), current_actor()).neighbourhood_id
    month = month_of(request.args.get("month", ""), otherwise=local_date(now()))
    days = _days(place, month)
    late = list_late(db.session(), place, now=now())
    return page(
        "desk/calendar",
        month=month,
        as_list=request.args.get("view") == "list",
        weeks=[days[n : n + 7] for n in range(0, len(days), 7)],
        listed=[day for day in days if day.items and not day.other],
        areas=[a for a in list_areas(db.session(), place) if a.kind in SUBSCRIBED],
        late=[_late_row(one) for one in late],
        is_covered=is_covered(month.year),
    )


def act_address(due: Due) -> str:
    """Return the page on which a duty is done."""
    duty = due.duty
    endpoint, *names = PAGES.get(duty.kind, (ON_PROPOSAL, "proposal_id"))
    known = {"proposal_id": duty.proposal_id, "body_id": duty.body_id}
    return url_for(endpoint, **{name: known.get(name, duty.subject_id) for name in names})  # type: ignore[arg-type]


def _late_row(due: Due) -> DeskRow:
    """Return a late duty as everybody sees it: there is nothing to do but to look."""
    row = _row(due)
    return replace(row, action=Link(_("看议题"), row.href))


def _row(due: Due, *, deputed: bool = False) -> DeskRow:
    """Return a duty as the desk shows it; what and who stand beside its clock."""
    pill = clock_pill(due.duty, now(), body=due.body)
    return DeskRow(
        what=label(due.duty.kind),
        about=due.title,
        href=url_for(ON_PROPOSAL, proposal_id=due.duty.proposal_id),
        clock=replace(pill, bearer=""),
        action=Link(str(ACTS.get(due.duty.kind, _("去办理"))), act_address(due)),
        seat=_("%(body)s（代理）", body=due.body) if deputed else due.body,
    )


def _days(place: NeighbourhoodId, month: Month) -> list[Day]:
    """Return the days of a month's weeks with their meetings and what is due on them."""
    dates = [day for week in month.weeks() for day in week]
    start, end = local_instant(dates[0]), end_of_day(dates[-1])
    due = list_between(db.session(), place, start=start, end=end)
    scope = scope_of_place(db.session(), place)
    meetings = list_gatherings(db.session(), scope, since=start, until=end)
    items: dict[date, list[DayItem]] = {day: [] for day in dates}
    for meeting in meetings:
        items[local_date(meeting.meeting.starts_at)].append(_meeting_item(meeting))
    for one in due:
        items[last_day(one.duty.due_at)].append(_item(one))
    return [_day(day, tuple(dict.fromkeys(items[day])), month.number) for day in dates]


def _day(day: date, items: Sequence[DayItem], month: int) -> Day:
    """Return a day as the calendar shows it."""
    return Day(
        day=day,
        items=items,
        other=day.month != month,
        today=day == local_date(now()),
        rest=not is_workday(day),
        mark=mark_of(day),
    )


def _meeting_item(one: Gathering) -> DayItem:
    """Return a meeting as a day of the calendar shows it."""
    words = {"kind": label(one.meeting.kind), "title": one.title}
    told = _("%(kind)s（已取消）：%(title)s", **words) if one.is_off else None
    href = url_for("meetings.show", meeting_id=one.meeting.meeting_id)
    time = f"{one.meeting.starts_at.astimezone(SHANGHAI):%H:%M}"
    return DayItem(told or _("%(kind)s：%(title)s", **words), href, "plain", time)


def _item(due: Due) -> DayItem:
    """Return a duty as a day of the calendar shows it."""
    words = _("%(what)s：%(title)s", what=label(due.duty.kind), title=due.title)
    state = "late" if due.duty.is_due(now()) else "plain"
    return DayItem(words, url_for(ON_PROPOSAL, proposal_id=due.duty.proposal_id), state)
