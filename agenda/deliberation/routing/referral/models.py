"""Tables of referrals: what was handed to which office, with proof, and what it replied."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from agenda.infra.db import BigId, Model
from agenda.kernel.ids import BodyId, NeighbourhoodId, ProposalId


class Referral(Model):
    """One handing over to an office (代理转办), from its proof to the reply or the way back."""

    __tablename__ = "referrals"
    __table_args__ = (
        UniqueConstraint("proposal_id", "number"),
        CheckConstraint("(replied_at IS NULL) = (reply = '')", name="reply"),
        CheckConstraint("returned_at IS NULL OR escalated_at IS NOT NULL", name="escalated"),
        CheckConstraint("returned_at IS NULL OR replied_at IS NULL", name="one_end"),
    )

    referral_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    proposal_id: Mapped[ProposalId] = mapped_column(BigId, ForeignKey("proposals.proposal_id"))
    number: Mapped[int]
    office: Mapped[str] = mapped_column(String(80))
    agent_body_id: Mapped[BodyId | None] = mapped_column(BigId, ForeignKey("bodies.body_id"))
    """The body that carries the matter on the residents' behalf."""
    handed_over_at: Mapped[datetime]
    proof: Mapped[str] = mapped_column(Text, default="")
    """How it was handed over and what proves it: number, date, window, receipt."""
    proved_at: Mapped[datetime | None]
    replied_at: Mapped[datetime | None]
    reply: Mapped[str] = mapped_column(Text, default="")
    escalated_at: Mapped[datetime | None]
    returned_at: Mapped[datetime | None]
