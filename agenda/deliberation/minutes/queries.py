"""Reading minutes: the draft as it would be from the record, as it stands, and as published."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from agenda.community.models import Household, Person, Seat
from agenda.community.queries import get_area, get_body, in_scope
from agenda.deliberation.meetings.models import Meeting
from agenda.deliberation.meetings.queries import get_meeting, lock_meeting, meeting_facts
from agenda.deliberation.meetings.record.models import Attendance
from agenda.deliberation.meetings.record.queries import Attendee, list_attendees
from agenda.deliberation.meetings.record.rules import Part
from agenda.deliberation.minutes.models import (
    Minutes,
    MinutesAnswer,
    MinutesCorrection,
    MinutesDissent,
    MinutesEntry,
    PublishedMinutes,
)
from agenda.deliberation.minutes.rules import (
    Answer,
    Entry,
    EntryKind,
    MinutesFacts,
    MinutesPaper,
    MinutesStatus,
    paper_from,
)
from agenda.infra.transaction import Transaction
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import MeetingId, PersonId
from agenda.proposals.models import Proposal
from agenda.proposals.queries import get_proposal


@dataclass(frozen=True)
class AnswerLine:
    """An attendee's answer with his masked name."""

    answer_id: int
    attendance_id: int
    name: str
    answer: Answer
    text: str
    version: int
    reply: str
    reply_body: str


@dataclass(frozen=True)
class Published:
    """Published minutes with what was appended since."""

    paper: MinutesPaper
    row: PublishedMinutes
    corrections: tuple[MinutesCorrection, ...]


def find_minutes(session: Session, meeting_id: MeetingId) -> Minutes | None:
    """Return the minutes of a meeting in whatever state, or None."""
    query = select(Minutes).where(Minutes.meeting_id == meeting_id)
    return session.scalars(query).one_or_none()


def get_minutes(session: Session, meeting_id: MeetingId) -> Minutes:
    """Return the minutes of a meeting; raises NotFound before they are drafted."""
    minutes = find_minutes(session, meeting_id)
    if minutes is None:
        raise NotFound("deliberation.no_minutes")
    return minutes


def get_minutes_by_id(session: Session, minutes_id: int) -> Minutes:
    """Return minutes by their own id; raises NotFound."""
    minutes = session.get(Minutes, minutes_id)
    if minutes is None:
        raise NotFound("deliberation.no_minutes")
    return minutes


def lock_minutes(tx: Transaction, meeting_id: MeetingId) -> tuple[Minutes, Meeting, Proposal]:
    """Return minutes, meeting and proposal as they stand behind the proposal's lock."""
    meeting, proposal = lock_meeting(tx, meeting_id)
    minutes = get_minutes(tx.session, meeting_id)
    tx.session.refresh(minutes)
    return minutes, meeting, proposal


def minutes_facts(minutes: Minutes, meeting: Meeting, proposal: Proposal) -> MinutesFacts:
    """Return minutes as policies see them."""
    return MinutesFacts(meeting_facts(meeting, proposal), minutes.status)


def list_entries(session: Session, minutes_id: int) -> Sequence[MinutesEntry]:
    """Return the entries of a draft in their order."""
    query = (
        select(MinutesEntry)
        .where(MinutesEntry.minutes_id == minutes_id)
        .order_by(MinutesEntry.number)
    )
    return session.scalars(query).all()


def get_entry(session: Session, entry_id: int) -> MinutesEntry:
    """Return an entry of a draft; raises NotFound."""
    entry = session.get(MinutesEntry, entry_id)
    if entry is None:
        raise NotFound("deliberation.no_entry")
    return entry


def as_entry(row: MinutesEntry) -> Entry:
    """Return an entry's row as the rules see it."""
    return Entry(
        kind=row.kind,
        heading=row.heading,
        text=row.text,
        code=row.code,
        votes_for=row.votes_for,
        votes_against=row.votes_against,
        votes_abstain=row.votes_abstain,
        voters=row.voters,
        due_on=row.due_on,
    )


def list_answers(session: Session, minutes: Minutes) -> tuple[AnswerLine, ...]:
    """Return what attendees said of the minutes, the first answer first."""
    people = {a.attendance_id: a for a in list_attendees(session, minutes.meeting_id)}
    query = (
        select(MinutesAnswer)
        .where(MinutesAnswer.minutes_id == minutes.minutes_id)
        .order_by(MinutesAnswer.answer_id)
    )
    rows = session.scalars(query).all()
    bodies = {row.reply_body_id for row in rows if row.reply_body_id}
    names = {body_id: get_body(session, body_id).short_name for body_id in bodies}
    return tuple(
        AnswerLine(
            answer_id=row.answer_id,
            attendance_id=row.attendance_id,
            name=people[row.attendance_id].name,
            answer=row.answer,
            text=row.text,
            version=row.version,
            reply=row.reply,
            reply_body=names.get(row.reply_body_id, "") if row.reply_body_id else "",
        )
        for row in rows
    )


