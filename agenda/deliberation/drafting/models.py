"""Tables of the draft: its paragraphs as they were signed and as they stand, and amendments."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from agenda.deliberation.drafting.rules import AmendmentState
from agenda.infra.db import BigId, Model, enum_column
from agenda.kernel.ids import BodyId, NeighbourhoodId, PersonId, ProposalId


class DraftParagraph(Model):
    """One numbered paragraph; an empty text is one that was struck out."""

    __tablename__ = "draft_paragraphs"
    __table_args__ = (
        UniqueConstraint("proposal_id", "number"),
        CheckConstraint("number >= 1", name="number"),
    )

    paragraph_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    proposal_id: Mapped[ProposalId] = mapped_column(BigId, ForeignKey("proposals.proposal_id"))
    number: Mapped[int]
    signed: Mapped[str] = mapped_column(Text, default="")
    """As it stood in the remedy that was co-signed; empty for one that was added."""
    text: Mapped[str] = mapped_column(Text)


class Amendment(Model):
    """A proposed change of one paragraph, or a further one."""

    __tablename__ = "amendments"
    __table_args__ = (
        UniqueConstraint("proposal_id", "number"),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided"),
        CheckConstraint("state <> 'rejected' OR answer <> ''", name="rejected"),
        Index(None, "neighbourhood_id", "author_id"),
    )

    amendment_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    proposal_id: Mapped[ProposalId] = mapped_column(BigId, ForeignKey("proposals.proposal_id"))
    number: Mapped[int]
    paragraph: Mapped[int]
    """The number of the paragraph, 0 for a further one."""
    author_id: Mapped[PersonId] = mapped_column(BigId, ForeignKey("persons.person_id"))
    body_id: Mapped[BodyId | None] = mapped_column(BigId, ForeignKey("bodies.body_id"))
    base: Mapped[str] = mapped_column(Text)
    """The paragraph as it stood when the change was proposed."""
    text: Mapped[str] = mapped_column(Text)
    """Empty to strike the paragraph out."""
    reason: Mapped[str] = mapped_column(Text)
    state: Mapped[AmendmentState] = enum_column(AmendmentState, default=AmendmentState.OPEN)
    answer: Mapped[str] = mapped_column(Text, default="")
    proposed_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
