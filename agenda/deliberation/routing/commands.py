"""Setting the way of a listed proposal: by the Party organization, put off once, or by silence."""

from collections.abc import Mapping
from datetime import date

from agenda.community.queries import find_body
from agenda.deliberation.parties.commands import recuse
from agenda.deliberation.parties.queries import list_seat_holders, recused_ids
from agenda.deliberation.routing import policy
from agenda.deliberation.routing.events import ProposalRouted, RoutedBySilence
from agenda.deliberation.routing.matters.rules import CATALOGUE
from agenda.deliberation.routing.models import RoutedBody, Routing
from agenda.deliberation.routing.queries import (
    bodies_in_place,
    compound_of,
    find_routing,
    get_routing,
)
from agenda.deliberation.routing.rules import (
    AFFECTED_MAX,
    REASON_MAX,
    PartyRole,
    RoutingPlan,
    lead_by_silence,
    parties_by_silence,
    plan_fault,
)
from agenda.infra.audit import quiet, record, text_digest
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import BodyKind, only_mechanism, require
from agenda.kernel.clock import end_of_day, local_date
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible
from agenda.kernel.ids import BodyId, ProposalId
from agenda.procedure.calendar.rules import add_days, due_in_workdays, next_workday
from agenda.procedure.commands import extend_duty, fulfil_duty, open_duty
from agenda.procedure.queries import find_open_duty
from agenda.procedure.rules import DEFAULT_BEARERS, Duty, DutyKind, Procedure, Route
from agenda.proposals.models import Proposal
from agenda.proposals.queries import facts, lock_proposal, procedure_of
from agenda.proposals.rules import Stage, StageEntry
from agenda.proposals.stages.commands import set_route


def open_routing(tx: Transaction, entry: StageEntry) -> None:
    """Charge the Party organization with setting the way of a proposal that was just listed.

    What comes back from a silent office cannot be put off again if it was before.
    """
    require(only_mechanism(tx.actor))
    previous = find_routing(tx.session, entry.proposal_id)
    used = previous is not None and (previous.deferred_at is not None or not previous.may_defer)
    routing = Routing(
        neighbourhood_id=entry.neighbourhood_id,
        proposal_id=entry.proposal_id,
        number=previous.number + 1 if previous else 1,
        opened_at=tx.now,
        may_defer=not (used and entry.source is Stage.REFERRED),
    )
    tx.session.add(routing)
    body = find_body(tx.session, entry.neighbourhood_id, DEFAULT_BEARERS[DutyKind.ROUTE])
    open_duty(
        tx,
        DutyKind.ROUTE,
        neighbourhood_id=entry.neighbourhood_id,
        proposal_id=entry.proposal_id,
        due_at=due_in_workdays(tx.now, entry.procedure.routing_workdays),
        body_id=body.body_id if body else None,
    )
    quiet(tx)


def route_proposal(tx: Transaction, proposal_id: ProposalId, *, plan: RoutingPlan) -> Routing:
    """Set route, lead, parties, dates and recusals of a listed proposal, for the Party organization.

    Raises Invalid for an unlawful ballot, a route other than the proposed one without a public
    reason, and whatever else the plan lacks.
    """
    proposal = lock_proposal(tx, proposal_id)
    keeping_away = recused_ids(tx.session, proposal_id)
    require(policy.may_route(tx.actor, facts(proposal), keeping_away))
    _require_sound(tx, proposal, plan)
    routing = get_routing(tx.session, proposal_id)
    fulfil_duty(tx, DutyKind.ROUTE, proposal_id)
    body_id = _routing_body(tx)
    for person_id in plan.recused:
        if person_id not in keeping_away:
            reason = plan.recusal_reason
            recuse(tx, proposal, person_id=person_id, reason=reason, body_id=body_id)
    routing.decided_at, routing.body_id = tx.now, body_id
    routing.matter, routing.route = plan.matter, plan.route
    routing.proposed_route = CATALOGUE[plan.matter].route
    routing.reason, routing.affected, routing.office = plan.reason, plan.affected, plan.office
    routing.positions_due_on = plan.positions_due_on
    lead_id = plan.lead_body_id or _lead_by_silence(tx, proposal)
    _set_way(tx, proposal, routing, lead_id=lead_id, invited=plan.invited())
    record(
        tx,
        ProposalRouted(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal_id,
            route=plan.route,
            proposed=routing.proposed_route,
            differs=plan.route is not routing.proposed_route,
            matter=plan.matter,
            lead_body_id=lead_id,
            body_id=body_id,
            invited=len(plan.invited()),
            text_digest=text_digest(tx, plan.reason) if plan.reason.strip() else None,
        ),
    )
    return routing


