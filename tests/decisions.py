"""Decisions for tests to start from: a proposal put to a formal decision, convened, counted."""

from collections.abc import Collection
from datetime import timedelta

from agenda.ballots.assembly.commands import convene_assembly
from agenda.ballots.assembly.rules import lawful_bases
from agenda.ballots.decisions.commands import convene_decision, open_decision
from agenda.ballots.decisions.counting.commands import Ballots, record_count
from agenda.ballots.decisions.counting.rules import Weight
from agenda.ballots.decisions.models import FormalDecision
from agenda.ballots.decisions.queries import find_decision
from agenda.ballots.decisions.rules import (
    DecisionKind,
    DecisionNotice,
    OwnersItem,
    first_lawful_day,
)
from agenda.ballots.rules import Choice
from agenda.community.models import Seat
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import MECHANISM, OPERATOR, BodyKind, SeatRole
from agenda.kernel.clock import local_date, local_instant
from agenda.kernel.ids import PersonId, ProposalId
from agenda.procedure.commands import cancel_duties
from agenda.procedure.rules import Route
from agenda.proposals.queries import facts, lock_proposal, procedure_of
from agenda.proposals.rules import Stage, StageEntry
from agenda.proposals.stages.commands import enter_stage, set_route
from tests.factories import Place
from tests.votes import clock, make_closed


def make_deciding(
    place: Place,
    route: Route = Route.OWNERS_DECISION,
    *,
    recused: Collection[PersonId] = (),
    item: OwnersItem | None = None,
) -> FormalDecision:
    """Put a carried proposal to a formal decision, as the mechanism does after deliberation."""
    vote = make_closed(place, [Choice.FOR] * 10)
    lead = place.bodies[BodyKind.RESIDENTS_COMMITTEE]
    with transaction(MECHANISM) as tx:
        cancel_duties(tx, vote.proposal_id)
        set_route(tx, lock_proposal(tx, vote.proposal_id), route=route, lead_body_id=lead)
        proposal = enter_stage(tx, vote.proposal_id, Stage.DECIDING)
        rules = procedure_of(tx.session, proposal)
        entry = StageEntry(facts(proposal), rules, Stage.DELIBERATING)
        open_decision(tx, entry, recused=recused, item=item)
    return decision_on(vote.proposal_id)


def notice_for(decision: FormalDecision, **changes: object) -> DecisionNotice:
    """Return a lawful notice of a decision, held on the first lawful day unless changed."""
    by_owners = decision.kind is DecisionKind.OWNERS_DECISION
    values: dict[str, object] = {
        "kind": decision.kind,
        "question": "是否同意在三号楼加装一部电梯？",
        "place": "居民活动室",
        "held_on": first_lawful_day(decision.kind, local_date(clock().now())),
        "item": OwnersItem.REBUILD if by_owners else None,
    }
    return DecisionNotice(**{**values, **changes})  # type: ignore[arg-type]


def convened(place: Place, decision: FormalDecision, **changes: object) -> FormalDecision:
    """Give notice of a decision, and go to 20:00 of the day it is held on."""
    basis = changes.pop("basis", None)
    notice = notice_for(decision, **changes)
    with transaction(convener(place, decision)) as tx:
        if notice.kind is DecisionKind.OWNERS_DECISION:
            convene_decision(tx, decision.decision_id, notice=notice)
        else:
            basis = basis or lawful_bases(notice.kind)[0]
            convene_assembly(tx, decision.decision_id, notice=notice, basis=basis)
    held = decision_on(decision.proposal_id)
    assert held.held_on is not None
    clock().set(local_instant(held.held_on) + timedelta(hours=20))
    return held


def counted(
    place: Place, decision: FormalDecision, votes_for: Weight, against: Weight, *, roll: Weight
) -> FormalDecision:
    """Record a count without abstentions."""
    ballots = Ballots(roll, votes_for + against, votes_for, against, Weight(0))
    with transaction(convener(place, decision)) as tx:
        record_count(tx, decision.decision_id, ballots=ballots)
    return decision_on(decision.proposal_id)


def convener(place: Place, decision: FormalDecision):
    """Return the chair of the body that is charged with a decision."""
    kind = next(k for k, body in place.bodies.items() if body == decision.convening_body_id)
    return place.seat(kind)


def seat(place: Place, person_id: PersonId, kind: BodyKind) -> None:
    """Give a person a further, confirmed seat in a body."""
    with transaction(OPERATOR) as tx:
        tx.session.add(
            Seat(
                neighbourhood_id=place.neighbourhood_id,
                body_id=place.bodies[kind],
                person_id=person_id,
                role=SeatRole.MEMBER,
                confirmed_by="operator",
                confirmed_at=tx.now,
            )
        )


def decision_on(proposal_id: ProposalId) -> FormalDecision:
    """Return the latest decision on a proposal as it stands in the database now, detached."""
    db.session.close()
    decision = find_decision(db.session(), proposal_id)
    assert decision is not None
    db.session.expunge_all()
    db.session.close()
    return decision
