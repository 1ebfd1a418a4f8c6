"""The notice of an owners' ballot, and the roll frozen when casting opens."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import delete, insert

from agenda.ballots.decisions.models import FormalDecision
from agenda.ballots.decisions.queries import get_latest, lock_decision, standing_of
from agenda.ballots.decisions.rules import DecisionKind, DecisionState, item_faults, last_day
from agenda.ballots.owners import policy
from agenda.ballots.owners.delivery.models import Delivery
from agenda.ballots.owners.models import (
    HeadOwner,
    HeadUnit,
    OwnersBallot,
    OwnersQuestion,
    VotingHead,
)
from agenda.ballots.owners.queries import ballot_state, get_ballot, lock_ballot
from agenda.ballots.owners.roll.events import (
    CommitteeTold,
    OwnersNoticeGiven,
    OwnersNoticeWithdrawn,
    OwnersRollFrozen,
)
from agenda.ballots.owners.roll.queries import list_owned_units
from agenda.ballots.owners.roll.rules import Head, group_heads, plan_faults, roll_digest
from agenda.ballots.owners.rules import BallotPlan, OwnersBallotState, SilentRule
from agenda.ballots.rules import OPENING
from agenda.community.queries import find_body, get_area
from agenda.infra.audit import record, text_digest
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import BodyKind, only_mechanism, require
from agenda.kernel.clock import end_of_day, local_date, local_instant
from agenda.kernel.errors import Invalid, NotPossible
from agenda.kernel.ids import DecisionId, HeadId, HouseholdId, new_code
from agenda.procedure.commands import cancel_duty, open_duty
from agenda.procedure.queries import find_open_duty
from agenda.procedure.rules import Bearer, Duty, DutyKind
from agenda.proposals.queries import get_proposal, lock_proposal, procedure_of


def give_notice(tx: Transaction, decision_id: DecisionId, *, plan: BallotPlan) -> OwnersBallot:
    """Tell all owners of the scope, and in the same act the residents' committee, what is asked.

    The first question decides what becomes of the proposal. Nothing of a notice changes
    afterwards; until casting opens it can be withdrawn and given anew. Raises Invalid where the
    plan breaks the law, NotPossible where the decision is noticed, counted or over.
    """
    decision = lock_decision(tx, decision_id)
    standing = standing_of(tx.session, decision)
    require(policy.may_give_notice(tx.actor, standing))
    _require_can_be_held(decision, standing.state)
    _require_lawful(tx, decision, plan)
    ballot = _write_notice(tx, decision, plan)
    open_duty(
        tx,
        DutyKind.OPEN_OWNERS_BALLOT,
        neighbourhood_id=decision.neighbourhood_id,
        proposal_id=decision.proposal_id,
        due_at=ballot.opens_at,
    )
    _record_notice(tx, decision, ballot, plan)
    return ballot


def withdraw_notice(tx: Transaction, decision_id: DecisionId) -> FormalDecision:
    """Take a notice back before casting opens; what was delivered under it is void."""
    ballot = lock_ballot(tx, decision_id)
    decision = lock_decision(tx, decision_id)
    require(policy.may_withdraw_notice(tx.actor, standing_of(tx.session, decision)))
    duty = find_open_duty(tx.session, decision.proposal_id, DutyKind.OPEN_OWNERS_BALLOT)
    noticed = ballot_state(ballot, tx.now) is OwnersBallotState.NOTICED
    if not noticed or duty is None or duty.is_due(tx.now):
        raise NotPossible("ballots.casting_opened")
    cancel_duty(tx, duty)
    for table in (Delivery, OwnersQuestion, OwnersBallot):
        tx.session.execute(delete(table).where(table.decision_id == decision_id))
    tx.session.expunge(ballot)
    decision.is_held_here, decision.item = False, None
    decision.question = decision.place = decision.held_on = decision.convened_at = None
    record(
        tx,
        OwnersNoticeWithdrawn(
            neighbourhood_id=decision.neighbourhood_id,
            proposal_id=decision.proposal_id,
            attempt=decision.attempt,
            body_id=decision.convening_body_id,
        ),
    )
    return decision


def open_ballot(tx: Transaction, duty: Duty) -> None:
    """Freeze the roll as the roster stands when casting opens; whoever buys later is not on it."""
    require(only_mechanism(tx.actor))
    lock_proposal(tx, duty.proposal_id)
    decision = get_latest(tx.session, duty.proposal_id)
    ballot = get_ballot(tx.session, decision.decision_id)
    heads = _freeze(tx, ballot)
    open_duty(
        tx,
        DutyKind.CAST_OWNERS_BALLOT,
        neighbourhood_id=ballot.neighbourhood_id,
        proposal_id=duty.proposal_id,
        due_at=ballot.closes_at,
        bearer=Bearer.OWNERS,
    )
    record(
        tx,
        OwnersRollFrozen(
            neighbourhood_id=ballot.neighbourhood_id,
            proposal_id=duty.proposal_id,
            attempt=decision.attempt,
            heads=len(heads),
            units=sum(len(head.units) for head in heads),
            area=sum(head.area for head in heads),
            roll_digest=str(ballot.roll_digest),
        ),
    )


def _require_can_be_held(decision: FormalDecision, state: DecisionState) -> None:
    """Raise NotPossible for a decision of others, one noticed here already, or counted."""
    if decision.kind is not DecisionKind.OWNERS_DECISION:
        raise NotPossible("ballots.owners_only")
    if state.is_over:
        raise NotPossible("ballots.decision_over")
    if state is DecisionState.COUNTED:
        raise NotPossible("ballots.counted_already")
    if decision.is_held_here:
        raise NotPossible("ballots.held_here")


def _require_lawful(tx: Transaction, decision: FormalDecision, plan: BallotPlan) -> None:
    """Raise Invalid for the first fault of a plan, NotPossible once its time is over."""
    proposal = get_proposal(tx.session, decision.proposal_id)
    duty = find_open_duty(tx.session, decision.proposal_id, DutyKind.CONVENE_DECISION)
    if duty is None or duty.is_due(tx.now):
        raise NotPossible("procedure.too_late")
    rules = procedure_of(tx.session, proposal)
    faults = plan_faults(
        plan,
        scope=get_area(tx.session, proposal.scope_id).kind,
        today=local_date(tx.now),
        latest=last_day(duty.due_at, rules.count_confirmation_workdays),
    )
    main = plan.questions[0].item if plan.questions else None
    weak = item_faults(main, decision.routed_item, field="item_1")
    fault = next(chain(faults, weak), None)
    if fault is not None:
        raise Invalid(fault.code, field=fault.field or None, **fault.params)


def _write_notice(tx: Transaction, decision: FormalDecision, plan: BallotPlan) -> OwnersBallot:
    """Write what a notice fixes, and the first question as what the decision is about."""
    first = plan.questions[0]
    decision.question, decision.item = first.text.strip(), first.item
    decision.place, decision.held_on = plan.place.strip(), plan.closes_on
    decision.is_held_here, decision.convened_at = True, tx.now
    silent = plan.silent_rule is not SilentRule.NONE
    ballot = OwnersBallot(
        decision_id=decision.decision_id,
        neighbourhood_id=decision.neighbourhood_id,
        scope_id=get_proposal(tx.session, decision.proposal_id).scope_id,
        silent_rule=plan.silent_rule,
        silent_clause=plan.silent_clause.strip() if silent else "",
        counts_parking=plan.counts_parking,
        parking_basis=plan.parking_basis.strip() if plan.counts_parking else "",
        noticed_at=tx.now,
        opens_at=local_instant(plan.opens_on, OPENING),
        closes_at=end_of_day(plan.closes_on),
    )
    tx.insert(ballot, NotPossible("ballots.held_here"))
    tx.session.add_all(
        OwnersQuestion(
            decision_id=decision.decision_id,
            number=number,
            neighbourhood_id=decision.neighbourhood_id,
            item=question.item,
            text=question.text.strip(),
        )
        for number, question in enumerate(plan.questions, start=1)
    )
    return ballot


def _record_notice(
    tx: Transaction, decision: FormalDecision, ballot: OwnersBallot, plan: BallotPlan
) -> None:
    """Record that owners were told, and the residents' committee with them."""
    text = "\n\n".join([*(question.text.strip() for question in plan.questions), plan.place])
    record(
        tx,
        OwnersNoticeGiven(
            neighbourhood_id=decision.neighbourhood_id,
            proposal_id=decision.proposal_id,
            attempt=decision.attempt,
            questions=len(plan.questions),
            item=plan.questions[0].item,
            body_id=decision.convening_body_id,
            opens_at=ballot.opens_at,
            closes_at=ballot.closes_at,
            silent_rule=ballot.silent_rule,
            counts_parking=ballot.counts_parking,
            text_digest=text_digest(tx, text),
        ),
    )
    committee = find_body(tx.session, decision.neighbourhood_id, BodyKind.RESIDENTS_COMMITTEE)
    if committee is not None:
        told = CommitteeTold(
            neighbourhood_id=decision.neighbourhood_id,
            proposal_id=decision.proposal_id,
            attempt=decision.attempt,
            body_id=committee.body_id,
        )
        record(tx, told)


