"""Reading what was kept of a meeting; people stand there masked, as in public."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from agenda.community.models import Body, Seat
from agenda.community.people.queries import public_names
from agenda.deliberation.meetings.models import AgendaItem, Invitation, Meeting
from agenda.deliberation.meetings.queries import list_items
from agenda.deliberation.meetings.record.models import (
    AgreedTask,
    Attendance,
    Motion,
    MotionParagraph,
    Speech,
)
from agenda.deliberation.meetings.record.rules import (
    Capacity,
    Channel,
    MotionOutcome,
    Part,
    Present,
)
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import BodyId, MeetingId, PersonId
from agenda.kernel.texts import masked_name


@dataclass(frozen=True)
class Attendee:
    """Somebody on the attendance list; `name` is masked, never beside a room."""

    attendance_id: int
    number: int
    """His place on the list, to tell two 王** apart."""
    person_id: PersonId | None
    name: str
    capacity: Capacity
    body_id: BodyId | None
    body: str
    part: Part
    channel: Channel

    @property
    def label(self) -> str:
        """How he stands beside his words: number, body if he speaks for one, masked name."""
        return " ".join(part for part in (f"{self.number}.", self.body, self.name) if part)


@dataclass(frozen=True)
class ItemRecord:
    """What was said, moved and agreed on one item of the agenda, each in its order."""

    item: AgendaItem
    speeches: list[Speech] = field(default_factory=list)
    motions: list[Motion] = field(default_factory=list)
    tasks: list[AgreedTask] = field(default_factory=list)


@dataclass(frozen=True)
class Record:
    """The whole record of a meeting."""

    attendees: dict[int, Attendee]
    """By attendance, in the order of signing in."""
    items: tuple[ItemRecord, ...]
    paragraphs: dict[int, tuple[str, ...]]
    """By motion."""

    @property
    def has_begun(self) -> bool:
        """Whether anything was said or moved yet."""
        return any(item.speeches or item.motions or item.tasks for item in self.items)


@dataclass(frozen=True)
class SeatChoice:
    """A seat holder of an invited body, for the secretary to sign in."""

    person_id: PersonId
    body_id: BodyId
    name: str
    body: str
    title: str


def get_attendance(session: Session, attendance_id: int) -> Attendance:
    """Return somebody's attendance; raises NotFound."""
    attendance = session.get(Attendance, attendance_id)
    if attendance is None:
        raise NotFound("deliberation.no_attendance")
    return attendance


def find_attendance(
    session: Session, meeting_id: MeetingId, person_id: PersonId | None
) -> Attendance | None:
    """Return a person's attendance of a meeting, or None."""
    query = select(Attendance).where(
        Attendance.meeting_id == meeting_id, Attendance.person_id == person_id
    )
    return session.scalars(query).one_or_none() if person_id else None


def get_speech(session: Session, speech_id: int) -> Speech:
    """Return a speech; raises NotFound."""
    speech = session.get(Speech, speech_id)
    if speech is None:
        raise NotFound("deliberation.no_speech")
    return speech


def get_motion(session: Session, motion_id: int) -> Motion:
    """Return a motion; raises NotFound."""
    motion = session.get(Motion, motion_id)
    if motion is None:
        raise NotFound("deliberation.no_motion")
    return motion


def present(session: Session, meeting_id: MeetingId) -> tuple[Present, ...]:
    """Return who is on the attendance list, as the rules see them."""
    query = (
        select(Attendance.capacity, Attendance.body_id, Attendance.person_id, Attendance.part)
        .where(Attendance.meeting_id == meeting_id)
        .order_by(Attendance.attendance_id)
    )
    return tuple(Present(*row) for row in session.execute(query))


def attended_ids(session: Session, meeting_id: MeetingId) -> frozenset[PersonId]:
    """Return the persons of the roster who were there."""
    query = select(Attendance.person_id).where(
        Attendance.meeting_id == meeting_id, Attendance.person_id.is_not(None)
    )
    return frozenset(person_id for person_id in session.scalars(query) if person_id)


def list_attendees(session: Session, meeting_id: MeetingId) -> Sequence[Attendee]:
    """Return the attendance list in the order of signing in, three queries in all."""
    query = (
        select(Attendance, Body.short_name)
        .outerjoin(Body, Body.body_id == Attendance.body_id)
        .where(Attendance.meeting_id == meeting_id)
        .order_by(Attendance.attendance_id)
    )
    rows = session.execute(query).all()
    ids = {row.person_id for row, _body in rows if row.person_id}
    names = public_names(session, ids, anonymous_word="") if ids else {}
    return [
        Attendee(
            attendance_id=row.attendance_id,
            number=number,
            person_id=row.person_id,
            name=_shown(row, names),
            capacity=row.capacity,
            body_id=row.body_id,
            body=body or "",
            part=row.part,
            channel=row.channel,
        )
        for number, (row, body) in enumerate(rows, start=1)
    ]


