"""Publishing minutes: by the convener once confirmed and clean, by the clock whatever is missing."""

from collections.abc import Iterator
from dataclasses import replace

from agenda.deliberation.meetings.closing.commands import settle_meeting
from agenda.deliberation.meetings.models import Meeting
from agenda.deliberation.meetings.queries import lock_meeting
from agenda.deliberation.meetings.rules import MeetingStatus
from agenda.deliberation.minutes import policy
from agenda.deliberation.minutes.drafting.commands import write_draft
from agenda.deliberation.minutes.events import MinutesCorrected, MinutesPublished
from agenda.deliberation.minutes.models import Minutes, MinutesCorrection, PublishedMinutes
from agenda.deliberation.minutes.queries import (
    AnswerLine,
    as_entry,
    blank_paper,
    find_minutes,
    find_published,
    list_answers,
    list_dissents,
    list_entries,
    lock_minutes,
    minutes_facts,
    names_to_keep,
)
from agenda.deliberation.minutes.rules import (
    CORRECTION_MAX,
    Answer,
    Entry,
    EntryKind,
    MinutesPaper,
    MinutesStatus,
    count_flags,
    is_empty_note,
    paper_data,
    without_flags,
)
from agenda.deliberation.parties.queries import recused_ids
from agenda.infra.audit import quiet, record, text_digest
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import only_mechanism, require
from agenda.kernel.chain import canonical
from agenda.kernel.errors import Invalid, NotPossible, Stale
from agenda.kernel.ids import MeetingId
from agenda.kernel.privacy import scan
from agenda.procedure.commands import cancel_duty, fulfil_duty
from agenda.procedure.queries import find_open_duty
from agenda.procedure.rules import Duty, DutyKind


def publish_minutes(tx: Transaction, meeting_id: MeetingId, *, version: int) -> PublishedMinutes:
    """Publish confirmed minutes: from now on nobody changes them.

    Raises Invalid while the scan finds something that may not go public, Stale if the draft was
    changed since it was read. Objections stand in the paper with their replies.
    """
    minutes, meeting, proposal = lock_minutes(tx, meeting_id)
    away = recused_ids(tx.session, meeting.proposal_id)
    require(policy.may_publish(tx.actor, minutes_facts(minutes, meeting, proposal), away))
    if minutes.version != version:
        raise Stale("deliberation.edited_meanwhile", current="", version=minutes.version)
    names = names_to_keep(tx.session, meeting_id)
    entries = [as_entry(row) for row in list_entries(tx.session, minutes.minutes_id)]
    found = count_flags(entries, names)
    if found:
        raise Invalid("deliberation.minutes_flagged", count=found)
    fulfil_duty(tx, DutyKind.PUBLISH_MINUTES, meeting.proposal_id, subject_id=meeting_id)
    return _publish(tx, minutes, meeting, by_default=False)


def publish_by_default(tx: Transaction, duty: Duty) -> None:
    """Publish the draft nobody published, or one drawn from the record, with passages masked.

    A meeting whose record nobody closed is settled first; where nobody came there are no minutes.
    """
    require(only_mechanism(tx.actor))
    meeting, _proposal = lock_meeting(tx, MeetingId(duty.subject_id))
    if meeting.status is MeetingStatus.CALLED:
        meeting = settle_meeting(tx, meeting.meeting_id)
    if meeting.status is not MeetingStatus.HELD or find_published(tx.session, meeting.meeting_id):
        quiet(tx)
        return
    minutes = find_minutes(tx.session, meeting.meeting_id) or write_draft(tx, meeting)
    kind, subject = DutyKind.CONFIRM_MINUTES, meeting.meeting_id
    waiting = find_open_duty(tx.session, meeting.proposal_id, kind, subject_id=subject)
    if waiting is not None:
        cancel_duty(tx, waiting)
    _publish(tx, minutes, meeting, by_default=True)


