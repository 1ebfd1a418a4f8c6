"""What a proposal is, the stages of its life, and what its text must have before it is submitted."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from agenda.kernel.ids import AreaId, BodyId, NeighbourhoodId, PersonId, ProposalId
from agenda.kernel.privacy import masked, scan
from agenda.procedure.rules import Procedure, Route, ScopeKind

TITLE_MIN, TITLE_MAX = 4, 40
MATTER_MIN, MATTER_MAX = 20, 5000
REMEDY_MIN, REMEDY_MAX = 10, 3000


class Stage(StrEnum):
    """Where a proposal stands on its way (domain.md 3); the last six are ends."""

    DRAFT = "draft"
    SCREENING = "screening"
    COSIGNING = "cosigning"
    VOTING = "voting"
    LISTED = "listed"
    REFERRED = "referred"
    DELIBERATING = "deliberating"
    DECIDING = "deciding"
    ANNOUNCED = "announced"
    IMPLEMENTING = "implementing"
    APPRAISING = "appraising"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"
    MERGED = "merged"
    EXPIRED = "expired"
    NOT_CARRIED = "not_carried"


ENDS = frozenset(
    {
        Stage.CLOSED,
        Stage.WITHDRAWN,
        Stage.DECLINED,
        Stage.MERGED,
        Stage.EXPIRED,
        Stage.NOT_CARRIED,
    }
)
MAIN_WAY = (
    Stage.SCREENING,
    Stage.COSIGNING,
    Stage.VOTING,
    Stage.LISTED,
    Stage.DELIBERATING,
    Stage.ANNOUNCED,
    Stage.IMPLEMENTING,
    Stage.APPRAISING,
    Stage.CLOSED,
)
"""The way most proposals walk; referral and formal decision stand in it where they are taken."""

BEFORE_PUBLIC = frozenset({Stage.DRAFT, Stage.SCREENING})
COSIGNABLE = frozenset({Stage.COSIGNING, Stage.VOTING, Stage.LISTED})
"""Co-signing goes on until the proposal is routed."""
DISCUSSABLE = frozenset(
    {
        Stage.COSIGNING,
        Stage.VOTING,
        Stage.LISTED,
        Stage.REFERRED,
        Stage.DELIBERATING,
        Stage.DECIDING,
        Stage.ANNOUNCED,
    }
)


class Topic(StrEnum):
    """What a proposal is about: the closed list of topics."""

    LIFTS = "lifts"
    REPAIRS = "repairs"
    FUND = "fund"
    PROPERTY_SERVICE = "property_service"
    OWNERS_AFFAIRS = "owners_affairs"
    PARKING = "parking"
    EBIKES = "ebikes"
    EV_CHARGING = "ev_charging"
    FIRE_SAFETY = "fire_safety"
    WASTE = "waste"
    NOISE = "noise"
    PETS = "pets"
    SECURITY = "security"
    ILLEGAL_USE = "illegal_use"
    GREEN_SPACE = "green_space"
    CHILDREN = "children"
    ELDERLY = "elderly"
    FACILITIES = "facilities"
    ACTIVITIES = "activities"


class ScreeningOutcome(StrEnum):
    """What screening found; completeness only, never merit."""

    ACCEPTED = "accepted"
    ACCEPTED_BY_SILENCE = "accepted_by_silence"
    RETURNED = "returned"
    DECLINED = "declined"
    REFERRED = "referred"
    MERGE_OFFERED = "merge_offered"
    """Found to be a duplicate; the proposer is asked, and silence is no."""
    MERGED = "merged"
    RESTORED = "restored"
    """The supervision committee upheld an appeal, or was silent."""


class ScreeningReason(StrEnum):
    """The closed list of reasons for anything but acceptance (domain.md 3)."""

    UNLAWFUL = "unlawful"
    PRIVATE_CLAIM = "private_claim"
    OTHER_NEIGHBOURHOOD = "other_neighbourhood"
    DUPLICATE = "duplicate"
    PRIVACY_OR_ATTACK = "privacy_or_attack"
    INCOMPLETE = "incomplete"
    RECENTLY_DECIDED = "recently_decided"


OUTCOME_OF_REASON: dict[ScreeningReason, ScreeningOutcome] = {
    ScreeningReason.UNLAWFUL: ScreeningOutcome.DECLINED,
    ScreeningReason.PRIVATE_CLAIM: ScreeningOutcome.DECLINED,
    ScreeningReason.OTHER_NEIGHBOURHOOD: ScreeningOutcome.REFERRED,
    ScreeningReason.DUPLICATE: ScreeningOutcome.MERGE_OFFERED,
    ScreeningReason.PRIVACY_OR_ATTACK: ScreeningOutcome.RETURNED,
    ScreeningReason.INCOMPLETE: ScreeningOutcome.RETURNED,
    ScreeningReason.RECENTLY_DECIDED: ScreeningOutcome.DECLINED,
}
"""What each reason leads to; what would be returned a second time is declined."""


@dataclass(frozen=True)
class ProposalFacts:
    """What the proposal's own row says, for the mechanism and for policies."""

    proposal_id: ProposalId
    neighbourhood_id: NeighbourhoodId
    proposer_id: PersonId
    scope_id: AreaId
    scope_kind: ScopeKind
    stage: Stage
    stage_since: datetime
    submitted_at: datetime | None = None
    screening: ScreeningOutcome | None = None
    """The outcome of a screening or appeal that has not moved the proposal yet."""
    withdrawn_at: datetime | None = None
    merged_into_id: ProposalId | None = None
    """Set when a merge was agreed to."""
    route: Route | None = None
    """Set by routing; None until then."""
    lead_body_id: BodyId | None = None
    scope_households: int = 0
    """Households of the scope with at least one adult on the roster, as counted at acceptance."""
    scope_adults: int = 0
    cosigns_needed: int = 0
    cosign_persons: int = 0
    crossed_at: datetime | None = None
    suspended_until: datetime | None = None
    suspended_days: int = 0
    reopened_at: datetime | None = None
    stepped_down_at: datetime | None = None
    returned_before: bool = False
    accepted: bool = False


