"""Tables of meetings that decide: the frozen roll, its faults, and who signed in."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from agenda.ballots.assembly.rules import Entitlement, RollBasis, RollFault, SignInChannel
from agenda.infra.db import BigId, Model, enum_column
from agenda.kernel.ids import AreaId, DecisionId, HouseholdId, NeighbourhoodId, PersonId


class Assembly(Model):
    """The meeting behind a formal decision, as its latest notice called it."""

    __tablename__ = "assemblies"
    __table_args__ = (CheckConstraint("roll_size > 0", name="roll"),)

    decision_id: Mapped[DecisionId] = mapped_column(
        BigId, ForeignKey("decisions.decision_id"), primary_key=True
    )
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    basis: Mapped[RollBasis] = enum_column(RollBasis)
    roll_size: Mapped[int]
    roll_digest: Mapped[str] = mapped_column(String(64))
    frozen_at: Mapped[datetime]
    code: Mapped[str] = mapped_column(String(12))
    """Shown in the room: who has it is there."""


class AssemblyMember(Model):
    """A line of the frozen roll: a person, and what counts once."""

    __tablename__ = "assembly_members"
    __table_args__ = (UniqueConstraint("decision_id", "seat_key"),)

    decision_id: Mapped[DecisionId] = mapped_column(
        BigId, ForeignKey("assemblies.decision_id"), primary_key=True
    )
    person_id: Mapped[PersonId] = mapped_column(
        BigId, ForeignKey("persons.person_id"), primary_key=True
    )
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    seat_key: Mapped[str] = mapped_column(String(24))
    """`p12` for a person, `h34` where the household counts."""
    entitlement: Mapped[Entitlement] = enum_column(Entitlement)
    household_id: Mapped[HouseholdId | None] = mapped_column(
        BigId, ForeignKey("households.household_id")
    )
    building_id: Mapped[AreaId | None] = mapped_column(BigId, ForeignKey("areas.area_id"))


class AssemblyFault(Model):
    """What does not fit about a roll, and how often, as it was when frozen."""

    __tablename__ = "assembly_faults"
    __table_args__ = (CheckConstraint("number > 0", name="number"),)

    decision_id: Mapped[DecisionId] = mapped_column(
        BigId, ForeignKey("assemblies.decision_id"), primary_key=True
    )
    fault: Mapped[RollFault] = mapped_column(String(40), primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    number: Mapped[int]


class AssemblyAttendance(Model):
    """That somebody entitled is in the room: each once, and nobody who is not on the roll."""

    __tablename__ = "assembly_attendances"
    __table_args__ = (
        ForeignKeyConstraint(
            ("decision_id", "person_id"),
            ("assembly_members.decision_id", "assembly_members.person_id"),
        ),
        CheckConstraint("(channel = 'secretary') = (entered_by_id IS NOT NULL)", name="channel"),
    )

    decision_id: Mapped[DecisionId] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    channel: Mapped[SignInChannel] = enum_column(SignInChannel)
    entered_by_id: Mapped[PersonId | None] = mapped_column(BigId, ForeignKey("persons.person_id"))
    signed_in_at: Mapped[datetime]
