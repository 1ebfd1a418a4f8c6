"""A matter handed to an office: proof, reply, escalation, and the way back."""

from datetime import date, timedelta

import pytest
from flask import Flask

from agenda.deliberation.routing.commands import defer_routing, route_proposal
from agenda.deliberation.routing.matters.rules import Matter
from agenda.deliberation.routing.queries import find_routing
from agenda.deliberation.routing.referral.commands import prove_hand_over, record_reply
from agenda.deliberation.routing.referral.queries import find_referral, get_referral
from agenda.deliberation.routing.rules import RoutingPlan
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import BodyKind
from agenda.kernel.clock import SetClock, end_of_day
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible
from agenda.kernel.ids import ProposalId
from agenda.mechanism.tick.commands import tick
from agenda.procedure.queries import open_duties
from agenda.procedure.rules import Bearer, DutyKind, Route
from agenda.proposals.models import Proposal
from agenda.proposals.rules import ScreeningReason, Stage
from agenda.proposals.screening.commands import refuse_proposal
from tests.factories import Place, make_listed, make_place, make_submitted, reload

COMMITTEE = BodyKind.RESIDENTS_COMMITTEE
PARTY = BodyKind.PARTY_ORGANIZATION
OFFICE = BodyKind.SUBDISTRICT_OFFICE
PLAN = RoutingPlan(matter=Matter.ILLEGAL_BUILDING, route=Route.REFERRAL, office="城管执法中队")


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(households=10, bystanders=90)


def refer(place: Place, proposal_id: ProposalId) -> Proposal:
    with transaction(place.seat(PARTY)) as tx:
        route_proposal(tx, proposal_id, plan=PLAN)
    return reload(proposal_id)


def refer_in_screening(place: Place) -> Proposal:
    proposal = make_submitted(place)
    with transaction(place.seat(COMMITTEE)) as tx:
        refuse_proposal(
            tx,
            proposal.proposal_id,
            reason=ScreeningReason.OTHER_NEIGHBOURHOOD,
            explanation="路灯属市政道路，已在窗口移交。",
        )
    return reload(proposal.proposal_id)


def test_a_referral_starts_the_offices_own_clock_and_the_committee_is_agent(
    place: Place,
) -> None:
    proposal = refer(place, make_listed(place).proposal_id)
    assert proposal.stage is Stage.REFERRED
    assert proposal.lead_body_id == place.bodies[COMMITTEE]
    referral = get_referral(db.session(), proposal.proposal_id)
    assert (referral.office, referral.proof) == ("城管执法中队", "")
    (duty,) = open_duties(db.session(), proposal.proposal_id)
    assert (duty.kind, duty.bearer, duty.body_id) == (
        DutyKind.ANSWER_REFERRAL,
        Bearer.OFFICE,
        None,
    )
    assert duty.due_at == end_of_day(date(2026, 4, 1))


def test_the_reply_announces_the_result(place: Place) -> None:
    proposal = refer(place, make_listed(place).proposal_id)
    with transaction(place.seat(COMMITTEE)) as tx:
        prove_hand_over(
            tx, proposal.proposal_id, office="城管执法中队", proof="3月2日窗口移交，编号 2026-118"
        )
    with transaction(place.seat(COMMITTEE, 1)) as tx:
        record_reply(tx, proposal.proposal_id, reply="已立案，责令一个月内拆除。")
    assert reload(proposal.proposal_id).stage is Stage.ANNOUNCED
    referral = get_referral(db.session(), proposal.proposal_id)
    assert referral.replied_at is not None
    assert referral.proof.endswith("2026-118")


def test_only_the_agents_put_down_proof_and_reply_and_not_an_empty_one(place: Place) -> None:
    proposal = refer(place, make_listed(place).proposal_id)
    for stranger in (place.resident(1), place.seat(PARTY), place.seat(BodyKind.PROPERTY_COMPANY)):
        with pytest.raises(NotPermitted, match="agent"), transaction(stranger) as tx:
            record_reply(tx, proposal.proposal_id, reply="已处理")
        with pytest.raises(NotPermitted, match="agent"), transaction(stranger) as tx:
            prove_hand_over(tx, proposal.proposal_id, office="城管", proof="已交")
    with pytest.raises(Invalid, match="write_it_down"), transaction(place.seat(COMMITTEE)) as tx:
        record_reply(tx, proposal.proposal_id, reply="  ")


