"""Attendees answer the draft; an objection is replied to, and stands in the minutes either way."""

from agenda.deliberation.meetings.models import Meeting
from agenda.deliberation.meetings.record.queries import attended_ids, find_attendance
from agenda.deliberation.minutes import policy
from agenda.deliberation.minutes.events import (
    ConfirmationEnded,
    DissentFiled,
    MinutesAnswered,
    ObjectionReplied,
)
from agenda.deliberation.minutes.models import Minutes, MinutesAnswer, MinutesDissent
from agenda.deliberation.minutes.queries import (
    find_dissent,
    find_own_answer,
    get_answer,
    has_everybody_answered,
    list_answers,
    lock_minutes,
    minutes_facts,
    names_to_keep,
)
from agenda.deliberation.minutes.rules import DISSENT_MAX, OBJECTION_MAX, Answer, MinutesStatus
from agenda.deliberation.parties.queries import recused_ids
from agenda.infra.audit import record, text_digest
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import only_mechanism, require
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible, Stale
from agenda.kernel.ids import MeetingId
from agenda.kernel.privacy import scan
from agenda.procedure.commands import fulfil_duty
from agenda.procedure.rules import Duty, DutyKind


def answer_minutes(
    tx: Transaction, meeting_id: MeetingId, *, answer: Answer, version: int, text: str = ""
) -> MinutesAnswer:
    """Confirm the minutes as an attendee, or object with a text; changing one's mind is possible.

    Raises Stale if the draft was changed since it was read. When everybody has answered, the
    attendees' days end at once.
    """
    minutes, meeting, proposal = lock_minutes(tx, meeting_id)
    there = attended_ids(tx.session, meeting_id)
    require(policy.may_answer(tx.actor, minutes_facts(minutes, meeting, proposal), there))
    if minutes.version != version:
        raise Stale("deliberation.edited_meanwhile", current="", version=minutes.version)
    objection = text.strip() if answer is Answer.OBJECTED else ""
    _require_objection(answer, objection)
    row = _write_answer(tx, minutes, answer=answer, text=objection)
    record(
        tx,
        MinutesAnswered(
            neighbourhood_id=meeting.neighbourhood_id,
            proposal_id=meeting.proposal_id,
            meeting_id=meeting_id,
            number=meeting.number,
            answer=answer,
            version=version,
            text_digest=text_digest(tx, objection) if objection else None,
        ),
    )
    if has_everybody_answered(tx.session, minutes):
        fulfil_duty(tx, DutyKind.CONFIRM_MINUTES, meeting.proposal_id, subject_id=meeting_id)
        _end_confirmation(tx, minutes, meeting, by_clock=False)
    return row


def file_dissent(tx: Transaction, meeting_id: MeetingId, *, text: str) -> MinutesDissent:
    """Put a dissenting opinion on record, in its own words; filed again it replaces the former.

    Raises Invalid for what may not be published: nobody but its author rewrites it.
    """
    minutes, meeting, proposal = lock_minutes(tx, meeting_id)
    there = attended_ids(tx.session, meeting_id)
    require(policy.may_dissent(tx.actor, minutes_facts(minutes, meeting, proposal), there))
    text = text.strip()
    if not text:
        raise Invalid("deliberation.text_needed", field="text")
    if len(text) > DISSENT_MAX:
        raise Invalid("deliberation.too_long", field="text", limit=DISSENT_MAX)
    if scan(text, names=names_to_keep(tx.session, meeting_id), has_speaker=True):
        raise Invalid("deliberation.private_passage", field="text")
    row = _write_dissent(tx, minutes, text)
    record(
        tx,
        DissentFiled(
            neighbourhood_id=meeting.neighbourhood_id,
            proposal_id=meeting.proposal_id,
            meeting_id=meeting_id,
            number=meeting.number,
            text_digest=text_digest(tx, text),
        ),
    )
    return row


