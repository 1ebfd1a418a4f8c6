"""Tables of appraisals, their answers, and requests to reopen."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from agenda.infra.db import BigId, Model, enum_column
from agenda.kernel.ids import BodyId, HouseholdId, NeighbourhoodId, PersonId, ProposalId
from agenda.resolutions.rules import AppraisalVerdict


class Appraisal(Model):
    """One appraisal of what was done; a rectified issue has a further round."""

    __tablename__ = "appraisals"
    __table_args__ = (
        UniqueConstraint("proposal_id", "number"),
        CheckConstraint("(verdict IS NULL) = (decided_at IS NULL)", name="decided"),
        CheckConstraint("plan_filed_at IS NULL OR plan_missed_at IS NULL", name="plan"),
    )

    appraisal_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(
        BigId, ForeignKey("neighbourhoods.neighbourhood_id")
    )
    proposal_id: Mapped[ProposalId] = mapped_column(BigId, ForeignKey("proposals.proposal_id"))
    number: Mapped[int]
    round: Mapped[int]
    """1 for the first appraisal, 2 and more after rectification; begins anew after reopening."""
    opened_at: Mapped[datetime]
    survey_ends_at: Mapped[datetime]
    survey_closed_at: Mapped[datetime | None]
    answers: Mapped[int] = mapped_column(default=0)
    satisfied: Mapped[int] = mapped_column(default=0)
    verdict: Mapped[AppraisalVerdict | None] = enum_column(AppraisalVerdict)
    decided_at: Mapped[datetime | None]
    meeting_note: Mapped[str] = mapped_column(Text, default="")
    plan: Mapped[str] = mapped_column(Text, default="")
    plan_body_id: Mapped[BodyId | None] = mapped_column(BigId, ForeignKey("bodies.body_id"))
    plan_filed_at: Mapped[datetime | None]
    plan_missed_at: Mapped[datetime | None]


class AppraisalAnswer(Model):
    """A resident's answer to a survey, one per person; only sums are ever shown."""

    __tablename__ = "appraisal_answers"
    __table_args__ = (CheckConstraint("score BETWEEN 1 AND 5", name="score"),)

    appraisal_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("appraisals.appraisal_id"), primary_key=True
    )
    person_id: Mapped[PersonId] = mapped_column(
        BigId, ForeignKey("persons.person_id"), primary_key=True
    )
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    score: Mapped[int]
    comment: Mapped[str] = mapped_column(Text, default="")


class Reopening(Model):
    """A request to reopen a closed issue on new facts; one at a time."""

    __tablename__ = "reopenings"
    __table_args__ = (UniqueConstraint("proposal_id", "closed_at"),)

    reopening_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(
        BigId, ForeignKey("neighbourhoods.neighbourhood_id")
    )
    proposal_id: Mapped[ProposalId] = mapped_column(BigId, ForeignKey("proposals.proposal_id"))
    closed_at: Mapped[datetime]
    """Which closing it is about."""
    person_id: Mapped[PersonId] = mapped_column(BigId, ForeignKey("persons.person_id"))
    new_facts: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime]
    households: Mapped[int] = mapped_column(default=0)
    reached_at: Mapped[datetime | None]


class ReopeningSupport(Model):
    """A household's support for reopening."""

    __tablename__ = "reopening_supports"
    __table_args__ = (Index(None, "neighbourhood_id", "person_id"),)

    reopening_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("reopenings.reopening_id"), primary_key=True
    )
    household_id: Mapped[HouseholdId] = mapped_column(
        BigId, ForeignKey("households.household_id"), primary_key=True
    )
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    person_id: Mapped[PersonId] = mapped_column(BigId, ForeignKey("persons.person_id"))
