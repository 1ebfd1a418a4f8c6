"""Counting formal decisions: recorded by one hand, confirmed by another, on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from agenda.ballots.decisions.counting.commands import (
    Ballots,
    confirm_count,
    record_count,
)
from agenda.ballots.decisions.counting.rules import Weight
from agenda.ballots.decisions.queries import (
    decision_facts,
    list_counts,
    list_decisions,
    panel,
)
from agenda.ballots.decisions.rules import DecisionState, Outcome, OwnersItem
from agenda.infra.audit import LedgerEvent
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import BodyKind
from agenda.kernel.clock import SetClock
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible
from agenda.mechanism.tick.commands import tick
from agenda.procedure.queries import find_open_duty, open_duties
from agenda.procedure.rules import DutyKind
from agenda.proposals.rules import Stage
from tests.decisions import convened, convener, counted, decision_on, make_deciding, seat
from tests.factories import make_place, reload

pytestmark = pytest.mark.usefixtures("app")
ROLL = Weight(30, 270000)
SUPERVISION = BodyKind.SUPERVISION_COMMITTEE


def confirm(place, decision, number=1):
    with transaction(place.seat(SUPERVISION)) as tx:
        confirm_count(tx, decision.decision_id, number=number)
    return decision_on(decision.proposal_id)


def test_a_confirmed_count_decides_and_moves_the_proposal() -> None:
    place = make_place()
    held = convened(place, make_deciding(place))
    decision = counted(place, held, Weight(16, 144000), Weight(4, 36000), roll=ROLL)
    assert decision.outcome is Outcome.PASSED
    assert reload(decision.proposal_id).stage is Stage.DECIDING
    duty = find_open_duty(db.session(), decision.proposal_id, DutyKind.CONFIRM_COUNT)
    assert duty is not None
    assert duty.body_id == place.bodies[SUPERVISION]
    confirmed = confirm(place, decision)
    assert confirmed.confirmed_by_id == place.seated[SUPERVISION][0]
    assert reload(decision.proposal_id).stage is Stage.ANNOUNCED
    kinds = db.session.scalars(
        select(LedgerEvent.kind).where(LedgerEvent.kind.like("ballots.%")).order_by("event_id")
    ).all()
    assert [kind for kind in kinds if "decision" in kind or "count" in kind] == [
        "ballots.decision_opened",
        "ballots.decision_convened",
        "ballots.count_recorded",
        "ballots.count_confirmed",
    ]


def test_nothing_is_counted_before_the_day_and_no_impossible_number_at_all(
    clock: SetClock,
) -> None:
    place = make_place()
    decision = make_deciding(place)
    opened_at = clock.now()
    held = convened(place, decision)
    evening = clock.now()
    clock.set(opened_at + timedelta(days=1))
    good = Ballots(ROLL, Weight(20, 180000), Weight(20, 180000), Weight(0), Weight(0))
    with (
        pytest.raises(NotPossible, match=r"ballots\.not_held_yet"),
        transaction(convener(place, held)) as tx,
    ):
        record_count(tx, held.decision_id, ballots=good)
    clock.set(evening)
    bad = Ballots(ROLL, Weight(21, 180000), Weight(20, 180000), Weight(0), Weight(0))
    with (
        pytest.raises(Invalid, match=r"ballots\.count_does_not_add_up") as refusal,
        transaction(convener(place, held)) as tx,
    ):
        record_count(tx, held.decision_id, ballots=bad)
    assert (refusal.value.field, refusal.value.params) == (
        "participating_heads",
        {"have": 20, "need": 21},
    )


def test_a_count_is_confirmed_by_another_hand_of_the_supervision_committee() -> None:
    place = make_place()
    held = convened(place, make_deciding(place))
    decision = counted(place, held, Weight(20, 180000), Weight(0), roll=ROLL)
    seat(place, place.seated[BodyKind.HOMEOWNERS_COMMITTEE][0], SUPERVISION)
    for actor, reason in (
        (place.seat(BodyKind.HOMEOWNERS_COMMITTEE, 1), "supervision_confirms"),
        (place.seat(BodyKind.HOMEOWNERS_COMMITTEE, 0), "recorded_himself"),
        (make_place(name="别处").seat(SUPERVISION), "supervision_confirms"),
    ):
        with (
            pytest.raises(NotPermitted, match=rf"ballots\.{reason}"),
            transaction(actor) as tx,
        ):
            confirm_count(tx, decision.decision_id, number=1)


def test_a_corrected_count_stays_beside_the_first_and_is_the_one_to_confirm() -> None:
    place = make_place()
    held = convened(place, make_deciding(place))
    counted(place, held, Weight(20, 180000), Weight(0), roll=ROLL)
    corrected = counted(place, held, Weight(14, 126000), Weight(8, 72000), roll=ROLL)
    assert corrected.outcome is Outcome.NOT_PASSED
    assert [c.for_heads for c in list_counts(db.session(), held.decision_id)] == [20, 14]
    with (
        pytest.raises(NotPossible, match=r"ballots\.count_corrected_meanwhile"),
        transaction(place.seat(SUPERVISION)) as tx,
    ):
        confirm_count(tx, held.decision_id, number=1)
    assert confirm(place, held, number=2).outcome is Outcome.NOT_PASSED


def test_no_valid_decision_leads_to_one_more_attempt_and_not_to_a_third() -> None:
    place = make_place()
    first = convened(place, make_deciding(place))
    confirm(place, counted(place, first, Weight(5, 45000), Weight(0), roll=ROLL))
    second = decision_on(first.proposal_id)
    assert reload(first.proposal_id).stage is Stage.DECIDING
    assert (second.sitting, second.attempt, second.item) == (1, 2, OwnersItem.REBUILD)
    assert decision_facts(db.session(), first.proposal_id).outcome is None
    convened(place, second)
    confirm(place, counted(place, second, Weight(6, 54000), Weight(0), roll=ROLL))
    assert reload(first.proposal_id).stage is Stage.ANNOUNCED
    assert [d.outcome for d in list_decisions(db.session(), first.proposal_id)] == [
        Outcome.NO_VALID_DECISION
    ] * 2


def test_a_count_nobody_confirms_is_published_and_marked(clock: SetClock) -> None:
    place = make_place()
    held = convened(place, make_deciding(place))
    counted(place, held, Weight(20, 180000), Weight(0), roll=ROLL)
    (duty,) = open_duties(db.session(), held.proposal_id)
    clock.set(duty.due_at)
    with (
        pytest.raises(NotPossible, match=r"procedure\.too_late"),
        transaction(place.seat(SUPERVISION)) as tx,
    ):
        confirm_count(tx, held.decision_id, number=1)
    with pytest.raises(NotPossible, match=r"procedure\.too_late"):
        counted(place, held, Weight(1, 1), Weight(0), roll=ROLL)
    tick()
    published = decision_on(held.proposal_id)
    assert (published.confirmed_at, published.confirmed_by_id) == (duty.due_at, None)
    assert reload(held.proposal_id).stage is Stage.ANNOUNCED
    shown = panel(db.session(), held.proposal_id, place.resident(), now())
    assert shown is not None
    assert shown.state is DecisionState.UNCONFIRMED
    assert all(line.holds for line in shown.lines)
