"""Drafting minutes from the record, editing them, and sending them to the attendees."""

from datetime import datetime

from agenda.deliberation.meetings.models import Meeting
from agenda.deliberation.meetings.queries import lock_meeting, meeting_facts
from agenda.deliberation.minutes import policy
from agenda.deliberation.minutes.drafting.queries import entries_from_record
from agenda.deliberation.minutes.events import MinutesSubmitted
from agenda.deliberation.minutes.models import Minutes, MinutesEntry
from agenda.deliberation.minutes.queries import (
    as_entry,
    get_entry,
    list_entries,
    lock_minutes,
    minutes_facts,
    names_to_keep,
)
from agenda.deliberation.minutes.rules import (
    EDITABLE,
    ENTRY_MAX,
    Entry,
    EntryKind,
    MinutesStatus,
    publication_due,
    without_flags,
)
from agenda.deliberation.parties.queries import recused_ids
from agenda.infra.audit import quiet, record, text_digest
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Invalid, NotPossible, Stale
from agenda.kernel.ids import MeetingId
from agenda.procedure.calendar.rules import due_in_days
from agenda.procedure.commands import extend_duty, open_duty
from agenda.procedure.queries import find_open_duty
from agenda.procedure.rules import Bearer, DutyKind, Procedure
from agenda.proposals.queries import procedure_of

CONFIRMATION_GIVEN = "confirmation"
"""Why the minutes may come later than planned: the attendees have to have their days."""


def draft_minutes(tx: Transaction, meeting_id: MeetingId) -> Minutes:
    """Draft the minutes of a meeting from its record: attendance, positions, speeches, motions."""
    meeting, proposal = lock_meeting(tx, meeting_id)
    away = recused_ids(tx.session, meeting.proposal_id)
    require(policy.may_draft(tx.actor, meeting_facts(meeting, proposal), away))
    minutes = write_draft(tx, meeting)
    quiet(tx)
    return minutes


def write_draft(tx: Transaction, meeting: Meeting) -> Minutes:
    """Write a draft from the record, for commands that have required it and hold the lock."""
    minutes = Minutes(
        neighbourhood_id=meeting.neighbourhood_id,
        proposal_id=meeting.proposal_id,
        meeting_id=meeting.meeting_id,
        drafted_at=tx.now,
    )
    tx.insert(minutes, NotPossible("deliberation.drafted_already"))
    entries = entries_from_record(tx.session, meeting)
    tx.session.add_all(
        _row(minutes, number, entry) for number, entry in enumerate(entries, start=1)
    )
    tx.session.flush()  # the entries are read back by whoever goes on from here
    return minutes


def edit_entry(tx: Transaction, entry_id: int, *, text: str, version: int) -> MinutesEntry:
    """Change the words of a speech or a note; raises Stale if somebody else just did.

    Attendance, agenda, motions and counts stand as they were recorded.
    """
    entry = get_entry(tx.session, entry_id)
    minutes = _edit(tx, entry.minutes_id)
    tx.session.refresh(entry)
    if entry.kind not in EDITABLE:
        raise NotPossible("deliberation.entry_fixed")
    if entry.version != version:
        raise Stale("deliberation.edited_meanwhile", current=entry.text, version=entry.version)
    if entry.kind is EntryKind.SPEECH and not text.strip():
        raise Invalid("deliberation.text_needed", field="text")
    if len(text) > ENTRY_MAX:
        raise Invalid("deliberation.too_long", field="text", limit=ENTRY_MAX)
    entry.text, entry.version = text, version + 1
    minutes.version += 1
    quiet(tx)
    return entry


def add_note(tx: Transaction, entry_id: int, *, text: str) -> MinutesEntry:
    """Add a note after an entry: what the record left out."""
    before = get_entry(tx.session, entry_id)
    minutes = _edit(tx, before.minutes_id)
    if not text.strip() or len(text) > ENTRY_MAX:
        raise Invalid("deliberation.text_needed", field="text")
    rows = list_entries(tx.session, minutes.minutes_id)
    for row in reversed([row for row in rows if row.number > before.number]):
        row.number += 1
        tx.session.flush()  # one by one from the end, so that no two share a number
    note = _row(minutes, before.number + 1, Entry(EntryKind.NOTE, text=text))
    tx.session.add(note)
    minutes.version += 1
    quiet(tx)
    return note


