"""Who is told of what: one table from the kinds of public acts to those they concern."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from agenda.ballots.owners.roll.events import (
    CommitteeTold,
    OwnersNoticeGiven,
    OwnersNoticeWithdrawn,
    OwnersRollFrozen,
)
from agenda.deliberation.drafting.events import AmendmentProposed, DraftStarted
from agenda.deliberation.meetings.events import (
    ConveningEscalated,
    MeetingCalled,
    MeetingCancelled,
    MeetingPostponed,
)
from agenda.deliberation.minutes.events import MinutesPublished, MinutesSubmitted
from agenda.deliberation.parties.events import (
    BodyInvited,
    PartyInvited,
    PartyReminded,
    RecusalAnswered,
    RecusalAsked,
    RecusalGrantedBySilence,
)
from agenda.deliberation.positions.events import ConditionAnswered, PartyPositionFiled
from agenda.deliberation.removals.events import (
    RemovalAppealAnswered,
    RemovalAppealed,
    RemovalProposed,
    TextRemoved,
)
from agenda.deliberation.routing.referral.events import ReferralEscalated
from agenda.kernel.events import ProposalEvent
from agenda.mechanism.events import StageChanged
from agenda.proposals.events import (
    ProposalResumed,
    ProposalRevised,
    ProposalScreened,
    ProposalSuspended,
    ProposerSteppedDown,
    ScreeningAppealDecided,
    ScreeningAppealed,
)
from agenda.proposals.rules import BEFORE_PUBLIC
from agenda.resolutions.results.events import ObjectionAnswered, ObjectionEscalated, ObjectionFiled
from agenda.resolutions.tasks.events import TaskFinished, TaskFollowedUp, TaskLate

CONSUMER = "notifications"
"""The name under which messages are left in the outbox."""


NEWS_FOR = timedelta(days=14)


def is_old_news(happened_at: datetime, now: datetime) -> bool:
    """Whether an act is told of so late that nobody should be called by it any more.

    After a long downtime, or where a history was brought in, the list fills without a flood.
    """
    return now - happened_at >= NEWS_FOR


class Audience(StrEnum):
    """Whom an act concerns."""

    PROPOSER = "proposer"
    COSIGNERS = "cosigners"
    """Whoever co-signed and has not taken it back, the proposer apart."""
    BEARERS = "bearers"
    """Whoever has to do something that the act opened: a person, or the members of a body."""
    TABLE = "table"
    """The members of the bodies invited to the sitting."""
    PARTY = "party"
    """Whoever speaks for the party the act is about: the seats of its body, the adults of its home."""
    ATTENDEES = "attendees"
    """Whoever signed in at the meeting."""
    OBJECTOR = "objector"
    AUTHOR = "author"
    """Whoever wrote a text that was removed."""
    RECUSED = "recused"
    """The person somebody else wants kept away, and whoever asked for it."""
    OVERSEERS = "overseers"
    """The seats of Party organization and sub-district office."""
    OWNERS = "owners"
    """The owners of the scope of an owners' ballot, wherever they live."""
    COMMITTEE = "committee"
    """The residents' committee, told of an owners' ballot in the same act."""
    FOLLOWERS = "followers"
    """Whoever follows the topic of a proposal that is public."""


_SUPPORT = frozenset({Audience.PROPOSER, Audience.COSIGNERS})
_FOLLOWERS = frozenset({Audience.FOLLOWERS})
_ALL_ROUND = _SUPPORT | {Audience.TABLE} | _FOLLOWERS
_BEARERS = frozenset({Audience.BEARERS})
_PARTY = frozenset({Audience.PARTY})
_TABLE: dict[type[ProposalEvent], frozenset[Audience]] = {
    StageChanged: _SUPPORT | _BEARERS | _FOLLOWERS,
    ProposalRevised: frozenset({Audience.COSIGNERS}),
    ProposalScreened: frozenset({Audience.PROPOSER}),
    ScreeningAppealed: _BEARERS,
    ScreeningAppealDecided: frozenset({Audience.PROPOSER}),
    ProposerSteppedDown: frozenset({Audience.COSIGNERS}),
    ProposalSuspended: _SUPPORT,
    ProposalResumed: _SUPPORT,
    BodyInvited: _BEARERS,
    PartyInvited: _PARTY,
    PartyReminded: _PARTY,
    PartyPositionFiled: _PARTY,
    ConditionAnswered: _PARTY,
    RecusalAsked: _BEARERS | {Audience.RECUSED},
    RecusalAnswered: frozenset({Audience.RECUSED}),
    RecusalGrantedBySilence: frozenset({Audience.RECUSED}),
    OwnersNoticeGiven: frozenset({Audience.OWNERS}),
    OwnersNoticeWithdrawn: frozenset({Audience.OWNERS}),
    CommitteeTold: frozenset({Audience.COMMITTEE}),
    OwnersRollFrozen: frozenset({Audience.OWNERS}),
    DraftStarted: _SUPPORT,
    AmendmentProposed: _BEARERS,
    RemovalProposed: _BEARERS,
    TextRemoved: frozenset({Audience.AUTHOR}),
    RemovalAppealed: _BEARERS,
    RemovalAppealAnswered: frozenset({Audience.AUTHOR}),
    ReferralEscalated: _BEARERS | {Audience.PROPOSER},
    ConveningEscalated: _SUPPORT | _BEARERS,
    MeetingCalled: _ALL_ROUND,
    MeetingPostponed: _ALL_ROUND,
    MeetingCancelled: _ALL_ROUND,
    MinutesSubmitted: frozenset({Audience.ATTENDEES}),
    MinutesPublished: _ALL_ROUND | {Audience.ATTENDEES},
    ObjectionFiled: _BEARERS,
    ObjectionEscalated: _BEARERS | {Audience.OBJECTOR},
    ObjectionAnswered: frozenset({Audience.OBJECTOR}),
    TaskLate: _SUPPORT | _BEARERS,
    TaskFollowedUp: _SUPPORT | _BEARERS | {Audience.OVERSEERS},
    TaskFinished: _SUPPORT,
}
AUDIENCES: Mapping[str, frozenset[Audience]] = {kind.kind: who for kind, who in _TABLE.items()}
"""By event kind; what is not here is read in the ledger by whoever wants to know."""

GROUPS = "groups"
"""The name under which messages to the neighbourhood's chat groups are left in the outbox."""
TOLD_TO_GROUPS = frozenset(
    kind.kind
    for kind in (
        StageChanged,
        MeetingCalled,
        MeetingPostponed,
        MeetingCancelled,
        MinutesPublished,
        TaskLate,
        TaskFollowedUp,
        TaskFinished,
    )
)
"""The public milestones a chat group hears of; single residents' acts never."""


def is_before_public(payload: Mapping[str, object]) -> bool:
    """Whether an act led to a stage that is nobody's business but the proposer's and the desk's."""
    return payload.get("target") in BEFORE_PUBLIC
