"""Tables of corrections of a frozen roll."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from agenda.ballots.owners.corrections.rules import CorrectionKind
from agenda.infra.db import BigId, Model, enum_column
from agenda.kernel.ids import DecisionId, HouseholdId, NeighbourhoodId, PersonId


class RollCorrection(Model):
    """A correction of one home on a roll: proposed by one person, decided by another."""

    __tablename__ = "roll_corrections"
    __table_args__ = (
        Index(
            "uq_roll_corrections_open",
            "decision_id",
            "household_id",
            unique=True,
            sqlite_where=text("decided_at IS NULL AND lapsed_at IS NULL"),
            postgresql_where=text("decided_at IS NULL AND lapsed_at IS NULL"),
        ),
        CheckConstraint(
            "decided_by_id IS NULL OR decided_by_id <> proposed_by_id", name="second_person"
        ),
        CheckConstraint(
            "(decided_at IS NULL) = (decided_by_id IS NULL)"
            " AND (decided_at IS NULL) = (is_confirmed IS NULL)",
            name="decided",
        ),
        CheckConstraint("decided_at IS NULL OR lapsed_at IS NULL", name="one_end"),
        CheckConstraint(
            "(digest_before IS NULL) = (digest_after IS NULL)"
            " AND CASE WHEN is_confirmed IS NULL THEN digest_after IS NULL"
            " WHEN is_confirmed THEN digest_after IS NOT NULL ELSE digest_after IS NULL END",
            name="digests",
        ),
        CheckConstraint(
            "(kind IN ('area', 'missing_unit')) = (area IS NOT NULL)", name="kind_area"
        ),
        CheckConstraint("area IS NULL OR area >= 0", name="area"),
    )

    correction_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    decision_id: Mapped[DecisionId] = mapped_column(
        BigId, ForeignKey("owners_ballots.decision_id"), index=True
    )
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    household_id: Mapped[HouseholdId] = mapped_column(BigId, ForeignKey("households.household_id"))
    kind: Mapped[CorrectionKind] = enum_column(CorrectionKind)
    area: Mapped[int | None] = mapped_column(BigId)
    """What the home is to count, in 0.01 m2."""
    reason: Mapped[str] = mapped_column(String(300))
    proposed_by_id: Mapped[PersonId] = mapped_column(BigId, ForeignKey("persons.person_id"))
    proposed_at: Mapped[datetime]
    decided_by_id: Mapped[PersonId | None] = mapped_column(BigId, ForeignKey("persons.person_id"))
    decided_at: Mapped[datetime | None]
    is_confirmed: Mapped[bool | None]
    lapsed_at: Mapped[datetime | None]
    """When its time was over without anybody deciding it: the roll stays as it is, and that shows."""
    digest_before: Mapped[str | None] = mapped_column(String(64))
    digest_after: Mapped[str | None] = mapped_column(String(64))


class CorrectedOwner(Model):
    """An owner as a correction gives him to a home: whoever the roster named when it was proposed."""

    __tablename__ = "corrected_owners"

    correction_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("roll_corrections.correction_id"), primary_key=True
    )
    person_id: Mapped[PersonId] = mapped_column(
        BigId, ForeignKey("persons.person_id"), primary_key=True
    )
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
