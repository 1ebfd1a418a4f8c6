"""Keeping the record of a meeting while it runs: what is said and agreed.

Every line is a row of its own, so that two people can keep the record at once.
"""

from datetime import date

from agenda.deliberation.meetings import policy
from agenda.deliberation.meetings.models import Meeting
from agenda.deliberation.meetings.queries import (
    list_invited,
    list_items,
    lock_meeting,
    meeting_facts,
)
from agenda.deliberation.meetings.record.models import (
    AgreedTask,
    Attendance,
    Speech,
)
from agenda.deliberation.meetings.record.queries import (
    count_tasks,
    get_speech,
)
from agenda.deliberation.meetings.record.rules import (
    SPEECH_MAX,
    TASK_MAX,
    require_public,
    require_text,
)
from agenda.deliberation.parties.queries import recused_ids
from agenda.infra.audit import quiet
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Invalid, NotFound, NotPossible, Stale
from agenda.kernel.ids import BodyId, MeetingId


def note_speech(
    tx: Transaction, meeting_id: MeetingId, *, item_id: int, attendance_id: int, text: str
) -> Speech:
    """Note what somebody said on an item of the agenda."""
    meeting = keep_record(tx, meeting_id)
    require_item(tx, meeting, item_id)
    require_there(tx, meeting, attendance_id, field="attendance_id")
    require_text(text, SPEECH_MAX)
    speech = Speech(
        neighbourhood_id=meeting.neighbourhood_id,
        meeting_id=meeting_id,
        item_id=item_id,
        attendance_id=attendance_id,
        text=text,
        noted_at=tx.now,
    )
    tx.session.add(speech)
    quiet(tx)
    return speech


def edit_speech(tx: Transaction, speech_id: int, *, text: str, version: int) -> Speech:
    """Mend what was noted, while the meeting runs; raises Stale if somebody else just did."""
    speech = get_speech(tx.session, speech_id)
    keep_record(tx, speech.meeting_id)
    tx.session.refresh(speech)
    if speech.version != version:
        raise Stale("deliberation.edited_meanwhile", current=speech.text, version=speech.version)
    require_text(text, SPEECH_MAX)
    speech.text, speech.version = text, version + 1
    quiet(tx)
    return speech


def agree_task(
    tx: Transaction,
    meeting_id: MeetingId,
    *,
    item_id: int,
    text: str,
    body_id: BodyId,
    due_on: date,
) -> AgreedTask:
    """Note a task the meeting agreed on: what, which invited body, by which day."""
    meeting = keep_record(tx, meeting_id)
    require_item(tx, meeting, item_id)
    require_text(text, TASK_MAX)
    require_public(text)
    if body_id not in {invited.body_id for invited in list_invited(tx.session, meeting_id)}:
        raise Invalid("deliberation.body_not_invited", field="body_id")
    task = AgreedTask(
        neighbourhood_id=meeting.neighbourhood_id,
        meeting_id=meeting_id,
        item_id=item_id,
        number=count_tasks(tx.session, meeting_id) + 1,
        text=text,
        body_id=body_id,
        due_on=due_on,
    )
    tx.insert(task, NotPossible("deliberation.put_meanwhile"))
    quiet(tx)
    return task


def keep_record(tx: Transaction, meeting_id: MeetingId) -> Meeting:
    """Return a meeting under its proposal's lock, for an actor who may keep its record now."""
    meeting, proposal = lock_meeting(tx, meeting_id)
    away = recused_ids(tx.session, proposal.proposal_id)
    facts = meeting_facts(meeting, proposal)
    require(policy.may_keep_record(tx.actor, facts, away, now=tx.now))
    return meeting


def require_item(tx: Transaction, meeting: Meeting, item_id: int) -> None:
    """Raise NotFound for an item of another meeting: the agenda is frozen."""
    if item_id not in {item.item_id for item in list_items(tx.session, meeting.meeting_id)}:
        raise NotFound("deliberation.no_item")


def require_there(
    tx: Transaction, meeting: Meeting, attendance_id: int, *, field: str
) -> Attendance:
    """Return the attendance; raises Invalid for somebody who is not on this meeting's list."""
    attendance = tx.session.get(Attendance, attendance_id)
    if attendance is None or attendance.meeting_id != meeting.meeting_id:
        raise Invalid("deliberation.not_signed_in", field=field)
    return attendance
