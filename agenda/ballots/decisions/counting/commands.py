"""Counting a decision: recorded by the body that convened it, confirmed by the supervision."""

from dataclasses import dataclass

from agenda.ballots.decisions import policy
from agenda.ballots.decisions.counting.rules import CountSheet, Weight, count_faults, outcome_of
from agenda.ballots.decisions.events import (
    CountConfirmed,
    CountPublishedUnconfirmed,
    CountRecorded,
    CountSigned,
)
from agenda.ballots.decisions.models import CountSignature, DecisionCount, FormalDecision
from agenda.ballots.decisions.queries import (
    get_latest,
    list_counts,
    lock_decision,
    majority_of,
    standing_of,
)
from agenda.ballots.decisions.rules import SCRUTINEER, DecisionKind, DecisionState, Outcome
from agenda.community.calendar.rules import due_in_workdays
from agenda.community.queries import find_body
from agenda.infra.audit import quiet, record
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import BodyKind, only_mechanism, require
from agenda.kernel.clock import local_date
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible
from agenda.kernel.ids import BodyId, DecisionId
from agenda.procedure.commands import fulfil_duty, open_duty
from agenda.procedure.queries import find_open_duty
from agenda.procedure.rules import Duty, DutyKind
from agenda.proposals.queries import get_proposal, lock_proposal, procedure_of


@dataclass(frozen=True)
class Ballots:
    """What the counters found; areas in 0.01 m2, for owners alone."""

    roll: Weight
    participating: Weight
    votes_for: Weight
    against: Weight
    abstain: Weight
    spoiled: int = 0
    left_out: int = 0
    """Paper ballots that were taken in in time and not entered in time: none of them counts."""


def record_count(tx: Transaction, decision_id: DecisionId, *, ballots: Ballots) -> DecisionCount:
    """Record the count of an owners' decision that was held, or correct an unconfirmed one.

    Every count stays on record. Raises Invalid for numbers that cannot be right, NotPossible
    before the day of the decision and after the time for counting, and for a meeting, whose
    hands are counted from its attendance list.
    """
    if lock_decision(tx, decision_id).kind is not DecisionKind.OWNERS_DECISION:
        raise NotPossible("ballots.counted_in_the_room")
    return record_hands(tx, decision_id, ballots=ballots)


def record_hands(tx: Transaction, decision_id: DecisionId, *, ballots: Ballots) -> DecisionCount:
    """Record the count of a decision as its own room found it; the meeting's hands come here."""
    decision = lock_decision(tx, decision_id)
    standing = standing_of(tx.session, decision)
    require(policy.may_record_count(tx.actor, standing))
    if standing.state.is_over:
        raise NotPossible("ballots.decision_over")
    if decision.held_on is None or local_date(tx.now) < decision.held_on:
        raise NotPossible("ballots.not_held_yet")
    sheet = _checked(decision, ballots)
    _answer_duty(tx, decision, standing.state)
    count = _keep(tx, decision, ballots)
    decision.outcome = outcome_of(sheet)
    record(tx, _recorded(decision, count, decision.outcome))
    return count


def record_platform_count(
    tx: Transaction, decision_id: DecisionId, *, ballots: Ballots
) -> DecisionCount:
    """Take the count of ballots that the platform took and counted itself; by its clock alone."""
    require(only_mechanism(tx.actor))
    decision = lock_decision(tx, decision_id)
    _answer_duty(tx, decision, DecisionState.CONVENED)
    count = _keep(tx, decision, ballots)
    decision.outcome = outcome_of(_sheet(decision, ballots))
    quiet(tx)
    return count


def sign_count(tx: Transaction, decision_id: DecisionId) -> None:
    """Sign the platform's own count as one of two counters, until it is confirmed or published."""
    decision = lock_decision(tx, decision_id)
    standing = standing_of(tx.session, decision)
    require(policy.may_sign_count(tx.actor, standing))
    if standing.state is not DecisionState.COUNTED:
        over = standing.state.is_over
        raise NotPossible("ballots.decision_over" if over else "ballots.not_counted_yet")
    place = len(standing.counters) + 1
    _sign(tx, decision, place=place)
    record(
        tx,
        CountSigned(
            neighbourhood_id=decision.neighbourhood_id,
            proposal_id=decision.proposal_id,
            attempt=decision.attempt,
            place=place,
            body_id=decision.convening_body_id,
        ),
    )


def confirm_count(tx: Transaction, decision_id: DecisionId, *, number: int) -> FormalDecision:
    """Confirm the count that one has checked; raises NotPossible if it was corrected meanwhile."""
    decision = lock_decision(tx, decision_id)
    standing = standing_of(tx.session, decision)
    require(policy.may_confirm_count(tx.actor, standing))
    if standing.state.is_over:
        raise NotPossible("ballots.decision_over")
    if standing.state is not DecisionState.COUNTED:
        raise NotPossible("ballots.not_counted_yet")
    if number != list_counts(tx.session, decision_id)[-1].number:
        raise NotPossible("ballots.count_corrected_meanwhile")
    fulfil_duty(tx, DutyKind.CONFIRM_COUNT, decision.proposal_id)
    decision.confirmed_at, decision.confirmed_by_id = tx.now, tx.actor.person_id
    if decision.is_held_here:
        _sign(tx, decision, place=SCRUTINEER)
    record(
        tx,
        CountConfirmed(
            neighbourhood_id=decision.neighbourhood_id,
            proposal_id=decision.proposal_id,
            attempt=decision.attempt,
            number=number,
            body_id=_supervision(tx, decision),
            outcome=str(decision.outcome),
        ),
    )
    return decision


