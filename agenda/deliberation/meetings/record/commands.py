"""Keeping the record of a meeting while it runs: what is said, moved and agreed.

Every line is a row of its own, so that two people can keep the record at once.
"""

from collections.abc import Sequence
from datetime import date

from agenda.deliberation.meetings import policy
from agenda.deliberation.meetings.events import MotionDecided
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
    Motion,
    MotionParagraph,
    Speech,
)
from agenda.deliberation.meetings.record.queries import (
    count_motions,
    count_tasks,
    find_agreement,
    get_motion,
    get_speech,
    list_paragraphs,
    present,
)
from agenda.deliberation.meetings.record.rules import (
    MOTION_MAX,
    PARAGRAPH_MAX,
    PARAGRAPHS_MAX,
    SPEECH_MAX,
    TASK_MAX,
    Hands,
    Present,
    count_voters,
    fits_attendance,
    may_show_hands,
    motion_outcome,
)
from agenda.deliberation.parties.queries import recused_ids
from agenda.infra.audit import quiet, record, text_digest
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Invalid, NotFound, NotPossible, Stale
from agenda.kernel.ids import BodyId, MeetingId
from agenda.kernel.privacy import is_fit_for_public


def note_speech(
    tx: Transaction, meeting_id: MeetingId, *, item_id: int, attendance_id: int, text: str
) -> Speech:
    """Note what somebody said on an item of the agenda."""
    meeting = keep_record(tx, meeting_id)
    _require_item(tx, meeting, item_id)
    _require_there(tx, meeting, attendance_id, field="attendance_id")
    _require_text(text, SPEECH_MAX)
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
    _require_text(text, SPEECH_MAX)
    speech.text, speech.version = text, version + 1
    quiet(tx)
    return speech


def put_motion(
    tx: Transaction,
    meeting_id: MeetingId,
    *,
    item_id: int,
    mover_id: int,
    text: str,
    paragraphs: Sequence[str] = (),
) -> Motion:
    """Put a motion, to be decided by a show of hands; with paragraphs it adopts an agreement.

    Raises NotPossible where the meeting is no round of a sitting, or has agreed already.
    """
    meeting = keep_record(tx, meeting_id)
    _require_item(tx, meeting, item_id)
    mover = _require_there(tx, meeting, mover_id, field="mover_id")
    if not may_show_hands(Present(mover.capacity)):
        raise Invalid("deliberation.no_hand", field="mover_id")
    _require_text(text, MOTION_MAX)
    _require_public(text)
    numbered = [line.strip() for line in paragraphs if line.strip()]
    if numbered:
        _require_agreeable(tx, meeting, numbered)
    motion = Motion(
        neighbourhood_id=meeting.neighbourhood_id,
        meeting_id=meeting_id,
        item_id=item_id,
        number=count_motions(tx.session, meeting_id) + 1,
        mover_id=mover_id,
        text=text,
        is_agreement=bool(numbered),
        put_at=tx.now,
    )
    tx.insert(motion, NotPossible("deliberation.put_meanwhile"))
    tx.session.add_all(
        MotionParagraph(
            motion_id=motion.motion_id,
            number=number,
            neighbourhood_id=meeting.neighbourhood_id,
            text=line,
        )
        for number, line in enumerate(numbered, start=1)
    )
    quiet(tx)
    return motion


def decide_motion(tx: Transaction, motion_id: int, *, hands: Hands) -> Motion:
    """Record a show of hands; carried by more than half of those signed in who have a hand.

    Raises Invalid where more hands were counted than people are there.
    """
    motion = get_motion(tx.session, motion_id)
    meeting = keep_record(tx, motion.meeting_id)
    tx.session.refresh(motion)
    if motion.outcome is not None:
        raise NotPossible("deliberation.decided_already")
    if motion.is_agreement and find_agreement(tx.session, meeting.meeting_id):
        raise NotPossible("deliberation.agreed_already")
    voters = count_voters(present(tx.session, meeting.meeting_id))
    if not fits_attendance(hands, voters):
        raise Invalid("deliberation.hands_do_not_fit", field="votes_for", voters=voters)
    motion.votes_for, motion.votes_against = hands.votes_for, hands.votes_against
    motion.votes_abstain, motion.voters = hands.votes_abstain, voters
    motion.outcome, motion.decided_at = motion_outcome(hands, voters), tx.now
    whole = "\n".join([motion.text, *list_paragraphs(tx.session, motion_id)])
    record(
        tx,
        MotionDecided(
            neighbourhood_id=meeting.neighbourhood_id,
            proposal_id=meeting.proposal_id,
            meeting_id=meeting.meeting_id,
            motion=motion.number,
            outcome=motion.outcome,
            votes_for=hands.votes_for,
            votes_against=hands.votes_against,
            votes_abstain=hands.votes_abstain,
            voters=voters,
            text_digest=text_digest(tx, whole),
        ),
    )
    return motion


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
    _require_item(tx, meeting, item_id)
    _require_text(text, TASK_MAX)
    _require_public(text)
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


def _require_item(tx: Transaction, meeting: Meeting, item_id: int) -> None:
    """Raise NotFound for an item of another meeting: the agenda is frozen."""
    if item_id not in {item.item_id for item in list_items(tx.session, meeting.meeting_id)}:
        raise NotFound("deliberation.no_item")


def _require_there(
    tx: Transaction, meeting: Meeting, attendance_id: int, *, field: str
) -> Attendance:
    """Return the attendance; raises Invalid for somebody who is not on this meeting's list."""
    attendance = tx.session.get(Attendance, attendance_id)
    if attendance is None or attendance.meeting_id != meeting.meeting_id:
        raise Invalid("deliberation.not_signed_in", field=field)
    return attendance


def _require_text(text: str, limit: int) -> None:
    """Raise Invalid for an empty or too long text."""
    if not text.strip():
        raise Invalid("deliberation.text_needed", field="text")
    if len(text) > limit:
        raise Invalid("deliberation.too_long", field="text", limit=limit)


def _require_public(text: str) -> None:
    """Raise Invalid for words that would give somebody away: motions and tasks go public at once."""
    if not is_fit_for_public(text):
        raise Invalid("deliberation.private_passage", field="text")


def _require_agreeable(tx: Transaction, meeting: Meeting, paragraphs: Sequence[str]) -> None:
    """Raise unless this meeting can adopt an agreement with these paragraphs."""
    if meeting.sitting_id is None:
        raise NotPossible("deliberation.no_round")
    if find_agreement(tx.session, meeting.meeting_id):
        raise NotPossible("deliberation.agreed_already")
    if len(paragraphs) > PARAGRAPHS_MAX:
        raise Invalid("deliberation.many_paragraphs", field="paragraphs", limit=PARAGRAPHS_MAX)
    if any(len(paragraph) > PARAGRAPH_MAX for paragraph in paragraphs):
        raise Invalid("deliberation.too_long", field="paragraphs", limit=PARAGRAPH_MAX)
    if not is_fit_for_public(*paragraphs):
        raise Invalid("deliberation.private_passage", field="paragraphs")
