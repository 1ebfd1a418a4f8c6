"""The meetings: which kinds there are, who convenes each, and how its notice is given in time.

Lead times and windows are numbers of the procedure a proposal runs under; what kind of meeting
asks for what is the table `RULES` below. Sources: Shanghai's trial rules on hearings, coordination
and appraisal meetings (2006) and published samples; where none binds, the rule is ours.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from agenda.kernel.authz import BodyKind
from agenda.kernel.clock import local_date, local_instant
from agenda.kernel.ids import AreaId, BodyId, MeetingId, NeighbourhoodId, ProposalId
from agenda.kernel.privacy import is_fit_for_public
from agenda.procedure.rules import Procedure
from agenda.proposals.rules import Stage

TITLE_MAX = 80
PLACE_MAX = 120
LINK_MAX = 300
ITEM_MAX = 100
ITEMS_MAX = 20
REASON_MAX = 500
DOORS_OPEN = timedelta(hours=1)
"""Sign-in and record open this long before the hour."""
MINUTES_MAX = 240


class MeetingKind(StrEnum):
    """The meetings of a deliberation: the three of the Three-Meetings system, and two more."""

    HEARING = "hearing"
    COORDINATION = "coordination"
    COUNCIL = "council"
    JOINT = "joint"
    APPRAISAL = "appraisal"


class MeetingStatus(StrEnum):
    """Where a meeting stands."""

    CALLED = "called"
    HELD = "held"
    NOT_HELD = "not_held"
    """Its time passed and nobody but the convener is on record."""
    CANCELLED = "cancelled"


class Step(StrEnum):
    """The steps a kind of meeting goes through; they become its agenda where nothing else is set."""

    EXPLAIN_PLAN = "explain_plan"
    QUESTIONS = "questions"
    OPINIONS = "opinions"
    SUMMARY = "summary"
    STATE_FACTS = "state_facts"
    FIX_POINTS = "fix_points"
    NEGOTIATE = "negotiate"
    SETTLE = "settle"
    BODIES_STATE = "bodies_state"
    DISCUSS = "discuss"
    MOTIONS = "motions"
    DIVIDE_TASKS = "divide_tasks"
    REPORT = "report"
    RATE = "rate"
    RECTIFY = "rectify"


class RecordKind(StrEnum):
    """What a kind of meeting has to leave behind, besides its minutes."""

    WRITTEN_OPINION = "written_opinion"
    SETTLEMENT = "settlement"
    """An agreement, or the record that there is none and where to turn next."""
    MOTIONS = "motions"
    TASKS = "tasks"
    RECTIFICATION = "rectification"


@dataclass(frozen=True)
class MeetingRules:
    """What a kind of meeting asks for."""

    conveners: frozenset[BodyKind]
    """Bodies that convene it by their office; the lead body convenes it where this is empty."""
    stages: frozenset[Stage]
    steps: tuple[Step, ...]
    record: RecordKind
    must_invite: tuple[BodyKind, ...] = (BodyKind.SUPERVISION_COMMITTEE,)
    """It sits in on every consultation: Organic Law of Urban Residents' Committees (2025) art. 36."""


_COMMITTEE = frozenset({BodyKind.RESIDENTS_COMMITTEE})
_TALKS = frozenset({Stage.DELIBERATING})
_TALKS_AND_WORK = frozenset({Stage.DELIBERATING, Stage.IMPLEMENTING})
_HEARING_STEPS = (Step.EXPLAIN_PLAN, Step.QUESTIONS, Step.OPINIONS, Step.SUMMARY)
_COORDINATION_STEPS = (Step.STATE_FACTS, Step.FIX_POINTS, Step.NEGOTIATE, Step.SETTLE)
_COUNCIL_STEPS = (Step.BODIES_STATE, Step.DISCUSS, Step.MOTIONS)
_JOINT_STEPS = (Step.BODIES_STATE, Step.DISCUSS, Step.DIVIDE_TASKS)
_APPRAISAL_STEPS = (Step.REPORT, Step.OPINIONS, Step.RATE, Step.RECTIFY)

RULES: dict[MeetingKind, MeetingRules] = {
    MeetingKind.HEARING: MeetingRules(
        _COMMITTEE, _TALKS, _HEARING_STEPS, RecordKind.WRITTEN_OPINION
    ),
    MeetingKind.COORDINATION: MeetingRules(
        _COMMITTEE, _TALKS_AND_WORK, _COORDINATION_STEPS, RecordKind.SETTLEMENT
    ),
    MeetingKind.COUNCIL: MeetingRules(frozenset(), _TALKS, _COUNCIL_STEPS, RecordKind.MOTIONS),
    MeetingKind.JOINT: MeetingRules(frozenset(), _TALKS_AND_WORK, _JOINT_STEPS, RecordKind.TASKS),
    MeetingKind.APPRAISAL: MeetingRules(
        _COMMITTEE, frozenset({Stage.APPRAISING}), _APPRAISAL_STEPS, RecordKind.RECTIFICATION
    ),
}
"""Who convenes each kind, when on the way, by which steps, and what it has to leave behind."""


