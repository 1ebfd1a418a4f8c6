"""Tables of minutes: the draft in entries, the attendees' answers, and the paper nobody changes."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from agenda.deliberation.minutes.rules import Answer, EntryKind, MinutesStatus
from agenda.infra.db import BigId, Model, enum_column
from agenda.kernel.ids import BodyId, MeetingId, NeighbourhoodId, ProposalId


class Minutes(Model):
    """The minutes of a meeting on their way from draft to publication."""

    __tablename__ = "minutes"
    __table_args__ = (
        CheckConstraint("status <> 'confirming' OR confirm_by IS NOT NULL", name="confirming"),
        CheckConstraint(
            "status <> 'confirmed' OR confirmation_ended_at IS NOT NULL", name="confirmed"
        ),
        CheckConstraint("(status = 'published') = (published_at IS NOT NULL)", name="published"),
    )

    minutes_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    proposal_id: Mapped[ProposalId] = mapped_column(BigId, ForeignKey("proposals.proposal_id"))
    meeting_id: Mapped[MeetingId] = mapped_column(
        BigId, ForeignKey("meetings.meeting_id"), unique=True
    )
    status: Mapped[MinutesStatus] = enum_column(MinutesStatus, default=MinutesStatus.DRAFT)
    version: Mapped[int] = mapped_column(default=1)
    """Counts changes; an attendee confirms one version."""
    drafted_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    confirm_by: Mapped[datetime | None]
    confirmation_ended_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]


class MinutesEntry(Model):
    """One entry of a draft (`rules.Entry`)."""

    __tablename__ = "minutes_entries"
    __table_args__ = (UniqueConstraint("minutes_id", "number"),)

    entry_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    minutes_id: Mapped[int] = mapped_column(BigId, ForeignKey("minutes.minutes_id"))
    number: Mapped[int]
    kind: Mapped[EntryKind] = enum_column(EntryKind)
    heading: Mapped[str] = mapped_column(String(200), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    code: Mapped[str] = mapped_column(String(40), default="")
    votes_for: Mapped[int] = mapped_column(default=0)
    votes_against: Mapped[int] = mapped_column(default=0)
    votes_abstain: Mapped[int] = mapped_column(default=0)
    voters: Mapped[int] = mapped_column(default=0)
    due_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)


class MinutesAnswer(Model):
    """What one attendee says of the minutes, and the convener's reply to an objection."""

    __tablename__ = "minutes_answers"
    __table_args__ = (
        UniqueConstraint("minutes_id", "attendance_id"),
        CheckConstraint("(answer = 'objected') = (text <> '')", name="objection"),
        CheckConstraint("(reply = '') = (replied_at IS NULL)", name="replied"),
    )

    answer_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    minutes_id: Mapped[int] = mapped_column(BigId, ForeignKey("minutes.minutes_id"))
    attendance_id: Mapped[int] = mapped_column(BigId, ForeignKey("attendances.attendance_id"))
    answer: Mapped[Answer] = enum_column(Answer)
    text: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int]
    """The version of the minutes that was answered."""
    answered_at: Mapped[datetime]
    reply: Mapped[str] = mapped_column(Text, default="")
    reply_body_id: Mapped[BodyId | None] = mapped_column(BigId, ForeignKey("bodies.body_id"))
    replied_at: Mapped[datetime | None]


class MinutesDissent(Model):
    """What somebody who was there wants kept on record, in his own words."""

    __tablename__ = "minutes_dissents"
    __table_args__ = (
        UniqueConstraint("minutes_id", "attendance_id"),
        CheckConstraint("text <> ''", name="text"),
    )

    dissent_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    minutes_id: Mapped[int] = mapped_column(BigId, ForeignKey("minutes.minutes_id"))
    attendance_id: Mapped[int] = mapped_column(BigId, ForeignKey("attendances.attendance_id"))
    text: Mapped[str] = mapped_column(Text)
    filed_at: Mapped[datetime]


class PublishedMinutes(Model):
    """The paper: never changed, never deleted (triggers of migration 0002)."""

    __tablename__ = "published_minutes"

    minutes_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("minutes.minutes_id"), primary_key=True
    )
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    proposal_id: Mapped[ProposalId] = mapped_column(BigId, ForeignKey("proposals.proposal_id"))
    meeting_id: Mapped[MeetingId] = mapped_column(
        BigId, ForeignKey("meetings.meeting_id"), unique=True
    )
    paper: Mapped[str] = mapped_column(Text)
    """`rules.MinutesPaper` as canonical JSON; its salted digest stands in the ledger."""
    digest: Mapped[str] = mapped_column(String(64))
    is_confirmed: Mapped[bool]
    by_default: Mapped[bool]
    """Whether the clock published it."""
    published_at: Mapped[datetime]


class MinutesCorrection(Model):
    """A correction appended to published minutes: never changed, never deleted either."""

    __tablename__ = "minutes_corrections"
    __table_args__ = (UniqueConstraint("minutes_id", "number"),)

    correction_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    minutes_id: Mapped[int] = mapped_column(BigId, ForeignKey("published_minutes.minutes_id"))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    body_id: Mapped[BodyId] = mapped_column(BigId, ForeignKey("bodies.body_id"))
    digest: Mapped[str] = mapped_column(String(64))
    corrected_at: Mapped[datetime]
