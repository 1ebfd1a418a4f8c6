"""Paper and screen at the same moment: one person counts once, whichever comes first."""

from flask import Flask

from agenda.cosigns.commands import cosign
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.paper.queries import find_entry
from agenda.paper.rules import EntryState
from tests.commands.test_ballots_races import at_once
from tests.factories import make_cosigning, make_place, reload
from tests.sheets import clerks, read, take_in


def test_a_signature_online_and_its_line_on_paper_at_once_are_one(app: Flask) -> None:
    """Each of some residents presses the button while the second clerk presses Enter."""
    place = make_place()
    proposal = make_cosigning(place)
    stack_id = take_in(place, proposal, lines=8)
    one, other = clerks(place)
    for number in range(1, 9):
        person = place.people[number + 10]
        read(one, stack_id, number, person)
        hand = place.resident(number + 10)

        def online(hand=hand) -> None:
            with transaction(hand) as tx:
                cosign(tx, proposal.proposal_id)

        def on_paper(number=number, person=person) -> None:
            read(other, stack_id, number, person)

        outcomes = at_once(app, [online, on_paper])
        assert outcomes[1] == "done"
        assert outcomes[0] in {"done", "cosigns.signed_already"}
        db.session.rollback()
        line = find_entry(db.session(), stack_id, number)
        duplicate = line is not None and line.state is EntryState.DUPLICATE
        assert duplicate is (outcomes[0] == "done")
    after = reload(proposal.proposal_id)
    assert (after.cosign_persons, after.cosign_households) == (9, 9)
