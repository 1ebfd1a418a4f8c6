"""Facts about proposals."""

from dataclasses import dataclass
from datetime import datetime

from agenda.kernel.events import ProposalEvent
from agenda.kernel.ids import AreaId, BodyId, ProposalId


@dataclass(frozen=True, kw_only=True)
class ProposalSubmitted(ProposalEvent):
    """A resident submitted a proposal for screening."""

    text_digest: str
    scope_id: AreaId
    topic: str
    procedure_number: int


@dataclass(frozen=True, kw_only=True)
class ProposalRevised(ProposalEvent):
    """The proposer edited the text."""

    text_digest: str
    version: int


@dataclass(frozen=True, kw_only=True)
class ProposalScreened(ProposalEvent):
    """Screening found an outcome; body None means that silence accepted."""

    outcome: str
    reason: str | None
    body_id: BodyId | None


@dataclass(frozen=True, kw_only=True)
class ScreeningAppealed(ProposalEvent):
    """The proposer appealed to the supervision committee."""

    text_digest: str


@dataclass(frozen=True, kw_only=True)
class ScreeningAppealDecided(ProposalEvent):
    """The appeal was decided, or silence restored the proposal."""

    restored: bool
    by_silence: bool
    body_id: BodyId | None


@dataclass(frozen=True, kw_only=True)
class MergeAnswered(ProposalEvent):
    """The proposer answered whether to merge with another proposal; silence is no."""

    into_id: ProposalId
    agreed: bool
    by_silence: bool


@dataclass(frozen=True, kw_only=True)
class ProposalWithdrawn(ProposalEvent):
    """The proposer withdrew it, or an untouched draft was withdrawn by the clock."""

    by_clock: bool


@dataclass(frozen=True, kw_only=True)
class ProposerSteppedDown(ProposalEvent):
    """The proposer stepped down; the issue stays."""


@dataclass(frozen=True, kw_only=True)
class ThresholdReached(ProposalEvent):
    """Enough households co-signed; the text is frozen and this stands whatever is withdrawn."""

    households: int
    needed: int
    scope_households: int


@dataclass(frozen=True, kw_only=True)
class ProposalSuspended(ProposalEvent):
    """The lead body stopped the clocks, with a public reason and a review date."""

    body_id: BodyId
    text_digest: str
    until: datetime


@dataclass(frozen=True, kw_only=True)
class ProposalResumed(ProposalEvent):
    """The clocks run again."""

    by_clock: bool
