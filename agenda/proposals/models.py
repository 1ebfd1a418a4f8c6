"""Tables of proposals, their revisions and their screening."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from agenda.infra.db import BigId, Model, enum_column
from agenda.kernel.ids import (
    AreaId,
    BodyId,
    NeighbourhoodId,
    PersonId,
    ProcedureId,
    ProposalId,
)
from agenda.procedure.rules import Route, ScopeKind
from agenda.proposals.rules import (
    ScreeningOutcome,
    ScreeningReason,
    Stage,
    Topic,
    public_title,
)

_UNSUBMITTED = "stage IN ('draft', 'withdrawn')"
_BEFORE_ACCEPTANCE = (
    "stage IN ('draft', 'screening', 'withdrawn', 'declined', 'referred', 'merged')"
)
_BEFORE_CROSSING = (
    "stage IN ('draft', 'screening', 'cosigning', 'withdrawn', 'declined', 'merged', 'expired')"
    " OR (stage = 'referred' AND route IS NULL) OR referred_in_screening"
)
_ROUTED = "stage NOT IN ('deliberating', 'deciding', 'implementing', 'appraising')"


class Proposal(Model):
    """A proposal: its text as it stands, its stage, and the facts its stage rests on.

    The counters of co-signing are kept here under the proposal's own lock.
    """

    __tablename__ = "proposals"
    __table_args__ = (
        CheckConstraint(f"{_UNSUBMITTED} OR submitted_at IS NOT NULL", name="submitted"),
        CheckConstraint(f"{_UNSUBMITTED} OR procedure_id IS NOT NULL", name="procedure"),
        CheckConstraint(f"{_BEFORE_ACCEPTANCE} OR accepted_at IS NOT NULL", name="accepted"),
        CheckConstraint(f"{_BEFORE_CROSSING} OR crossed_at IS NOT NULL", name="crossed"),
        CheckConstraint(f"{_ROUTED} OR lead_body_id IS NOT NULL", name="led"),
        CheckConstraint("stage <> 'merged' OR merged_into_id IS NOT NULL", name="merged"),
        CheckConstraint("merged_into_id <> proposal_id", name="not_into_itself"),
        CheckConstraint("stage <> 'withdrawn' OR withdrawn_at IS NOT NULL", name="withdrawn"),
        CheckConstraint("cosign_households >= 0", name="cosigns"),
        CheckConstraint(
            "stage <> 'voting' OR suspended_until IS NULL", name="not_suspended_in_vote"
        ),
        Index("ix_proposals_agenda", "neighbourhood_id", "stage", "stage_since"),
        Index(None, "neighbourhood_id", "scope_id"),
        Index(None, "proposer_id"),
    )

    proposal_id: Mapped[ProposalId] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(
        BigId, ForeignKey("neighbourhoods.neighbourhood_id")
    )
    proposer_id: Mapped[PersonId] = mapped_column(BigId, ForeignKey("persons.person_id"))
    stepped_down_at: Mapped[datetime | None]
    """When the proposer stepped down; the issue stays."""
    scope_id: Mapped[AreaId] = mapped_column(BigId, ForeignKey("areas.area_id"))
    scope_kind: Mapped[ScopeKind] = enum_column(ScopeKind)
    topic: Mapped[Topic] = enum_column(Topic)
    title: Mapped[str] = mapped_column(String(80))
    matter: Mapped[str] = mapped_column(Text)
    remedy: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)
    """Counts edits; a form carries it, a mismatch is Stale."""
    revised_at: Mapped[datetime]
    created_at: Mapped[datetime]

    stage: Mapped[Stage] = enum_column(Stage, default=Stage.DRAFT)
    stage_since: Mapped[datetime]
    procedure_id: Mapped[ProcedureId | None] = mapped_column(
        BigId, ForeignKey("procedure_versions.procedure_id")
    )
    submitted_at: Mapped[datetime | None]
    screening: Mapped[ScreeningOutcome | None] = enum_column(ScreeningOutcome)
    """An outcome that has not moved the proposal yet."""
    returned_before: Mapped[bool] = mapped_column(default=False)
    referred_in_screening: Mapped[bool] = mapped_column(default=False)
    accepted_at: Mapped[datetime | None]
    hides_private: Mapped[bool] = mapped_column(default=False)
    """Silence accepted it, so nobody looked: what may be private stays masked in public."""
    scope_households: Mapped[int] = mapped_column(default=0)
    scope_adults: Mapped[int] = mapped_column(default=0)
    cosigns_needed: Mapped[int] = mapped_column(default=0)
    cosign_households: Mapped[int] = mapped_column(default=0)
    cosign_persons: Mapped[int] = mapped_column(default=0)
    crossed_at: Mapped[datetime | None]
    requested_at: Mapped[datetime | None]
    """When co-signers first obliged a meeting: from then on it is listed in any case."""
    requests_weighed_from: Mapped[int] = mapped_column(default=0)
    """From how many ledger entries on co-signatures are weighed against the shares of the law.

    Every co-signature is an entry, so fewer cannot reach a share that is that many away: without
    this each one would count the whole neighbourhood again.
    """
    withdrawn_at: Mapped[datetime | None]
    merged_into_id: Mapped[ProposalId | None] = mapped_column(
        BigId, ForeignKey("proposals.proposal_id")
    )
    route: Mapped[Route | None] = enum_column(Route)
    lead_body_id: Mapped[BodyId | None] = mapped_column(BigId, ForeignKey("bodies.body_id"))
    suspended_until: Mapped[datetime | None]
    suspended_days: Mapped[int] = mapped_column(default=0)
    suspension_reason: Mapped[str | None] = mapped_column(Text)
    reopened_at: Mapped[datetime | None]
    discussion_count: Mapped[int] = mapped_column(default=0)

    @property
    def public_title(self) -> str:
        """Its title as everybody but the proposer reads it."""
        return public_title(self.title, hides_private=self.hides_private)

    def is_unscreened(self, uploaded_at: datetime) -> bool:
        """Whether nobody has looked at a photo: silence accepted, or it came after the screening."""
        came_later = self.accepted_at is not None and uploaded_at > self.accepted_at
        return self.hides_private or came_later


class ProposalRevision(Model):
    """The text at one submission or edit; its salted digest stands in the ledger."""

    __tablename__ = "proposal_revisions"
    __table_args__ = (UniqueConstraint("proposal_id", "version"),)

    revision_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    proposal_id: Mapped[ProposalId] = mapped_column(BigId, ForeignKey("proposals.proposal_id"))
    version: Mapped[int]
    title: Mapped[str] = mapped_column(String(80))
    matter: Mapped[str] = mapped_column(Text)
    remedy: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(String(200), default="")
    """What was changed and why, in the proposer's words."""
    digest: Mapped[str] = mapped_column(String(64))
    revised_at: Mapped[datetime]


