"""Formal decisions: charged to a body, convened with lawful notice, or shown as not convened."""

from collections.abc import Collection
from itertools import chain

from agenda.ballots.decisions import policy
from agenda.ballots.decisions.events import DecisionConvened, DecisionNotConvened, DecisionOpened
from agenda.ballots.decisions.models import DecisionRecusal, FormalDecision
from agenda.ballots.decisions.queries import (
    find_convening_body,
    find_decision,
    get_latest,
    lock_decision,
    standing_of,
)
from agenda.ballots.decisions.rules import (
    DecisionKind,
    DecisionNotice,
    DecisionStanding,
    DecisionState,
    OwnersItem,
    item_faults,
    last_day,
    notice_faults,
)
from agenda.community.calendar.rules import due_in_days
from agenda.infra.audit import quiet, record, text_digest
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import only_mechanism, require
from agenda.kernel.clock import local_date
from agenda.kernel.errors import Invalid, NotFound, NotPossible
from agenda.kernel.ids import BodyId, DecisionId, PersonId, ProposalId
from agenda.procedure.commands import open_duty
from agenda.procedure.queries import find_open_duty
from agenda.procedure.rules import Duty, DutyKind, Route
from agenda.proposals.queries import get_proposal, lock_proposal, procedure_of
from agenda.proposals.rules import Stage, StageEntry


def open_decision(
    tx: Transaction,
    entry: StageEntry,
    *,
    recused: Collection[PersonId] = (),
    item: OwnersItem | None = None,
) -> None:
    """Charge a body with a formal decision: the first attempt of a sitting, or the once more.

    `recused` are those who keep away from the issue; the proposer always does. `item` is what
    the matter falls under as it was routed.
    """
    require(only_mechanism(tx.actor))
    before = find_decision(tx.session, entry.proposal_id)
    decision = _next_attempt(entry, before, body_id=_convening_body(tx, entry))
    decision.opened_at = tx.now
    if decision.kind is DecisionKind.OWNERS_DECISION:
        decision.routed_item = item
    tx.session.add(decision)
    tx.session.flush()  # recusals need the decision's id
    tx.session.add_all(
        DecisionRecusal(
            decision_id=decision.decision_id,
            person_id=person_id,
            neighbourhood_id=entry.neighbourhood_id,
        )
        for person_id in {entry.facts.proposer_id, *recused}
    )
    due_at = due_in_days(tx.now, entry.procedure.deciding_days)
    open_duty(
        tx,
        DutyKind.CONVENE_DECISION,
        neighbourhood_id=entry.neighbourhood_id,
        proposal_id=entry.proposal_id,
        due_at=due_at,
        body_id=decision.convening_body_id,
    )
    record(
        tx,
        DecisionOpened(
            neighbourhood_id=entry.neighbourhood_id,
            proposal_id=entry.proposal_id,
            attempt=decision.attempt,
            decision=decision.kind,
            body_id=decision.convening_body_id,
            due_at=due_at,
        ),
    )


def keep_away(tx: Transaction, proposal_id: ProposalId, *, person_id: PersonId) -> None:
    """Keep somebody away from a running decision from now on, for the command that recused him.

    What he did for it before stands.
    """
    decision = find_decision(tx.session, proposal_id)
    if decision is not None and decision.confirmed_at is None and decision.set_aside_at is None:
        tx.put(
            DecisionRecusal,
            decision_id=decision.decision_id,
            person_id=person_id,
            neighbourhood_id=decision.neighbourhood_id,
        )
    quiet(tx)


def convene_decision(
    tx: Transaction, decision_id: DecisionId, *, notice: DecisionNotice
) -> FormalDecision:
    """Give notice of a decision, or give it anew with another day, until it is counted.

    Raises Invalid where the notice is too short for the law, or the day too late to count in
    time.
    """
    decision = lock_decision(tx, decision_id)
    standing = standing_of(tx.session, decision)
    require(policy.may_convene(tx.actor, standing))
    _require_before_count(standing)
    if decision.is_held_here:
        raise NotPossible("ballots.held_here")
    _require_lawful(tx, decision, notice)
    decision.kind, decision.item = notice.kind, notice.item
    decision.question, decision.place = notice.question.strip(), notice.place.strip()
    decision.held_on, decision.convened_at = notice.held_on, tx.now
    record(
        tx,
        DecisionConvened(
            neighbourhood_id=decision.neighbourhood_id,
            proposal_id=decision.proposal_id,
            attempt=decision.attempt,
            decision=decision.kind,
            item=decision.item,
            body_id=decision.convening_body_id,
            held_on=notice.held_on,
            text_digest=text_digest(tx, f"{decision.question}\n\n{decision.place}"),
        ),
    )
    return decision