@dataclass(frozen=True)
class StageEntry:
    """What the mechanism hands to the features that open a stage: the facts after the move."""

    facts: ProposalFacts
    procedure: Procedure
    source: Stage

    @property
    def proposal_id(self) -> ProposalId:
        """The proposal that moved."""
        return self.facts.proposal_id

    @property
    def neighbourhood_id(self) -> NeighbourhoodId:
        """Its neighbourhood."""
        return self.facts.neighbourhood_id


@dataclass(frozen=True)
class ProposalText:
    """The words of a proposal: title (one line), matter and proposed remedy (Markdown)."""

    title: str
    matter: str
    remedy: str


def private_passages(text: ProposalText) -> tuple[str, ...]:
    """Return what in a text looks like a phone or identity number, or a room beside a person.

    The text stands under its proposer's masked name, so his own room is such a passage too.
    """
    parts = (text.title, text.matter, text.remedy)
    return tuple(
        part[flag.start : flag.end] for part in parts for flag in scan(part, has_speaker=True)
    )


def without_private(text: ProposalText) -> ProposalText:
    """Return a text in which such passages are blotted out."""
    parts = (text.title, text.matter, text.remedy)
    return ProposalText(*(masked(part, scan(part, has_speaker=True)) for part in parts))


def public_title(title: str, *, hides_private: bool) -> str:
    """Return a title as the public may read it: blotted where nobody looked at the text."""
    return masked(title, scan(title, has_speaker=True)) if hides_private else title


@dataclass(frozen=True)
class TextFault:
    """What a text lacks: a code, the field to mark, and the limit that it misses."""

    code: str
    field: str
    limit: int


def text_faults(text: ProposalText) -> tuple[TextFault, ...]:
    """Return all faults of a text at once, so that a proposer is not sent back twice."""
    title, matter, remedy = (len(t.strip()) for t in (text.title, text.matter, text.remedy))
    checks = (
        (title < TITLE_MIN, TextFault("proposals.title_too_short", "title", TITLE_MIN)),
        (title > TITLE_MAX, TextFault("proposals.title_too_long", "title", TITLE_MAX)),
        (matter < MATTER_MIN, TextFault("proposals.matter_too_short", "matter", MATTER_MIN)),
        (matter > MATTER_MAX, TextFault("proposals.matter_too_long", "matter", MATTER_MAX)),
        (remedy < REMEDY_MIN, TextFault("proposals.remedy_too_short", "remedy", REMEDY_MIN)),
        (remedy > REMEDY_MAX, TextFault("proposals.remedy_too_long", "remedy", REMEDY_MAX)),
    )
    return tuple(fault for failed, fault in checks if failed)