class Screening(Model):
    """One outcome of screening, with its reason, public in masked form."""

    __tablename__ = "screenings"
    __table_args__ = (
        UniqueConstraint("proposal_id", "round"),
        CheckConstraint(
            "(outcome IN ('accepted', 'accepted_by_silence')) = (reason IS NULL)", name="reason"
        ),
    )

    screening_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    proposal_id: Mapped[ProposalId] = mapped_column(BigId, ForeignKey("proposals.proposal_id"))
    round: Mapped[int]
    outcome: Mapped[ScreeningOutcome] = enum_column(ScreeningOutcome)
    reason: Mapped[ScreeningReason | None] = enum_column(ScreeningReason)
    explanation: Mapped[str] = mapped_column(Text, default="")
    duplicate_of_id: Mapped[ProposalId | None] = mapped_column(
        BigId, ForeignKey("proposals.proposal_id")
    )
    body_id: Mapped[BodyId | None] = mapped_column(BigId, ForeignKey("bodies.body_id"))
    """None where silence accepted."""
    screened_at: Mapped[datetime]


class ScreeningAppeal(Model):
    """An appeal against a screening outcome, to the supervision committee."""

    __tablename__ = "screening_appeals"
    __table_args__ = (
        UniqueConstraint("screening_id"),
        CheckConstraint("(decided_at IS NULL) = (restored IS NULL)", name="decided"),
    )

    appeal_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    proposal_id: Mapped[ProposalId] = mapped_column(BigId, ForeignKey("proposals.proposal_id"))
    screening_id: Mapped[int] = mapped_column(BigId, ForeignKey("screenings.screening_id"))
    text: Mapped[str] = mapped_column(Text)
    filed_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    restored: Mapped[bool | None]
    by_silence: Mapped[bool] = mapped_column(default=False)
    answer: Mapped[str] = mapped_column(Text, default="")
