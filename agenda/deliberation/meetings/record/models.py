"""Tables of what is kept while a meeting runs; they are not changed once it has ended."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from agenda.deliberation.meetings.record.rules import Capacity, Channel, MotionOutcome, Part
from agenda.infra.db import BigId, Model, enum_column
from agenda.kernel.ids import BodyId, MeetingId, NeighbourhoodId, PersonId


class Attendance(Model):
    """Somebody signed in: a person of the roster, or a guest by name."""

    __tablename__ = "attendances"
    __table_args__ = (
        UniqueConstraint("meeting_id", "attendee_key"),
        CheckConstraint("(capacity = 'body') = (body_id IS NOT NULL)", name="body"),
        CheckConstraint("(person_id IS NULL) = (guest_name <> '')", name="who"),
        Index(None, "person_id"),
    )

    attendance_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    meeting_id: Mapped[MeetingId] = mapped_column(BigId, ForeignKey("meetings.meeting_id"))
    attendee_key: Mapped[str] = mapped_column(String(140))
    """Says who it is, so that nobody signs in twice: `p:12`, or `g:` with name and place."""
    person_id: Mapped[PersonId | None] = mapped_column(BigId, ForeignKey("persons.person_id"))
    guest_name: Mapped[str] = mapped_column(String(40), default="")
    guest_place: Mapped[str] = mapped_column(String(60), default="")
    """Building or organization of a guest."""
    capacity: Mapped[Capacity] = enum_column(Capacity)
    body_id: Mapped[BodyId | None] = mapped_column(BigId, ForeignKey("bodies.body_id"))
    part: Mapped[Part] = enum_column(Part, default=Part.PARTICIPANT)
    channel: Mapped[Channel] = enum_column(Channel)
    signed_in_at: Mapped[datetime]


class Speech(Model):
    """What somebody said on an item, as noted."""

    __tablename__ = "speeches"
    __table_args__ = (Index(None, "meeting_id", "item_id", "speech_id"),)

    speech_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    meeting_id: Mapped[MeetingId] = mapped_column(BigId, ForeignKey("meetings.meeting_id"))
    item_id: Mapped[int] = mapped_column(BigId, ForeignKey("agenda_items.item_id"))
    attendance_id: Mapped[int] = mapped_column(BigId, ForeignKey("attendances.attendance_id"))
    text: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)
    noted_at: Mapped[datetime]


class Motion(Model):
    """A motion and its show of hands; one with paragraphs adopts them as the agreement."""

    __tablename__ = "motions"
    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        CheckConstraint("(outcome IS NULL) = (decided_at IS NULL)", name="decided"),
        CheckConstraint("(outcome IS NULL) = (voters IS NULL)", name="counted"),
        CheckConstraint(
            "outcome IS NULL OR (votes_for >= 0 AND votes_against >= 0 AND votes_abstain >= 0"
            " AND votes_for + votes_against + votes_abstain <= voters)",
            name="hands",
        ),
    )

    motion_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    meeting_id: Mapped[MeetingId] = mapped_column(BigId, ForeignKey("meetings.meeting_id"))
    item_id: Mapped[int] = mapped_column(BigId, ForeignKey("agenda_items.item_id"))
    number: Mapped[int]
    mover_id: Mapped[int] = mapped_column(BigId, ForeignKey("attendances.attendance_id"))
    text: Mapped[str] = mapped_column(Text)
    is_agreement: Mapped[bool]
    amends_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("motions.motion_id"))
    """The motion it would change; it is decided before that one."""
    replaced: Mapped[str] = mapped_column(Text, default="")
    """Of a carried amendment: the words that stood there before."""
    is_secret: Mapped[bool] = mapped_column(default=False)
    """Whether it was decided by a secret vote in the room."""
    put_at: Mapped[datetime]
    votes_for: Mapped[int] = mapped_column(default=0)
    votes_against: Mapped[int] = mapped_column(default=0)
    votes_abstain: Mapped[int] = mapped_column(default=0)
    voters: Mapped[int | None]
    """How many of those signed in had a hand to show."""
    outcome: Mapped[MotionOutcome | None] = enum_column(MotionOutcome)
    decided_at: Mapped[datetime | None]


class MotionParagraph(Model):
    """One numbered paragraph of the text a motion would adopt."""

    __tablename__ = "motion_paragraphs"

    motion_id: Mapped[int] = mapped_column(BigId, ForeignKey("motions.motion_id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    text: Mapped[str] = mapped_column(Text)


class AgreedTask(Model):
    """A task agreed in a meeting: what, by which body, by when."""

    __tablename__ = "agreed_tasks"
    __table_args__ = (UniqueConstraint("meeting_id", "number"),)

    agreed_task_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    meeting_id: Mapped[MeetingId] = mapped_column(BigId, ForeignKey("meetings.meeting_id"))
    item_id: Mapped[int] = mapped_column(BigId, ForeignKey("agenda_items.item_id"))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    body_id: Mapped[BodyId] = mapped_column(BigId, ForeignKey("bodies.body_id"))
    due_on: Mapped[date]
