"""Co-signatures count once per person, and once per household."""

import pytest
from flask import Flask

from agenda.cosigns.commands import cosign, withdraw_cosign
from agenda.infra.transaction import transaction
from agenda.kernel.errors import NotPossible
from agenda.proposals.models import Proposal
from tests.factories import make_cosigning, make_place, reload


def _counts(proposal: Proposal) -> tuple[int, int]:
    found = reload(proposal.proposal_id)
    return found.cosign_persons, found.cosign_households


def test_two_of_a_household_are_two_people_and_one_household(app: Flask) -> None:
    place = make_place(adults=2)
    proposal = make_cosigning(place)
    assert _counts(proposal) == (1, 1)
    for number in (1, 2, 3):
        with transaction(place.resident(number)) as tx:
            cosign(tx, proposal.proposal_id)
    assert _counts(proposal) == (4, 2)
    with transaction(place.resident(2)) as tx:
        withdraw_cosign(tx, proposal.proposal_id)
    assert _counts(proposal) == (3, 2)
    with transaction(place.resident(3)) as tx:
        withdraw_cosign(tx, proposal.proposal_id)
    assert _counts(proposal) == (2, 1)


def test_a_withdrawn_cosignature_can_stand_again_and_counts_once(app: Flask) -> None:
    place = make_place()
    proposal = make_cosigning(place)
    for act in (cosign, withdraw_cosign, cosign):
        with transaction(place.resident(1)) as tx:
            act(tx, proposal.proposal_id)
    assert _counts(proposal) == (2, 2)
    with pytest.raises(NotPossible), transaction(place.resident(1)) as tx:
        cosign(tx, proposal.proposal_id)
    assert _counts(proposal) == (2, 2)
