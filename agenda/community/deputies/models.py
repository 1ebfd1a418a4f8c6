"""The table of deputies."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from agenda.infra.db import BigId, Model
from agenda.kernel.ids import NeighbourhoodId, PersonId, SeatId


class Deputation(Model):
    """That somebody acts for a seat from one day to another, both included."""

    __tablename__ = "deputations"
    __table_args__ = (
        CheckConstraint("from_on <= until_on", name="span"),
        Index(None, "neighbourhood_id", "deputy_id", "until_on"),
        Index(None, "seat_id"),
    )

    deputation_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    seat_id: Mapped[SeatId] = mapped_column(BigId, ForeignKey("seats.seat_id"))
    deputy_id: Mapped[PersonId] = mapped_column(BigId, ForeignKey("persons.person_id"))
    from_on: Mapped[date]
    until_on: Mapped[date]
    named_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    """When it was ended before its last day."""
