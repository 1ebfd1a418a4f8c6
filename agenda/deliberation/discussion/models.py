"""Tables of the discussion: comments in the order of their threads, and removals with their trace."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from agenda.deliberation.discussion.rules import RemovalReason, RemovalState
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


class CommentRemoval(Model):
    """The removal of one comment: proposed by one person, decided by another."""

    __tablename__ = "comment_removals"
    __table_args__ = (
        CheckConstraint("decided_by_id <> proposed_by_id", name="second"),
        CheckConstraint("(state = 'proposed') = (decided_at IS NULL)", name="decided"),
        CheckConstraint("(decided_at IS NULL) = (decided_by_id IS NULL)", name="decider"),
        Index(
            "uq_comment_removals_open",
            "comment_id",
            unique=True,
            sqlite_where=text("state <> 'dismissed'"),
            postgresql_where=text("state <> 'dismissed'"),
        ),
        Index(None, "neighbourhood_id", "state"),
    )

    removal_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    comment_id: Mapped[int] = mapped_column(BigId, ForeignKey("comments.comment_id"))
    state: Mapped[RemovalState] = enum_column(RemovalState)
    reason: Mapped[RemovalReason] = enum_column(RemovalReason)
    explanation: Mapped[str] = mapped_column(Text)
    """For the author: which passage, and why."""
    proposed_by_id: Mapped[PersonId] = mapped_column(BigId, ForeignKey("persons.person_id"))
    proposed_body_id: Mapped[BodyId] = mapped_column(BigId, ForeignKey("bodies.body_id"))
    proposed_at: Mapped[datetime]
    decided_by_id: Mapped[PersonId | None] = mapped_column(BigId, ForeignKey("persons.person_id"))
    decided_body_id: Mapped[BodyId | None] = mapped_column(BigId, ForeignKey("bodies.body_id"))
    decided_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    """Why it was dismissed."""
