"""Formal decisions: charged to a body, convened with lawful notice, or not, on both databases."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from agenda.ballots.assembly.commands import count_hands
from agenda.ballots.assembly.rules import Hands
from agenda.ballots.decisions.commands import (
    convene_decision,
    mark_not_convened,
    set_aside_decision,
)
from agenda.ballots.decisions.counting.commands import (
    publish_unconfirmed,
)
from agenda.ballots.decisions.counting.rules import Weight
from agenda.ballots.decisions.policy import may_convene
from agenda.ballots.decisions.queries import (
    decision_facts,
    find_convening_body,
    panel,
    roster_size,
    standing_of,
)
from agenda.ballots.decisions.rules import DecisionKind, DecisionState, OwnersItem
from agenda.community.models import Area, Body
from agenda.community.rules import AreaKind
from agenda.deliberation.parties.commands import declare_recusal
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import MECHANISM, OPERATOR, BodyKind
from agenda.kernel.clock import SetClock, end_of_day
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible
from agenda.mechanism.consequences.commands import OPENERS
from agenda.mechanism.tick.commands import tick
from agenda.procedure.commands import cancel_duties
from agenda.procedure.queries import find_open_duty, open_duties
from agenda.procedure.rules import DutyKind, Route
from agenda.proposals.queries import facts, lock_proposal, procedure_of
from agenda.proposals.rules import Stage, StageEntry
from agenda.proposals.stages.commands import enter_stage
from tests.decisions import (
    convened,
    convener,
    decision_on,
    make_deciding,
    notice_for,
    seat,
)
from tests.factories import make_deliberating, make_place, reload

pytestmark = pytest.mark.usefixtures("app")
ROLL = Weight(30, 270000)
SUPERVISION = BodyKind.SUPERVISION_COMMITTEE


def test_owners_decide_under_their_committee_and_residents_under_theirs() -> None:
    place = make_place()
    decision = make_deciding(place)
    assert (decision.kind, decision.attempt) == (DecisionKind.OWNERS_DECISION, 1)
    assert decision.convening_body_id == place.bodies[BodyKind.HOMEOWNERS_COMMITTEE]
    duty = find_open_duty(db.session(), decision.proposal_id, DutyKind.CONVENE_DECISION)
    assert duty is not None
    assert duty.body_id == decision.convening_body_id
    other = make_place(name="河畔")
    residents = make_deciding(other, Route.RESIDENTS_MEETING)
    assert residents.convening_body_id == other.bodies[BodyKind.RESIDENTS_COMMITTEE]


def test_the_committee_of_the_scopes_own_compound_convenes() -> None:
    place = make_place()
    with transaction(OPERATOR) as tx:
        west = Area(
            neighbourhood_id=place.neighbourhood_id,
            parent_id=place.root_id,
            kind=AreaKind.COMPOUND,
            name="西苑",
            path="西苑",
        )
        tx.session.add(west)
        tx.session.flush()
        kind = BodyKind.HOMEOWNERS_COMMITTEE
        tx.session.execute(
            update(Body).where(Body.kind == kind).values(compound_id=place.compound_id)
        )
    owners = DecisionKind.OWNERS_DECISION

    def convenes(scope_id):
        return find_convening_body(
            db.session(), place.neighbourhood_id, scope_id=scope_id, kind=owners
        )

    own = place.bodies[BodyKind.HOMEOWNERS_COMMITTEE]
    residents = place.bodies[BodyKind.RESIDENTS_COMMITTEE]
    assert convenes(place.unit_id) == convenes(place.compound_id) == own
    assert convenes(place.root_id) == convenes(west.area_id) == residents


def test_a_notice_keeps_the_days_of_the_law() -> None:
    place = make_place()
    decision = make_deciding(place)
    lawful = notice_for(decision)
    too_early = notice_for(decision, held_on=lawful.held_on - timedelta(days=1))
    with (
        pytest.raises(Invalid, match=r"ballots\.notice_too_short") as refusal,
        transaction(convener(place, decision)) as tx,
    ):
        convene_decision(tx, decision.decision_id, notice=too_early)
    assert refusal.value.params == {"days": 15, "first": lawful.held_on.isoformat()}
    held = convened(place, decision)
    assert (held.held_on, held.item) == (lawful.held_on, OwnersItem.REBUILD)


def test_the_day_leaves_time_to_count() -> None:
    place = make_place()
    decision = make_deciding(place)
    duty = find_open_duty(db.session(), decision.proposal_id, DutyKind.CONVENE_DECISION)
    assert duty is not None
    with (
        pytest.raises(Invalid, match=r"ballots\.held_too_late") as refusal,
        transaction(convener(place, decision)) as tx,
    ):
        notice = notice_for(decision, held_on=duty.due_at.date())
        convene_decision(tx, decision.decision_id, notice=notice)
    last = date.fromisoformat(str(refusal.value.params["last"]))
    assert end_of_day(last) < duty.due_at
    assert convened(place, decision, held_on=last).held_on == last


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"item": None}, "item_needed"),
        ({"kind": DecisionKind.RESIDENTS_MEETING, "item": None}, "other_electorate"),
        ({"question": "？"}, "question_length"),
        ({"question": "长" * 301}, "question_length"),
        ({"place": ""}, "place_length"),
    ],
)
def test_a_notice_that_says_too_little_is_refused(changes: dict[str, object], code: str) -> None:
    place = make_place()
    decision = make_deciding(place)
    with (
        pytest.raises(Invalid, match=rf"ballots\.{code}"),
        transaction(convener(place, decision)) as tx,
    ):
        convene_decision(tx, decision.decision_id, notice=notice_for(decision, **changes))


def test_residents_choose_the_form_of_their_meeting_when_they_convene() -> None:
    place = make_place()
    decision = make_deciding(place, Route.RESIDENTS_MEETING)
    held = convened(place, decision, kind=DecisionKind.REPRESENTATIVE_MEETING)
    assert held.kind is DecisionKind.REPRESENTATIVE_MEETING


def test_a_notice_can_be_given_anew_until_the_count() -> None:
    place = make_place()
    decision = make_deciding(place, Route.RESIDENTS_MEETING)
    first = convened(place, decision)
    second = convened(place, first)
    assert first.held_on is not None
    assert second.held_on is not None
    assert second.held_on > first.held_on
    with transaction(convener(place, second)) as tx:
        count_hands(tx, second.decision_id, hands=Hands(0, 0, 0))
    with (
        pytest.raises(NotPossible, match=r"ballots\.counted_already"),
        transaction(convener(place, decision)) as tx,
    ):
        convene_decision(tx, decision.decision_id, notice=notice_for(decision))


def test_who_declares_an_interest_while_a_decision_runs_keeps_away_from_it() -> None:
    place = make_place()
    decision = make_deciding(place)
    assert may_convene(
        place.seat(BodyKind.HOMEOWNERS_COMMITTEE, 1), standing_of(db.session(), decision)
    )
    db.session.close()
    with transaction(place.seat(BodyKind.HOMEOWNERS_COMMITTEE, 1)) as tx:
        declare_recusal(tx, decision.proposal_id, reason="自家的房子在这栋楼")
    refused = may_convene(
        place.seat(BodyKind.HOMEOWNERS_COMMITTEE, 1), standing_of(db.session(), decision)
    )
    assert refused.reason == "ballots.recused"


def test_proposer_and_recused_neither_convene_nor_confirm() -> None:
    place = make_place()
    recused = place.seated[BodyKind.HOMEOWNERS_COMMITTEE][1]
    seat(place, place.people[0], BodyKind.HOMEOWNERS_COMMITTEE)
    decision = make_deciding(place, recused=[recused])
    for actor in (place.resident(0), place.seat(BodyKind.HOMEOWNERS_COMMITTEE, 1)):
        with (
            pytest.raises(NotPermitted, match=r"ballots\.recused"),
            transaction(actor) as tx,
        ):
            convene_decision(tx, decision.decision_id, notice=notice_for(decision))


@pytest.mark.parametrize("convene", [False, True])
def test_silence_shows_that_nobody_convened_or_counted(convene: bool, clock: SetClock) -> None:
    place = make_place()
    decision = make_deciding(place)
    if convene:
        convened(place, decision)
    (duty,) = open_duties(db.session(), decision.proposal_id)
    clock.set(duty.due_at + timedelta(days=3))
    tick()
    ended = decision_on(decision.proposal_id)
    assert ended.not_convened_at == duty.due_at
    assert reload(decision.proposal_id).stage is Stage.ANNOUNCED
    shown = panel(db.session(), decision.proposal_id, place.resident(), now())
    assert shown is not None
    assert shown.state is DecisionState.NOT_CONVENED
    with (
        pytest.raises(NotPossible, match=r"ballots\.decision_over"),
        transaction(convener(place, decision)) as tx,
    ):
        convene_decision(tx, decision.decision_id, notice=notice_for(decision))


def test_a_decision_is_set_aside_when_the_proposal_goes_back() -> None:
    place = make_place()
    decision = make_deciding(place)
    with transaction(MECHANISM) as tx:
        proposal = lock_proposal(tx, decision.proposal_id)
        rules = procedure_of(tx.session, proposal)
        set_aside_decision(tx, StageEntry(facts(proposal), rules, Stage.ANNOUNCED))
    assert decision_facts(db.session(), decision.proposal_id) is None
    assert decision_on(decision.proposal_id).set_aside_at is not None


def test_only_the_mechanism_takes_defaults() -> None:
    place = make_place()
    decision = make_deciding(place)
    (duty,) = open_duties(db.session(), decision.proposal_id)
    for default in (mark_not_convened, publish_unconfirmed):
        with (
            pytest.raises(NotPermitted, match=r"authz\.only_mechanism"),
            transaction(convener(place, decision)) as tx,
        ):
            default(tx, duty)


def test_the_roster_tells_the_clerk_how_large_the_electorate_is() -> None:
    place = make_place(households=30, adults=2)
    size = roster_size(db.session(), place.building_id)
    assert (size.adults, size.homes, size.area) == (60, 30, 270000)


def test_no_notice_asks_for_less_than_the_routed_matter_needs(clock: SetClock) -> None:
    place = make_place(households=19)
    proposal_id = make_deliberating(place).proposal_id  # a lift: item 7, three quarters
    with transaction(MECHANISM) as tx:
        cancel_duties(tx, proposal_id)
        proposal = enter_stage(tx, proposal_id, Stage.DECIDING)
        rules = procedure_of(tx.session, proposal)
        (opener,) = OPENERS[Stage.DECIDING]
        opener(tx, StageEntry(facts(proposal), rules, Stage.DELIBERATING))
    decision = decision_on(proposal_id)
    assert decision.routed_item is OwnersItem.REBUILD
    too_little = notice_for(decision, item=OwnersItem.OTHER)
    with (
        pytest.raises(Invalid, match="item_asks_too_little"),
        transaction(convener(place, decision)) as tx,
    ):
        convene_decision(tx, decision.decision_id, notice=too_little)
    convened(place, decision, item=OwnersItem.REBUILD)
    assert decision_on(proposal_id).item is OwnersItem.REBUILD
