"""The table of deliveries."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from agenda.ballots.owners.delivery.rules import DeliveryMethod
from agenda.infra.db import BigId, Model, enum_column
from agenda.kernel.ids import DecisionId, HouseholdId, NeighbourhoodId, PersonId


class Delivery(Model):
    """How the ballot of one unit reached its owner; one row per unit, the latest try."""

    __tablename__ = "deliveries"
    __table_args__ = (CheckConstraint("delivered_at <= recorded_at", name="times"),)

    decision_id: Mapped[DecisionId] = mapped_column(
        BigId, ForeignKey("owners_ballots.decision_id"), primary_key=True
    )
    household_id: Mapped[HouseholdId] = mapped_column(
        BigId, ForeignKey("households.household_id"), primary_key=True
    )
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    method: Mapped[DeliveryMethod] = enum_column(DeliveryMethod)
    delivered_at: Mapped[datetime]
    """When it reached him, or was refused."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[PersonId] = mapped_column(BigId, ForeignKey("persons.person_id"))
    """The owner himself for an electronic one."""
    note: Mapped[str] = mapped_column(String(200), default="")
