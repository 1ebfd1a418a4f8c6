"""Owners' ballots that do not count: set aside by two, and what can be cast in their place."""

import pytest

from agenda.ballots.owners.casting.aside.commands import confirm_set_aside, propose_set_aside
from agenda.ballots.owners.casting.commands import cast_on_paper
from agenda.ballots.owners.casting.proxies.commands import (
    cast_as_proxy,
    confirm_proxy,
    register_proxy,
)
from agenda.ballots.owners.casting.rules import SetAsideReason
from agenda.ballots.owners.models import VotingHead
from agenda.ballots.owners.queries import list_lines
from agenda.ballots.owners.rules import BallotChannel
from agenda.ballots.rules import Choice
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import BodyKind
from agenda.kernel.errors import NotPermitted
from tests.factories import make_place
from tests.owners import cast, committee, head_of, make_open

FOR, AGAINST, ABSTAIN = Choice
YES, NO = (FOR, FOR), (AGAINST, ABSTAIN)
pytestmark = pytest.mark.usefixtures("app")


def test_a_ballot_is_set_aside_by_two_and_comes_back_when_its_owner_casts_anew() -> None:
    place = make_place()
    ballot = make_open(place)
    head = head_of(place, ballot)
    with transaction(committee(place)) as tx:
        cast_on_paper(tx, head, YES)
    with transaction(committee(place)) as tx:
        propose_set_aside(tx, head, reason=SetAsideReason.NOT_SIGNED)
    with pytest.raises(NotPermitted, match=r"second_person"), transaction(committee(place)) as tx:
        confirm_set_aside(tx, head, version=1)
    assert not any(line.is_spoiled for line in list_lines(db.session(), ballot.decision_id))
    with transaction(place.seat(BodyKind.SUPERVISION_COMMITTEE)) as tx:
        confirm_set_aside(tx, head, version=1)
    db.session.close()
    assert sum(line.is_spoiled for line in list_lines(db.session(), ballot.decision_id)) == 1
    assert db.session.get_one(VotingHead, head).spoiled_reason == "not_signed"
    cast(place.resident(), head, NO, based_on=1)
    db.session.close()
    assert not any(line.is_spoiled for line in list_lines(db.session(), ballot.decision_id))


def test_paper_counts_where_the_ballot_cast_online_was_set_aside() -> None:
    place = make_place()
    ballot = make_open(place)
    head = head_of(place, ballot)
    cast(place.resident(), head, YES)
    with transaction(committee(place)) as tx:
        propose_set_aside(tx, head, reason=SetAsideReason.NOT_BY_OWNER)
    with transaction(place.seat(BodyKind.SUPERVISION_COMMITTEE)) as tx:
        confirm_set_aside(tx, head, version=1)
    with transaction(committee(place)) as tx:
        entered = cast_on_paper(tx, head, NO)
    assert (entered.channel, entered.version) == (BallotChannel.PAPER, 2)
    db.session.close()
    (line,) = [li for li in list_lines(db.session(), ballot.decision_id) if li.choices is not None]
    assert (line.is_spoiled, tuple(line.choices)) == (False, NO)


def test_a_proxys_ballot_counts_where_a_sheet_of_its_head_could_not_be_read() -> None:
    place = make_place()
    ballot = make_open(place)
    head = head_of(place, ballot)
    with transaction(committee(place)) as tx:
        proxy = register_proxy(tx, head, agent_id=place.people[5], instructions=NO)
        tx.session.get_one(VotingHead, head).spoiled_reason = SetAsideReason.UNREADABLE.value
    with transaction(committee(place, 1)) as tx:
        confirm_proxy(tx, proxy.proxy_id)
    with transaction(place.resident(5)) as tx:
        cast_as_proxy(tx, proxy.proxy_id)
    db.session.close()
    assert not any(line.is_spoiled for line in list_lines(db.session(), ballot.decision_id))
