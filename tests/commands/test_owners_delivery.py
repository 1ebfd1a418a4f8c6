"""Delivery of owners' ballots: by those who carry them, or said by the owner, on both databases."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from agenda.ballots.owners.delivery.commands import confirm_receipt, record_deliveries
from agenda.ballots.owners.delivery.models import Delivery
from agenda.ballots.owners.delivery.queries import list_delivery_counts, list_delivery_units
from agenda.ballots.owners.delivery.rules import DeliveryCount, DeliveryEntry, DeliveryMethod
from agenda.ballots.owners.models import OwnersBallot
from agenda.ballots.owners.queries import get_ballot, list_lines
from agenda.ballots.owners.roll.commands import withdraw_notice
from agenda.community.models import BuildingGroup, Household
from agenda.infra.audit import LedgerEvent
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import OPERATOR, Actor, BodyKind
from agenda.kernel.clock import local_date
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible
from tests.decisions import convener
from tests.factories import Place, make_place
from tests.owners import decision_of, make_noticed, opened
from tests.votes import clock

pytestmark = pytest.mark.usefixtures("app")
MAILBOX, IN_PERSON = DeliveryMethod.MAILBOX, DeliveryMethod.IN_PERSON
REFUSED, ELECTRONIC = DeliveryMethod.REFUSED, DeliveryMethod.ELECTRONIC


def enter(
    actor: Actor, ballot: OwnersBallot, homes: Sequence[int], method: DeliveryMethod | None
) -> int:
    """Enter today how some homes were reached."""
    entries = [DeliveryEntry(home, method) for home in homes]
    with transaction(actor) as tx:
        return record_deliveries(
            tx, ballot.decision_id, entries=entries, day=local_date(clock().now())
        )


def counts(ballot: OwnersBallot) -> DeliveryCount:
    """Return the summary of the one building."""
    db.session.close()
    session = db.session()
    (only,) = list_delivery_counts(session, get_ballot(session, ballot.decision_id))
    return only


def latest(kind: str) -> LedgerEvent:
    """Return the newest ledger row of a kind."""
    query = select(LedgerEvent).where(LedgerEvent.kind == kind)
    return db.session().scalars(query.order_by(LedgerEvent.event_id.desc()).limit(1)).one()


def lead(place: Place, leader: int, homes: Sequence[int]) -> Actor:
    """Make a resident the leader of a building group of some homes."""
    with transaction(OPERATOR) as tx:
        group = BuildingGroup(
            neighbourhood_id=place.neighbourhood_id,
            name="一组",
            leader_id=place.people[leader],
        )
        tx.session.add(group)
        tx.session.flush()  # the homes need its id
        own = update(Household).where(Household.household_id.in_(homes))
        tx.session.execute(own.values(group_id=group.group_id))
    return place.resident(leader)


def test_only_what_reached_the_owner_counts_for_silence() -> None:
    place = make_place()
    ballot = make_noticed(place)
    chair = convener(place, decision_of(ballot))
    homes = place.households
    assert enter(chair, ballot, homes[:3], MAILBOX) == 3
    assert enter(chair, ballot, homes[3:5], REFUSED) == 2
    with transaction(place.resident(6)) as tx:
        assert confirm_receipt(tx, ballot.decision_id) == 1
    assert counts(ballot) == DeliveryCount("3号楼", delivered=4, refused=2, waiting=24)
    opened(ballot)
    lines = list_lines(db.session(), ballot.decision_id)
    assert [n for n, line in enumerate(lines) if line.is_delivered] == [0, 1, 2, 6]


def test_a_wrong_entry_is_corrected_and_taken_back() -> None:
    place = make_place()
    ballot = make_noticed(place)
    staff = place.seat(BodyKind.RESIDENTS_COMMITTEE)
    home = place.households[:1]
    assert enter(staff, ballot, home, REFUSED) == 1
    assert enter(staff, ballot, home, REFUSED) == 0
    assert enter(staff, ballot, home, IN_PERSON) == 1
    assert counts(ballot).delivered == 1
    assert enter(staff, ballot, home, None) == 1
    assert counts(ballot).waiting == 30
    payload = latest("ballots.deliveries_recorded").payload
    assert '"taken_back":1' in payload


def test_what_the_owner_said_himself_stands() -> None:
    place = make_place()
    ballot = make_noticed(place)
    with transaction(place.resident(0)) as tx:
        confirm_receipt(tx, ballot.decision_id)
    staff = place.seat(BodyKind.RESIDENTS_COMMITTEE)
    assert enter(staff, ballot, place.households[:1], REFUSED) == 0
    row = db.session().scalars(select(Delivery)).one()
    assert (row.method, row.recorded_by_id) == (ELECTRONIC, place.people[0])
    with transaction(place.resident(0)) as tx:
        assert confirm_receipt(tx, ballot.decision_id) == 0


def test_the_ledger_does_not_say_who_confirmed() -> None:
    place = make_place()
    ballot = make_noticed(place)
    with transaction(place.resident(0)) as tx:
        confirm_receipt(tx, ballot.decision_id)
    row = latest("ballots.notice_received")
    assert (row.actor, row.cause_id) == ("resident", None)


def test_a_leader_enters_the_homes_of_his_group_alone() -> None:
    place = make_place()
    ballot = make_noticed(place)
    leader = lead(place, 9, place.households[8:12])
    assert enter(leader, ballot, place.households[8:10], IN_PERSON) == 2
    with pytest.raises(NotPermitted, match=r"ballots\.home_not_yours_to_enter"):
        enter(leader, ballot, place.households[:1], IN_PERSON)
    with pytest.raises(NotPermitted, match=r"ballots\.not_a_carrier"):
        enter(place.resident(3), ballot, place.households[3:4], IN_PERSON)


def test_who_keeps_away_from_the_issue_enters_nothing() -> None:
    place = make_place()
    ballot = make_noticed(place)
    proposer = lead(place, 0, place.households[:4])
    with pytest.raises(NotPermitted, match=r"ballots\.recused"):
        enter(proposer, ballot, place.households[1:2], MAILBOX)


def test_only_owners_of_the_scope_confirm() -> None:
    place = make_place(adults=2)
    ballot = make_noticed(place)
    for stranger in (place.resident(1), place.seat(BodyKind.RESIDENTS_COMMITTEE)):
        with (
            pytest.raises(NotPermitted, match=r"ballots\.owners_of_the_scope"),
            transaction(stranger) as tx,
        ):
            confirm_receipt(tx, ballot.decision_id)


def test_a_delivery_lies_between_notice_and_today() -> None:
    place = make_place()
    ballot = make_noticed(place)
    clock().advance(timedelta(days=2))
    chair = convener(place, decision_of(ballot))
    entry = [DeliveryEntry(place.households[0], MAILBOX)]
    today = local_date(now())
    for day, code in ((-3, "delivered_before_notice"), (1, "delivered_in_future")):
        with (
            pytest.raises(Invalid, match=rf"ballots\.{code}"),
            transaction(chair) as tx,
        ):
            record_deliveries(
                tx, ballot.decision_id, entries=entry, day=today + timedelta(days=day)
            )
    with transaction(chair) as tx:
        record_deliveries(tx, ballot.decision_id, entries=entry, day=local_date(ballot.noticed_at))
    row = db.session().scalars(select(Delivery)).one()
    assert ballot.noticed_at <= row.delivered_at <= row.recorded_at


def test_nothing_is_delivered_after_closing_and_nothing_stays_of_a_withdrawn_notice() -> None:
    place = make_place()
    ballot = make_noticed(place)
    chair = convener(place, decision_of(ballot))
    enter(chair, ballot, place.households[:3], MAILBOX)
    with transaction(chair) as tx:
        withdraw_notice(tx, ballot.decision_id)
    assert db.session().scalars(select(Delivery)).all() == []
    elsewhere = make_place(name="河畔")
    other = make_noticed(elsewhere)
    opened(other)
    clock().set(other.closes_at)
    late = pytest.raises(NotPossible, match=r"ballots\.owners_ballot_closed")
    with late, transaction(elsewhere.resident(0)) as tx:
        confirm_receipt(tx, other.decision_id)


def test_homes_not_yet_reached_are_listed_by_room() -> None:
    place = make_place()
    ballot = make_noticed(place)
    chair = convener(place, decision_of(ballot))
    enter(chair, ballot, place.households[:28], MAILBOX)
    session = db.session()
    units = list_delivery_units(session, get_ballot(session, ballot.decision_id), waiting_only=True)
    assert [(u.building, u.unit, u.room) for u in units] == [
        ("3号楼", "1单元", "801"),
        ("3号楼", "1单元", "802"),
    ]
