"""Tables of procedure versions and of duties."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from agenda.infra.db import BigId, Model, enum_column
from agenda.kernel.ids import BodyId, DutyId, NeighbourhoodId, PersonId, ProcedureId, ProposalId
from agenda.procedure.rules import Bearer, DutyKind


class ProcedureVersion(Model):
    """One version of a neighbourhood's rules of procedure, citing the decision behind it."""

    __tablename__ = "procedure_versions"
    __table_args__ = (UniqueConstraint("neighbourhood_id", "number"),)

    procedure_id: Mapped[ProcedureId] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(
        BigId, ForeignKey("neighbourhoods.neighbourhood_id")
    )
    number: Mapped[int]
    data: Mapped[str] = mapped_column(Text)
    """The procedure as canonical JSON (`rules.to_data`)."""
    decision: Mapped[str] = mapped_column(String(300))
    """The body's decision it rests on."""
    in_force_from: Mapped[datetime]


class DutyRow(Model):
    """One duty; open until fulfilled, lapsed (its default was taken) or cancelled."""

    __tablename__ = "duties"
    __table_args__ = (
        CheckConstraint("(ended_at IS NULL) = (ending IS NULL)", name="ended"),
        CheckConstraint("(bearer = 'body') = (body_id IS NOT NULL)", name="body"),
        CheckConstraint("(bearer = 'person') = (person_id IS NOT NULL)", name="person"),
        Index(
            "uq_duties_open",
            "proposal_id",
            "kind",
            "subject_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index(
            "ix_duties_due",
            "due_at",
            sqlite_where=text("ended_at IS NULL AND suspended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL AND suspended_at IS NULL"),
        ),
        Index("ix_duties_body", "neighbourhood_id", "body_id", "due_at"),
    )

    duty_id: Mapped[DutyId] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(
        BigId, ForeignKey("neighbourhoods.neighbourhood_id")
    )
    proposal_id: Mapped[ProposalId] = mapped_column(BigId)
    kind: Mapped[DutyKind] = enum_column(DutyKind)
    subject_id: Mapped[int] = mapped_column(BigId)
    bearer: Mapped[Bearer] = enum_column(Bearer)
    body_id: Mapped[BodyId | None] = mapped_column(BigId, ForeignKey("bodies.body_id"))
    person_id: Mapped[PersonId | None] = mapped_column(BigId, ForeignKey("persons.person_id"))
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime]
    suspended_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ending: Mapped[str | None] = mapped_column(String(10))
    """fulfilled | lapsed | cancelled"""
