"""The meetings of a deliberation and of an appraisal, one after the other, each with its minutes."""

from datetime import datetime, time, timedelta
from functools import partial

from agenda.deliberation.meetings.rules import MeetingKind, lead_days
from agenda.kernel.clock import local_date, local_instant
from agenda.procedure.rules import STANDARD
from agenda.scenarios.demo.acts.meeting import Meeting
from agenda.scenarios.demo.acts.minutes import plan_minutes
from agenda.scenarios.demo.acts.positions import plan_stances
from agenda.scenarios.demo.content import Record
from agenda.scenarios.demo.kinds import APPRAISAL, Kind
from agenda.scenarios.demo.scene import Course, Scene

_DAYTIME = 0.5
"""Notices go out before 15:00."""


def plan_meetings(scene: Scene, course: Course, at: datetime) -> None:
    """Plan the next meeting of the deliberation; the one after it is called when it is over."""
    due = [one for one in course.record["meetings"] if one["type"] != APPRAISAL]
    _plan_next(scene, course, due, at)


def plan_appraisal_meeting(scene: Scene, course: Course, at: datetime) -> None:
    """Plan the appraisal meeting of the survey that was just opened, if there is one."""
    key = course.record["appraisals"][course.appraisals - 1]["meeting"]
    _plan_next(scene, course, [m for m in course.record["meetings"] if m["key"] == key], at)


def _plan_next(scene: Scene, course: Course, meetings: list[Record], at: datetime) -> None:
    """Plan the first of these meetings, from its notice on."""
    if not meetings:
        return
    notice_at = scene.when(course, meetings[0]["noticed_on"], after=at, office=True)
    act = partial(_call, scene, course, meetings)
    scene.plan(course, Kind.MEETING_NOTICE, notice_at, act)


def _call(scene: Scene, course: Course, meetings: list[Record], at: datetime) -> None:
    """Give notice, and plan the meeting itself unless it is yet to come."""
    record = meetings[0]
    meeting = Meeting(scene, course, record, _starts_at(scene, record, at))
    meeting.call(at)
    if meeting.ends_at < scene.days.now and record["published_on"] is not None:
        scene.plan(
            course,
            Kind.MEETING,
            meeting.starts_at,
            partial(_hold, scene, course, meeting, meetings[1:]),
        )


def _starts_at(scene: Scene, record: Record, notice_at: datetime) -> datetime:
    """Return the hour of a meeting: as told, or later where its lead time asks for it."""
    lead = timedelta(days=lead_days(MeetingKind(record["type"]), STANDARD))
    day = max(scene.days.day(record["held_on"]), local_date(notice_at) + lead)
    return local_instant(day, time.fromisoformat(record["starts_at"]))


def _hold(
    scene: Scene, course: Course, meeting: Meeting, further: list[Record], at: datetime
) -> None:
    """Hold a meeting; its minutes follow, the last words on an adopted text, the next notice."""
    meeting.hold(at)
    plan_minutes(scene, course, meeting)
    agreement = course.record["agreement"]
    if agreement is not None and agreement["adopted_in"] == meeting.record["key"]:
        plan_stances(scene, course, meeting.ends_at)
    _plan_next(scene, course, further, meeting.ends_at)
