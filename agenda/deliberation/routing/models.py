"""Tables of routings: each time a proposal is listed, who was to set its way, and what was set."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from agenda.deliberation.routing.matters.rules import Matter
from agenda.deliberation.routing.rules import PartyRole
from agenda.infra.db import BigId, Model, enum_column
from agenda.kernel.ids import BodyId, NeighbourhoodId, ProposalId
from agenda.procedure.rules import Route


class Routing(Model):
    """One routing of a proposal, opened when it is listed and decided once."""

    __tablename__ = "routings"
    __table_args__ = (
        UniqueConstraint("proposal_id", "number"),
        CheckConstraint("(decided_at IS NULL) = (route IS NULL)", name="decided"),
        CheckConstraint("(deferred_at IS NULL) = (deferred_until IS NULL)", name="deferred"),
        CheckConstraint("NOT by_silence OR decided_at IS NOT NULL", name="silence"),
        CheckConstraint("route <> 'referral' OR office <> ''", name="office"),
    )

    routing_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    proposal_id: Mapped[ProposalId] = mapped_column(BigId, ForeignKey("proposals.proposal_id"))
    number: Mapped[int]
    opened_at: Mapped[datetime]
    may_defer: Mapped[bool] = mapped_column(default=True)
    """Whether it can still be put off; a proposal that came back from an office only if it never was."""
    deferred_at: Mapped[datetime | None]
    deferred_until: Mapped[datetime | None]
    deferral_reason: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[datetime | None]
    by_silence: Mapped[bool] = mapped_column(default=False)
    body_id: Mapped[BodyId | None] = mapped_column(BigId, ForeignKey("bodies.body_id"))
    """Who routed; None where silence did."""
    matter: Mapped[Matter | None] = enum_column(Matter)
    proposed_route: Mapped[str | None] = mapped_column(String(40))
    """What the catalogue pointed to on that day, as the value of a Route."""
    route: Mapped[Route | None] = enum_column(Route)
    reason: Mapped[str] = mapped_column(Text, default="")
    affected: Mapped[str] = mapped_column(Text, default="")
    office: Mapped[str] = mapped_column(String(80), default="")
    positions_due_on: Mapped[date | None]


class RoutedBody(Model):
    """A body that a routing invites to the table, and for what."""

    __tablename__ = "routed_bodies"
    __table_args__ = (Index(None, "neighbourhood_id", "body_id"),)

    routing_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("routings.routing_id"), primary_key=True
    )
    body_id: Mapped[BodyId] = mapped_column(BigId, ForeignKey("bodies.body_id"), primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    role: Mapped[PartyRole] = enum_column(PartyRole)