@dataclass(frozen=True)
class Notice:
    """What a meeting notice says. The instant is aware; items are lines in their order."""

    kind: MeetingKind
    title: str
    starts_at: datetime
    place: str
    items: tuple[str, ...]
    body_ids: tuple[BodyId, ...] = ()
    """Bodies invited, besides those that must be."""
    link: str = ""
    urgent_reason: str = ""
    """Why it cannot wait for its lead time; public."""


@dataclass(frozen=True)
class NoticeFault:
    """What a notice lacks: a code, the form field to mark, and the limit it misses."""

    code: str
    field: str
    limit: int = 0


def notice_fault(notice: Notice) -> NoticeFault | None:
    """Return the first thing a notice lacks, or None."""
    items = notice.items
    checks = (
        (not notice.title, NoticeFault("deliberation.title_needed", "title")),
        (len(notice.title) > TITLE_MAX, _long("title", TITLE_MAX)),
        (not notice.place, NoticeFault("deliberation.place_needed", "place")),
        (len(notice.place) > PLACE_MAX, _long("place", PLACE_MAX)),
        (not items, NoticeFault("deliberation.items_needed", "items")),
        (len(items) > ITEMS_MAX, NoticeFault("deliberation.many_items", "items", ITEMS_MAX)),
        (any(len(item) > ITEM_MAX for item in items), _long("items", ITEM_MAX)),
        (not is_link(notice.link), NoticeFault("deliberation.link_unsafe", "link")),
        (not is_fit_for_public(notice.title), _private("title")),
        (not is_fit_for_public(notice.place), _private("place")),
        (not is_fit_for_public(*items), _private("items")),
        (not is_fit_for_public(notice.urgent_reason), _private("urgent_reason")),
    )
    return next((fault for failed, fault in checks if failed), None)


def item_words(line: str) -> tuple[str, int | None]:
    """Return title and minutes of an agenda line such as `讨论费用分摊 | 20`; None without them."""
    title, bar, minutes = line.rpartition("|")
    if bar and title.strip() and minutes.strip().isdecimal() and int(minutes) <= MINUTES_MAX:
        return title.strip(), int(minutes)
    return line, None


def is_link(link: str) -> bool:
    """Whether a text is empty or an address of the secure web."""
    return not link or (link.startswith("https://") and len(link) <= LINK_MAX and " " not in link)


def _private(field: str) -> NoticeFault:
    """Return the fault of a text that gives somebody away."""
    return NoticeFault("deliberation.private_passage", field)


def _long(field: str, limit: int) -> NoticeFault:
    """Return the fault of a text that is too long."""
    return NoticeFault("deliberation.too_long", field, limit)


@dataclass(frozen=True)
class MeetingFacts:
    """What policies ask about a meeting."""

    meeting_id: MeetingId
    proposal_id: ProposalId
    neighbourhood_id: NeighbourhoodId
    kind: MeetingKind
    status: MeetingStatus
    convener_body_id: BodyId
    scope_id: AreaId
    starts_at: datetime

    def is_open(self, now: datetime) -> bool:
        """Whether people can sign in and the record can be kept."""
        return self.status is MeetingStatus.CALLED and now >= self.starts_at - DOORS_OPEN

    def has_begun(self, now: datetime) -> bool:
        """Whether its hour has come."""
        return now >= self.starts_at


def lead_days(kind: MeetingKind, procedure: Procedure) -> int:
    """Return how many days before a meeting its notice has to be out."""
    return {
        MeetingKind.HEARING: procedure.hearing_notice_days,
        MeetingKind.COORDINATION: procedure.coordination_notice_days,
        MeetingKind.COUNCIL: procedure.council_notice_days,
        MeetingKind.JOINT: procedure.joint_notice_days,
        MeetingKind.APPRAISAL: procedure.appraisal_notice_days,
    }[kind]


def earliest_day(notice_at: datetime, days: int) -> date:
    """Return the first day a meeting may be on: the day of the notice does not count."""
    return local_date(notice_at) + timedelta(days=days)


def is_too_late(notice_at: datetime, starts_at: datetime, days: int) -> bool:
    """Whether a notice gives less than its lead time."""
    return local_date(starts_at) < earliest_day(notice_at, days)


def is_too_far(notice_at: datetime, starts_at: datetime, days: int) -> bool:
    """Whether a meeting is put off so far that calling it would dodge it."""
    return starts_at >= local_instant(local_date(notice_at) + timedelta(days=days + 1))
