"""The calendars: /calendar/neighbourhood.ics, one per area, one per proposal (RFC 5545)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import icalendar
from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.community.queries import neighbourhood_for
from agenda.infra.db import db
from agenda.infra.transaction import now
from agenda.kernel.authz import VISITOR
from agenda.kernel.clock import SHANGHAI
from agenda.kernel.ids import AreaId, ProposalId
from agenda.opendata.calendars.queries import (
    KEPT,
    Deadline,
    Gathering,
    list_deadlines,
    list_gatherings,
)
from agenda.opendata.queries import Scope, scope_of_area, scope_of_place, scope_of_proposal
from agenda.procedure.sentences import ON_SILENCE, last_day
from agenda.web.addresses import absolute
from agenda.web.conditional import conditional
from agenda.web.login import public
from agenda.web.sentences import label

blueprint = Blueprint("calendars", __name__, url_prefix="/calendar")
ZONE = "Asia/Shanghai"
MADE_BY = "-//Agenda//Agenda//ZH"
"""What a calendar says of the program that wrote it."""
SUMMER_TIME_ENDED = datetime(1991, 9, 15, 1)  # noqa: DTZ001 - a zone's own rules are in local time
"""Since then the zone has one offset."""


@blueprint.get("/neighbourhood.ics")
@public
def neighbourhood() -> ResponseReturnValue:
    """Give the calendar of the whole neighbourhood."""
    place = neighbourhood_for(db.session(), VISITOR).neighbourhood_id
    return _calendar(scope_of_place(db.session(), place))


@blueprint.get("/areas/<int:area_id>.ics")
@public
def area(area_id: AreaId) -> ResponseReturnValue:
    """Give the calendar of what concerns one area and the areas inside it."""
    return _calendar(scope_of_area(db.session(), area_id))


@blueprint.get("/proposals/<int:proposal_id>.ics")
@public
def proposal(proposal_id: ProposalId) -> ResponseReturnValue:
    """Give the calendar of one proposal."""
    return _calendar(scope_of_proposal(db.session(), proposal_id))


def _calendar(scope: Scope) -> ResponseReturnValue:
    """Return a scope's meetings and deadlines."""
    meetings = list_gatherings(db.session(), scope, since=now() - KEPT)
    deadlines = list_deadlines(db.session(), scope)
    name = _("%(place)s：会议和期限", place=scope.name)
    made = icalendar.Calendar()
    made.add("prodid", MADE_BY)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    made.add_component(_zone())
    for component in (*map(_meeting, meetings), *map(_deadline, deadlines)):
        made.add_component(component)
    return conditional(made.to_ical(), "text/calendar", changed_at=_changed_at(meetings, deadlines))


def _changed_at(meetings: Sequence[Gathering], deadlines: Sequence[Deadline]) -> datetime | None:
    """Return when the calendar's latest entry was made; None where it is empty."""
    told = [one.meeting.ended_at or one.noticed_at for one in meetings]
    return max((*told, *(one.duty.opened_at for one in deadlines)), default=None)


def _meeting(one: Gathering) -> icalendar.Event:
    """Return a meeting at its latest time and place; one called off stays, cancelled."""
    meeting = one.meeting
    event = icalendar.Event()
    event.add("uid", _uid("meeting", meeting.meeting_id))
    event.add("dtstamp", one.noticed_at)
    event.add("sequence", one.notices - 1 + one.is_off)
    event.add("dtstart", meeting.starts_at.astimezone(SHANGHAI))
    summary = _("%(kind)s：%(title)s", kind=label(meeting.kind), title=one.title)
    event.add("summary", summary)
    event.add("location", meeting.place)
    event.add("description", _("%(title)s。召集：%(body)s", title=meeting.title, body=one.body))
    event.add("status", "CANCELLED" if one.is_off else "CONFIRMED")
    event.add("url", absolute(url_for("meetings.show", meeting_id=meeting.meeting_id)))
    return event


def _deadline(one: Deadline) -> icalendar.Event:
    """Return a deadline as its last day: who must do what, and what follows if nobody does."""
    duty = one.duty
    event = icalendar.Event()
    event.add("uid", _uid("deadline", one.duty_id))
    event.add("dtstamp", duty.opened_at)
    event.add("dtstart", last_day(duty.due_at))
    event.add("transp", "TRANSPARENT")
    what = _("%(what)s到期：%(title)s", what=label(duty.kind), title=one.title)
    event.add("summary", what)
    who = one.body or label(duty.bearer)
    then = ON_SILENCE[duty.kind]
    event.add("description", _("责任方：%(who)s；%(then)s", who=who, then=then))
    event.add("url", absolute(url_for("docket.show", proposal_id=duty.proposal_id)))
    return event


def _uid(what: str, number: int) -> str:
    """Return the id by which calendars know an entry again."""
    return f"{what}-{number}@{urlsplit(absolute('')).hostname}"


def _zone() -> icalendar.Timezone:
    """Return the one time zone that meetings are in."""
    standard = icalendar.TimezoneStandard()
    standard.add("dtstart", SUMMER_TIME_ENDED)
    standard.add("tzoffsetfrom", timedelta(hours=9))
    standard.add("tzoffsetto", timedelta(hours=8))
    standard.add("tzname", "CST")
    zone = icalendar.Timezone()
    zone.add("tzid", ZONE)
    zone.add_component(standard)
    return zone