def publish_unconfirmed(tx: Transaction, duty: Duty) -> None:
    """Publish a count that nobody confirmed in time, and say so for ever."""
    require(only_mechanism(tx.actor))
    lock_proposal(tx, duty.proposal_id)
    decision = get_latest(tx.session, duty.proposal_id)
    decision.confirmed_at = tx.now
    record(
        tx,
        CountPublishedUnconfirmed(
            neighbourhood_id=decision.neighbourhood_id,
            proposal_id=decision.proposal_id,
            attempt=decision.attempt,
            number=list_counts(tx.session, decision.decision_id)[-1].number,
            outcome=str(decision.outcome),
        ),
    )


def _sign(tx: Transaction, decision: FormalDecision, *, place: int) -> None:
    """Write who stands for a count; the database holds that all three are different persons."""
    if tx.actor.person_id is None:
        raise NotPermitted("authz.sign_in_first")
    signature = CountSignature(
        decision_id=decision.decision_id,
        place=place,
        neighbourhood_id=decision.neighbourhood_id,
        person_id=tx.actor.person_id,
        signed_at=tx.now,
    )
    tx.insert(signature, NotPossible("ballots.signed_already"))


def _checked(decision: FormalDecision, ballots: Ballots) -> CountSheet:
    """Return the sheet of a count; raises Invalid for its first fault."""
    sheet = _sheet(decision, ballots)
    fault = next(iter(count_faults(sheet)), None)
    if fault is not None:
        raise Invalid(fault.code, field=fault.field, have=fault.have, need=fault.need)
    return sheet


def _sheet(decision: FormalDecision, ballots: Ballots) -> CountSheet:
    """Return what was found as the law of the decision sees it."""
    return CountSheet(
        kind=decision.kind,
        majority=majority_of(decision),
        roll=ballots.roll,
        participating=ballots.participating,
        votes_for=ballots.votes_for,
        against=ballots.against,
        abstain=ballots.abstain,
    )


def _answer_duty(tx: Transaction, decision: FormalDecision, state: DecisionState) -> None:
    """End the duty to convene with the first count, and ask the supervision to confirm it."""
    if state is DecisionState.COUNTED:
        waiting = find_open_duty(tx.session, decision.proposal_id, DutyKind.CONFIRM_COUNT)
        if waiting is None or waiting.is_due(tx.now):
            raise NotPossible("procedure.too_late")
        return
    late_ok = tx.actor.is_mechanism  # its own count may have waited for paper taken in in time
    fulfil_duty(tx, DutyKind.CONVENE_DECISION, decision.proposal_id, late_ok=late_ok)
    rules = procedure_of(tx.session, get_proposal(tx.session, decision.proposal_id))
    open_duty(
        tx,
        DutyKind.CONFIRM_COUNT,
        neighbourhood_id=decision.neighbourhood_id,
        proposal_id=decision.proposal_id,
        due_at=due_in_workdays(tx.now, rules.count_confirmation_workdays),
        body_id=_supervision(tx, decision),
    )


def _supervision(tx: Transaction, decision: FormalDecision) -> BodyId | None:
    """Return the supervision committee, or None where there is none."""
    body = find_body(tx.session, decision.neighbourhood_id, BodyKind.SUPERVISION_COMMITTEE)
    return body.body_id if body else None


def _keep(tx: Transaction, decision: FormalDecision, ballots: Ballots) -> DecisionCount:
    """Write a count beside those before it; the platform's own names no hand."""
    if tx.actor.person_id is None and not tx.actor.is_mechanism:
        raise NotPermitted("authz.sign_in_first")
    count = DecisionCount(
        decision_id=decision.decision_id,
        number=len(list_counts(tx.session, decision.decision_id)) + 1,
        neighbourhood_id=decision.neighbourhood_id,
        roll_heads=ballots.roll.heads,
        roll_area=ballots.roll.area,
        participating_heads=ballots.participating.heads,
        participating_area=ballots.participating.area,
        for_heads=ballots.votes_for.heads,
        for_area=ballots.votes_for.area,
        against_heads=ballots.against.heads,
        against_area=ballots.against.area,
        abstain_heads=ballots.abstain.heads,
        abstain_area=ballots.abstain.area,
        spoiled=ballots.spoiled,
        left_out=ballots.left_out,
        recorded_at=tx.now,
        recorded_by_id=tx.actor.person_id,
    )
    tx.session.add(count)
    return count


def _recorded(decision: FormalDecision, count: DecisionCount, outcome: Outcome) -> CountRecorded:
    """Return the fact that a count was recorded, with all its numbers."""
    return CountRecorded(
        neighbourhood_id=decision.neighbourhood_id,
        proposal_id=decision.proposal_id,
        attempt=decision.attempt,
        number=count.number,
        body_id=decision.convening_body_id,
        roll_heads=count.roll_heads,
        roll_area=count.roll_area,
        participating_heads=count.participating_heads,
        participating_area=count.participating_area,
        for_heads=count.for_heads,
        for_area=count.for_area,
        against_heads=count.against_heads,
        against_area=count.against_area,
        abstain_heads=count.abstain_heads,
        abstain_area=count.abstain_area,
        spoiled=count.spoiled,
        outcome=outcome,
    )