def correct_minutes(tx: Transaction, meeting_id: MeetingId, *, text: str) -> MinutesCorrection:
    """Append a correction to published minutes; it is shown with them wherever they are."""
    minutes, meeting, proposal = lock_minutes(tx, meeting_id)
    away = recused_ids(tx.session, meeting.proposal_id)
    require(policy.may_correct(tx.actor, minutes_facts(minutes, meeting, proposal), away))
    if not text.strip():
        raise Invalid("deliberation.text_needed", field="text")
    if len(text) > CORRECTION_MAX:
        raise Invalid("deliberation.too_long", field="text", limit=CORRECTION_MAX)
    if scan(text, names=names_to_keep(tx.session, meeting_id)):
        raise Invalid("deliberation.private_passage", field="text")
    published = find_published(tx.session, meeting_id)
    number = len(published.corrections) + 1 if published else 1
    correction = MinutesCorrection(
        neighbourhood_id=meeting.neighbourhood_id,
        minutes_id=minutes.minutes_id,
        number=number,
        text=text.strip(),
        body_id=meeting.convener_body_id,
        digest=text_digest(tx, text.strip()),
        corrected_at=tx.now,
    )
    tx.insert(correction, NotPossible("deliberation.put_meanwhile"))
    record(
        tx,
        MinutesCorrected(
            neighbourhood_id=meeting.neighbourhood_id,
            proposal_id=meeting.proposal_id,
            meeting_id=meeting_id,
            number=meeting.number,
            correction=number,
            body_id=meeting.convener_body_id,
            text_digest=correction.digest,
        ),
    )
    return correction


def _publish(
    tx: Transaction, minutes: Minutes, meeting: Meeting, *, by_default: bool
) -> PublishedMinutes:
    """Write the paper, masked and sealed by its digest, and record it."""
    paper, masked = _paper(tx, minutes, meeting)
    text = canonical(paper_data(paper))
    published = PublishedMinutes(
        minutes_id=minutes.minutes_id,
        neighbourhood_id=meeting.neighbourhood_id,
        proposal_id=meeting.proposal_id,
        meeting_id=meeting.meeting_id,
        paper=text,
        digest=text_digest(tx, text),
        is_confirmed=minutes.status is MinutesStatus.CONFIRMED,
        by_default=by_default,
        published_at=tx.now,
    )
    tx.insert(published, NotPossible("deliberation.minutes_published"))
    minutes.status, minutes.published_at = MinutesStatus.PUBLISHED, tx.now
    record(
        tx,
        MinutesPublished(
            neighbourhood_id=meeting.neighbourhood_id,
            proposal_id=meeting.proposal_id,
            meeting_id=meeting.meeting_id,
            number=meeting.number,
            body_id=meeting.convener_body_id,
            is_confirmed=published.is_confirmed,
            by_default=by_default,
            passages_masked=masked,
            text_digest=published.digest,
        ),
    )
    return published


def _paper(tx: Transaction, minutes: Minutes, meeting: Meeting) -> tuple[MinutesPaper, int]:
    """Return what the paper says, and how many passages had to be blotted out."""
    names = names_to_keep(tx.session, meeting.meeting_id)
    answers = list_answers(tx.session, minutes)
    confirmed = [line for line in answers if line.answer is Answer.CONFIRMED]
    rows = list_entries(tx.session, minutes.minutes_id)
    entries = [e for e in map(as_entry, rows) if not is_empty_note(e)]
    entries += [*list_dissents(tx.session, minutes), *_objections(answers)]
    paper = replace(
        blank_paper(tx.session, meeting),
        entries=tuple(without_flags(entry, names) for entry in entries),
        confirmed=len(confirmed),
        confirmed_before=sum(line.version < minutes.version for line in confirmed),
        objected=len(answers) - len(confirmed),
    )
    return paper, count_flags(entries, names)


def _objections(answers: tuple[AnswerLine, ...]) -> Iterator[Entry]:
    """Yield every objection under the objector's masked name, with the reply where there is one."""
    for line in answers:
        if line.answer is Answer.OBJECTED:
            yield Entry(EntryKind.OBJECTION, line.name, line.text)
            if line.reply:
                yield Entry(EntryKind.REPLY, line.reply_body, line.reply)