def list_dissents(session: Session, minutes: Minutes) -> tuple[Entry, ...]:
    """Return the dissenting opinions on record as entries, each under its masked name and body."""
    people = {a.attendance_id: a for a in list_attendees(session, minutes.meeting_id)}
    query = (
        select(MinutesDissent)
        .where(MinutesDissent.minutes_id == minutes.minutes_id)
        .order_by(MinutesDissent.dissent_id)
    )
    return tuple(
        Entry(EntryKind.DISSENT, f"{who.body} {who.name}".strip(), row.text)
        for row in session.scalars(query)
        for who in [people[row.attendance_id]]
    )


def find_dissent(session: Session, minutes_id: int, attendance_id: int) -> MinutesDissent | None:
    """Return an attendee's own dissenting opinion, or None."""
    query = select(MinutesDissent).where(
        MinutesDissent.minutes_id == minutes_id, MinutesDissent.attendance_id == attendance_id
    )
    return session.scalars(query).one_or_none()


def get_answer(session: Session, answer_id: int) -> MinutesAnswer:
    """Return an attendee's answer; raises NotFound."""
    answer = session.get(MinutesAnswer, answer_id)
    if answer is None:
        raise NotFound("deliberation.no_answer")
    return answer


def find_own_answer(session: Session, minutes_id: int, attendance_id: int) -> MinutesAnswer | None:
    """Return an attendee's own answer, or None."""
    query = select(MinutesAnswer).where(
        MinutesAnswer.minutes_id == minutes_id, MinutesAnswer.attendance_id == attendance_id
    )
    return session.scalars(query).one_or_none()


def has_everybody_answered(session: Session, minutes: Minutes) -> bool:
    """Whether all attendees of the roster have answered; guests by name have no account to."""
    asked = select(func.count()).where(
        Attendance.meeting_id == minutes.meeting_id, Attendance.person_id.is_not(None)
    )
    answered = select(func.count()).where(MinutesAnswer.minutes_id == minutes.minutes_id)
    return session.execute(answered).scalar_one() >= session.execute(asked).scalar_one()


def find_published(session: Session, meeting_id: MeetingId) -> Published | None:
    """Return the published minutes of a meeting with their corrections, or None."""
    query = select(PublishedMinutes).where(PublishedMinutes.meeting_id == meeting_id)
    row = session.scalars(query).one_or_none()
    if row is None:
        return None
    appended = (
        select(MinutesCorrection)
        .where(MinutesCorrection.minutes_id == row.minutes_id)
        .order_by(MinutesCorrection.number)
    )
    return Published(paper_from(json.loads(row.paper)), row, tuple(session.scalars(appended)))


def minutes_to_confirm(session: Session, person_id: PersonId) -> Sequence[Meeting]:
    """Return the meetings whose minutes wait for this person's answer: the home page's strip."""
    answered = select(MinutesAnswer.attendance_id)
    query = (
        select(Meeting)
        .join(Minutes, Minutes.meeting_id == Meeting.meeting_id)
        .join(Attendance, Attendance.meeting_id == Meeting.meeting_id)
        .where(
            Minutes.status == MinutesStatus.CONFIRMING,
            Attendance.person_id == person_id,
            Attendance.attendance_id.not_in(answered),
        )
        .order_by(Minutes.confirm_by)
    )
    return session.scalars(query).all()


def names_to_keep(session: Session, meeting_id: MeetingId) -> frozenset[str]:
    """Return the real names that must not stand beside a room: of the scope, of who was there.

    For the scan alone; they are never shown.
    """
    proposal = get_proposal(session, get_meeting(session, meeting_id).proposal_id)
    scope = get_area(session, proposal.scope_id)
    living = (
        select(Person.name)
        .join(Household, Household.household_id == Person.household_id)
        .where(in_scope(scope))
    )
    there = (
        select(Person.name)
        .join(Attendance, Attendance.person_id == Person.person_id)
        .where(Attendance.meeting_id == meeting_id)
    )
    guests = select(Attendance.guest_name).where(
        Attendance.meeting_id == meeting_id, Attendance.guest_name != ""
    )
    seated = (
        select(Person.name)
        .join(Seat, Seat.person_id == Person.person_id)
        .where(Seat.neighbourhood_id == proposal.neighbourhood_id)
    )
    return frozenset(session.scalars(living.union(there, guests, seated)))


def blank_paper(session: Session, meeting: Meeting) -> MinutesPaper:
    """Return the head of a meeting's minutes as the record has it, without any entry."""
    attendees = list_attendees(session, meeting.meeting_id)
    return MinutesPaper(
        meeting_id=meeting.meeting_id,
        number=meeting.number,
        kind=meeting.kind,
        title=meeting.title,
        starts_at=meeting.starts_at,
        place=meeting.place,
        convener=get_body(session, meeting.convener_body_id).name,
        chair=_who(attendees, Part.CHAIR),
        recorder=_who(attendees, Part.RECORDER),
        entries=(),
        attended=len(attendees),
    )


def _who(attendees: Iterable[Attendee], part: Part) -> str:
    """Return the masked name of who chaired or recorded, empty where nobody did."""
    return next((a.name for a in attendees if a.part is part), "")
