"""The table of removals: one row from the proposal to the end of the appeal."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from agenda.deliberation.removals.rules import RemovalReason, RemovalState, TextKind
from agenda.infra.db import BigId, Model, enum_column
from agenda.kernel.ids import BodyId, NeighbourhoodId, PersonId, ProposalId

_STANDING = text("state <> 'dismissed'")


class Removal(Model):
    """The removal of one text: proposed by one person, decided by another, perhaps appealed."""

    __tablename__ = "removals"
    __table_args__ = (
        CheckConstraint("decided_by_id <> proposed_by_id", name="second"),
        CheckConstraint("(state = 'proposed') = (decided_at IS NULL)", name="decided"),
        CheckConstraint(
            "state NOT IN ('removed', 'restored') OR decided_by_id IS NOT NULL", name="decider"
        ),
        CheckConstraint("(appealed_at IS NULL) = (appeal = '')", name="appeal"),
        CheckConstraint("appealed_at IS NULL OR state IN ('removed', 'restored')", name="appealed"),
        CheckConstraint(
            "answered_at IS NULL OR appealed_at IS NOT NULL AND answered_at >= appealed_at",
            name="answered",
        ),
        CheckConstraint("state <> 'restored' OR answered_at IS NOT NULL", name="restored"),
        Index(
            "uq_removals_standing",
            "proposal_id",
            "text_kind",
            "number",
            unique=True,
            sqlite_where=_STANDING,
            postgresql_where=_STANDING,
        ),
        Index(None, "neighbourhood_id", "state"),
    )

    removal_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    proposal_id: Mapped[ProposalId] = mapped_column(BigId, ForeignKey("proposals.proposal_id"))
    text_kind: Mapped[TextKind] = enum_column(TextKind)
    number: Mapped[int]
    """Of the text, within its proposal and kind."""
    author_id: Mapped[PersonId] = mapped_column(BigId, ForeignKey("persons.person_id"))
    state: Mapped[RemovalState] = enum_column(RemovalState)
    reason: Mapped[RemovalReason] = enum_column(RemovalReason)
    explanation: Mapped[str] = mapped_column(Text)
    """For the author: which passage, and why."""
    proposed_by_id: Mapped[PersonId] = mapped_column(BigId, ForeignKey("persons.person_id"))
    proposed_body_id: Mapped[BodyId] = mapped_column(BigId, ForeignKey("bodies.body_id"))
    proposed_at: Mapped[datetime]
    decided_by_id: Mapped[PersonId | None] = mapped_column(BigId, ForeignKey("persons.person_id"))
    """Empty where nobody looked in time: then the text stays."""
    decided_body_id: Mapped[BodyId | None] = mapped_column(BigId, ForeignKey("bodies.body_id"))
    decided_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    """Why it was dismissed."""
    appeal: Mapped[str] = mapped_column(Text, default="")
    appealed_at: Mapped[datetime | None]
    appeal_answer: Mapped[str] = mapped_column(Text, default="")
    appeal_body_id: Mapped[BodyId | None] = mapped_column(BigId, ForeignKey("bodies.body_id"))
    """Empty where nobody answered in time: then the text is shown again."""
    answered_at: Mapped[datetime | None]
