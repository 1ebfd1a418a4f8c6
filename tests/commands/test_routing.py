"""A listed proposal gets its way: from the Party organization, later, or by silence."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from agenda.deliberation.models import Sitting
from agenda.deliberation.parties.queries import list_parties, recused_ids
from agenda.deliberation.queries import current_sitting
from agenda.deliberation.routing.commands import defer_routing, route_proposal
from agenda.deliberation.routing.matters.rules import Matter
from agenda.deliberation.routing.queries import find_routing
from agenda.deliberation.routing.rules import PartyRole, RoutingPlan
from agenda.infra.audit import LedgerEvent
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import Actor, BodyKind
from agenda.kernel.clock import SetClock, end_of_day, local_date
from agenda.kernel.errors import DomainError, Invalid, NotPermitted, NotPossible
from agenda.kernel.ids import ProposalId
from agenda.mechanism.tick.commands import tick
from agenda.procedure.queries import open_duties
from agenda.procedure.rules import DutyKind, Route
from agenda.proposals.rules import Stage
from tests.conftest import START
from tests.factories import Place, actor, make_listed, make_place, reload

PARTY = BodyKind.PARTY_ORGANIZATION
COMMITTEE = BodyKind.RESIDENTS_COMMITTEE
OWNERS = BodyKind.HOMEOWNERS_COMMITTEE
COMPANY = BodyKind.PROPERTY_COMPANY


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(households=10, bystanders=90)


def plan_for(place: Place) -> RoutingPlan:
    return RoutingPlan(
        matter=Matter.LIFT_INSTALLATION,
        route=Route.OWNERS_DECISION,
        lead_body_id=place.bodies[COMMITTEE],
        assisting=(place.bodies[OWNERS],),
        parties=(place.bodies[COMPANY],),
        positions_due_on=date(2026, 3, 20),
        affected="一楼、二楼住户",
    )


def refuse_to_route(who: Actor, proposal_id: ProposalId, plan: RoutingPlan, why: str) -> None:
    with pytest.raises(DomainError, match=why), transaction(who) as tx:
        route_proposal(tx, proposal_id, plan=plan)


def kinds(proposal_id: ProposalId) -> list[str]:
    query = select(LedgerEvent.kind).where(LedgerEvent.proposal_id == proposal_id)
    return list(db.session().scalars(query.order_by(LedgerEvent.position)))


def test_a_listed_proposal_waits_for_the_party_organization_ten_working_days(
    place: Place,
) -> None:
    proposal = make_listed(place)
    (duty,) = open_duties(db.session(), proposal.proposal_id)
    assert duty.kind is DutyKind.ROUTE
    assert duty.body_id == place.bodies[PARTY]
    assert local_date(duty.due_at - timedelta(seconds=1)) == date(2026, 3, 16)


def test_routing_opens_the_sitting_and_asks_every_party(place: Place) -> None:
    proposal = make_listed(place)
    with transaction(place.seat(PARTY)) as tx:
        route_proposal(tx, proposal.proposal_id, plan=plan_for(place))
    after = reload(proposal.proposal_id)
    assert after.stage is Stage.DELIBERATING
    assert (after.route, after.lead_body_id) == (Route.OWNERS_DECISION, place.bodies[COMMITTEE])
    sitting = current_sitting(db.session(), proposal.proposal_id)
    assert sitting is not None
    assert (sitting.number, sitting.affected) == (1, "一楼、二楼住户")
    parties = list_parties(db.session(), sitting.sitting_id)
    assert [(p.body_id, p.role) for p in parties] == [
        (place.bodies[COMMITTEE], PartyRole.LEAD),
        (place.bodies[OWNERS], PartyRole.ASSIST),
        (place.bodies[COMPANY], PartyRole.PARTY),
    ]
    duties = open_duties(db.session(), proposal.proposal_id)
    asked = {d.subject_id: d for d in duties if d.kind is DutyKind.FILE_POSITION}
    assert asked.keys() == {p.party_id for p in parties}
    assert {d.due_at for d in asked.values()} == {end_of_day(date(2026, 3, 20))}
    assert {d.kind for d in duties} == {
        DutyKind.FILE_POSITION,
        DutyKind.REMIND_PARTY,
        DutyKind.CONVENE_MEETING,
        DutyKind.CONCLUDE_DELIBERATION,
    }
    told = kinds(proposal.proposal_id)
    assert told[-3:] == [
        "deliberation.proposal_routed",
        "mechanism.stage_changed",
        "deliberation.deliberation_opened",
    ]


def test_only_a_seat_in_the_party_organization_routes_and_never_the_proposer(
    place: Place,
) -> None:
    proposal = make_listed(place)
    for other in (place.resident(0), place.seat(COMMITTEE)):
        refuse_to_route(other, proposal.proposal_id, plan_for(place), "party_organization_routes")
    proposer = replace(place.resident(0), seats=place.seat(PARTY).seats)
    with pytest.raises(NotPermitted, match="recused"), transaction(proposer) as tx:
        route_proposal(tx, proposal.proposal_id, plan=plan_for(place))
    assert reload(proposal.proposal_id).stage is Stage.LISTED


def test_another_place_cannot_route(place: Place) -> None:
    proposal = make_listed(place)
    other = make_place(households=10, name="柳营")
    refuse_to_route(
        other.seat(PARTY), proposal.proposal_id, plan_for(place), "party_organization_routes"
    )
    with pytest.raises(Invalid, match="body_elsewhere"), transaction(place.seat(PARTY)) as tx:
        plan = replace(plan_for(place), parties=(other.bodies[COMPANY],))
        route_proposal(tx, proposal.proposal_id, plan=plan)


def test_an_unlawful_ballot_is_refused_and_another_way_needs_a_public_reason(
    place: Place,
) -> None:
    proposal = make_listed(place)
    shop = replace(plan_for(place), matter=Matter.SHOP_IN_HOME, reason="多数同意")
    refuse_to_route(place.seat(PARTY), proposal.proposal_id, shop, "every_owner_must_agree")
    talks = replace(plan_for(place), route=Route.DELIBERATION)
    with pytest.raises(Invalid, match="reason_needed"), transaction(place.seat(PARTY)) as tx:
        route_proposal(tx, proposal.proposal_id, plan=talks)
    with transaction(place.seat(PARTY)) as tx:
        reasoned = replace(talks, reason="先协商费用分摊")
        route_proposal(tx, proposal.proposal_id, plan=reasoned)
    routing = find_routing(db.session(), proposal.proposal_id)
    assert routing is not None
    assert (routing.proposed_route, routing.route) == (Route.OWNERS_DECISION, Route.DELIBERATION)


def test_routing_can_recuse_people_from_the_issue(place: Place) -> None:
    proposal = make_listed(place)
    chair = place.seated[OWNERS][0]
    plan = replace(plan_for(place), recused=(chair,), recusal_reason="家住该单元一楼")
    stranger = replace(plan, recused=(place.people[3],))
    refuse_to_route(place.seat(PARTY), proposal.proposal_id, stranger, "no_seat_holder")
    with transaction(place.seat(PARTY)) as tx:
        route_proposal(tx, proposal.proposal_id, plan=plan)
    assert recused_ids(db.session(), proposal.proposal_id) == {chair, place.people[0]}


def test_silence_routes_to_talks_led_by_the_committee_with_the_delay_marked(
    place: Place, clock: SetClock
) -> None:
    proposal = make_listed(place)
    clock.set(START + timedelta(days=16))
    assert tick().failed == ()
    after = reload(proposal.proposal_id)
    assert after.stage is Stage.DELIBERATING
    assert (after.route, after.lead_body_id) == (Route.DELIBERATION, place.bodies[COMMITTEE])
    routing = find_routing(db.session(), proposal.proposal_id)
    assert routing is not None
    assert routing.by_silence
    assert routing.decided_at == end_of_day(date(2026, 3, 16))
    sitting = current_sitting(db.session(), proposal.proposal_id)
    assert sitting is not None
    parties = list_parties(db.session(), sitting.sitting_id)
    assert {p.body_id for p in parties} == {
        place.bodies[kind] for kind in (COMMITTEE, OWNERS, COMPANY)
    }
    assert "deliberation.routed_by_silence" in kinds(proposal.proposal_id)


def test_routing_is_put_off_once_with_a_reason_and_for_ninety_days_at_most(
    place: Place, clock: SetClock
) -> None:
    proposal = make_listed(place)
    refused = [(date(2026, 6, 5), "等预算"), (date(2026, 3, 16), "等预算"), (date(2026, 4, 1), " ")]
    for until, reason in refused:
        with pytest.raises(Invalid), transaction(place.seat(PARTY)) as tx:
            defer_routing(tx, proposal.proposal_id, until=until, reason=reason)
    with transaction(place.seat(PARTY)) as tx:
        defer_routing(tx, proposal.proposal_id, until=date(2026, 5, 20), reason="等街道预算")
    (duty,) = open_duties(db.session(), proposal.proposal_id)
    assert duty.due_at == end_of_day(date(2026, 5, 20))
    with pytest.raises(NotPossible, match="deferred_already"), transaction(place.seat(PARTY)) as tx:
        defer_routing(tx, proposal.proposal_id, until=date(2026, 5, 28), reason="再等等")
    clock.set(end_of_day(date(2026, 5, 20)))
    tick()
    assert reload(proposal.proposal_id).stage is Stage.DELIBERATING
    assert "procedure.duty_extended" in kinds(proposal.proposal_id)


def test_routing_after_the_date_is_too_late(place: Place, clock: SetClock) -> None:
    proposal = make_listed(place)
    clock.set(end_of_day(date(2026, 3, 16)))
    with pytest.raises(NotPossible, match="too_late"), transaction(place.seat(PARTY)) as tx:
        route_proposal(tx, proposal.proposal_id, plan=plan_for(place))


def test_two_ways_are_never_set(place: Place) -> None:
    proposal = make_listed(place)
    with transaction(place.seat(PARTY)) as tx:
        route_proposal(tx, proposal.proposal_id, plan=plan_for(place))
    refuse_to_route(
        actor(place.seated[PARTY][1]), proposal.proposal_id, plan_for(place), "not_listed"
    )
    assert len(db.session().scalars(select(Sitting)).all()) == 1
