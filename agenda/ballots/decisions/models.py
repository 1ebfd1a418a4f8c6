"""Tables of formal decisions and of their counts."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from agenda.ballots.decisions.rules import DecisionKind, Outcome, OwnersItem
from agenda.infra.db import BigId, Model, enum_column
from agenda.kernel.ids import BodyId, DecisionId, NeighbourhoodId, PersonId, ProposalId


class FormalDecision(Model):
    """One attempt at a formal decision: to be convened, held, counted and confirmed."""

    __tablename__ = "decisions"
    __table_args__ = (
        UniqueConstraint("proposal_id", "sitting", "attempt"),
        CheckConstraint("attempt IN (1, 2)", name="attempt"),
        CheckConstraint("(convened_at IS NULL) = (held_on IS NULL)", name="held"),
        CheckConstraint("(convened_at IS NULL) = (question IS NULL)", name="question"),
        CheckConstraint("(convened_at IS NULL) = (place IS NULL)", name="place"),
        CheckConstraint(
            "CASE WHEN kind = 'owners_decision' THEN convened_at IS NULL OR item IS NOT NULL "
            "ELSE item IS NULL END",
            name="item",
        ),
        CheckConstraint("outcome IS NULL OR convened_at IS NOT NULL", name="counted"),
        CheckConstraint("confirmed_at IS NULL OR outcome IS NOT NULL", name="confirmed"),
        CheckConstraint("confirmed_by_id IS NULL OR confirmed_at IS NOT NULL", name="confirmer"),
        CheckConstraint(
            "NOT is_held_here OR (kind = 'owners_decision' AND convened_at IS NOT NULL)",
            name="held_here",
        ),
        CheckConstraint("not_convened_at IS NULL OR outcome IS NULL", name="not_convened"),
    )

    decision_id: Mapped[DecisionId] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(
        BigId, ForeignKey("neighbourhoods.neighbourhood_id")
    )
    proposal_id: Mapped[ProposalId] = mapped_column(BigId, ForeignKey("proposals.proposal_id"))
    sitting: Mapped[int]
    """Counts how often the proposal came from deliberation to decision."""
    attempt: Mapped[int]
    """1, or 2 for the once more that follows no valid decision."""
    kind: Mapped[DecisionKind] = enum_column(DecisionKind)
    item: Mapped[OwnersItem | None] = enum_column(OwnersItem)
    routed_item: Mapped[OwnersItem | None] = enum_column(OwnersItem, check="routed_item")
    """The item that the matter it was routed as falls under; no notice may ask for less."""
    convening_body_id: Mapped[BodyId] = mapped_column(BigId, ForeignKey("bodies.body_id"))
    opened_at: Mapped[datetime]
    question: Mapped[str | None] = mapped_column(String(300))
    place: Mapped[str | None] = mapped_column(String(200))
    """Where the meeting is held, or how the owners' opinions are collected."""
    held_on: Mapped[date | None]
    is_held_here: Mapped[bool] = mapped_column(default=False)
    """Whether owners cast their ballots on the platform, which then counts them."""
    convened_at: Mapped[datetime | None]
    """When the latest notice was given."""
    outcome: Mapped[Outcome | None] = enum_column(Outcome)
    """Of the latest count; final once that is confirmed."""
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[PersonId | None] = mapped_column(BigId, ForeignKey("persons.person_id"))
    """Absent where the count was published unconfirmed."""
    not_convened_at: Mapped[datetime | None]
    set_aside_at: Mapped[datetime | None]
    """When the proposal went back to be deliberated or routed anew; kept as history."""


class DecisionCount(Model):
    """A count as the convening body recorded it; a correction is a further count."""

    __tablename__ = "decision_counts"
    __table_args__ = (
        CheckConstraint(
            "for_heads + against_heads + abstain_heads = participating_heads", name="heads"
        ),
        CheckConstraint("for_area + against_area + abstain_area = participating_area", name="area"),
        CheckConstraint("participating_heads <= roll_heads", name="roll_heads"),
        CheckConstraint("participating_area <= roll_area", name="roll_area"),
        CheckConstraint(
            "for_heads >= 0 AND against_heads >= 0 AND abstain_heads >= 0 AND spoiled >= 0"
            " AND left_out >= 0",
            name="no_negative_heads",
        ),
        CheckConstraint(
            "for_area >= 0 AND against_area >= 0 AND abstain_area >= 0", name="no_negative_area"
        ),
    )

    decision_id: Mapped[DecisionId] = mapped_column(
        BigId, ForeignKey("decisions.decision_id"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    roll_heads: Mapped[int]
    roll_area: Mapped[int] = mapped_column(BigId)
    """0.01 m2, here and below; 0 in a meeting, where heads alone count."""
    participating_heads: Mapped[int]
    participating_area: Mapped[int] = mapped_column(BigId)
    for_heads: Mapped[int]
    for_area: Mapped[int] = mapped_column(BigId)
    against_heads: Mapped[int]
    against_area: Mapped[int] = mapped_column(BigId)
    abstain_heads: Mapped[int]
    abstain_area: Mapped[int] = mapped_column(BigId)
    spoiled: Mapped[int]
    """Spoiled ballots: shown, and not taking part."""
    left_out: Mapped[int] = mapped_column(default=0)
    """Paper ballots taken in in time and never entered: shown, and not taking part."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[PersonId | None] = mapped_column(BigId, ForeignKey("persons.person_id"))
    """Absent where the platform counted the ballots cast on it."""


class CountSignature(Model):
    """Somebody who stands for a count of the platform: two counters and a scrutineer, all different."""

    __tablename__ = "count_signatures"
    __table_args__ = (
        UniqueConstraint("decision_id", "person_id"),
        CheckConstraint("place IN (1, 2, 3)", name="place"),
    )

    decision_id: Mapped[DecisionId] = mapped_column(
        BigId, ForeignKey("decisions.decision_id"), primary_key=True
    )
    place: Mapped[int] = mapped_column(primary_key=True)
    """1 and 2 the counters of the convening body, 3 the scrutineer of the supervision committee."""
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    person_id: Mapped[PersonId] = mapped_column(BigId, ForeignKey("persons.person_id"))
    signed_at: Mapped[datetime]


class DecisionRecusal(Model):
    """Somebody who keeps away from a decision: proposer or recused when it was opened."""

    __tablename__ = "decision_recusals"

    decision_id: Mapped[DecisionId] = mapped_column(
        BigId, ForeignKey("decisions.decision_id"), primary_key=True
    )
    person_id: Mapped[PersonId] = mapped_column(
        BigId, ForeignKey("persons.person_id"), primary_key=True
    )
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