def test_the_sub_district_charged_with_the_reply_puts_it_down_itself(
    place: Place, clock: SetClock
) -> None:
    proposal_id = refer(place, make_listed(place).proposal_id).proposal_id
    clock.set(end_of_day(date(2026, 4, 1)))
    tick()
    with transaction(place.seat(OFFICE)) as tx:
        record_reply(tx, proposal_id, reply="已约谈，五日内拆除。")
    assert reload(proposal_id).stage is Stage.ANNOUNCED


def test_silence_asks_the_subdistrict_and_a_second_silence_brings_it_back(
    place: Place, clock: SetClock
) -> None:
    proposal_id = refer(place, make_listed(place).proposal_id).proposal_id
    clock.set(end_of_day(date(2026, 4, 1)))
    tick()
    assert reload(proposal_id).stage is Stage.REFERRED
    referral = get_referral(db.session(), proposal_id)
    assert referral.escalated_at == end_of_day(date(2026, 4, 1))
    (duty,) = open_duties(db.session(), proposal_id)
    assert (duty.kind, duty.body_id) == (DutyKind.ANSWER_REFERRAL, place.bodies[OFFICE])
    clock.set(duty.due_at)
    tick()
    back = reload(proposal_id)
    assert back.stage is Stage.LISTED
    assert back.route is None
    assert get_referral(db.session(), proposal_id).returned_at == duty.due_at
    (routing_duty,) = open_duties(db.session(), proposal_id)
    assert routing_duty.kind is DutyKind.ROUTE


def test_a_reply_after_escalation_still_counts(place: Place, clock: SetClock) -> None:
    proposal_id = refer(place, make_listed(place).proposal_id).proposal_id
    clock.set(end_of_day(date(2026, 4, 1)) + timedelta(days=3))
    tick()
    with transaction(place.seat(COMMITTEE)) as tx:
        record_reply(tx, proposal_id, reply="已立案。")
    assert reload(proposal_id).stage is Stage.ANNOUNCED


def test_what_screening_referred_has_no_route_and_can_be_replied_to(place: Place) -> None:
    proposal = refer_in_screening(place)
    assert (proposal.stage, proposal.route) == (Stage.REFERRED, None)
    assert proposal.lead_body_id == place.bodies[COMMITTEE]
    referral = get_referral(db.session(), proposal.proposal_id)
    assert referral.proof == "路灯属市政道路，已在窗口移交。"
    with transaction(place.seat(COMMITTEE)) as tx:
        record_reply(tx, proposal.proposal_id, reply="已派单维修。")
    assert reload(proposal.proposal_id).stage is Stage.ANNOUNCED


def test_what_screening_referred_is_taken_up_when_everybody_is_silent(
    place: Place, clock: SetClock
) -> None:
    proposal_id = refer_in_screening(place).proposal_id
    clock.advance(timedelta(days=60))
    assert tick().failed == ()
    assert reload(proposal_id).stage is Stage.COSIGNING


def test_what_came_back_from_a_silent_office_is_not_put_off_twice(
    place: Place, clock: SetClock
) -> None:
    proposal_id = make_listed(place).proposal_id
    with transaction(place.seat(PARTY)) as tx:
        defer_routing(tx, proposal_id, until=date(2026, 4, 15), reason="等街道答复")
    refer(place, proposal_id)
    clock.set(end_of_day(date(2026, 4, 1)))
    tick()
    clock.advance(timedelta(days=20))
    tick()
    assert reload(proposal_id).stage is Stage.LISTED
    routing = find_routing(db.session(), proposal_id)
    assert routing is not None
    assert (routing.number, routing.may_defer) == (2, False)
    with pytest.raises(NotPossible, match="deferred_already"), transaction(place.seat(PARTY)) as tx:
        defer_routing(tx, proposal_id, until=date(2026, 6, 30), reason="再等等")
    second = refer(place, proposal_id)
    referral = find_referral(db.session(), second.proposal_id)
    assert referral is not None
    assert (referral.number, referral.escalated_at) == (2, None)
