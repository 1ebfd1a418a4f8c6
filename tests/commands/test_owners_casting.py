"""Casting owners' ballots: one per head, changed with history, from paper, by proxy, set aside."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from agenda.ballots.owners.casting.commands import cast_ballot, cast_on_paper
from agenda.ballots.owners.casting.models import HeadProxy
from agenda.ballots.owners.casting.proxies.commands import (
    cast_as_proxy,
    confirm_proxy,
    register_proxy,
    withdraw_proxy,
)
from agenda.ballots.owners.casting.queries import find_cast, find_distance, list_versions
from agenda.ballots.owners.casting.rules import CastBallot, receipt_digest
from agenda.ballots.owners.models import HeadBallot
from agenda.ballots.owners.queries import find_heads_of, list_lines
from agenda.ballots.owners.rules import BallotChannel
from agenda.ballots.rules import Choice
from agenda.infra.audit import LedgerEvent
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import BodyKind
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible, Stale
from agenda.kernel.ids import HeadId
from tests.factories import actor, make_place
from tests.owners import cast, committee, head_of, make_noticed, make_open, opened, sell
from tests.votes import clock

FOR, AGAINST, ABSTAIN = Choice
YES, NO = (FOR, FOR), (AGAINST, ABSTAIN)
pytestmark = pytest.mark.usefixtures("app")


def stands(head: HeadId) -> CastBallot | None:
    db.session.close()
    return find_cast(db.session(), head)


def test_a_head_casts_and_gets_a_receipt_it_can_recompute() -> None:
    place = make_place()
    ballot = make_open(place)
    head = head_of(place, ballot)
    receipt = cast(place.resident(), head, NO)
    assert stands(head) == receipt
    assert (receipt.version, receipt.channel, receipt.choices) == (1, BallotChannel.ONLINE, NO)
    assert receipt.digest == receipt_digest(
        ballot.decision_id,
        number=receipt.number,
        version=1,
        channel=BallotChannel.ONLINE,
        cast_at=clock().now(),
        choices=NO,
    )
    assert replace(receipt, choices=YES).digest != receipt.digest


def test_changing_keeps_what_stood_before() -> None:
    place = make_place()
    ballot = make_open(place)
    head = head_of(place, ballot)
    first = cast(place.resident(), head, YES)
    clock().advance(timedelta(hours=1))
    second = cast(place.resident(), head, NO, based_on=1)
    assert list(list_versions(db.session(), head)) == [first, second]
    (line,) = [x for x in list_lines(db.session(), ballot.decision_id) if x.choices]
    assert line.choices == NO
    row = db.session.get_one(HeadBallot, head)
    assert (row.first_cast_at, row.cast_at) == (first.cast_at, second.cast_at)


def test_the_same_form_twice_counts_once_and_a_stale_one_shows_what_stands() -> None:
    place = make_place()
    head = head_of(place, make_open(place))
    first = cast(place.resident(), head, YES)
    assert cast(place.resident(), head, YES) == first
    with pytest.raises(Stale) as refused:
        cast(place.resident(), head, NO)
    assert (refused.value.code, refused.value.current) == ("ballots.cast_meanwhile", "for for")
    assert stands(head) == first
    kinds = db.session.scalars(
        select(LedgerEvent.kind).where(LedgerEvent.kind.like("ballots.head_ballot%"))
    ).all()
    assert kinds == ["ballots.head_ballot_cast"]


def test_the_ledger_names_no_head_no_hand_and_no_choice() -> None:
    place = make_place()
    cast(place.resident(), head_of(place, make_open(place)), YES)
    query = select(LedgerEvent).where(LedgerEvent.kind == "ballots.head_ballot_cast")
    event = db.session.scalars(query).one()
    assert (event.actor, event.cause_id) == ("resident", None)
    assert event.payload == '{"attempt":1,"channel":"online"}'


def test_a_co_owner_is_refused_nothing_and_a_stranger_everything() -> None:
    place = make_place()
    noticed = make_noticed(place)
    sell(place, 1, 0)
    ballot = opened(noticed)
    head = head_of(place, ballot)
    assert find_heads_of(db.session(), ballot.decision_id, place.people[1]) == []
    cast(place.resident(), head, YES)
    with pytest.raises(NotPermitted, match=r"ballots\.not_your_head"):
        cast(place.resident(1), head, NO, based_on=1)


def test_every_question_is_answered() -> None:
    place = make_place()
    head = head_of(place, make_open(place))
    with pytest.raises(Invalid, match=r"ballots\.answer_every_question"):
        cast(place.resident(), head, (FOR,))
    assert stands(head) is None


@pytest.mark.parametrize(
    ("before_end", "refused"), [(timedelta(microseconds=1), False), (timedelta(0), True)]
)
def test_a_ballot_in_the_closing_instant_is_in_or_out(
    before_end: timedelta, *, refused: bool
) -> None:
    place = make_place()
    ballot = make_open(place)
    head = head_of(place, ballot)
    clock().set(ballot.closes_at - before_end)
    if refused:
        with pytest.raises(NotPossible, match=r"ballots\.casting_closed"):
            cast(place.resident(), head, YES)
    else:
        assert cast(place.resident(), head, YES).version == 1


def test_nothing_is_cast_before_the_roll_is_frozen() -> None:
    place = make_place()
    ballot = make_open(place)
    head = head_of(place, ballot)
    with (
        pytest.raises(NotPossible, match=r"ballots\.casting_not_open"),
        transaction(place.resident(), at=ballot.opens_at - timedelta(seconds=1)) as tx,
    ):
        cast_ballot(tx, head, YES, based_on=0)


def test_paper_enters_once_and_never_over_an_owners_own_ballot() -> None:
    place = make_place()
    ballot = make_open(place)
    paper, own = head_of(place, ballot), head_of(place, ballot, 1)
    clock().advance(timedelta(hours=2))
    handed_in = clock().now() - timedelta(hours=1)
    with transaction(committee(place)) as tx:
        entered = cast_on_paper(tx, paper, YES, handed_in_at=handed_in)
    assert (entered.channel, entered.cast_at) == (BallotChannel.PAPER, handed_in)
    cast(place.resident(1), own, NO)
    for head in (paper, own):
        with (
            pytest.raises(NotPossible, match=r"ballots\.head_has_ballot"),
            transaction(committee(place)) as tx,
        ):
            cast_on_paper(tx, head, YES)
    assert cast(place.resident(), paper, NO, based_on=1).version == 2
    with pytest.raises(NotPermitted), transaction(place.resident(2)) as tx:
        cast_on_paper(tx, head_of(place, ballot, 3), YES)


def test_a_proxy_takes_two_people_and_votes_as_instructed() -> None:
    place = make_place()
    head = head_of(place, make_open(place))
    with transaction(committee(place)) as tx:
        proxy = register_proxy(tx, head, agent_id=place.people[5], instructions=NO)
    agent = place.resident(5)
    with pytest.raises(NotPossible, match=r"ballots\.proxy_not_good"), transaction(agent) as tx:
        cast_as_proxy(tx, proxy.proxy_id)
    for who in (committee(place), agent):
        with pytest.raises(NotPermitted), transaction(who) as tx:
            confirm_proxy(tx, proxy.proxy_id)
    with transaction(committee(place, 1)) as tx:
        confirm_proxy(tx, proxy.proxy_id)
    with pytest.raises(NotPermitted), transaction(place.resident(6)) as tx:
        cast_as_proxy(tx, proxy.proxy_id)
    with transaction(agent) as tx:
        receipt = cast_as_proxy(tx, proxy.proxy_id)
    assert (receipt.choices, receipt.channel) == (NO, BallotChannel.PROXY)
    assert cast(place.resident(), head, YES, based_on=1).version == 2


def test_an_owner_takes_a_proxy_back_or_goes_before_it() -> None:
    place = make_place()
    ballot = make_open(place)
    heads = [head_of(place, ballot, number) for number in (0, 1)]
    proxies = []
    for head in heads:
        with transaction(committee(place)) as tx:
            proxies.append(register_proxy(tx, head, agent_id=place.people[5], instructions=YES))
        with transaction(place.seat(BodyKind.SUPERVISION_COMMITTEE)) as tx:
            confirm_proxy(tx, proxies[-1].proxy_id)
    with pytest.raises(NotPossible, match=r"proxy_there"), transaction(committee(place)) as tx:
        register_proxy(tx, heads[0], agent_id=place.people[6], instructions=YES)
    with transaction(place.resident(0)) as tx:
        withdraw_proxy(tx, proxies[0].proxy_id)
    cast(place.resident(1), heads[1], NO)
    for proxy in proxies:
        with (
            pytest.raises(NotPossible, match=r"ballots\.proxy_not_good"),
            transaction(place.resident(5)) as tx,
        ):
            cast_as_proxy(tx, proxy.proxy_id)


def test_the_database_holds_that_two_stand_behind_a_proxy() -> None:
    place = make_place()
    head = head_of(place, make_open(place))
    with transaction(committee(place)) as tx:
        proxy = register_proxy(tx, head, agent_id=place.people[5], instructions=YES)
    for wrong in (proxy.registered_by_id, proxy.agent_id):
        with pytest.raises(IntegrityError), transaction(committee(place)) as tx:
            row = tx.session.get_one(HeadProxy, proxy.proxy_id)
            row.confirmed_at, row.confirmed_by_id = tx.now, wrong


def test_the_distance_shows_from_the_next_day_and_never_for_few() -> None:
    place = make_place(households=50)
    ballot = make_open(place)
    for number in range(6):
        cast(place.resident(number), head_of(place, ballot, number), YES)
    assert find_distance(db.session(), ballot.decision_id, clock().now()) is None
    clock().advance(timedelta(days=1))
    for number in range(6, 9):
        cast(place.resident(number), head_of(place, ballot, number), YES)
    found = find_distance(db.session(), ballot.decision_id, clock().now() + timedelta(days=1))
    assert found is not None
    day, far = found
    assert (far.heads, far.area) == (34 - 6, 300_000 - 6 * 9000)
    assert day.isoformat() == ballot.opens_at.date().isoformat()


def test_a_small_roll_shows_no_distance() -> None:
    place = make_place()
    ballot = make_open(place)
    for number in range(6):
        cast(place.resident(number), head_of(place, ballot, number), YES)
    later = clock().now() + timedelta(days=2)
    assert find_distance(db.session(), ballot.decision_id, later) is None
    assert db.session.scalar(select(func.count()).select_from(HeadBallot)) == 6


def test_an_agent_is_somebody_of_the_place() -> None:
    place = make_place()
    head = head_of(place, make_open(place))
    wrong = place.seated[BodyKind.HOMEOWNERS_COMMITTEE][0]
    with pytest.raises(Invalid, match=r"agent_registers"), transaction(actor(wrong)) as tx:
        register_proxy(tx, head, agent_id=wrong, instructions=YES)
