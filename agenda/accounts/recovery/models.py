"""The table of recoveries: one member of staff proposes, a second confirms and hands the link over."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from agenda.infra.db import BigId, Model
from agenda.kernel.ids import NeighbourhoodId, PersonId, RecoveryId


class Recovery(Model):
    """That two members of staff let a resident, standing before them, back into his account."""

    __tablename__ = "recoveries"
    __table_args__ = (
        CheckConstraint(
            "confirmed_by_id IS NULL OR (confirmed_by_id <> proposed_by_id"
            " AND confirmed_by_id <> person_id)",
            name="second",
        ),
        CheckConstraint("proposed_by_id <> person_id", name="not_himself"),
        CheckConstraint("(confirmed_at IS NULL) = (confirmed_by_id IS NULL)", name="confirmed"),
        CheckConstraint("confirmed_at IS NULL OR withdrawn_at IS NULL", name="ended_once"),
        Index(
            "uq_recoveries_open",
            "person_id",
            unique=True,
            sqlite_where=text("confirmed_at IS NULL AND withdrawn_at IS NULL"),
            postgresql_where=text("confirmed_at IS NULL AND withdrawn_at IS NULL"),
        ),
        Index(None, "neighbourhood_id", "proposed_at"),
    )

    recovery_id: Mapped[RecoveryId] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(
        BigId, ForeignKey("neighbourhoods.neighbourhood_id")
    )
    person_id: Mapped[PersonId] = mapped_column(BigId, ForeignKey("persons.person_id"))
    checked: Mapped[str] = mapped_column(String(200))
    """How the first saw that it is he: "knows him", "showed his lease"; never a document's number."""
    proposed_by_id: Mapped[PersonId] = mapped_column(BigId)
    proposed_at: Mapped[datetime]
    confirmed_by_id: Mapped[PersonId | None] = mapped_column(BigId)
    confirmed_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
