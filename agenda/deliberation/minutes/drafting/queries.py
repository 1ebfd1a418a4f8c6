"""The minutes as the record has them: nothing is typed twice."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from agenda.community.queries import get_body
from agenda.deliberation.meetings.models import Meeting
from agenda.deliberation.meetings.queries import list_invited
from agenda.deliberation.meetings.record.models import Motion
from agenda.deliberation.meetings.record.queries import (
    Attendee,
    ItemRecord,
    Record,
    meeting_record,
)
from agenda.deliberation.meetings.record.rules import Capacity
from agenda.deliberation.minutes.rules import ABSENT, Entry, EntryKind
from agenda.deliberation.parties.queries import list_parties
from agenda.deliberation.positions.filed.queries import list_positions
from agenda.deliberation.positions.queries import FiledPosition
from agenda.kernel.ids import BodyId

SILENT, WAITING = "silent", "waiting"
"""Codes of a body that let its date pass, and of one that still has time."""
_ORDER = (Capacity.BODY, Capacity.RESIDENT, Capacity.EXPERT, Capacity.OBSERVER)


def entries_from_record(session: Session, meeting: Meeting) -> tuple[Entry, ...]:
    """Return the entries of minutes drawn from attendance, positions, speeches, motions, tasks."""
    record = meeting_record(session, meeting.meeting_id)
    return (
        *_attendance(session, meeting, record),
        *_positions(session, meeting),
        *(entry for item in record.items for entry in _item(session, record, item)),
    )


def _attendance(session: Session, meeting: Meeting, record: Record) -> Iterator[Entry]:
    """Yield who was there by capacity, then the invited bodies nobody came for."""
    people = sorted(record.attendees.values(), key=lambda a: (_ORDER.index(a.capacity), a.number))
    for person in people:
        yield Entry(EntryKind.ATTENDANCE, person.name, person.body, person.capacity)
    came = {person.body_id for person in people}
    for invited in list_invited(session, meeting.meeting_id):
        if invited.body_id not in came:
            yield Entry(EntryKind.ATTENDANCE, "", invited.name, ABSENT)


def _positions(session: Session, meeting: Meeting) -> Iterator[Entry]:
    """Yield every invited party's position as it stands, silence included."""
    if meeting.sitting_id is None:
        return
    filed = list_positions(session, meeting.sitting_id)
    for party in list_parties(session, meeting.sitting_id):
        latest = next(iter(filed.get(party.party_id, ())), None)
        silence = SILENT if party.silent_at else WAITING
        code = latest.stance if latest else silence
        yield Entry(EntryKind.POSITION, party.name, _said(latest), code)


def _said(position: FiledPosition | None) -> str:
    """Return reasons and conditions of a position, a line each."""
    if position is None:
        return ""
    lines = [position.reasons, *(condition.text for condition in position.conditions)]
    return "\n".join(line for line in lines if line)


def _item(session: Session, record: Record, item: ItemRecord) -> Iterator[Entry]:
    """Yield an item of the agenda and what was said, moved and agreed on it."""
    yield Entry(EntryKind.ITEM, item.item.title)
    for speech in item.speeches:
        speaker = record.attendees[speech.attendance_id]
        yield Entry(EntryKind.SPEECH, speaker_name(speaker), speech.text, speaker.capacity)
    for motion in item.motions:
        yield _motion(record, motion)
        paragraphs = record.paragraphs.get(motion.motion_id, ())
        for number, text in enumerate(paragraphs, start=1):
            yield Entry(EntryKind.PARAGRAPH, str(number), text)
    for task in item.tasks:
        name = get_body(session, BodyId(task.body_id)).short_name
        yield Entry(EntryKind.TASK, name, task.text, due_on=task.due_on)


def _motion(record: Record, motion: Motion) -> Entry:
    """Return a motion with its hands; one never put to them has no outcome."""
    return Entry(
        EntryKind.MOTION,
        speaker_name(record.attendees[motion.mover_id]),
        motion.text,
        motion.outcome or "",
        votes_for=motion.votes_for,
        votes_against=motion.votes_against,
        votes_abstain=motion.votes_abstain,
        voters=motion.voters or 0,
    )


def speaker_name(person: Attendee) -> str:
    """Return how a speaker stands in minutes: his body first, where he speaks for one."""
    return f"{person.body} {person.name}".strip()
