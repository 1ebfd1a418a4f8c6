"""Co-signing: households count once, the threshold is crossed once, and stands."""

from datetime import timedelta

import pytest
from flask import Flask

from agenda.cosigns.commands import cosign, withdraw_cosign
from agenda.cosigns.queries import list_signers
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import VISITOR, BodyKind
from agenda.kernel.clock import SetClock
from agenda.kernel.errors import NotPermitted, NotPossible
from agenda.mechanism.tick.commands import tick
from agenda.procedure.queries import find_open_duty
from agenda.procedure.rules import DutyKind
from agenda.proposals.rules import Stage
from tests.factories import make_cosigning, make_crossed, make_place, make_submitted, reload


def test_the_proposers_household_counts_from_the_start(app: Flask) -> None:
    proposal = make_cosigning(make_place())
    assert (proposal.cosign_households, proposal.cosign_persons) == (1, 1)


def test_two_of_one_household_count_once(app: Flask) -> None:
    place = make_place(households=20, adults=2)
    proposal = make_cosigning(place)
    for number in (1, 2, 3):  # the proposer's partner, and both of the next household
        with transaction(place.resident(number)) as tx:
            cosign(tx, proposal.proposal_id)
    now = reload(proposal.proposal_id)
    assert (now.cosign_households, now.cosign_persons) == (2, 4)


def test_a_household_counts_until_its_last_signer_withdraws(app: Flask) -> None:
    place = make_place(households=20, adults=2)
    proposal = make_cosigning(place)
    for number in (2, 3):
        with transaction(place.resident(number)) as tx:
            cosign(tx, proposal.proposal_id)
    for number, left in ((2, 2), (3, 1)):
        with transaction(place.resident(number)) as tx:
            withdraw_cosign(tx, proposal.proposal_id)
        assert reload(proposal.proposal_id).cosign_households == left
    with transaction(place.resident(2)) as tx:
        cosign(tx, proposal.proposal_id)
    assert reload(proposal.proposal_id).cosign_households == 2


def test_reaching_the_threshold_opens_the_vote_in_the_same_act(app: Flask) -> None:
    place = make_place(households=30)
    proposal = make_cosigning(place)
    for number in range(1, 6):
        assert reload(proposal.proposal_id).stage is Stage.COSIGNING
        with transaction(place.resident(number)) as tx:
            cosign(tx, proposal.proposal_id)
    now = reload(proposal.proposal_id)
    assert (now.stage, now.cosign_households) == (Stage.VOTING, 6)
    assert now.crossed_at is not None


def test_where_few_live_co_signing_alone_lists(app: Flask) -> None:
    place = make_place(households=19)
    proposal = make_crossed(place)
    assert (proposal.stage, proposal.cosign_households) == (Stage.LISTED, 10)


def test_a_threshold_once_reached_stands(app: Flask) -> None:
    place = make_place()
    proposal = make_crossed(place)
    with transaction(place.resident(1)) as tx:
        withdraw_cosign(tx, proposal.proposal_id)
    now = reload(proposal.proposal_id)
    assert (now.stage, now.cosign_households) == (Stage.VOTING, 5)
    with transaction(place.resident(20)) as tx:  # co-signing goes on until it is routed
        cosign(tx, proposal.proposal_id)
    assert reload(proposal.proposal_id).cosign_households == 6


def test_the_window_is_half_open(app: Flask, clock: SetClock) -> None:
    place = make_place()
    proposal = make_cosigning(place)
    duty = find_open_duty(db.session(), proposal.proposal_id, DutyKind.GATHER_COSIGNS)
    assert duty is not None
    db.session.close()
    clock.set(duty.due_at - timedelta(microseconds=1))
    with transaction(place.resident(1)) as tx:
        cosign(tx, proposal.proposal_id)
    clock.set(duty.due_at)
    with pytest.raises(NotPossible, match="window_over"), transaction(place.resident(2)) as tx:
        cosign(tx, proposal.proposal_id)
    tick()
    assert reload(proposal.proposal_id).stage is Stage.EXPIRED
    with pytest.raises(NotPermitted, match="closed"), transaction(place.resident(2)) as tx:
        cosign(tx, proposal.proposal_id)


def test_who_cannot_co_sign_is_told_why(app: Flask) -> None:
    place, other = make_place(), make_place(name="望河苑")
    proposal, hidden = make_cosigning(place), make_submitted(place)
    refusals = [
        (VISITOR, proposal, "sign_in_first"),
        (place.seat(BodyKind.PROPERTY_COMPANY), proposal, "residents_only"),
        (other.resident(1), proposal, "other_scope"),
        (place.resident(1), hidden, "not_open_yet"),
    ]
    for hand, which, reason in refusals:
        with pytest.raises(NotPermitted, match=reason), transaction(hand) as tx:
            cosign(tx, which.proposal_id)


def test_withdrawing_what_was_not_signed_is_refused(app: Flask) -> None:
    place = make_place()
    proposal = make_cosigning(place)
    with pytest.raises(NotPossible, match="none_to"), transaction(place.resident(3)) as tx:
        withdraw_cosign(tx, proposal.proposal_id)


def test_the_public_list_shows_standing_signers(app: Flask) -> None:
    place = make_place()
    proposal = make_cosigning(place)
    for number in (1, 2):
        with transaction(place.resident(number)) as tx:
            cosign(tx, proposal.proposal_id)
    with transaction(place.resident(1)) as tx:
        withdraw_cosign(tx, proposal.proposal_id)
    signers = list_signers(db.session(), proposal.proposal_id)
    assert [signer.building for signer in signers] == ["3号楼", "3号楼"]