def defer_routing(tx: Transaction, proposal_id: ProposalId, *, until: date, reason: str) -> Routing:
    """Put routing off once, with a public reason, at most 90 days by the standard rules."""
    proposal = lock_proposal(tx, proposal_id)
    require(policy.may_route(tx.actor, facts(proposal), recused_ids(tx.session, proposal_id)))
    routing = get_routing(tx.session, proposal_id)
    if not routing.may_defer or routing.deferred_at is not None:
        raise NotPossible("deliberation.deferred_already")
    if not reason.strip():
        raise Invalid("deliberation.reason_needed", field="reason")
    _require_short(reason, field="reason", limit=REASON_MAX)
    duty = find_open_duty(tx.session, proposal_id, DutyKind.ROUTE)
    if duty is None:
        raise NotPossible("procedure.not_due_here")
    latest = add_days(local_date(tx.now), procedure_of(tx.session, proposal).deferral_days)
    due_at = end_of_day(next_workday(until))
    if until > latest or due_at <= duty.due_at:
        raise Invalid("deliberation.deferral_outside", field="until", latest=latest.isoformat())
    neighbourhood_id = proposal.neighbourhood_id
    extend_duty(tx, duty, neighbourhood_id=neighbourhood_id, due_at=due_at, reason=reason)
    routing.deferred_at, routing.deferred_until = tx.now, due_at
    routing.deferral_reason = reason
    return routing


def route_by_default(tx: Transaction, duty: Duty) -> None:
    """Take the Party organization's silence as deliberation led by the residents' committee."""
    require(only_mechanism(tx.actor))
    proposal = lock_proposal(tx, duty.proposal_id)
    routing = get_routing(tx.session, duty.proposal_id)
    bodies = bodies_in_place(tx.session, proposal.neighbourhood_id)
    compound_id = compound_of(tx.session, proposal.scope_id)
    invited = parties_by_silence(bodies, compound_id=compound_id)
    lead_id = lead_by_silence(bodies)
    routing.decided_at, routing.by_silence = tx.now, True
    routing.route = Route.DELIBERATION
    _set_way(tx, proposal, routing, lead_id=lead_id, invited=invited)
    record(
        tx,
        RoutedBySilence(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=duty.proposal_id,
            lead_body_id=lead_id,
            invited=len(invited),
        ),
    )


def _set_way(
    tx: Transaction,
    proposal: Proposal,
    routing: Routing,
    *,
    lead_id: BodyId | None,
    invited: Mapping[BodyId, PartyRole],
) -> None:
    """Write a decided routing's bodies, and route and lead on the proposal itself."""
    tx.session.add_all(
        RoutedBody(
            routing_id=routing.routing_id,
            body_id=body_id,
            neighbourhood_id=routing.neighbourhood_id,
            role=role,
        )
        for body_id, role in invited.items()
    )
    route = routing.route or Route.DELIBERATION
    set_route(tx, proposal, route=route, lead_body_id=lead_id)


def _require_sound(tx: Transaction, proposal: Proposal, plan: RoutingPlan) -> None:
    """Raise Invalid with the first fault of a plan: against the rules, or naming strangers."""
    rules: Procedure = procedure_of(tx.session, proposal)
    today = local_date(tx.now)
    fault = plan_fault(plan, today=today, latest=add_days(today, rules.deliberation_days))
    if fault is not None:
        raise Invalid(fault.code, field=fault.field)
    _require_short(plan.reason, field="reason", limit=REASON_MAX)
    _require_short(plan.affected, field="affected", limit=AFFECTED_MAX)
    here = {body.body_id for body in bodies_in_place(tx.session, proposal.neighbourhood_id)}
    if not plan.invited().keys() <= here:
        raise Invalid("deliberation.body_elsewhere", field="parties")
    holders = list_seat_holders(tx.session, proposal.neighbourhood_id)
    if not set(plan.recused) <= {holder.person_id for holder in holders}:
        raise Invalid("deliberation.no_seat_holder", field="recused")


def _require_short(text: str, *, field: str, limit: int) -> None:
    """Raise Invalid for a text beyond its limit."""
    if len(text) > limit:
        raise Invalid("deliberation.too_long", field=field, limit=limit)


def _routing_body(tx: Transaction) -> BodyId:
    """Return the Party organization for which the actor routes."""
    kind = BodyKind.PARTY_ORGANIZATION
    seats = (seat.body_id for seat in tx.actor.seats if seat.body_kind is kind)
    body_id = next(seats, None)
    if body_id is None:
        raise NotPermitted("deliberation.party_organization_routes")
    return body_id


def _lead_by_silence(tx: Transaction, proposal: Proposal) -> BodyId | None:
    """Return who carries a proposal for which no lead was named."""
    return lead_by_silence(bodies_in_place(tx.session, proposal.neighbourhood_id))
