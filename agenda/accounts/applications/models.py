"""The table of applications of those who are not on the roster."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from agenda.accounts.applications.rules import ApplicationState, Level
from agenda.community.rules import Relation
from agenda.infra.db import BigId, Model, enum_column
from agenda.kernel.ids import ApplicationId, AreaId, NeighbourhoodId, PersonId

_WAITING = "state = 'waiting'"


class Application(Model):
    """Somebody's statement that he lives in a home; name and contact go once they are not needed."""

    __tablename__ = "applications"
    __table_args__ = (
        CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name="decided"),
        CheckConstraint("state <> 'verified' OR person_id IS NOT NULL", name="verified"),
        CheckConstraint("state <> 'declined' OR reason <> ''", name="declined"),
        Index(
            "uq_applications_waiting",
            "neighbourhood_id",
            "building_id",
            "room",
            "name",
            unique=True,
            sqlite_where=text(_WAITING),
            postgresql_where=text(_WAITING),
        ),
        Index(
            "ix_applications_due",
            "due_at",
            sqlite_where=text(_WAITING),
            postgresql_where=text(_WAITING),
        ),
        Index(None, "neighbourhood_id", "state", "due_at"),
    )

    application_id: Mapped[ApplicationId] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(
        BigId, ForeignKey("neighbourhoods.neighbourhood_id")
    )
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """Digest of the receipt's code; once verified it is the applicant's invitation."""
    building_id: Mapped[AreaId] = mapped_column(BigId, ForeignKey("areas.area_id"))
    unit: Mapped[str] = mapped_column(String(80), default="")
    room: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(80))
    contact: Mapped[str] = mapped_column(String(200))
    relation: Mapped[Relation] = enum_column(Relation)
    state: Mapped[ApplicationState] = enum_column(
        ApplicationState, default=ApplicationState.WAITING
    )
    level: Mapped[Level] = enum_column(Level, default=Level.COMMITTEE)
    submitted_at: Mapped[datetime]
    due_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[PersonId | None] = mapped_column(BigId)
    reason: Mapped[str] = mapped_column(String(300), default="")
    """Why it was declined, in words for the applicant."""
    person_id: Mapped[PersonId | None] = mapped_column(BigId, ForeignKey("persons.person_id"))
    erased_at: Mapped[datetime | None]