def mask_minutes(tx: Transaction, meeting_id: MeetingId) -> int:
    """Blot out, in one act, everything the scan found; returns how many entries it changed."""
    minutes, meeting, proposal = lock_minutes(tx, meeting_id)
    away = recused_ids(tx.session, meeting.proposal_id)
    require(policy.may_mask(tx.actor, minutes_facts(minutes, meeting, proposal), away))
    names = names_to_keep(tx.session, meeting_id)
    changed = 0
    for row in list_entries(tx.session, minutes.minutes_id):
        clean = without_flags(as_entry(row), names)
        if (clean.heading, clean.text) != (row.heading, row.text):
            row.heading, row.text = clean.heading, clean.text
            row.version += 1
            changed += 1
    minutes.version += bool(changed)
    quiet(tx)
    return changed


def submit_minutes(tx: Transaction, meeting_id: MeetingId, *, version: int) -> Minutes:
    """Ask the attendees to confirm or object; the publication waits until their days are over."""
    minutes, meeting, proposal = lock_minutes(tx, meeting_id)
    away = recused_ids(tx.session, meeting.proposal_id)
    require(policy.may_submit(tx.actor, minutes_facts(minutes, meeting, proposal), away))
    if minutes.version != version:
        raise Stale("deliberation.edited_meanwhile", current="", version=minutes.version)
    procedure = procedure_of(tx.session, proposal)
    confirm_by = due_in_days(tx.now, procedure.minutes_confirmation_days)
    minutes.status, minutes.submitted_at = MinutesStatus.CONFIRMING, tx.now
    minutes.confirm_by = confirm_by
    _wait_for_attendees(tx, minutes, confirm_by, procedure)
    words = (f"{e.heading}\n{e.text}" for e in list_entries(tx.session, minutes.minutes_id))
    record(
        tx,
        MinutesSubmitted(
            neighbourhood_id=meeting.neighbourhood_id,
            proposal_id=meeting.proposal_id,
            meeting_id=meeting_id,
            number=meeting.number,
            body_id=meeting.convener_body_id,
            version=version,
            confirm_by=confirm_by,
            text_digest=text_digest(tx, "\n".join(words)),
        ),
    )
    return minutes


def _wait_for_attendees(
    tx: Transaction, minutes: Minutes, confirm_by: datetime, procedure: Procedure
) -> None:
    """Open the attendees' days, and let the publication be due after them."""
    owed = DutyKind.PUBLISH_MINUTES
    duty = find_open_duty(tx.session, minutes.proposal_id, owed, subject_id=minutes.meeting_id)
    if duty is None or duty.is_due(tx.now):
        raise NotPossible("procedure.too_late")
    open_duty(
        tx,
        DutyKind.CONFIRM_MINUTES,
        neighbourhood_id=minutes.neighbourhood_id,
        proposal_id=minutes.proposal_id,
        due_at=confirm_by,
        bearer=Bearer.RESIDENTS,
        subject_id=minutes.meeting_id,
    )
    due_at = publication_due(confirm_by, procedure.minutes_publication_workdays)
    if due_at > duty.due_at:
        extend_duty(
            tx,
            duty,
            neighbourhood_id=minutes.neighbourhood_id,
            due_at=due_at,
            reason=CONFIRMATION_GIVEN,
        )


def _edit(tx: Transaction, minutes_id: int) -> Minutes:
    """Return minutes under the proposal's lock, for an actor who may change them now."""
    found = tx.session.get(Minutes, minutes_id)
    if found is None:
        raise NotPossible("deliberation.no_minutes")
    minutes, meeting, proposal = lock_minutes(tx, found.meeting_id)
    away = recused_ids(tx.session, meeting.proposal_id)
    require(policy.may_edit(tx.actor, minutes_facts(minutes, meeting, proposal), away))
    return minutes


def _row(minutes: Minutes, number: int, entry: Entry) -> MinutesEntry:
    """Return the row of an entry."""
    return MinutesEntry(
        neighbourhood_id=minutes.neighbourhood_id,
        minutes_id=minutes.minutes_id,
        number=number,
        kind=entry.kind,
        heading=entry.heading,
        text=entry.text,
        code=entry.code,
        votes_for=entry.votes_for,
        votes_against=entry.votes_against,
        votes_abstain=entry.votes_abstain,
        voters=entry.voters,
        due_on=entry.due_on,
    )
