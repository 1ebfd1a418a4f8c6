"""Tables of the opinion map: statements, who takes part, answers, and the kept map."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from agenda.deliberation.opinions.rules import TEXT_MAX, Answer
from agenda.deliberation.removals.rules import RemovalReason
from agenda.infra.db import BigId, Model, enum_column
from agenda.kernel.ids import NeighbourhoodId, PersonId, ProposalId


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
