"""Tables of co-signatures: one per person and proposal, and one row per household that counts."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from agenda.infra.db import BigId, Model
from agenda.kernel.ids import HouseholdId, NeighbourhoodId, PersonId, ProposalId


class Cosign(Model):
    """A person's co-signature; withdrawing keeps the row with its date."""

    __tablename__ = "cosigns"
    __table_args__ = (Index(None, "neighbourhood_id", "person_id"),)

    proposal_id: Mapped[ProposalId] = mapped_column(
        BigId, ForeignKey("proposals.proposal_id"), primary_key=True
    )
    person_id: Mapped[PersonId] = mapped_column(
        BigId, ForeignKey("persons.person_id"), primary_key=True
    )
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    household_id: Mapped[HouseholdId] = mapped_column(BigId, ForeignKey("households.household_id"))
    seen_version: Mapped[int]
    """The version of the text that was signed."""
    channel: Mapped[str] = mapped_column(String(10))
    """online | paper"""
    signed_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class CosignHousehold(Model):
    """A household that supports a proposal, with how many of its members do: what is counted."""

    __tablename__ = "cosign_households"
    __table_args__ = (CheckConstraint("signers >= 0", name="signers"),)

    proposal_id: Mapped[ProposalId] = mapped_column(
        BigId, ForeignKey("proposals.proposal_id"), primary_key=True
    )
    household_id: Mapped[HouseholdId] = mapped_column(
        BigId, ForeignKey("households.household_id"), primary_key=True
    )
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    signers: Mapped[int]