def mark_not_convened(tx: Transaction, duty: Duty) -> None:
    """Note that the body did not convene, hold and count the decision in time."""
    require(only_mechanism(tx.actor))
    lock_proposal(tx, duty.proposal_id)
    decision = get_latest(tx.session, duty.proposal_id)
    decision.not_convened_at = tx.now
    record(
        tx,
        DecisionNotConvened(
            neighbourhood_id=decision.neighbourhood_id,
            proposal_id=decision.proposal_id,
            attempt=decision.attempt,
            body_id=decision.convening_body_id,
        ),
    )


def set_aside_decision(tx: Transaction, entry: StageEntry) -> None:
    """Keep an earlier decision as history only: the proposal is deliberated or routed anew."""
    require(only_mechanism(tx.actor))
    decision = find_decision(tx.session, entry.proposal_id)
    if decision is not None and decision.set_aside_at is None:
        decision.set_aside_at = tx.now
    quiet(tx)


def _require_before_count(standing: DecisionStanding) -> None:
    """Raise NotPossible once a decision is counted or over."""
    if standing.state.is_over:
        raise NotPossible("ballots.decision_over")
    if standing.state is DecisionState.COUNTED:
        raise NotPossible("ballots.counted_already")


def _next_attempt(
    entry: StageEntry, before: FormalDecision | None, *, body_id: BodyId
) -> FormalDecision:
    """Return the row of the attempt that now begins.

    The once more keeps kind and item of the first attempt, and is convened by the same body.
    """
    decision = FormalDecision(
        neighbourhood_id=entry.neighbourhood_id,
        proposal_id=entry.proposal_id,
        sitting=before.sitting + 1 if before else 1,
        attempt=1,
        kind=_kind(entry),
        convening_body_id=body_id,
    )
    if before is not None and entry.source is Stage.DECIDING:
        decision.sitting, decision.attempt = before.sitting, before.attempt + 1
        decision.kind, decision.item = before.kind, before.item
        decision.convening_body_id = before.convening_body_id
    return decision


def _kind(entry: StageEntry) -> DecisionKind:
    """Return the decision a route leads to; residents choose their form when they convene."""
    by_owners = entry.facts.route is Route.OWNERS_DECISION
    return DecisionKind.OWNERS_DECISION if by_owners else DecisionKind.RESIDENTS_MEETING


def _convening_body(tx: Transaction, entry: StageEntry) -> BodyId:
    """Return the body to charge; the lead where neither committee exists."""
    body_id = find_convening_body(
        tx.session,
        entry.neighbourhood_id,
        scope_id=entry.facts.scope_id,
        kind=_kind(entry),
    )
    lead = body_id or entry.facts.lead_body_id
    if lead is None:
        raise NotFound("ballots.no_body_to_convene")
    return lead


def _require_lawful(tx: Transaction, decision: FormalDecision, notice: DecisionNotice) -> None:
    """Raise Invalid for the first fault of a notice, NotPossible once its time is over."""
    owners = DecisionKind.OWNERS_DECISION
    if (notice.kind is owners) is not (decision.kind is owners):
        raise Invalid("ballots.other_electorate", field="kind")
    duty = find_open_duty(tx.session, decision.proposal_id, DutyKind.CONVENE_DECISION)
    if duty is None or duty.is_due(tx.now):
        raise NotPossible("procedure.too_late")
    rules = procedure_of(tx.session, get_proposal(tx.session, decision.proposal_id))
    latest = last_day(duty.due_at, rules.count_confirmation_workdays)
    faults = chain(
        notice_faults(notice, local_date(tx.now), latest),
        item_faults(notice.item, decision.routed_item, field="item"),
    )
    fault = next(faults, None)
    if fault is not None:
        raise Invalid(fault.code, field=fault.field, **fault.params)
