"""Tables of posted results and the objections to them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from agenda.infra.db import BigId, Model, enum_column
from agenda.kernel.ids import BodyId, NeighbourhoodId, PersonId, ProposalId
from agenda.resolutions.rules import ResultOutcome


class Result(Model):
    """One posting of a result; a proposal that was sent back has several, the latest counts."""

    __tablename__ = "results"
    __table_args__ = (
        UniqueConstraint("proposal_id", "number"),
        CheckConstraint("posting_ends_at > posted_at", name="posting"),
    )

    result_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(
        BigId, ForeignKey("neighbourhoods.neighbourhood_id")
    )
    proposal_id: Mapped[ProposalId] = mapped_column(BigId, ForeignKey("proposals.proposal_id"))
    number: Mapped[int]
    outcome: Mapped[ResultOutcome] = enum_column(ResultOutcome)
    body_id: Mapped[BodyId | None] = mapped_column(BigId, ForeignKey("bodies.body_id"))
    """The lead body, which answers for the result."""
    explanation: Mapped[str] = mapped_column(Text, default="")
    explained_by_id: Mapped[PersonId | None] = mapped_column(BigId)
    posted_at: Mapped[datetime]
    posting_ends_at: Mapped[datetime]
    upheld_at: Mapped[datetime | None]
    """When an objection to it was upheld."""


class Objection(Model):
    """A resident's objection to a posted result, one per person and result."""

    __tablename__ = "objections"
    __table_args__ = (
        UniqueConstraint("result_id", "person_id"),
        CheckConstraint("(answered_at IS NULL) = (upheld IS NULL)", name="answered"),
        Index(None, "proposal_id", "answered_at"),
    )

    objection_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(
        BigId, ForeignKey("neighbourhoods.neighbourhood_id")
    )
    proposal_id: Mapped[ProposalId] = mapped_column(BigId, ForeignKey("proposals.proposal_id"))
    result_id: Mapped[int] = mapped_column(BigId, ForeignKey("results.result_id"))
    person_id: Mapped[PersonId] = mapped_column(BigId, ForeignKey("persons.person_id"))
    text: Mapped[str] = mapped_column(Text)
    filed_at: Mapped[datetime]
    escalated_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    upheld: Mapped[bool | None]
    by_silence: Mapped[bool] = mapped_column(default=False)
    answered_by_body_id: Mapped[BodyId | None] = mapped_column(BigId, ForeignKey("bodies.body_id"))