def _freeze(tx: Transaction, ballot: OwnersBallot) -> Sequence[Head]:
    """Write the heads of the scope with their units and owners, at once, and their digest."""
    area = get_area(tx.session, ballot.scope_id)
    units = tuple(list_owned_units(tx.session, area, tx.now))
    heads = group_heads(units, counts_parking=ballot.counts_parking)
    ballot.frozen_at, ballot.roll_heads = tx.now, len(heads)
    ballot.roll_area = sum(head.area for head in heads)
    ballot.roll_digest = roll_digest(ballot.decision_id, heads)
    place = {
        "decision_id": ballot.decision_id,
        "neighbourhood_id": ballot.neighbourhood_id,
    }
    codes = _codes(len(heads))
    rows = [
        {
            **place,
            "number": head.number,
            "area": head.area,
            "is_developer": head.is_developer,
            "code": next(codes),
        }
        for head in heads
    ]
    if not rows:
        return heads
    query = insert(VotingHead).returning(VotingHead.head_id, sort_by_parameter_order=True)
    ids = tx.session.scalars(query, rows).all()
    areas = {u.household_id: u.counted_area(counts_parking=ballot.counts_parking) for u in units}
    _insert_members(tx, place, dict(zip(ids, heads, strict=True)), areas)
    return heads


def _insert_members(
    tx: Transaction,
    place: dict[str, Any],
    heads: dict[HeadId, Head],
    areas: Mapping[HouseholdId, int],
) -> None:
    """Write the units and the owners of heads, each table at once."""
    units = [
        {**place, "head_id": head_id, "household_id": household_id, "area": areas[household_id]}
        for head_id, head in heads.items()
        for household_id in head.units
    ]
    owners = [
        {**place, "head_id": head_id, "person_id": person_id}
        for head_id, head in heads.items()
        for person_id in sorted(head.owners)
    ]
    tx.session.execute(insert(HeadUnit), units)
    if owners:
        tx.session.execute(insert(HeadOwner), owners)


def _codes(count: int) -> Iterator[str]:
    """Yield as many different codes for paper ballots as there are heads."""
    codes: set[str] = set()
    while len(codes) < count:
        codes.add(new_code(groups=2))
    yield from codes
