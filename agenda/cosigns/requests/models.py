"""Tables of meeting requests, their signers, and owners' co-signatures."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from agenda.cosigns.requests.rules import Called, Ground
from agenda.infra.db import BigId, Model, enum_column
from agenda.kernel.ids import BodyId, NeighbourhoodId, PersonId, ProposalId


class MeetingRequest(Model):
    """That co-signers oblige a body to convene: once for each proposal and meeting."""

    __tablename__ = "meeting_requests"
    __table_args__ = (
        UniqueConstraint("proposal_id", "called"),
        CheckConstraint("0 < signed AND signed <= total", name="signed"),
        CheckConstraint("(answered_at IS NULL) = (held_on IS NULL)", name="held"),
        CheckConstraint("(answered_at IS NULL) = (place IS NULL)", name="place"),
        CheckConstraint("(answered_at IS NULL) = (answered_by_id IS NULL)", name="answered"),
        CheckConstraint("unanswered_at IS NULL OR escalated_at IS NOT NULL", name="unanswered"),
    )

    request_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    proposal_id: Mapped[ProposalId] = mapped_column(BigId, ForeignKey("proposals.proposal_id"))
    called: Mapped[Called] = enum_column(Called)
    ground: Mapped[Ground] = enum_column(Ground)
    signed: Mapped[int]
    """How many had co-signed when the share was reached, of `total`; it stands from then on."""
    total: Mapped[int]
    body_id: Mapped[BodyId | None] = mapped_column(BigId, ForeignKey("bodies.body_id"))
    """Which must convene; None where no such body exists, and the office is asked at once."""
    issued_at: Mapped[datetime]
    due_at: Mapped[datetime]
    escalated_at: Mapped[datetime | None]
    office_body_id: Mapped[BodyId | None] = mapped_column(BigId, ForeignKey("bodies.body_id"))
    unanswered_at: Mapped[datetime | None]
    """When the office was silent too."""
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[PersonId | None] = mapped_column(BigId, ForeignKey("persons.person_id"))
    held_on: Mapped[date | None]
    place: Mapped[str | None] = mapped_column(String(200))


class RequestSigner(Model):
    """Who had co-signed on its ground when a request was issued: for the body asked alone."""

    __tablename__ = "request_signers"

    request_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("meeting_requests.request_id"), primary_key=True
    )
    person_id: Mapped[PersonId] = mapped_column(
        BigId, ForeignKey("persons.person_id"), primary_key=True
    )
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)


class OwnerCosign(Model):
    """The co-signature of an owner who lives elsewhere; it counts for an owners' meeting alone."""

    __tablename__ = "owner_cosigns"
    __table_args__ = (Index(None, "neighbourhood_id", "person_id"),)

    proposal_id: Mapped[ProposalId] = mapped_column(
        BigId, ForeignKey("proposals.proposal_id"), primary_key=True
    )
    person_id: Mapped[PersonId] = mapped_column(
        BigId, ForeignKey("persons.person_id"), primary_key=True
    )
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    signed_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
