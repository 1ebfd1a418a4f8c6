"""Tables of who sits at the table, and of who keeps away from it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from agenda.deliberation.parties.rules import EXPERT_MAX, PartyFacts, PartyKind, RecusalState
from agenda.deliberation.routing.rules import PartyRole
from agenda.infra.db import BigId, Model, enum_column
from agenda.kernel.ids import BodyId, HouseholdId, NeighbourhoodId, PersonId, ProposalId


class Party(Model):
    """A body, household or expert invited to one sitting, and whether its date passed in silence."""

    __tablename__ = "parties"
    __table_args__ = (
        UniqueConstraint("sitting_id", "party_key"),
        CheckConstraint("(kind = 'body') = (body_id IS NOT NULL)", name="body"),
        CheckConstraint("(kind = 'household') = (household_id IS NOT NULL)", name="household"),
        CheckConstraint("(kind = 'body') = (name = '')", name="name"),
        Index(None, "neighbourhood_id", "body_id"),
        Index(None, "proposal_id"),
    )

    party_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    proposal_id: Mapped[ProposalId] = mapped_column(BigId, ForeignKey("proposals.proposal_id"))
    sitting_id: Mapped[int] = mapped_column(BigId, ForeignKey("deliberations.sitting_id"))
    kind: Mapped[PartyKind] = enum_column(PartyKind, default=PartyKind.BODY)
    party_key: Mapped[str] = mapped_column(String(60))
    """Says who it is, so that nobody is invited twice: `b:12`, `h:33`, `e:` with the expert."""
    body_id: Mapped[BodyId | None] = mapped_column(BigId, ForeignKey("bodies.body_id"))
    household_id: Mapped[HouseholdId | None] = mapped_column(
        BigId, ForeignKey("households.household_id")
    )
    name: Mapped[str] = mapped_column(String(EXPERT_MAX), default="")
    """How a household (its building and a number, never its room) or an expert stands in public."""
    role: Mapped[PartyRole] = enum_column(PartyRole)
    invited_at: Mapped[datetime]
    due_at: Mapped[datetime]
    """When the position was due as invited; a suspension moves the duty, not this."""
    silent_at: Mapped[datetime | None]
    """The date that passed without an answer."""

    @property
    def facts(self) -> PartyFacts:
        """The party as policies see it."""
        return PartyFacts(self.kind, self.body_id, self.household_id)


class Recusal(Model):
    """That a person keeps away from one proposal, or is asked to; reason and answer are public."""

    __tablename__ = "recusals"
    __table_args__ = (
        CheckConstraint("(state = 'asked') = (decided_at IS NULL)", name="decided"),
        CheckConstraint("state <> 'dismissed' OR answer <> ''", name="answered"),
        CheckConstraint(
            "state <> 'standing' OR answer <> '' OR asked_by_id IS NULL"
            " OR decided_by_body_id IS NULL",
            name="silence_is_nobodys",
        ),
        Index(
            "uq_recusals_standing",
            "proposal_id",
            "person_id",
            unique=True,
            sqlite_where=text("state <> 'dismissed'"),
            postgresql_where=text("state <> 'dismissed'"),
        ),
        Index(None, "neighbourhood_id", "person_id"),
    )

    recusal_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    proposal_id: Mapped[ProposalId] = mapped_column(BigId, ForeignKey("proposals.proposal_id"))
    person_id: Mapped[PersonId] = mapped_column(BigId, ForeignKey("persons.person_id"))
    state: Mapped[RecusalState] = enum_column(RecusalState)
    reason: Mapped[str] = mapped_column(Text)
    asked_by_id: Mapped[PersonId | None] = mapped_column(BigId, ForeignKey("persons.person_id"))
    """The resident who asked for it; None where it was declared."""
    asked_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_body_id: Mapped[BodyId | None] = mapped_column(BigId, ForeignKey("bodies.body_id"))
    """Who decided or declared it; None where the person did himself."""
    answer: Mapped[str] = mapped_column(Text, default="")
