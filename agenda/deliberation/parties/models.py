"""Tables of who sits at the table, and of who keeps away from it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from agenda.deliberation.parties.rules import RecusalState
from agenda.deliberation.routing.rules import PartyRole
from agenda.infra.db import BigId, Model, enum_column
from agenda.kernel.ids import BodyId, NeighbourhoodId, PersonId, ProposalId


class Party(Model):
    """A body invited to one sitting, and whether it let its date pass in silence."""

    __tablename__ = "parties"
    __table_args__ = (
        UniqueConstraint("sitting_id", "body_id"),
        Index(None, "neighbourhood_id", "body_id"),
        Index(None, "proposal_id"),
    )

    party_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    proposal_id: Mapped[ProposalId] = mapped_column(BigId, ForeignKey("proposals.proposal_id"))
    sitting_id: Mapped[int] = mapped_column(BigId, ForeignKey("deliberations.sitting_id"))
    body_id: Mapped[BodyId] = mapped_column(BigId, ForeignKey("bodies.body_id"))
    role: Mapped[PartyRole] = enum_column(PartyRole)
    invited_at: Mapped[datetime]
    due_at: Mapped[datetime]
    """When the position was due as invited; a suspension moves the duty, not this."""
    silent_at: Mapped[datetime | None]
    """The date that passed without an answer."""


class Recusal(Model):
    """That a person keeps away from one proposal, or is asked to; reason and answer are public."""

    __tablename__ = "recusals"
    __table_args__ = (
        CheckConstraint("(state = 'asked') = (decided_at IS NULL)", name="decided"),
        CheckConstraint("state <> 'dismissed' OR answer <> ''", name="answered"),
        CheckConstraint(
            "state <> 'standing' OR answer <> '' OR asked_by_id IS NULL"
            " OR decided_by_body_id IS NULL",
            name="silence_is_nobodys",
        ),
        Index(
            "uq_recusals_standing",
            "proposal_id",
            "person_id",
            unique=True,
            sqlite_where=text("state <> 'dismissed'"),
            postgresql_where=text("state <> 'dismissed'"),
        ),
        Index(None, "neighbourhood_id", "person_id"),
    )

    recusal_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    proposal_id: Mapped[ProposalId] = mapped_column(BigId, ForeignKey("proposals.proposal_id"))
    person_id: Mapped[PersonId] = mapped_column(BigId, ForeignKey("persons.person_id"))
    state: Mapped[RecusalState] = enum_column(RecusalState)
    reason: Mapped[str] = mapped_column(Text)
    asked_by_id: Mapped[PersonId | None] = mapped_column(BigId, ForeignKey("persons.person_id"))
    """The resident who asked for it; None where it was declared."""
    asked_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_body_id: Mapped[BodyId | None] = mapped_column(BigId, ForeignKey("bodies.body_id"))
    """Who decided or declared it; None where the person did himself."""
    answer: Mapped[str] = mapped_column(Text, default="")