def meeting_record(session: Session, meeting_id: MeetingId) -> Record:
    """Return everything kept of a meeting, in a fixed number of queries."""
    records = {item.item_id: ItemRecord(item) for item in list_items(session, meeting_id)}
    said = select(Speech).where(Speech.meeting_id == meeting_id).order_by(Speech.speech_id)
    for speech in session.scalars(said):
        records[speech.item_id].speeches.append(speech)
    motions = list_motions(session, meeting_id)
    for motion in motions:
        records[motion.item_id].motions.append(motion)
    agreed = select(AgreedTask).where(AgreedTask.meeting_id == meeting_id)
    for task in session.scalars(agreed.order_by(AgreedTask.number)):
        records[task.item_id].tasks.append(task)
    attendees = {a.attendance_id: a for a in list_attendees(session, meeting_id)}
    texts = _paragraphs(session, [m.motion_id for m in motions])
    return Record(attendees, tuple(records.values()), texts)


def list_motions(session: Session, meeting_id: MeetingId) -> Sequence[Motion]:
    """Return the motions of a meeting in their order."""
    query = select(Motion).where(Motion.meeting_id == meeting_id).order_by(Motion.number)
    return session.scalars(query).all()


def list_paragraphs(session: Session, motion_id: int) -> tuple[str, ...]:
    """Return the numbered text a motion would adopt, empty for other motions."""
    return _paragraphs(session, [motion_id]).get(motion_id, ())


def find_agreement(session: Session, meeting_id: MeetingId) -> Motion | None:
    """Return the carried motion of a meeting that adopts an agreement, or None."""
    query = select(Motion).where(
        Motion.meeting_id == meeting_id,
        Motion.is_agreement,
        Motion.outcome == MotionOutcome.CARRIED,
    )
    return session.scalars(query).one_or_none()


def count_motions(session: Session, meeting_id: MeetingId) -> int:
    """Return how many motions were put in a meeting."""
    query = select(func.count()).where(Motion.meeting_id == meeting_id)
    return session.execute(query).scalar_one()


def count_tasks(session: Session, meeting_id: MeetingId) -> int:
    """Return how many tasks were agreed in a meeting."""
    query = select(func.count()).where(AgreedTask.meeting_id == meeting_id)
    return session.execute(query).scalar_one()


def list_agreed_tasks(session: Session, sitting_id: int) -> Sequence[AgreedTask]:
    """Return the tasks agreed in the meetings of a sitting, in their order."""
    query = (
        select(AgreedTask)
        .join(Meeting, Meeting.meeting_id == AgreedTask.meeting_id)
        .where(Meeting.sitting_id == sitting_id)
        .order_by(AgreedTask.meeting_id, AgreedTask.number)
    )
    return session.scalars(query).all()


def list_seat_choices(session: Session, meeting_id: MeetingId) -> Sequence[SeatChoice]:
    """Return the seat holders of the invited bodies who have not signed in yet, names masked."""
    signed = select(Attendance.person_id).where(
        Attendance.meeting_id == meeting_id, Attendance.person_id.is_not(None)
    )
    query = (
        select(Seat.person_id, Body.body_id, Body.short_name, Seat.title)
        .join(Body, Body.body_id == Seat.body_id)
        .join(Invitation, Invitation.body_id == Body.body_id)
        .where(
            Invitation.meeting_id == meeting_id,
            Seat.confirmed_at.is_not(None),
            Seat.ended_at.is_(None),
            Seat.person_id.not_in(signed),
        )
        .order_by(Body.body_id, Seat.seat_id)
    )
    rows = session.execute(query).all()
    ids = {row.person_id for row in rows}
    names = public_names(session, ids, anonymous_word="") if ids else {}
    return [SeatChoice(p, b, names[p], body, title) for p, b, body, title in rows]


def _shown(row: Attendance, names: dict[PersonId, str]) -> str:
    """Return how an attendee stands on the list."""
    if row.person_id is not None:
        return names[row.person_id]
    return f"{row.guest_place} {masked_name(row.guest_name)}".strip()


def _paragraphs(session: Session, motion_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Return the numbered texts of motions."""
    query = (
        select(MotionParagraph.motion_id, MotionParagraph.text)
        .where(MotionParagraph.motion_id.in_(list(motion_ids)))
        .order_by(MotionParagraph.motion_id, MotionParagraph.number)
    )
    texts: dict[int, list[str]] = defaultdict(list)
    for motion_id, text in session.execute(query):
        texts[motion_id].append(text)
    return {motion_id: tuple(paragraphs) for motion_id, paragraphs in texts.items()}


def has_open_amendment(session: Session, motion_id: int) -> bool:
    """Whether an amendment to a motion still waits for its decision."""
    query = select(Motion.motion_id).where(Motion.amends_id == motion_id, Motion.outcome.is_(None))
    return session.scalars(query.limit(1)).first() is not None
