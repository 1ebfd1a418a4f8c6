"""Minutes of a meeting: drafted from the record, confirmed by those present, published."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from functools import partial

from agenda.deliberation.minutes.confirmation.commands import answer_minutes, reply_to_objection
from agenda.deliberation.minutes.drafting.commands import (
    add_note,
    draft_minutes,
    mask_minutes,
    submit_minutes,
)
from agenda.deliberation.minutes.models import MinutesEntry
from agenda.deliberation.minutes.publication.commands import publish_minutes
from agenda.deliberation.minutes.queries import find_minutes, list_entries
from agenda.deliberation.minutes.rules import Answer, EntryKind
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.clock import local_date, local_instant
from agenda.procedure.rules import DutyKind
from agenda.scenarios.demo.acts.meeting import Meeting
from agenda.scenarios.demo.content import Record
from agenda.scenarios.demo.kinds import Kind
from agenda.scenarios.demo.scene import Course, Scene

DRAFTED_AFTER = timedelta(minutes=40)
SUBMITTED = time(9)
ANSWERED_FROM = time(10)


def plan_minutes(scene: Scene, course: Course, meeting: Meeting) -> None:
    """Plan draft and submission; answers and publication follow when the draft is there."""
    next_day = local_date(meeting.ends_at) + timedelta(days=1)
    drafted_at = meeting.ends_at + DRAFTED_AFTER
    scene.plan(course, Kind.MINUTES_DRAFT, drafted_at, partial(_draft, meeting), moves=False)
    submit = partial(_submit, scene, course, meeting)
    submitted_at = local_instant(next_day, SUBMITTED)
    scene.plan(course, Kind.MINUTES_SUBMISSION, submitted_at, submit)


def _draft(meeting: Meeting, at: datetime) -> None:
    """Draft the minutes, and note each item's conclusion and how many observers there were."""
    with transaction(meeting.keeper, at=at) as tx:
        minutes = draft_minutes(tx, meeting.meeting_id)
    entries = list_entries(db.session(), minutes.minutes_id)
    db.session.close()
    items = _last_of_items(entries)
    for number, point in reversed(list(enumerate(meeting.record["agenda"]))):
        notes = [point["conclusion"]]
        if number == 0 and meeting.record["observers"]:
            notes.append(f"旁听 {meeting.record['observers']} 人。")
        for note in notes:
            with transaction(meeting.keeper, at=at) as tx:
                add_note(
                    tx,
                    items[number],
                    text=meeting.scene.days.prose(note, own=meeting.record["held_on"]),
                )


def _last_of_items(entries: Sequence[MinutesEntry]) -> list[int]:
    """Return the last entry of each item of the agenda."""
    last: list[int] = []
    for entry in entries:
        if entry.kind is EntryKind.ITEM:
            last.append(entry.entry_id)
        elif last:
            last[-1] = entry.entry_id
    return last


def _submit(scene: Scene, course: Course, meeting: Meeting, at: datetime) -> None:
    """Ask those present, after blotting out what the scan finds; plan what they say."""
    with transaction(meeting.keeper, at=at) as tx:
        course.masked += mask_minutes(tx, meeting.meeting_id)
    with transaction(meeting.keeper, at=at) as tx:
        submit_minutes(tx, meeting.meeting_id, version=_version(meeting))
    objections = {one["by"]: one for one in meeting.record["minutes_objections"]}
    latest = at
    for number, key in enumerate(meeting.record["attendees"]):
        due = local_instant(local_date(at), ANSWERED_FROM) + timedelta(minutes=45 * number)
        if key in objections:
            wish = scene.when(course, objections[key]["on"], after=at)
            due = min(max(wish, due), at + timedelta(days=2))
        latest = max(latest, due)
        act = partial(_answer, meeting, key, objections.get(key))
        scene.plan(course, Kind.MINUTES_ANSWER, due, act, moves=False)
    publish_at = scene.when(
        course,
        meeting.record["published_on"],
        duty=DutyKind.PUBLISH_MINUTES,
        subject_id=meeting.meeting_id,
        office=True,
    )
    publish = partial(_publish, meeting)
    scene.plan(course, Kind.MINUTES, max(publish_at, latest + timedelta(hours=1)), publish)


def _answer(meeting: Meeting, key: str, objection: Record | None, at: datetime) -> None:
    """Let somebody who was there confirm, or object and get a reply."""
    prose = meeting.scene.days.prose
    text = prose(objection["text"], own=objection["on"]) if objection else ""
    with transaction(meeting.scene.cast.named(key), at=at) as tx:
        answer = answer_minutes(
            tx,
            meeting.meeting_id,
            answer=Answer.OBJECTED if objection else Answer.CONFIRMED,
            version=_version(meeting),
            text=text,
        )
    if objection is not None and objection["answer"]:
        with transaction(meeting.keeper, at=at + timedelta(hours=1)) as tx:
            reply_to_objection(
                tx, answer.answer_id, reply=prose(objection["answer"], own=objection["on"])
            )


def _publish(meeting: Meeting, at: datetime) -> None:
    """Publish the confirmed minutes."""
    with transaction(meeting.keeper, at=at) as tx:
        publish_minutes(tx, meeting.meeting_id, version=_version(meeting))


def _version(meeting: Meeting) -> int:
    """Return the version of the draft as it stands."""
    db.session.close()
    minutes = find_minutes(db.session(), meeting.meeting_id)
    return minutes.version if minutes else 0
