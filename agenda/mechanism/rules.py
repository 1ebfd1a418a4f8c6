"""The lifecycle in one table, and the pure function that says which step the facts now carry."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from agenda.ballots.decisions.rules import DecisionFacts, Outcome
from agenda.ballots.rules import VoteFacts
from agenda.cosigns.rules import CosignFacts
from agenda.deliberation.routing.rules import ReferralFacts
from agenda.deliberation.rules import DeliberationFacts
from agenda.kernel.quantities import Condition
from agenda.procedure.rules import Duty, DutyKind, Procedure, Route
from agenda.proposals.rules import ProposalFacts, ScreeningOutcome, Stage
from agenda.resolutions.rules import AppraisalFacts, AppraisalVerdict, ResultFacts, TaskFacts


@dataclass(frozen=True)
class Snapshot:
    """All facts about one proposal that any guard looks at, frozen at one instant."""

    proposal: ProposalFacts
    procedure: Procedure
    cosigns: CosignFacts
    vote: VoteFacts | None = None
    referral: ReferralFacts | None = None
    deliberation: DeliberationFacts | None = None
    decision: DecisionFacts | None = None
    result: ResultFacts | None = None
    tasks: TaskFacts = field(default_factory=TaskFacts)
    appraisal: AppraisalFacts | None = None
    duties: tuple[Duty, ...] = ()
    """Open duties only."""

    def duty(self, kind: DutyKind) -> Duty | None:
        """Return the open duty of a kind, if there is one."""
        return next((duty for duty in self.duties if duty.kind is kind), None)


Unmet = tuple[Condition, ...]
Guard = Callable[[Snapshot, datetime], Unmet]
MET: Unmet = ()


@dataclass(frozen=True)
class Transition:
    """One possible move: from where, to where, under which guard.

    `clock` names the duty whose end makes the move, where time alone does.
    """

    name: str
    source: Stage
    target: Stage
    guard: Guard
    clock: DutyKind | None = None


@dataclass(frozen=True)
class Move:
    """A transition that is due; `effective_at` is set where the clock made it."""

    transition: Transition
    effective_at: datetime | None = None


@dataclass(frozen=True)
class Lapse:
    """A duty nobody fulfilled in time: its default is to be taken, effective at its due date."""

    duty: Duty


Step = Move | Lapse

CLOCK_ONLY = frozenset({DutyKind.GATHER_COSIGNS, DutyKind.POST_RESULT})
"""Duties whose end is not a default but a move of its own."""


def unmet_if(missing: bool, code: str) -> Unmet:  # noqa: FBT001 - reads as a sentence
    """Return the condition if it is missing."""
    return (Condition(code),) if missing else MET


def _submitted(s: Snapshot, _now: datetime) -> Unmet:
    return unmet_if(s.proposal.submitted_at is None, "mechanism.not_submitted")


def _withdrawn(s: Snapshot, _now: datetime) -> Unmet:
    return unmet_if(s.proposal.withdrawn_at is None, "mechanism.not_withdrawn")


def _screened(*outcomes: ScreeningOutcome) -> Guard:
    def guard(s: Snapshot, _now: datetime) -> Unmet:
        return unmet_if(s.proposal.screening not in outcomes, "mechanism.not_screened_so")

    return guard


def _merged(s: Snapshot, _now: datetime) -> Unmet:
    return unmet_if(s.proposal.merged_into_id is None, "mechanism.not_merged")


def _crossed(s: Snapshot, _now: datetime) -> Unmet:
    if s.proposal.crossed_at is not None:
        return MET
    return (Condition("mechanism.cosigns_missing", s.cosigns.households, s.cosigns.needed),)


def _crossed_for_vote(s: Snapshot, now: datetime) -> Unmet:
    few = not s.procedure.holds_secret_vote(s.proposal.scope_adults)
    return _crossed(s, now) + unmet_if(few, "mechanism.too_few_for_vote")


def _crossed_without_vote(s: Snapshot, now: datetime) -> Unmet:
    many = s.procedure.holds_secret_vote(s.proposal.scope_adults)
    return _crossed(s, now) + unmet_if(many, "mechanism.vote_needed")


def _expired(s: Snapshot, now: datetime) -> Unmet:
    return _over(s, DutyKind.GATHER_COSIGNS, now) + unmet_if(
        s.proposal.crossed_at is not None, "mechanism.threshold_reached"
    )


def _vote(carried: bool) -> Guard:  # noqa: FBT001 - the table reads _vote(carried=...)
    def guard(s: Snapshot, _now: datetime) -> Unmet:
        closed = s.vote is not None and s.vote.closed_at is not None
        if not closed:
            return (Condition("mechanism.vote_not_closed"),)
        return unmet_if(s.vote is None or s.vote.carried is not carried, "mechanism.vote_otherwise")

    return guard


def _routed(s: Snapshot, _now: datetime) -> Unmet:
    missing = s.proposal.route is None or s.proposal.route is Route.REFERRAL
    return unmet_if(missing, "mechanism.not_routed")


def _routed_to_office(s: Snapshot, _now: datetime) -> Unmet:
    return unmet_if(s.proposal.route is not Route.REFERRAL, "mechanism.not_referred")


def _replied(s: Snapshot, _now: datetime) -> Unmet:
    missing = s.referral is None or s.referral.replied_at is None
    return unmet_if(missing, "mechanism.office_silent")


def _referral_returned(*, crossed: bool) -> Guard:
    def guard(s: Snapshot, _now: datetime) -> Unmet:
        missing = s.referral is None or s.referral.returned_at is None
        otherwise = (s.proposal.crossed_at is not None) is not crossed
        return unmet_if(missing, "mechanism.office_has_time") + unmet_if(
            otherwise, "mechanism.other_way_back"
        )

    return guard


def _formal(s: Snapshot) -> bool:
    """Whether the route ends with a formal decision."""
    return s.proposal.route in {Route.RESIDENTS_MEETING, Route.OWNERS_DECISION}


def _adopted(*, formal: bool) -> Guard:
    def guard(s: Snapshot, _now: datetime) -> Unmet:
        talks = s.deliberation or DeliberationFacts()
        return (
            unmet_if(talks.adopted_at is None, "mechanism.no_agreement_yet")
            + unmet_if(talks.minutes_pending, "mechanism.minutes_pending")
            + unmet_if(_formal(s) is not formal, "mechanism.other_route")
        )

    return guard


def _ended_without_agreement(s: Snapshot, _now: datetime) -> Unmet:
    talks = s.deliberation or DeliberationFacts()
    if talks.adopted_at is not None:
        return (Condition("mechanism.agreement_adopted"),)
    if talks.ended_without_agreement_at is not None:
        return MET
    rounds = Condition("mechanism.rounds_left", talks.rounds_held, s.procedure.rounds)
    left = talks.rounds_held < s.procedure.rounds
    return ((rounds,) if left else MET) + unmet_if(
        talks.minutes_pending, "mechanism.minutes_pending"
    )


def _decided(s: Snapshot, _now: datetime) -> Unmet:
    decision = s.decision
    if decision is None:
        return (Condition("mechanism.not_decided"),)
    if decision.not_convened_at is not None:
        return MET
    once_more = decision.outcome is Outcome.NO_VALID_DECISION and decision.attempt == 1
    return (
        unmet_if(decision.outcome is None, "mechanism.not_decided")
        + unmet_if(decision.confirmed_at is None, "mechanism.count_not_confirmed")
        + unmet_if(once_more, "mechanism.once_more")
    )


def _once_more(s: Snapshot, _now: datetime) -> Unmet:
    decision = s.decision
    again = (
        decision is not None
        and decision.attempt == 1
        and decision.outcome is Outcome.NO_VALID_DECISION
        and decision.confirmed_at is not None
    )
    return unmet_if(not again, "mechanism.no_second_attempt")


def _upheld(s: Snapshot, _now: datetime) -> Unmet:
    result = s.result
    back = result is not None and result.upheld_at is not None and not result.sent_back_before
    return unmet_if(not back, "mechanism.nothing_upheld")


def _posted(*, with_tasks: bool) -> Guard:
    def guard(s: Snapshot, now: datetime) -> Unmet:
        if s.result is None:
            return (Condition("mechanism.no_result"),)
        return (
            _over(s, DutyKind.POST_RESULT, now)
            + unmet_if(s.result.objections_open > 0, "mechanism.objections_open")
            + unmet_if(s.result.has_tasks is not with_tasks, "mechanism.tasks_otherwise")
        )

    return guard


def _tasks_ended(s: Snapshot, _now: datetime) -> Unmet:
    ended = s.tasks.done + s.tasks.broken
    if s.tasks.open == 0:
        return MET
    return (Condition("mechanism.tasks_open", ended, ended + s.tasks.open),)


def _rounds_left(s: Snapshot) -> bool:
    """Whether a rectification round is left."""
    return s.appraisal is not None and s.appraisal.round <= s.procedure.rectification_rounds


def _rectified(s: Snapshot, _now: datetime) -> Unmet:
    appraisal = s.appraisal
    if appraisal is None or appraisal.verdict is not AppraisalVerdict.RECTIFY:
        return (Condition("mechanism.no_rectification"),)
    return unmet_if(not appraisal.rectification_filed, "mechanism.plan_not_filed") + unmet_if(
        not _rounds_left(s), "mechanism.no_round_left"
    )


def _appraised(s: Snapshot, _now: datetime) -> Unmet:
    appraisal = s.appraisal
    if appraisal is None or appraisal.verdict is None:
        return (Condition("mechanism.not_appraised"),)
    if appraisal.verdict is AppraisalVerdict.SATISFIED or appraisal.rectification_missing:
        return MET
    return unmet_if(_rounds_left(s), "mechanism.rectification_due")


def _reopened(s: Snapshot, _now: datetime) -> Unmet:
    return unmet_if(s.proposal.reopened_at is None, "mechanism.not_reopened")


def _over(s: Snapshot, kind: DutyKind, now: datetime) -> Unmet:
    """Return the condition that a clock has not run out yet."""
    duty = s.duty(kind)
    return unmet_if(duty is None or not duty.is_due(now), "mechanism.clock_running")


_ACCEPTED = _screened(
    ScreeningOutcome.ACCEPTED, ScreeningOutcome.ACCEPTED_BY_SILENCE, ScreeningOutcome.RESTORED
)
_RESTORED = _screened(ScreeningOutcome.RESTORED)
_T, _S = Transition, Stage

TRANSITIONS: tuple[Transition, ...] = (
    _T("withdraw_draft", _S.DRAFT, _S.WITHDRAWN, _withdrawn),
    _T("restore_returned", _S.DRAFT, _S.COSIGNING, _RESTORED),
    _T("submit", _S.DRAFT, _S.SCREENING, _submitted),
    _T("withdraw_in_screening", _S.SCREENING, _S.WITHDRAWN, _withdrawn),
    _T("accept", _S.SCREENING, _S.COSIGNING, _ACCEPTED),
    _T("return", _S.SCREENING, _S.DRAFT, _screened(ScreeningOutcome.RETURNED)),
    _T("decline", _S.SCREENING, _S.DECLINED, _screened(ScreeningOutcome.DECLINED)),
    _T("refer_in_screening", _S.SCREENING, _S.REFERRED, _screened(ScreeningOutcome.REFERRED)),
    _T("merge_in_screening", _S.SCREENING, _S.MERGED, _merged),
    _T("restore", _S.DECLINED, _S.COSIGNING, _RESTORED),
    _T("restore_merged", _S.MERGED, _S.COSIGNING, _RESTORED),
    _T("withdraw", _S.COSIGNING, _S.WITHDRAWN, _withdrawn),
    _T("merge", _S.COSIGNING, _S.MERGED, _merged),
    _T("cross", _S.COSIGNING, _S.VOTING, _crossed_for_vote),
    _T("list_without_vote", _S.COSIGNING, _S.LISTED, _crossed_without_vote),
    _T("expire", _S.COSIGNING, _S.EXPIRED, _expired, DutyKind.GATHER_COSIGNS),
    _T("carry", _S.VOTING, _S.LISTED, _vote(carried=True)),
    _T("not_carry", _S.VOTING, _S.NOT_CARRIED, _vote(carried=False)),
    _T("refer", _S.LISTED, _S.REFERRED, _routed_to_office),
    _T("deliberate", _S.LISTED, _S.DELIBERATING, _routed),
    _T("restore_referred", _S.REFERRED, _S.COSIGNING, _RESTORED),
    _T("reply", _S.REFERRED, _S.ANNOUNCED, _replied),
    _T("take_back", _S.REFERRED, _S.LISTED, _referral_returned(crossed=True)),
    _T("take_up", _S.REFERRED, _S.COSIGNING, _referral_returned(crossed=False)),
    _T("agree", _S.DELIBERATING, _S.ANNOUNCED, _adopted(formal=False)),
    _T("put_to_decision", _S.DELIBERATING, _S.DECIDING, _adopted(formal=True)),
    _T("end_without_agreement", _S.DELIBERATING, _S.ANNOUNCED, _ended_without_agreement),
    _T("decide_once_more", _S.DECIDING, _S.DECIDING, _once_more),
    _T("decide", _S.DECIDING, _S.ANNOUNCED, _decided),
    _T("uphold", _S.ANNOUNCED, _S.DELIBERATING, _upheld),
    _T("implement", _S.ANNOUNCED, _S.IMPLEMENTING, _posted(with_tasks=True), DutyKind.POST_RESULT),
    _T("close", _S.ANNOUNCED, _S.CLOSED, _posted(with_tasks=False), DutyKind.POST_RESULT),
    _T("appraise", _S.IMPLEMENTING, _S.APPRAISING, _tasks_ended),
    _T("rectify", _S.APPRAISING, _S.IMPLEMENTING, _rectified),
    _T("complete", _S.APPRAISING, _S.CLOSED, _appraised),
    _T("reopen", _S.CLOSED, _S.LISTED, _reopened),
)
"""Every move there is; of those whose guards hold, the first in this order is taken."""


def next_step(snapshot: Snapshot, now: datetime) -> Step | None:
    """Return the step the facts carry at `now`: a move, the default of a due duty, or none.

    A move that the facts carry goes before any default; of several defaults the earliest due
    comes first. While a proposal is suspended, only its resumption can be due.
    """
    due = sorted((d for d in snapshot.duties if d.is_due(now)), key=lambda d: (d.due_at, d.duty_id))
    if snapshot.proposal.suspended_until is not None:
        resume = next((d for d in due if d.kind is DutyKind.RESUME), None)
        return Lapse(resume) if resume else None
    for transition in TRANSITIONS:
        if transition.source is snapshot.proposal.stage and not transition.guard(snapshot, now):
            clock = snapshot.duty(transition.clock) if transition.clock else None
            return Move(transition, clock.due_at if clock else None)
    return next((Lapse(d) for d in due if d.kind not in CLOCK_ONLY), None)


def ways_on(snapshot: Snapshot, now: datetime) -> tuple[tuple[Transition, Unmet], ...]:
    """Return every move out of the present stage with what it still lacks: for pages."""
    return tuple(
        (t, t.guard(snapshot, now)) for t in TRANSITIONS if t.source is snapshot.proposal.stage
    )
