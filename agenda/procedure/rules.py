"""The rules of procedure: thresholds, quorums, windows, and who owes what when nobody answers.

A `Procedure` is data: it is versioned, copied to a proposal at submission, and never changed under
a running proposal. Every number here is ours and configurable unless its line names a law.
"""

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from typing import Any

from agenda.kernel.authz import BodyKind
from agenda.kernel.ids import BodyId, DutyId, PersonId, ProposalId
from agenda.kernel.quantities import Heads, ceil_share


class ScopeKind(StrEnum):
    """How large the area is that a proposal concerns."""

    NEIGHBOURHOOD = "neighbourhood"
    COMPOUND = "compound"
    BUILDING = "building"
    UNIT = "unit"


class Route(StrEnum):
    """The way a listed proposal is dealt with (domain.md 4)."""

    DELIBERATION = "deliberation"
    RESIDENTS_MEETING = "residents_meeting"
    OWNERS_DECISION = "owners_decision"
    REFERRAL = "referral"
    SELF_GOVERNANCE = "self_governance"
    MEDIATION = "mediation"


class DutyKind(StrEnum):
    """What somebody, or the clock, has to do by a date."""

    FINISH_DRAFT = "finish_draft"
    SCREEN = "screen"
    ANSWER_APPEAL = "answer_appeal"
    ANSWER_MERGE = "answer_merge"
    GATHER_COSIGNS = "gather_cosigns"
    CAST_VOTES = "cast_votes"
    ENTER_PAPER = "enter_paper"
    ROUTE = "route"
    ANSWER_REFERRAL = "answer_referral"
    ANSWER_REQUEST = "answer_request"
    CONVENE_MEETING = "convene_meeting"
    DECIDE_AMENDMENT = "decide_amendment"
    DECIDE_REMOVAL = "decide_removal"
    ANSWER_REMOVAL_APPEAL = "answer_removal_appeal"
    FILE_POSITION = "file_position"
    REMIND_PARTY = "remind_party"
    ANSWER_CONDITIONS = "answer_conditions"
    ANSWER_RECUSAL = "answer_recusal"
    CONFIRM_MINUTES = "confirm_minutes"
    PUBLISH_MINUTES = "publish_minutes"
    CONCLUDE_DELIBERATION = "conclude_deliberation"
    CONVENE_DECISION = "convene_decision"
    OPEN_OWNERS_BALLOT = "open_owners_ballot"
    CAST_OWNERS_BALLOT = "cast_owners_ballot"
    DECIDE_CORRECTION = "decide_correction"
    CONFIRM_COUNT = "confirm_count"
    POST_RESULT = "post_result"
    ANSWER_OBJECTION = "answer_objection"
    REVIEW_OBJECTION = "review_objection"
    CARRY_OUT_TASK = "carry_out_task"
    REPORT_PROGRESS = "report_progress"
    FOLLOW_UP_TASK = "follow_up_task"
    ANSWER_SURVEY = "answer_survey"
    GRADE_AT_MEETING = "grade_at_meeting"
    FILE_RECTIFICATION = "file_rectification"
    RESUME = "resume"


BESIDE_THE_WAY = frozenset(
    {
        DutyKind.ANSWER_RECUSAL,
        DutyKind.DECIDE_AMENDMENT,
        DutyKind.DECIDE_REMOVAL,
        DutyKind.ANSWER_REMOVAL_APPEAL,
    }
)
"""Duties about a person or one passage: they stand on desks, not on the proposal's own clock."""
REMINDERS = frozenset({DutyKind.REMIND_PARTY})
"""Clocks that only tell somebody again: nothing is due at their end, so no page counts them."""


class Bearer(StrEnum):
    """Who bears a duty when it is neither a body nor a named person."""

    BODY = "body"
    PERSON = "person"
    RESIDENTS = "residents"
    """The residents of the scope: co-signing, voting, answering a survey."""
    OWNERS = "owners"
    """The owners of the scope, wherever they live: casting an owners' ballot."""
    CLOCK = "clock"
    OFFICE = "office"
    """An office outside the neighbourhood."""


@dataclass(frozen=True)
class Threshold:
    """How many households must co-sign: at least `minimum` and `share`, never more than `cap`."""

    minimum: int
    share: Fraction
    cap: Fraction = Fraction(1, 2)

    def required(self, households: int) -> Heads:
        """Return the number of distinct households needed in a scope of this many households."""
        wanted = max(self.minimum, ceil_share(self.share, households))
        return Heads(max(1, min(wanted, ceil_share(self.cap, households))))


@dataclass(frozen=True)
class Turnout:
    """How many must take part in the residents' vote."""

    minimum: int
    share: Fraction
    cap: Fraction

    def required(self, roll: int) -> Heads:
        """Return the least number of participants for a roll of this many persons."""
        wanted = max(self.minimum, ceil_share(self.share, roll))
        return Heads(min(wanted, ceil_share(self.cap, roll)))


