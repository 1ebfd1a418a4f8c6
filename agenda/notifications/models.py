"""The table of notices: what a person was told inside the platform."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from agenda.infra.db import BigId, Model
from agenda.kernel.ids import EventId, NeighbourhoodId, PersonId, ProposalId


class Notice(Model):
    """One person told of one public act, once; the words are made from the act when it is read."""

    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("event_id", "person_id"),
        CheckConstraint("read_at IS NULL OR read_at >= created_at", name="read"),
        Index("ix_notices_unread", "neighbourhood_id", "person_id", "read_at"),
    )

    notice_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(
        BigId, ForeignKey("neighbourhoods.neighbourhood_id")
    )
    person_id: Mapped[PersonId] = mapped_column(BigId, ForeignKey("persons.person_id"))
    event_id: Mapped[EventId] = mapped_column(BigId, ForeignKey("ledger_events.event_id"))
    proposal_id: Mapped[ProposalId] = mapped_column(BigId, ForeignKey("proposals.proposal_id"))
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
