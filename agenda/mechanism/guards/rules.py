"""The facts a guard looks at, and the guards: each returns what a move still lacks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from agenda.ballots.decisions.rules import DecisionFacts, Outcome
from agenda.ballots.rules import VoteFacts
from agenda.cosigns.rules import CosignFacts
from agenda.deliberation.routing.rules import ReferralFacts
from agenda.deliberation.rules import DeliberationFacts
from agenda.kernel.quantities import Condition
from agenda.paper.rules import PaperFacts, StackKind
from agenda.procedure.rules import Duty, DutyKind, Procedure, Route
from agenda.proposals.rules import ProposalFacts, ScreeningOutcome
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
    is_requested: bool = False
    """Whether co-signers have obliged a meeting: then it is listed in any case."""
    paper: PaperFacts = field(default_factory=PaperFacts)
    duties: tuple[Duty, ...] = ()
    """Open duties only."""

    def duty(self, kind: DutyKind) -> Duty | None:
        """Return the open duty of a kind, if there is one."""
        return next((duty for duty in self.duties if duty.kind is kind), None)


PAPER: Mapping[DutyKind, frozenset[StackKind]] = {
    DutyKind.GATHER_COSIGNS: frozenset({StackKind.COSIGN_SHEET}),
    DutyKind.CAST_VOTES: frozenset({StackKind.VOTE_SLIP, StackKind.BALLOT_BOX}),
    DutyKind.CAST_OWNERS_BALLOT: frozenset({StackKind.OWNERS_BALLOT}),
    DutyKind.CONVENE_DECISION: frozenset({StackKind.OWNERS_BALLOT}),
}
"""Whose end waits for which paper: a stack registered in time counts, however long it is entered."""


def waits_for_paper(s: Snapshot, kind: DutyKind) -> bool:
    """Whether the end of a duty waits for a stack that is still being entered."""
    return s.paper.waits_for(PAPER.get(kind, frozenset()))


def effective_end(s: Snapshot, duty: Duty) -> datetime:
    """Return when the end of a duty takes effect: when it was due, or its last paper was in."""
    return s.paper.last_end(PAPER.get(duty.kind, frozenset()), otherwise=duty.due_at)


Unmet = tuple[Condition, ...]
Guard = Callable[[Snapshot, datetime], Unmet]
MET: Unmet = ()


def unmet_if(missing: bool, code: str) -> Unmet:  # noqa: FBT001 - reads as a sentence
    """Return the condition if it is missing."""
    return (Condition(code),) if missing else MET


def submitted(s: Snapshot, _now: datetime) -> Unmet:
    """The proposer has submitted it."""
    return unmet_if(s.proposal.submitted_at is None, "mechanism.not_submitted")


def withdrawn(s: Snapshot, _now: datetime) -> Unmet:
    """It was withdrawn."""
    return unmet_if(s.proposal.withdrawn_at is None, "mechanism.not_withdrawn")


def screened(*outcomes: ScreeningOutcome) -> Guard:
    """Screening or an appeal came to one of these outcomes."""

    def guard(s: Snapshot, _now: datetime) -> Unmet:
        return unmet_if(s.proposal.screening not in outcomes, "mechanism.not_screened_so")

    return guard


def merged(s: Snapshot, _now: datetime) -> Unmet:
    """A merge was agreed to."""
    return unmet_if(s.proposal.merged_into_id is None, "mechanism.not_merged")


def _crossed(s: Snapshot, _now: datetime) -> Unmet:
    if s.proposal.crossed_at is not None:
        return MET
    return (Condition("mechanism.cosigns_missing", s.cosigns.households, s.cosigns.needed),)


def crossed_for_vote(s: Snapshot, now: datetime) -> Unmet:
    """The threshold is reached and enough adults live there for a secret vote."""
    few = not s.procedure.holds_secret_vote(s.proposal.scope_adults)
    return _crossed(s, now) + unmet_if(few, "mechanism.too_few_for_vote")


def crossed_without_vote(s: Snapshot, now: datetime) -> Unmet:
    """The threshold is reached where too few live for a secret vote."""
    many = s.procedure.holds_secret_vote(s.proposal.scope_adults)
    return _crossed(s, now) + unmet_if(many, "mechanism.vote_needed")


def expired(s: Snapshot, now: datetime) -> Unmet:
    """The window of co-signing is over and the threshold was not reached."""
    return (
        _over(s, DutyKind.GATHER_COSIGNS, now)
        + unmet_if(s.proposal.crossed_at is not None, "mechanism.threshold_reached")
        + unmet_if(waits_for_paper(s, DutyKind.GATHER_COSIGNS), "mechanism.paper_waiting")
    )


def requested(guard: Guard, *, so: bool) -> Guard:
    """The same, where co-signers have obliged a meeting, or where they have not."""
    code = "mechanism.not_requested" if so else "mechanism.meeting_requested"

    def both(s: Snapshot, now: datetime) -> Unmet:
        return guard(s, now) + unmet_if(s.is_requested is not so, code)

    return both


def vote(carried: bool) -> Guard:  # noqa: FBT001 - the table reads vote(carried=...)
    """The vote is closed, and carried or not."""

    def guard(s: Snapshot, _now: datetime) -> Unmet:
        closed = s.vote is not None and s.vote.closed_at is not None
        if not closed:
            return (Condition("mechanism.vote_not_closed"),)
        return unmet_if(s.vote is None or s.vote.carried is not carried, "mechanism.vote_otherwise")

    return guard


def routed(s: Snapshot, _now: datetime) -> Unmet:
    """A route inside the neighbourhood is set."""
    missing = s.proposal.route is None or s.proposal.route is Route.REFERRAL
    return unmet_if(missing, "mechanism.not_routed")


def routed_to_office(s: Snapshot, _now: datetime) -> Unmet:
    """The route is a referral."""
    return unmet_if(s.proposal.route is not Route.REFERRAL, "mechanism.not_referred")


def replied(s: Snapshot, _now: datetime) -> Unmet:
    """The office has replied."""
    missing = s.referral is None or s.referral.replied_at is None
    return unmet_if(missing, "mechanism.office_silent")


def referral_returned(*, crossed: bool) -> Guard:
    """The office stayed silent beyond escalation; back to where it came from."""

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


def adopted(*, formal: bool) -> Guard:
    """A text was adopted, its minutes are out, and the route needs a formal decision or not."""

    def guard(s: Snapshot, _now: datetime) -> Unmet:
        talks = s.deliberation or DeliberationFacts()
        return (
            unmet_if(talks.adopted_at is None, "mechanism.no_agreement_yet")
            + unmet_if(talks.minutes_pending, "mechanism.minutes_pending")
            + unmet_if(_formal(s) is not formal, "mechanism.other_route")
        )

    return guard


def ended_without_agreement(s: Snapshot, _now: datetime) -> Unmet:
    """Rounds or time are used up, or the lead ended it, without an adopted text."""
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


def decided(s: Snapshot, _now: datetime) -> Unmet:
    """The formal decision is counted and confirmed, or was never convened."""
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


def once_more(s: Snapshot, _now: datetime) -> Unmet:
    """The first attempt came to no valid decision."""
    decision = s.decision
    again = (
        decision is not None
        and decision.attempt == 1
        and decision.outcome is Outcome.NO_VALID_DECISION
        and decision.confirmed_at is not None
    )
    return unmet_if(not again, "mechanism.no_second_attempt")


def upheld(s: Snapshot, _now: datetime) -> Unmet:
    """An objection was upheld, for the first time."""
    result = s.result
    back = result is not None and result.upheld_at is not None and not result.sent_back_before
    return unmet_if(not back, "mechanism.nothing_upheld")


def posted(*, with_tasks: bool) -> Guard:
    """The posting is over, no objection is open, and there are tasks or not."""

    def guard(s: Snapshot, now: datetime) -> Unmet:
        if s.result is None:
            return (Condition("mechanism.no_result"),)
        return (
            _over(s, DutyKind.POST_RESULT, now)
            + unmet_if(s.result.objections_open > 0, "mechanism.objections_open")
            + unmet_if(s.result.has_tasks is not with_tasks, "mechanism.tasks_otherwise")
        )

    return guard


def tasks_ended(s: Snapshot, _now: datetime) -> Unmet:
    """Every task is done, or given up as broken."""
    ended = s.tasks.done + s.tasks.broken
    if s.tasks.open == 0:
        return MET
    return (Condition("mechanism.tasks_open", ended, ended + s.tasks.open),)


def _rounds_left(s: Snapshot) -> bool:
    """Whether a rectification round is left."""
    return s.appraisal is not None and s.appraisal.round <= s.procedure.rectification_rounds


def rectified(s: Snapshot, _now: datetime) -> Unmet:
    """A rectification plan was filed and a round is left."""
    appraisal = s.appraisal
    if appraisal is None or appraisal.verdict is not AppraisalVerdict.RECTIFY:
        return (Condition("mechanism.no_rectification"),)
    return unmet_if(not appraisal.rectification_filed, "mechanism.plan_not_filed") + unmet_if(
        not _rounds_left(s), "mechanism.no_round_left"
    )


def appraised(s: Snapshot, _now: datetime) -> Unmet:
    """Residents are satisfied, or rectification is used up or missing."""
    appraisal = s.appraisal
    if appraisal is None or appraisal.verdict is None:
        return (Condition("mechanism.not_appraised"),)
    if appraisal.verdict is AppraisalVerdict.SATISFIED or appraisal.rectification_missing:
        return MET
    return unmet_if(_rounds_left(s), "mechanism.rectification_due")


def reopened(s: Snapshot, _now: datetime) -> Unmet:
    """New facts and the threshold of the scope reopened it."""
    return unmet_if(s.proposal.reopened_at is None, "mechanism.not_reopened")


def _over(s: Snapshot, kind: DutyKind, now: datetime) -> Unmet:
    """Return the condition that a clock has not run out yet."""
    duty = s.duty(kind)
    return unmet_if(duty is None or not duty.is_due(now), "mechanism.clock_running")
