"""The table of the discussion: comments in the order of their threads."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from agenda.deliberation.removals.rules import RemovalReason
from agenda.infra.db import BigId, Model, enum_column
from agenda.kernel.ids import BodyId, NeighbourhoodId, PersonId, ProposalId


class Comment(Model):
    """What somebody wrote about a proposal; `path` sorts the threads, so a page is one query."""

    __tablename__ = "comments"
    __table_args__ = (
        UniqueConstraint("proposal_id", "number"),
        UniqueConstraint("proposal_id", "path"),
        CheckConstraint("(parent_id IS NULL) = (depth = 0)", name="root"),
        CheckConstraint("(removed_at IS NULL) = (removed_for IS NULL)", name="removed"),
        Index(None, "neighbourhood_id", "author_id", "written_at"),
    )

    comment_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    proposal_id: Mapped[ProposalId] = mapped_column(BigId, ForeignKey("proposals.proposal_id"))
    number: Mapped[int]
    """Counts the comments of a proposal from 1."""
    parent_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("comments.comment_id"))
    path: Mapped[str] = mapped_column(String(60))
    depth: Mapped[int]
    author_id: Mapped[PersonId] = mapped_column(BigId, ForeignKey("persons.person_id"))
    body_id: Mapped[BodyId | None] = mapped_column(BigId, ForeignKey("bodies.body_id"))
    """The body in whose name it was written."""
    is_proposer: Mapped[bool]
    text: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    written_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    removed_for: Mapped[RemovalReason | None] = enum_column(RemovalReason)
