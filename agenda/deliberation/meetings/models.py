"""Tables of meetings: the call, its notices, agenda and invitations; and calls that never came."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from agenda.deliberation.meetings.rules import (
    ITEM_MAX,
    LINK_MAX,
    PLACE_MAX,
    TITLE_MAX,
    MeetingKind,
    MeetingStatus,
)
from agenda.infra.db import BigId, Model, enum_column
from agenda.kernel.ids import BodyId, MeetingId, NeighbourhoodId, ProposalId


class Meeting(Model):
    """A meeting on a proposal; time and place are those of its latest notice."""

    __tablename__ = "meetings"
    __table_args__ = (
        UniqueConstraint("proposal_id", "number"),
        CheckConstraint("(status = 'called') = (ended_at IS NULL)", name="ended"),
        CheckConstraint("status <> 'cancelled' OR ended_reason <> ''", name="cancelled"),
        CheckConstraint("number >= 1", name="number"),
        Index(None, "neighbourhood_id", "starts_at"),
        Index(None, "sitting_id"),
    )

    meeting_id: Mapped[MeetingId] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(
        BigId, ForeignKey("neighbourhoods.neighbourhood_id")
    )
    proposal_id: Mapped[ProposalId] = mapped_column(BigId, ForeignKey("proposals.proposal_id"))
    sitting_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("deliberations.sitting_id"))
    """The deliberation it is a round of; None for meetings of other stages."""
    number: Mapped[int]
    """Counts the meetings of a proposal from 1."""
    kind: Mapped[MeetingKind] = enum_column(MeetingKind)
    title: Mapped[str] = mapped_column(String(TITLE_MAX))
    status: Mapped[MeetingStatus] = enum_column(MeetingStatus, default=MeetingStatus.CALLED)
    convener_body_id: Mapped[BodyId] = mapped_column(BigId, ForeignKey("bodies.body_id"))
    starts_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(String(PLACE_MAX))
    link: Mapped[str] = mapped_column(String(LINK_MAX), default="")
    code_seed: Mapped[str] = mapped_column(String(64))
    """The digits on the wall follow from it, others every five minutes; who types them was there."""
    called_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_reason: Mapped[str] = mapped_column(Text, default="")


class MeetingNotice(Model):
    """One issue of a meeting's notice; a postponement issues another."""

    __tablename__ = "meeting_notices"
    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        CheckConstraint("number = 1 OR reason <> ''", name="reason"),
    )

    notice_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    meeting_id: Mapped[MeetingId] = mapped_column(BigId, ForeignKey("meetings.meeting_id"))
    number: Mapped[int]
    starts_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(String(PLACE_MAX))
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why it was moved; public."""
    urgent_reason: Mapped[str] = mapped_column(Text, default="")
    """Why it could not wait for its lead time; public."""
    digest: Mapped[str] = mapped_column(String(64))
    issued_at: Mapped[datetime]


class AgendaItem(Model):
    """One item of a meeting's agenda; frozen with the notice."""

    __tablename__ = "agenda_items"
    __table_args__ = (UniqueConstraint("meeting_id", "number"),)

    item_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    meeting_id: Mapped[MeetingId] = mapped_column(BigId, ForeignKey("meetings.meeting_id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(ITEM_MAX))
    minutes: Mapped[int | None]
    """How long it is meant to take, as the notice says."""


class Invitation(Model):
    """That a body is invited to a meeting."""

    __tablename__ = "meeting_invitations"

    meeting_id: Mapped[MeetingId] = mapped_column(
        BigId, ForeignKey("meetings.meeting_id"), primary_key=True
    )
    body_id: Mapped[BodyId] = mapped_column(BigId, ForeignKey("bodies.body_id"), primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)


class ConveningEscalation(Model):
    """That a lead body called no meeting in time, and whom it was reported to."""

    __tablename__ = "convening_escalations"
    __table_args__ = (Index(None, "proposal_id", "escalated_at"),)

    escalation_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    proposal_id: Mapped[ProposalId] = mapped_column(BigId, ForeignKey("proposals.proposal_id"))
    sitting_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("deliberations.sitting_id"))
    body_id: Mapped[BodyId | None] = mapped_column(BigId, ForeignKey("bodies.body_id"))
    office_body_id: Mapped[BodyId | None] = mapped_column(BigId, ForeignKey("bodies.body_id"))
    """The sub-district office; None where none is on record."""
    escalated_at: Mapped[datetime]
