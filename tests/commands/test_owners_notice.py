"""Owners' ballots: lawful notice by the convening body, withdrawn or not, on both databases."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from agenda.ballots.decisions.commands import convene_decision
from agenda.ballots.decisions.counting.commands import Ballots, record_count
from agenda.ballots.decisions.counting.rules import Weight
from agenda.ballots.decisions.queries import state_of
from agenda.ballots.decisions.rules import DecisionState, OwnersItem
from agenda.ballots.owners.models import OwnersBallot
from agenda.ballots.owners.queries import (
    find_ballot,
    list_questions,
)
from agenda.ballots.owners.roll.commands import give_notice, withdraw_notice
from agenda.ballots.owners.rules import SilentRule
from agenda.infra.audit import LedgerEvent
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import OPERATOR, BodyKind
from agenda.kernel.clock import end_of_day, local_instant
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible
from agenda.mechanism.tick.commands import tick
from agenda.procedure.queries import find_open_duty
from agenda.procedure.rules import DutyKind, Route
from agenda.proposals.models import Proposal
from agenda.proposals.suspension.commands import suspend_proposal
from tests.decisions import convener, make_deciding, notice_for
from tests.factories import make_place
from tests.owners import decision_of, make_noticed, noticed, opened, plan_for, texts
from tests.votes import clock

pytestmark = pytest.mark.usefixtures("app")


def kinds(ballot: OwnersBallot) -> list[str]:
    """Return the kinds of the latest events of a ballot's proposal, the oldest first."""
    proposal_id = decision_of(ballot).proposal_id
    query = (
        select(LedgerEvent.kind)
        .where(LedgerEvent.proposal_id == proposal_id)
        .order_by(LedgerEvent.position)
    )
    found = list(db.session().scalars(query))
    db.session.close()
    return found


def test_a_notice_tells_owners_and_the_residents_committee_in_one_act() -> None:
    place = make_place()
    ballot = make_noticed(place)
    decision = decision_of(ballot)
    assert (ballot.opens_at, ballot.closes_at) == (
        local_instant(plan_for().opens_on) + timedelta(hours=8),
        end_of_day(plan_for().closes_on),
    )
    assert decision.is_held_here
    assert (decision.question, decision.item) == (
        "是否同意在三号楼加装一部电梯？",
        OwnersItem.REBUILD,
    )
    assert kinds(ballot)[-2:] == ["ballots.owners_notice_given", "ballots.committee_told"]
    questions = list_questions(db.session(), ballot.decision_id)
    assert [(q.number, q.item) for q in questions] == [
        (1, OwnersItem.REBUILD),
        (2, OwnersItem.USE_FUND),
    ]
    duty = find_open_duty(db.session(), decision.proposal_id, DutyKind.OPEN_OWNERS_BALLOT)
    assert duty is not None
    assert duty.due_at == ballot.opens_at


def test_a_notice_of_fourteen_days_is_refused_by_its_article() -> None:
    place = make_place()
    decision = make_deciding(place)
    first = plan_for().opens_on
    with (
        pytest.raises(Invalid, match=r"ballots\.owners_notice_too_short") as refusal,
        transaction(convener(place, decision)) as tx,
    ):
        plan = plan_for(opens_on=first - timedelta(days=1))
        give_notice(tx, decision.decision_id, plan=plan)
    assert refusal.value.params == {"days": 15, "first": first.isoformat()}
    assert refusal.value.field == "opens_on"


def test_a_ballot_ends_in_time_to_be_confirmed() -> None:
    place = make_place()
    decision = make_deciding(place)
    duty = find_open_duty(db.session(), decision.proposal_id, DutyKind.CONVENE_DECISION)
    assert duty is not None
    with (
        pytest.raises(Invalid, match=r"ballots\.held_too_late") as refusal,
        transaction(convener(place, decision)) as tx,
    ):
        give_notice(tx, decision.decision_id, plan=plan_for(closes_on=duty.due_at.date()))
    last = date.fromisoformat(str(refusal.value.params["last"]))
    assert noticed(place, decision, closes_on=last).closes_at == end_of_day(last)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"questions": ()}, "questions_number"),
        ({"questions": texts(*(["是否同意这一项？"] * 11))}, "questions_number"),
        ({"questions": texts("是否同意这一项？", "？")}, "question_length"),
        ({"place": ""}, "place_length"),
        ({"silent_rule": SilentRule.MAJORITY}, "clause_needed"),
        ({"counts_parking": True, "parking_basis": " "}, "parking_basis_needed"),
        ({"closes_on": date(2026, 3, 3)}, "closes_before_opening"),
    ],
)
def test_a_plan_that_says_too_little_is_refused(changes: dict[str, object], code: str) -> None:
    place = make_place()
    decision = make_deciding(place)
    with (
        pytest.raises(Invalid, match=rf"ballots\.{code}"),
        transaction(convener(place, decision)) as tx,
    ):
        give_notice(tx, decision.decision_id, plan=plan_for(**changes))
    assert find_ballot(db.session(), decision.decision_id) is None


