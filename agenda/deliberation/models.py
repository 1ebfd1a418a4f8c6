"""Tables of sittings: one deliberation of a proposal, from its opening to its text or its end."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from agenda.infra.db import BigId, Model
from agenda.kernel.ids import BodyId, NeighbourhoodId, ProposalId


class Sitting(Model):
    """One deliberation of a proposal; an objection that is upheld opens another one.

    Rounds and agreement are kept here under the proposal's own lock; meetings hang below.
    """

    __tablename__ = "deliberations"
    __table_args__ = (
        UniqueConstraint("proposal_id", "number"),
        CheckConstraint("rounds_held >= 0", name="rounds"),
        CheckConstraint("(adopted_at IS NULL) = (adopted_motion_id IS NULL)", name="adopted"),
        CheckConstraint("adopted_at IS NULL OR ended_without_agreement_at IS NULL", name="one_end"),
    )

    sitting_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    proposal_id: Mapped[ProposalId] = mapped_column(BigId, ForeignKey("proposals.proposal_id"))
    number: Mapped[int]
    """Counts the sittings of a proposal from 1."""
    opened_at: Mapped[datetime]
    affected: Mapped[str] = mapped_column(Text, default="")
    """Whose homes it touches, in words, as said at routing."""
    rounds_held: Mapped[int] = mapped_column(default=0)
    adopted_at: Mapped[datetime | None]
    adopted_motion_id: Mapped[int | None] = mapped_column(BigId)
    """The motion of a meeting by which the numbered text was adopted."""
    ended_without_agreement_at: Mapped[datetime | None]
    ended_by_body_id: Mapped[BodyId | None] = mapped_column(BigId, ForeignKey("bodies.body_id"))
    """None where the clock ended it."""
    ended_reason: Mapped[str] = mapped_column(Text, default="")


class AgreementParagraph(Model):
    """One numbered paragraph of the text that a sitting adopted."""

    __tablename__ = "agreement_paragraphs"
    __table_args__ = (CheckConstraint("number >= 1", name="number"),)

    sitting_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("deliberations.sitting_id"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    text: Mapped[str] = mapped_column(Text)
