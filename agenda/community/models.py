"""Tables of places and people. What depends on a person's name stays here and is masked outside."""

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from agenda.community.rules import AgeBand, AreaKind, Relation, ShownAs
from agenda.infra.db import BigId, Model, enum_column
from agenda.kernel.authz import BodyKind, SeatRole
from agenda.kernel.ids import (
    AreaId,
    BodyId,
    HouseholdId,
    NeighbourhoodId,
    PersonId,
    SeatId,
)


class Neighbourhood(Model):
    """A neighbourhood (居民区) with one residents' committee."""

    __tablename__ = "neighbourhoods"

    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId, primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    subdistrict: Mapped[str] = mapped_column(String(80))


class Area(Model):
    """A node of the tree neighbourhood > compound > building > unit.

    `path` is the chain of names below the neighbourhood, `东苑/3号楼/1单元`; the root's is empty.
    """

    __tablename__ = "areas"
    __table_args__ = (
        UniqueConstraint("neighbourhood_id", "path"),
        CheckConstraint("(parent_id IS NULL) = (kind = 'neighbourhood')", name="root"),
    )

    area_id: Mapped[AreaId] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(
        BigId, ForeignKey("neighbourhoods.neighbourhood_id")
    )
    parent_id: Mapped[AreaId | None] = mapped_column(BigId, ForeignKey("areas.area_id"))
    kind: Mapped[AreaKind] = enum_column(AreaKind)
    name: Mapped[str] = mapped_column(String(80))
    path: Mapped[str] = mapped_column(String(250))


class BuildingGroup(Model):
    """A building group (楼组) and its leader."""

    __tablename__ = "building_groups"
    __table_args__ = (UniqueConstraint("neighbourhood_id", "name"),)

    group_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(
        BigId, ForeignKey("neighbourhoods.neighbourhood_id")
    )
    name: Mapped[str] = mapped_column(String(80))
    leader_id: Mapped[PersonId | None] = mapped_column(
        BigId, ForeignKey("persons.person_id", use_alter=True)
    )


class Household(Model):
    """A home (户) with its exclusive area in 0.01 m2; it stands in one unit of one building."""

    __tablename__ = "households"
    __table_args__ = (
        UniqueConstraint("unit_id", "room"),
        CheckConstraint("exclusive_area >= 0", name="area"),
        CheckConstraint("parking_area >= 0", name="parking"),
        Index(None, "neighbourhood_id", "compound_id", "building_id", "unit_id"),
    )

    household_id: Mapped[HouseholdId] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(
        BigId, ForeignKey("neighbourhoods.neighbourhood_id")
    )
    compound_id: Mapped[AreaId] = mapped_column(BigId, ForeignKey("areas.area_id"))
    building_id: Mapped[AreaId] = mapped_column(BigId, ForeignKey("areas.area_id"))
    unit_id: Mapped[AreaId] = mapped_column(BigId, ForeignKey("areas.area_id"))
    group_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("building_groups.group_id"), index=True
    )
    room: Mapped[str] = mapped_column(String(20))
    exclusive_area: Mapped[int]
    parking_area: Mapped[int] = mapped_column(default=0)
    """Registered car spaces sold with it, in 0.01 m2: some ballots count them."""
    is_developer_stock: Mapped[bool] = mapped_column(default=False)
    """Unsold, or sold and not delivered: all such homes are one voting head together."""


class Person(Model):
    """Somebody on the roster: lives here, owns here, or works in one of the bodies.

    `household_id` is the home he lives in; owners living elsewhere and staff have none.
    `roster_key` names the person within the roster file, so that importing again changes nothing.
    """

    __tablename__ = "persons"
    __table_args__ = (
        UniqueConstraint("neighbourhood_id", "roster_key"),
        CheckConstraint("(household_id IS NULL) = (relation IS NULL)", name="relation_to_a_home"),
        Index(None, "neighbourhood_id", "household_id"),
        Index(None, "household_id", "is_adult"),
    )

    person_id: Mapped[PersonId] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(
        BigId, ForeignKey("neighbourhoods.neighbourhood_id")
    )
    roster_key: Mapped[str] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(80))
    mobile: Mapped[str | None] = mapped_column(String(20))
    email: Mapped[str | None] = mapped_column(String(200))
    postal_address: Mapped[str | None] = mapped_column(String(300))
    """Where letters go to those who live elsewhere."""
    household_id: Mapped[HouseholdId | None] = mapped_column(
        BigId, ForeignKey("households.household_id")
    )
    relation: Mapped[Relation | None] = enum_column(Relation)
    is_adult: Mapped[bool]
    is_household_representative: Mapped[bool] = mapped_column(default=False)
    represents_group_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("building_groups.group_id")
    )
    """The building group that elected him residents' representative."""
    age_band: Mapped[AgeBand | None] = enum_column(AgeBand)
    shown_as: Mapped[ShownAs] = enum_column(ShownAs, default=ShownAs.MASKED)
    ledger_key: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    """Makes his pseudonyms in the ledger; erasing it erases the link."""
    verified_at: Mapped[datetime | None]
    contact_corrected_at: Mapped[datetime | None]
    """When he set his contact himself; from then on no roster file overwrites it."""
    moved_out_at: Mapped[datetime | None]