def test_owners_of_a_whole_neighbourhood_do_not_decide_together() -> None:
    place = make_place()
    decision = make_deciding(place)
    with transaction(OPERATOR) as tx:
        whole = update(Proposal).where(Proposal.proposal_id == decision.proposal_id)
        tx.session.execute(whole.values(scope_id=place.root_id))
    with (
        pytest.raises(Invalid, match=r"ballots\.whole_neighbourhood"),
        transaction(place.seat(BodyKind.HOMEOWNERS_COMMITTEE)) as tx,
    ):
        give_notice(tx, decision.decision_id, plan=plan_for())


def test_only_the_convening_body_gives_notice_and_only_of_an_owners_decision() -> None:
    place = make_place()
    decision = make_deciding(place)
    for stranger in (place.resident(), place.seat(BodyKind.RESIDENTS_COMMITTEE)):
        with (
            pytest.raises(NotPermitted, match=r"ballots\.convening_body_only"),
            transaction(stranger) as tx,
        ):
            give_notice(tx, decision.decision_id, plan=plan_for())
    other = make_place(name="河畔")
    residents = make_deciding(other, Route.RESIDENTS_MEETING)
    with (
        pytest.raises(NotPossible, match=r"ballots\.owners_only"),
        transaction(convener(other, residents)) as tx,
    ):
        give_notice(tx, residents.decision_id, plan=plan_for())


def test_what_is_held_here_is_neither_noticed_again_nor_counted_by_hand() -> None:
    place = make_place()
    ballot = make_noticed(place)
    decision = decision_of(ballot)
    chair = convener(place, decision)
    with pytest.raises(NotPossible, match=r"ballots\.held_here"), transaction(chair) as tx:
        give_notice(tx, decision.decision_id, plan=plan_for())
    with pytest.raises(NotPossible, match=r"ballots\.held_here"), transaction(chair) as tx:
        convene_decision(tx, decision.decision_id, notice=notice_for(decision))
    opened(ballot)
    clock().set(ballot.closes_at - timedelta(hours=1))
    ballots = Ballots(Weight(9, 9), Weight(9, 9), Weight(9, 9), Weight(0), Weight(0))
    with pytest.raises(NotPermitted, match=r"ballots\.counted_here"), transaction(chair) as tx:
        record_count(tx, decision.decision_id, ballots=ballots)


def test_a_notice_is_withdrawn_and_given_anew_only_before_casting_opens() -> None:
    place = make_place()
    ballot = make_noticed(place)
    decision = decision_of(ballot)
    chair = convener(place, decision)
    with transaction(chair) as tx:
        withdraw_notice(tx, ballot.decision_id)
    after = decision_of(ballot)
    assert state_of(after) is DecisionState.TO_CONVENE
    assert find_open_duty(db.session(), after.proposal_id, DutyKind.OPEN_OWNERS_BALLOT) is None
    again = noticed(place, after, questions=texts("是否同意更换物业？"))
    assert [q.text for q in list_questions(db.session(), again.decision_id)] == [
        "是否同意更换物业？"
    ]
    clock().set(again.opens_at)
    with pytest.raises(NotPossible, match=r"ballots\.casting_opened"), transaction(chair) as tx:
        withdraw_notice(tx, ballot.decision_id)
    tick()
    with pytest.raises(NotPossible, match=r"ballots\.casting_opened"), transaction(chair) as tx:
        withdraw_notice(tx, ballot.decision_id)


def test_no_clock_is_stopped_while_owners_vote() -> None:
    place = make_place()
    ballot = make_noticed(place)
    lead = place.seat(BodyKind.RESIDENTS_COMMITTEE)
    proposal_id = decision_of(ballot).proposal_id
    for _ in range(2):
        with (
            pytest.raises(NotPossible, match=r"proposals\.owners_ballot_under_way"),
            transaction(lead) as tx,
        ):
            suspend_proposal(tx, proposal_id, days=5, reason="等资料")
        opened(ballot)
