"""The table of invitation codes, of which only digests are stored."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from agenda.infra.db import BigId, Model
from agenda.kernel.ids import InvitationId, NeighbourhoodId, PersonId

_OPEN = "used_at IS NULL AND voided_at IS NULL"


class Invitation(Model):
    """A code that was handed to one adult; a newer one voids it."""

    __tablename__ = "invitations"
    __table_args__ = (
        CheckConstraint("used_at IS NULL OR voided_at IS NULL", name="ended_once"),
        Index(
            "uq_invitations_open",
            "person_id",
            unique=True,
            sqlite_where=text(_OPEN),
            postgresql_where=text(_OPEN),
        ),
        Index(None, "neighbourhood_id", "person_id"),
    )

    invitation_id: Mapped[InvitationId] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(
        BigId, ForeignKey("neighbourhoods.neighbourhood_id")
    )
    person_id: Mapped[PersonId] = mapped_column(BigId, ForeignKey("persons.person_id"))
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    voided_at: Mapped[datetime | None]
