"""Tables of the opinion map: statements, removals, who takes part, answers, and the kept map."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from agenda.deliberation.discussion.rules import RemovalReason, RemovalState
from agenda.deliberation.opinions.rules import TEXT_MAX, Answer
from agenda.infra.db import BigId, Model, enum_column
from agenda.kernel.ids import BodyId, NeighbourhoodId, PersonId, ProposalId


class Statement(Model):
    """One short statement; its author is never shown."""

    __tablename__ = "statements"
    __table_args__ = (
        UniqueConstraint("proposal_id", "number"),
        CheckConstraint("(removed_at IS NULL) = (removed_for IS NULL)", name="removed"),
        CheckConstraint(f"length(text) BETWEEN 1 AND {TEXT_MAX}", name="short"),
        Index(None, "neighbourhood_id", "author_id"),
    )

    statement_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    proposal_id: Mapped[ProposalId] = mapped_column(BigId, ForeignKey("proposals.proposal_id"))
    number: Mapped[int]
    """Counts the statements of a proposal from 1."""
    author_id: Mapped[PersonId] = mapped_column(BigId, ForeignKey("persons.person_id"))
    text: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    written_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    removed_for: Mapped[RemovalReason | None] = enum_column(RemovalReason)


class StatementRemoval(Model):
    """The removal of one statement: proposed by one person, decided by another."""

    __tablename__ = "statement_removals"
    __table_args__ = (
        CheckConstraint("decided_by_id <> proposed_by_id", name="second"),
        CheckConstraint("(state = 'proposed') = (decided_at IS NULL)", name="decided"),
        CheckConstraint("(decided_at IS NULL) = (decided_by_id IS NULL)", name="decider"),
        Index(
            "uq_statement_removals_open",
            "statement_id",
            unique=True,
            sqlite_where=text("state <> 'dismissed'"),
            postgresql_where=text("state <> 'dismissed'"),
        ),
        Index(None, "neighbourhood_id", "state"),
    )

    removal_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    statement_id: Mapped[int] = mapped_column(BigId, ForeignKey("statements.statement_id"))
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


class OpinionParticipant(Model):
    """The random number under which a person's answers to one proposal are exported."""

    __tablename__ = "opinion_participants"
    __table_args__ = (
        UniqueConstraint("proposal_id", "person_id"),
        UniqueConstraint("proposal_id", "number"),
        Index(None, "neighbourhood_id", "person_id"),
    )

    participant_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    proposal_id: Mapped[ProposalId] = mapped_column(BigId, ForeignKey("proposals.proposal_id"))
    person_id: Mapped[PersonId] = mapped_column(BigId, ForeignKey("persons.person_id"))
    number: Mapped[int]


class Opinion(Model):
    """One answer of one participant to one statement, without a time: the last one counts."""

    __tablename__ = "opinions"
    __table_args__ = (
        UniqueConstraint("statement_id", "participant_id"),
        Index(None, "participant_id"),
    )

    opinion_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    statement_id: Mapped[int] = mapped_column(BigId, ForeignKey("statements.statement_id"))
    participant_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("opinion_participants.participant_id")
    )
    answer: Mapped[Answer] = enum_column(Answer)


class KeptMap(Model):
    """The latest map of a proposal, the answers it was drawn from, and what changed since."""

    __tablename__ = "opinion_maps"
    __table_args__ = (
        CheckConstraint("changes >= 0", name="changes"),
        CheckConstraint(
            "(drawn_at IS NULL) = (drawing IS NULL) AND (drawn_at IS NULL) = (answers IS NULL)"
            " AND (drawn_at IS NULL) = (digest IS NULL)",
            name="drawn",
        ),
        Index(None, "neighbourhood_id", "drawn_at"),
    )

    proposal_id: Mapped[ProposalId] = mapped_column(
        BigId, ForeignKey("proposals.proposal_id"), primary_key=True, autoincrement=False
    )
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    changes: Mapped[int] = mapped_column(default=0)
    drawn_at: Mapped[datetime | None]
    drawing: Mapped[str | None] = mapped_column(Text)
    """The map as JSON."""
    answers: Mapped[str | None] = mapped_column(Text)
    """The answers as CSV, as they are exported."""
    digest: Mapped[str | None] = mapped_column(String(64))