@dataclass(frozen=True)
class Procedure:
    """One version of the rules of procedure (domain.md 3); windows in days or working days."""

    small_threshold: Threshold = Threshold(3, Fraction(1, 5))
    """building and unit"""
    large_threshold: Threshold = Threshold(20, Fraction(1, 50))
    """compound and neighbourhood"""
    turnout: Turnout = Turnout(30, Fraction(1, 20), Fraction(1, 3))
    least_adults_for_secret_vote: int = 20
    draft_days: int = 90
    draft_reminder_days: int = 14
    merge_answer_days: int = 3
    screening_workdays: int = 3
    appeal_days: int = 7
    appeal_workdays: int = 5
    cosigning_days: int = 30
    return_after_expiry_days: int = 90
    late_edit_days: int = 3
    """An edit this close before crossing moves the vote by as many days."""
    vote_lead_workdays: int = 3
    vote_days: int = 7
    routing_workdays: int = 10
    deferral_days: int = 90
    referral_days: int = 30
    referral_escalation_workdays: int = 10
    convening_days: int = 15
    hearing_notice_days: int = 7
    coordination_notice_days: int = 7
    council_notice_days: int = 3
    joint_notice_days: int = 3
    appraisal_notice_days: int = 7
    meeting_within_days: int = 30
    """A meeting called for a later day than this would be a way to dodge it."""
    speaking_minutes: int = 3
    """Equal time for every speaker of a meeting."""
    position_days: int = 10
    position_reminder_days: int = 3
    """This long before its date a party that has not answered is reminded."""
    condition_answer_days: int = 7
    """For the lead body's answer to the conditions of a position."""
    recusal_workdays: int = 3
    amendment_workdays: int = 5
    """For the lead body to accept, reject or put to the meeting."""
    removal_workdays: int = 3
    """For the second look at a removal that one moderator proposed."""
    rounds: int = 3
    deliberation_days: int = 180
    minutes_workdays: int = 3
    minutes_confirmation_days: int = 3
    minutes_publication_workdays: int = 1
    """After the attendees' time to confirm is over."""
    deciding_days: int = 60
    count_confirmation_workdays: int = 3
    posting_days: int = 15
    """At least 15 days: Organic Law art. 34."""
    objection_workdays: int = 5
    review_workdays: int = 5
    task_days: int = 90
    """For carrying out a result whose lead body named no tasks of its own."""
    progress_days: int = 30
    follow_up_workdays: int = 10
    broken_after_days: int = 60
    survey_days: int = 14
    survey_least_answers: int = 10
    survey_satisfied: Fraction = Fraction(3, 5)
    appraisal_meeting_days: int = 15
    rectification_workdays: int = 15
    rectification_rounds: int = 2
    suspension_days: int = 60

    def cosigns_required(self, scope: ScopeKind, *, households: int, adults: int) -> Heads:
        """Return how many distinct households must co-sign for a scope of this size.

        Where too few adults live for a secret vote, more than half of the households
        list the proposal by co-signing alone.
        """
        if not self.holds_secret_vote(adults):
            return Heads(households // 2 + 1)
        small = scope in {ScopeKind.BUILDING, ScopeKind.UNIT}
        threshold = self.small_threshold if small else self.large_threshold
        return threshold.required(households)

    def holds_secret_vote(self, adults: int) -> bool:
        """Whether enough adults live in the scope for a vote to stay secret."""
        return adults >= self.least_adults_for_secret_vote


STANDARD = Procedure()
"""The version an installation starts with."""


@dataclass(frozen=True)
class Duty:
    """Something that waits: who owes what by when; on silence the default of its kind is taken."""

    duty_id: DutyId
    kind: DutyKind
    proposal_id: ProposalId
    subject_id: int
    """The thing it is about (a meeting, a task, a position); the proposal's own id otherwise."""
    bearer: Bearer
    body_id: BodyId | None
    person_id: PersonId | None
    opened_at: datetime
    due_at: datetime
    suspended_at: datetime | None = None

    def is_due(self, now: datetime) -> bool:
        """Whether its time is over and its default is to be taken."""
        return self.suspended_at is None and self.due_at <= now


DEFAULT_BEARERS: dict[DutyKind, BodyKind] = {
    DutyKind.SCREEN: BodyKind.RESIDENTS_COMMITTEE,
    DutyKind.ANSWER_APPEAL: BodyKind.SUPERVISION_COMMITTEE,
    DutyKind.ROUTE: BodyKind.PARTY_ORGANIZATION,
    DutyKind.ANSWER_RECUSAL: BodyKind.SUPERVISION_COMMITTEE,
    DutyKind.REVIEW_OBJECTION: BodyKind.SUPERVISION_COMMITTEE,
}
"""Bodies that bear a duty by their office; other duties name their body when opened."""


def to_data(procedure: Procedure) -> dict[str, Any]:
    """Return a procedure as JSON-ready data; fractions as `1/5`."""
    return {name: _plain(value) for name, value in asdict(procedure).items()}


def from_data(data: dict[str, Any]) -> Procedure:
    """Return the procedure held in data; a field that is absent has its standard value."""
    known = {f.name: getattr(STANDARD, f.name) for f in fields(Procedure)}
    return Procedure(**{n: _typed(data[n], like=known[n]) for n in known if n in data})


def _plain(value: object) -> object:
    """Return fractions as text, thresholds as small objects, integers as they are."""
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    return value


def _typed(value: Any, *, like: object) -> Any:
    """Return stored data in the type of the standard value."""
    if isinstance(like, Fraction):
        return Fraction(value)
    if isinstance(like, Threshold):
        return Threshold(value["minimum"], Fraction(value["share"]), Fraction(value["cap"]))
    if isinstance(like, Turnout):
        return Turnout(value["minimum"], Fraction(value["share"]), Fraction(value["cap"]))
    return int(value)
