"""The table of representatives' elections."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from agenda.infra.db import BigId, Model
from agenda.kernel.ids import NeighbourhoodId, PersonId


class RepresentativeElection(Model):
    """That a building group elected somebody; it counts once a second person confirmed it.

    While it stands, the roster's file does not change whom the person represents.
    """

    __tablename__ = "representative_elections"
    __table_args__ = (
        Index(
            "uq_representative_elections_standing",
            "person_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        CheckConstraint("1 <= votes_for AND votes_for <= voters", name="votes"),
        CheckConstraint("(confirmed_at IS NULL) = (confirmed_by_id IS NULL)", name="confirmed"),
        CheckConstraint(
            "confirmed_by_id IS NULL OR (confirmed_by_id <> person_id"
            " AND confirmed_by_id <> recorded_by_id)",
            name="second",
        ),
        CheckConstraint(
            "(end_proposed_at IS NULL) = (end_proposed_by_id IS NULL)", name="end_proposed"
        ),
        Index(None, "neighbourhood_id", "group_id"),
    )

    election_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(
        BigId, ForeignKey("neighbourhoods.neighbourhood_id")
    )
    group_id: Mapped[int] = mapped_column(BigId, ForeignKey("building_groups.group_id"))
    person_id: Mapped[PersonId] = mapped_column(BigId, ForeignKey("persons.person_id"))
    elected_on: Mapped[date]
    voters: Mapped[int]
    """How many took part in the election."""
    votes_for: Mapped[int]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[PersonId] = mapped_column(BigId, ForeignKey("persons.person_id"))
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[PersonId | None] = mapped_column(BigId, ForeignKey("persons.person_id"))
    end_proposed_at: Mapped[datetime | None]
    end_proposed_by_id: Mapped[PersonId | None] = mapped_column(
        BigId, ForeignKey("persons.person_id")
    )
    ended_at: Mapped[datetime | None]