class Ownership(Model):
    """That a person owns a home, alone or with others."""

    __tablename__ = "ownerships"
    __table_args__ = (
        UniqueConstraint("household_id", "person_id"),
        Index(None, "neighbourhood_id", "person_id"),
    )

    ownership_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(
        BigId, ForeignKey("neighbourhoods.neighbourhood_id")
    )
    household_id: Mapped[HouseholdId] = mapped_column(BigId, ForeignKey("households.household_id"))
    person_id: Mapped[PersonId] = mapped_column(BigId, ForeignKey("persons.person_id"))
    since: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class Body(Model):
    """A body that can be asked, invited and charged: committee, company, organization, team."""

    __tablename__ = "bodies"
    __table_args__ = (UniqueConstraint("neighbourhood_id", "name"),)

    body_id: Mapped[BodyId] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(
        BigId, ForeignKey("neighbourhoods.neighbourhood_id")
    )
    kind: Mapped[BodyKind] = enum_column(BodyKind)
    name: Mapped[str] = mapped_column(String(80))
    short_name: Mapped[str] = mapped_column(String(40))
    about: Mapped[str] = mapped_column(String(500), default="")
    compound_id: Mapped[AreaId | None] = mapped_column(BigId, ForeignKey("areas.area_id"))
    """The compound it belongs to; None for the whole neighbourhood."""


class Seat(Model):
    """A person's place in a body; it counts once a second person has confirmed it.

    The operator's first seats are confirmed by him and were proposed by nobody.
    """

    __tablename__ = "seats"
    __table_args__ = (
        Index(
            "uq_seats_held",
            "body_id",
            "person_id",
            "role",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        CheckConstraint(
            "confirmed_by_id IS NULL OR (confirmed_by_id <> person_id"
            " AND confirmed_by_id <> proposed_by_id)",
            name="second",
        ),
        CheckConstraint("(confirmed_at IS NULL) = (confirmed_by IS NULL)", name="confirmed"),
        CheckConstraint("(proposed_at IS NULL) = (proposed_by_id IS NULL)", name="proposed"),
        CheckConstraint(
            "proposed_at IS NOT NULL OR (confirmed_by IS NOT NULL AND confirmed_by = 'operator')",
            name="first",
        ),
        CheckConstraint(
            "(end_proposed_at IS NULL) = (end_proposed_by_id IS NULL)", name="end_proposed"
        ),
        Index(None, "neighbourhood_id", "person_id"),
    )

    seat_id: Mapped[SeatId] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(
        BigId, ForeignKey("neighbourhoods.neighbourhood_id")
    )
    body_id: Mapped[BodyId] = mapped_column(BigId, ForeignKey("bodies.body_id"))
    person_id: Mapped[PersonId] = mapped_column(BigId, ForeignKey("persons.person_id"))
    role: Mapped[SeatRole] = enum_column(SeatRole)
    title: Mapped[str] = mapped_column(String(40), default="")
    """The Chinese office, e.g. 副主任; a seat holder is shown as surname and title."""
    proposed_by_id: Mapped[PersonId | None] = mapped_column(BigId)
    proposed_at: Mapped[datetime | None]
    confirmed_by: Mapped[str | None] = mapped_column(String(20))
    """How it was confirmed: `person` by a second seat holder, `operator` for the first seats."""
    confirmed_by_id: Mapped[PersonId | None] = mapped_column(BigId)
    confirmed_at: Mapped[datetime | None]
    end_proposed_by_id: Mapped[PersonId | None] = mapped_column(BigId)
    end_proposed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
