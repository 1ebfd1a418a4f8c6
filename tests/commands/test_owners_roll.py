"""Owners' ballots: the roll is frozen at opening and closed by the clock, on both databases."""

import time
from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update

from agenda.ballots.decisions.queries import list_counts, state_of
from agenda.ballots.decisions.rules import DecisionState, Outcome
from agenda.ballots.owners.models import HeadOwner, HeadUnit
from agenda.ballots.owners.queries import (
    ballot_state,
    find_heads_of,
    list_heads,
    list_lines,
)
from agenda.ballots.owners.roll.commands import open_ballot
from agenda.ballots.owners.roll.queries import list_owned_units
from agenda.ballots.owners.roll.rules import group_heads, roll_digest
from agenda.ballots.owners.rules import OwnersBallotState
from agenda.community.models import Household, Ownership, Person
from agenda.community.queries import get_area
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import OPERATOR
from agenda.kernel.errors import NotPermitted
from agenda.mechanism.tick.commands import tick
from agenda.procedure.queries import find_open_duty
from agenda.procedure.rules import Duty, DutyKind
from tests.decisions import convener
from tests.factories import make_place
from tests.owners import (
    ballot_on,
    decision_of,
    make_noticed,
    make_open,
    opened,
    sell,
)
from tests.votes import clock

pytestmark = pytest.mark.usefixtures("app")


def test_the_roll_is_frozen_when_casting_opens_and_a_later_sale_changes_nothing() -> None:
    place = make_place()
    ballot = make_noticed(place)
    assert ballot_state(ballot, now()) is OwnersBallotState.NOTICED
    sell(place, household=5, buyer=6)
    ballot = opened(ballot)
    assert ballot_state(ballot, now()) is OwnersBallotState.OPEN
    assert (ballot.roll_heads, ballot.roll_area) == (29, 30 * 9000)
    (head,) = find_heads_of(db.session(), ballot.decision_id, place.people[6])
    assert head.area == 18000
    assert find_heads_of(db.session(), ballot.decision_id, place.people[5]) == []
    clock().advance(timedelta(hours=1))
    sell(place, household=7, buyer=8)
    tick()
    assert ballot_on(ballot.decision_id).roll_digest == ballot.roll_digest
    assert len(find_heads_of(db.session(), ballot.decision_id, place.people[7])) == 1
    decision = decision_of(ballot)
    duty = find_open_duty(db.session(), decision.proposal_id, DutyKind.CAST_OWNERS_BALLOT)
    assert duty is not None
    assert duty.due_at == ballot.closes_at


def test_the_digest_is_that_of_the_written_roll() -> None:
    place = make_place()
    ballot = make_open(place, counts_parking=True, parking_basis="管理规约第十二条")
    session = db.session()
    area = get_area(session, ballot.scope_id)
    heads = group_heads(list_owned_units(session, area, ballot.opens_at), counts_parking=True)
    assert roll_digest(ballot.decision_id, heads) == ballot.roll_digest
    stored = list_heads(session, ballot.decision_id)
    assert [(h.number, h.area) for h in stored] == [(h.number, h.area) for h in heads]
    assert len({head.code for head in stored}) == len(stored)


def test_catching_up_freezes_the_roll_of_the_day_it_was_due() -> None:
    place = make_place()
    ballot = make_noticed(place)
    clock().set(ballot.opens_at + timedelta(days=2))
    sell(place, household=5, buyer=6)
    tick()
    late = ballot_on(ballot.decision_id)
    assert (late.frozen_at, late.roll_heads) == (ballot.opens_at, 30)
    assert len(find_heads_of(db.session(), ballot.decision_id, place.people[5])) == 1


def test_developer_stock_is_one_head_that_nobody_casts_for_online() -> None:
    place = make_place()
    ballot = make_noticed(place)
    with transaction(OPERATOR) as tx:
        stock = place.households[:3]
        tx.session.execute(
            update(Household)
            .where(Household.household_id.in_(stock))
            .values(is_developer_stock=True, parking_area=1200)
        )
    ballot = opened(ballot)
    first, *_rest = list_heads(db.session(), ballot.decision_id)
    assert (first.is_developer, first.area, ballot.roll_heads) == (True, 27000, 28)
    assert find_heads_of(db.session(), ballot.decision_id, place.people[0]) == []


def test_only_the_mechanism_opens_a_ballot() -> None:
    place = make_place()
    ballot = make_noticed(place)
    decision = decision_of(ballot)
    duty = find_open_duty(db.session(), decision.proposal_id, DutyKind.OPEN_OWNERS_BALLOT)
    assert isinstance(duty, Duty)
    with pytest.raises(NotPermitted), transaction(convener(place, decision)) as tx:
        open_ballot(tx, duty)


def test_the_clock_closes_a_ballot_and_its_count_goes_to_the_supervision() -> None:
    place = make_place()
    ballot = make_open(place)
    clock().set(ballot.closes_at)
    tick()
    closed = ballot_on(ballot.decision_id)
    decision = decision_of(ballot)
    assert ballot_state(closed, now()) is OwnersBallotState.CLOSED
    assert closed.closed_at == ballot.closes_at
    assert (state_of(decision), decision.outcome) == (
        DecisionState.COUNTED,
        Outcome.NO_VALID_DECISION,
    )
    (count,) = list_counts(db.session(), ballot.decision_id)
    assert (count.roll_heads, count.participating_heads, count.recorded_by_id) == (30, 0, None)
    assert find_open_duty(db.session(), decision.proposal_id, DutyKind.CONFIRM_COUNT)
    assert len(list_lines(db.session(), ballot.decision_id)) == 30


def test_a_roll_of_a_thousand_heads_is_frozen_in_less_than_two_seconds() -> None:
    place = make_place()
    ballot = make_noticed(place)
    with transaction(OPERATOR) as tx:
        homes = [
            {
                "neighbourhood_id": place.neighbourhood_id,
                "compound_id": place.compound_id,
                "building_id": place.building_id,
                "unit_id": place.unit_id,
                "room": f"X{number}",
                "exclusive_area": 9000 + number,
            }
            for number in range(1152 - 30)
        ]
        ids = tx.session.scalars(insert(Household).returning(Household.household_id), homes).all()
        owner = tx.session.get_one(Person, place.people[0])
        people = [
            {
                "neighbourhood_id": place.neighbourhood_id,
                "roster_key": f"buyer-{number}",
                "name": owner.name,
                "is_adult": True,
            }
            for number in range(len(ids))
        ]
        buyers = tx.session.scalars(insert(Person).returning(Person.person_id), people).all()
        owned = [
            {
                "neighbourhood_id": place.neighbourhood_id,
                "household_id": home,
                "person_id": person,
            }
            for home, person in zip(ids, buyers, strict=True)
        ]
        tx.session.execute(insert(Ownership), owned)
    started = time.perf_counter()
    ballot = opened(ballot)
    took = time.perf_counter() - started
    assert ballot.roll_heads == 1152
    session = db.session()
    for table in (HeadUnit, HeadOwner):
        rows = select(table).where(table.decision_id == ballot.decision_id)
        assert len(session.scalars(rows).all()) == 1152
    assert took < 2, f"{took:.2f} s"
