"""Tables of the running room: turns to speak, the item that is on, secret votes at once."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from agenda.deliberation.meetings.room.rules import Side, TurnKind
from agenda.infra.db import BigId, Model, enum_column
from agenda.kernel.ids import MeetingId, NeighbourhoodId


class Turn(Model):
    """A raised hand, and the time its owner had the floor."""

    __tablename__ = "turns"
    __table_args__ = (
        Index(
            "uq_turns_waiting",
            "meeting_id",
            "attendance_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index(
            "uq_turns_floor",
            "meeting_id",
            unique=True,
            sqlite_where=text("started_at IS NOT NULL AND ended_at IS NULL"),
            postgresql_where=text("started_at IS NOT NULL AND ended_at IS NULL"),
        ),
    )

    turn_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    meeting_id: Mapped[MeetingId] = mapped_column(BigId, ForeignKey("meetings.meeting_id"))
    item_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("agenda_items.item_id"))
    """The item that was on when the hand went up."""
    attendance_id: Mapped[int] = mapped_column(BigId, ForeignKey("attendances.attendance_id"))
    kind: Mapped[TurnKind] = enum_column(TurnKind)
    side: Mapped[Side] = enum_column(Side)
    asked_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    """When the floor went on, or the hand was lowered."""


class ItemTime(Model):
    """When an item of the agenda was taken up and when the next one was."""

    __tablename__ = "item_times"
    __table_args__ = (Index(None, "meeting_id"),)

    item_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("agenda_items.item_id"), primary_key=True
    )
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    meeting_id: Mapped[MeetingId] = mapped_column(BigId, ForeignKey("meetings.meeting_id"))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class RoomVote(Model):
    """A secret vote on a motion among those signed in: sums alone, no row for a choice."""

    __tablename__ = "room_votes"
    __table_args__ = (
        CheckConstraint(
            "votes_for >= 0 AND votes_against >= 0 AND votes_abstain >= 0"
            " AND votes_for + votes_against + votes_abstain <= voters",
            name="sums",
        ),
        Index(
            "uq_room_votes_open",
            "meeting_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    motion_id: Mapped[int] = mapped_column(BigId, ForeignKey("motions.motion_id"), primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    meeting_id: Mapped[MeetingId] = mapped_column(BigId, ForeignKey("meetings.meeting_id"))
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    voters: Mapped[int]
    """How many had a hand when it was opened; who declares an interest later changes nothing."""
    is_void: Mapped[bool] = mapped_column(default=False)
    """Whether it was closed uncounted, its sums emptied: too few ballots to hide any of them."""
    votes_for: Mapped[int] = mapped_column(default=0)
    votes_against: Mapped[int] = mapped_column(default=0)
    votes_abstain: Mapped[int] = mapped_column(default=0)


class RoomVoter(Model):
    """That somebody took part in a secret vote of the room; without time and without choice."""

    __tablename__ = "room_voters"

    motion_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("room_votes.motion_id"), primary_key=True
    )
    attendance_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("attendances.attendance_id"), primary_key=True
    )
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