def reply_to_objection(tx: Transaction, answer_id: int, *, reply: str) -> MinutesAnswer:
    """Reply, for the convener, to an objection; both stand in the published minutes."""
    found = get_answer(tx.session, answer_id)
    known = tx.session.get(Minutes, found.minutes_id)
    if known is None:
        raise NotPossible("deliberation.no_objection")
    minutes, meeting, proposal = lock_minutes(tx, known.meeting_id)
    tx.session.refresh(found)  # as it stands under the lock
    if found.answer is not Answer.OBJECTED:
        raise NotPossible("deliberation.no_objection")
    away = recused_ids(tx.session, meeting.proposal_id)
    require(policy.may_reply(tx.actor, minutes_facts(minutes, meeting, proposal), away))
    if not reply.strip():
        raise Invalid("deliberation.text_needed", field="reply")
    if len(reply) > OBJECTION_MAX:
        raise Invalid("deliberation.too_long", field="reply", limit=OBJECTION_MAX)
    found.reply, found.replied_at = reply.strip(), tx.now
    found.reply_body_id = meeting.convener_body_id
    record(
        tx,
        ObjectionReplied(
            neighbourhood_id=meeting.neighbourhood_id,
            proposal_id=meeting.proposal_id,
            meeting_id=meeting.meeting_id,
            number=meeting.number,
            body_id=meeting.convener_body_id,
            text_digest=text_digest(tx, found.reply),
        ),
    )
    return found


def close_confirmation(tx: Transaction, duty: Duty) -> None:
    """End the attendees' days: who said nothing has raised no objection."""
    require(only_mechanism(tx.actor))
    minutes, meeting, _proposal = lock_minutes(tx, MeetingId(duty.subject_id))
    _end_confirmation(tx, minutes, meeting, by_clock=True)


def _write_answer(tx: Transaction, minutes: Minutes, *, answer: Answer, text: str) -> MinutesAnswer:
    """Write an attendee's answer in place of any earlier one."""
    attendance = find_attendance(tx.session, minutes.meeting_id, tx.actor.person_id)
    if attendance is None:
        raise NotPermitted("deliberation.attendees_only")
    row = find_own_answer(tx.session, minutes.minutes_id, attendance.attendance_id)
    if row is None:
        row = MinutesAnswer(
            neighbourhood_id=minutes.neighbourhood_id,
            minutes_id=minutes.minutes_id,
            attendance_id=attendance.attendance_id,
            answer=answer,
            text=text,
            version=minutes.version,
            answered_at=tx.now,
        )
        tx.insert(row, NotPossible("deliberation.answered_already"))
        return row
    row.answer, row.text, row.version, row.answered_at = answer, text, minutes.version, tx.now
    row.reply, row.replied_at, row.reply_body_id = "", None, None
    tx.session.flush()  # whether everybody has answered is read next
    return row


def _write_dissent(tx: Transaction, minutes: Minutes, text: str) -> MinutesDissent:
    """Write an attendee's dissent in place of any earlier one."""
    attendance = find_attendance(tx.session, minutes.meeting_id, tx.actor.person_id)
    if attendance is None:
        raise NotPermitted("deliberation.attendees_dissent")
    row = find_dissent(tx.session, minutes.minutes_id, attendance.attendance_id)
    if row is not None:
        row.text, row.filed_at = text, tx.now
        return row
    row = MinutesDissent(
        neighbourhood_id=minutes.neighbourhood_id,
        minutes_id=minutes.minutes_id,
        attendance_id=attendance.attendance_id,
        text=text,
        filed_at=tx.now,
    )
    tx.insert(row, NotPossible("deliberation.put_meanwhile"))
    return row


def _require_objection(answer: Answer, text: str) -> None:
    """Raise Invalid for an objection that says nothing, or too much."""
    if answer is Answer.OBJECTED and not text:
        raise Invalid("deliberation.objection_needed", field="text")
    if len(text) > OBJECTION_MAX:
        raise Invalid("deliberation.too_long", field="text", limit=OBJECTION_MAX)


def _end_confirmation(
    tx: Transaction, minutes: Minutes, meeting: Meeting, *, by_clock: bool
) -> None:
    """Write that the attendees' time is over, with what they said."""
    if minutes.status is not MinutesStatus.CONFIRMING:
        raise NotPossible("deliberation.answers_closed")
    minutes.status, minutes.confirmation_ended_at = MinutesStatus.CONFIRMED, tx.now
    answers = [line.answer for line in list_answers(tx.session, minutes)]
    record(
        tx,
        ConfirmationEnded(
            neighbourhood_id=meeting.neighbourhood_id,
            proposal_id=meeting.proposal_id,
            meeting_id=meeting.meeting_id,
            number=meeting.number,
            attended=len(attended_ids(tx.session, meeting.meeting_id)),
            confirmed=answers.count(Answer.CONFIRMED),
            objected=answers.count(Answer.OBJECTED),
            by_clock=by_clock,
        ),
    )
