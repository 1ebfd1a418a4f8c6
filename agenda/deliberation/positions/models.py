"""Tables of positions in versions, and of their conditions as points that can be ticked."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from agenda.deliberation.positions.rules import Stance, Verdict
from agenda.infra.db import BigId, Model, enum_column
from agenda.kernel.ids import BodyId, NeighbourhoodId, PersonId, PositionId, ProposalId


class Position(Model):
    """One version of what a party says in a sitting; a later one never overwrites it."""

    __tablename__ = "positions"
    __table_args__ = (
        UniqueConstraint("party_id", "version"),
        CheckConstraint("version >= 1", name="version"),
        Index(None, "proposal_id", "body_id"),
        Index(None, "neighbourhood_id", "body_id", "filed_at"),
    )

    position_id: Mapped[PositionId] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    proposal_id: Mapped[ProposalId] = mapped_column(BigId, ForeignKey("proposals.proposal_id"))
    party_id: Mapped[int] = mapped_column(BigId, ForeignKey("parties.party_id"))
    body_id: Mapped[BodyId | None] = mapped_column(BigId, ForeignKey("bodies.body_id"))
    """None for a household or an expert."""
    version: Mapped[int]
    stance: Mapped[Stance] = enum_column(Stance)
    reasons: Mapped[str] = mapped_column(Text, default="")
    digest: Mapped[str] = mapped_column(String(64))
    filed_at: Mapped[datetime]
    filed_by_id: Mapped[PersonId] = mapped_column(BigId, ForeignKey("persons.person_id"))
    """Who filed it for the body; kept, never shown."""
    round: Mapped[int] = mapped_column(default=0)
    """How many meetings had been held when it was filed."""
    is_late: Mapped[bool] = mapped_column(default=False)
    is_entered: Mapped[bool] = mapped_column(default=False)
    """Whether the lead body entered what the party had written; shown."""


class PositionCondition(Model):
    """One condition of a conditional position: a point of its own, ticked when it is met."""

    __tablename__ = "position_conditions"
    __table_args__ = (
        UniqueConstraint("position_id", "number"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("(verdict IS NULL) = (answered_at IS NULL)", name="answered"),
    )

    condition_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    position_id: Mapped[PositionId] = mapped_column(BigId, ForeignKey("positions.position_id"))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(String(300))
    met_at: Mapped[datetime | None]
    """When the party that set it ticked it."""
    verdict: Mapped[Verdict | None] = enum_column(Verdict)
    answer: Mapped[str] = mapped_column(Text, default="")
    """The lead body's words on it; public."""
    answered_at: Mapped[datetime | None]
