"""Co-signing on paper: two people, one key with online, and a deadline that waits."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from agenda.cosigns.commands import cosign, withdraw_cosign
from agenda.cosigns.models import Cosign
from agenda.cosigns.paper.commands import dispute_line, read_line, register_sheets
from agenda.cosigns.paper.rules import UNREADABLE, LineOutcome, signed_by
from agenda.infra.audit import LedgerEvent
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import VISITOR, BodyKind
from agenda.kernel.errors import Invalid, NotFound, NotPermitted, NotPossible
from agenda.mechanism.tick.commands import tick
from agenda.paper.models import SheetEntry, Stack
from agenda.paper.queries import find_entry, next_number
from agenda.paper.rules import EntryState
from agenda.procedure.queries import find_open_duty
from agenda.procedure.rules import DutyKind
from agenda.proposals.models import Proposal
from agenda.proposals.rules import Stage
from tests.factories import Place, make_cosigning, make_place, reload
from tests.sheets import clerks, read, read_twice, take_in
from tests.votes import clock


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place()


@pytest.fixture
def proposal(place: Place) -> Proposal:
    return make_cosigning(place)


def entry(stack_id: int, number: int = 1) -> SheetEntry:
    db.session.rollback()
    found = find_entry(db.session(), stack_id, number)
    assert found is not None
    return found


def kinds(proposal: Proposal) -> list[str]:
    query = select(LedgerEvent.kind).where(LedgerEvent.proposal_id == proposal.proposal_id)
    return list(db.session.scalars(query.order_by(LedgerEvent.position)))


def deadline(proposal: Proposal):
    duty = find_open_duty(db.session(), proposal.proposal_id, DutyKind.GATHER_COSIGNS)
    assert duty is not None
    return duty.due_at


def test_a_line_counts_once_two_people_read_it_alike(place: Place, proposal: Proposal) -> None:
    stack_id = take_in(place, proposal, lines=1)
    one, other = clerks(place)
    assert read(one, stack_id, 1, place.people[1]) == LineOutcome(EntryState.ENTERED)
    assert reload(proposal.proposal_id).cosign_households == 1
    assert read(other, stack_id, 1, place.people[1]) == LineOutcome(EntryState.CONFIRMED)
    assert reload(proposal.proposal_id).cosign_households == 2
    row = db.session.get(Cosign, (proposal.proposal_id, place.people[1]))
    assert (row.channel, row.seen_version) == ("paper", 1)
    stack = db.session.get(Stack, stack_id)
    assert row.signed_at == stack.registered_at
    assert stack.closed_at is not None
    line = entry(stack_id)
    assert len(line.receipt) == 19
    assert (line.first_key, line.first_content, line.second_content) == ("", "", "")
    told = kinds(proposal)
    assert told[-3:] == ["paper.stack_registered", "cosigns.co_signed", "paper.stack_entered"]
    assert not find_open_duty(
        db.session(), proposal.proposal_id, DutyKind.ENTER_PAPER, subject_id=stack_id
    )


def test_one_person_twice_is_one_reading(place: Place, proposal: Proposal) -> None:
    stack_id = take_in(place, proposal, lines=1)
    for _ in range(2):
        outcome = read(clerks(place)[0], stack_id, 1, place.people[1])
        assert outcome.state == EntryState.ENTERED
    assert reload(proposal.proposal_id).cosign_households == 1


def test_the_database_itself_refuses_one_person_as_both(place: Place, proposal: Proposal) -> None:
    stack_id = take_in(place, proposal, lines=1)
    read(clerks(place)[0], stack_id, 1, place.people[1])
    with pytest.raises(IntegrityError), transaction(clerks(place)[0]) as tx:
        line = find_entry(tx.session, stack_id, 1)
        line.second_by_id, line.second_at = line.first_by_id, tx.now
        line.state = EntryState.DIFFERING


def test_readings_that_differ_count_for_nobody_until_they_agree(
    place: Place, proposal: Proposal
) -> None:
    stack_id = take_in(place, proposal, lines=1)
    one, other = clerks(place)
    read(one, stack_id, 1, place.people[1])
    assert read(other, stack_id, 1, place.people[2]).state == EntryState.DIFFERING
    assert reload(proposal.proposal_id).cosign_households == 1
    assert read(one, stack_id, 1, place.people[2]).state == EntryState.CONFIRMED
    db.session.rollback()
    assert db.session.get(Cosign, (proposal.proposal_id, place.people[2]))
    assert not db.session.get(Cosign, (proposal.proposal_id, place.people[1]))


def test_who_signed_online_is_not_counted_again_and_both_clerks_see_why(
    place: Place, proposal: Proposal
) -> None:
    with transaction(place.resident(1)) as tx:
        cosign(tx, proposal.proposal_id)
    stack_id = take_in(place, proposal, lines=2)
    duplicate = LineOutcome(EntryState.DUPLICATE, "cosigns.signed_online")
    assert read_twice(place, stack_id, 1, place.people[1]) == duplicate
    assert reload(proposal.proposal_id).cosign_households == 2
    assert entry(stack_id).reason == "cosigns.signed_online"
    read_twice(place, stack_id, 2, place.people[2])
    second = take_in(place, proposal, lines=1)
    again = LineOutcome(EntryState.DUPLICATE, "cosigns.on_another_sheet")
    assert read_twice(place, second, 1, place.people[2]) == again


def test_who_signed_on_paper_cannot_sign_again_online(place: Place, proposal: Proposal) -> None:
    read_twice(place, take_in(place, proposal, lines=1), 1, place.people[1])
    with pytest.raises(NotPossible, match="signed_already"), transaction(place.resident(1)) as tx:
        cosign(tx, proposal.proposal_id)


def test_who_took_it_back_after_handing_the_sheet_in_is_left_out(
    place: Place, proposal: Proposal
) -> None:
    with transaction(place.resident(1)) as tx:
        cosign(tx, proposal.proposal_id)
    stack_id = take_in(place, proposal, lines=1)
    clock().advance(timedelta(hours=1))
    with transaction(place.resident(1)) as tx:
        withdraw_cosign(tx, proposal.proposal_id)
    outcome = read_twice(place, stack_id, 1, place.people[1])
    assert outcome == LineOutcome(EntryState.REJECTED, "cosigns.withdrawn_since")


def test_what_nobody_can_read_is_rejected_by_two(place: Place, proposal: Proposal) -> None:
    stack_id = take_in(place, proposal, lines=1)
    for actor in clerks(place):
        with transaction(actor) as tx:
            outcome = read_line(tx, stack_id, 1, key="", content=UNREADABLE)
    assert outcome == LineOutcome(EntryState.REJECTED, "cosigns.not_on_roster")
    assert entry(stack_id).receipt is None


def test_a_stack_taken_in_before_the_deadline_counts_after_it(
    place: Place, proposal: Proposal
) -> None:
    clock().set(deadline(proposal) - (deadline(proposal) - clock().now()) / 1000)
    stack_id = take_in(place, proposal, lines=5)
    clock().set(deadline(proposal))
    tick()
    assert reload(proposal.proposal_id).stage is Stage.COSIGNING
    for number in range(1, 6):
        read_twice(place, stack_id, number, place.people[number])
    crossed = reload(proposal.proposal_id)
    assert (crossed.stage, crossed.cosign_households) == (Stage.VOTING, 6)


def test_it_expires_once_the_last_stack_is_in_and_is_not_enough(
    place: Place, proposal: Proposal
) -> None:
    end = deadline(proposal)
    clock().set(end - (end - clock().now()) / 1000)
    stack_id = take_in(place, proposal, lines=1)
    clock().set(end)
    tick()
    read_twice(place, stack_id, 1, place.people[1])
    assert reload(proposal.proposal_id).stage is Stage.EXPIRED


def test_a_stack_nobody_enters_goes_to_the_supervision_committee_and_is_then_given_up(
    place: Place, proposal: Proposal
) -> None:
    end = deadline(proposal)
    clock().set(end - (end - clock().now()) / 1000)
    stack_id = take_in(place, proposal, lines=2)
    first = find_open_duty(
        db.session(), proposal.proposal_id, DutyKind.ENTER_PAPER, subject_id=stack_id
    )
    assert first.body_id == place.bodies[BodyKind.RESIDENTS_COMMITTEE]
    clock().set(first.due_at)
    tick()
    second = find_open_duty(
        db.session(), proposal.proposal_id, DutyKind.ENTER_PAPER, subject_id=stack_id
    )
    assert second.body_id == place.bodies[BodyKind.SUPERVISION_COMMITTEE]
    assert second.due_at > first.due_at
    with pytest.raises(NotPermitted, match="supervision_only"):
        read(clerks(place)[0], stack_id, 1, place.people[1])
    for actor in clerks(place, BodyKind.SUPERVISION_COMMITTEE):
        read(actor, stack_id, 1, place.people[1])
    assert reload(proposal.proposal_id).stage is Stage.COSIGNING
    clock().set(second.due_at)
    tick()
    assert reload(proposal.proposal_id).stage is Stage.EXPIRED
    told = kinds(proposal)
    assert "paper.stack_handed_over" in told
    assert "paper.stack_entered" in told
    with pytest.raises(NotPossible, match="stack_closed"):
        read(clerks(place, BodyKind.SUPERVISION_COMMITTEE)[0], stack_id, 2, place.people[2])


def test_after_the_deadline_nothing_is_taken_in(place: Place, proposal: Proposal) -> None:
    clock().set(deadline(proposal))
    with pytest.raises(NotPossible, match="window_over"):
        take_in(place, proposal, lines=1)


@pytest.mark.parametrize(("sheets", "lines"), [(0, 0), (1, 13), (2, 1), (5001, 5001)])
def test_impossible_numbers_are_refused(place: Place, proposal: Proposal, sheets, lines) -> None:
    with pytest.raises(Invalid), transaction(clerks(place)[0]) as tx:
        register_sheets(tx, proposal.proposal_id, sheets=sheets, lines=lines, version=1)


def test_a_resident_takes_nothing_in_and_enters_nothing(place: Place, proposal: Proposal) -> None:
    with pytest.raises(NotPermitted), transaction(place.resident(1)) as tx:
        register_sheets(tx, proposal.proposal_id, sheets=1, lines=1, version=1)
    stack_id = take_in(place, proposal, lines=1)
    with pytest.raises(NotPermitted):
        read(place.resident(1), stack_id, 1, place.people[1])


def test_a_line_that_the_stack_does_not_have_cannot_be_read(
    place: Place, proposal: Proposal
) -> None:
    stack_id = take_in(place, proposal, lines=2)
    for number in (0, 3):
        with pytest.raises(Invalid, match="no_such_sheet"):
            read(clerks(place)[0], stack_id, number, place.people[1])


def test_who_holds_the_receipt_sets_his_line_aside_once(place: Place, proposal: Proposal) -> None:
    stack_id = take_in(place, proposal, lines=1)
    read_twice(place, stack_id, 1, place.people[1])
    code = entry(stack_id).receipt
    with transaction(VISITOR) as tx:
        dispute_line(tx, code.lower().replace("-", " "))
    assert reload(proposal.proposal_id).cosign_households == 1
    assert entry(stack_id).state is EntryState.DISPUTED
    assert "paper.entry_disputed" in kinds(proposal)
    with pytest.raises(NotPermitted, match="nothing_to_dispute"), transaction(VISITOR) as tx:
        dispute_line(tx, code)
    with pytest.raises(NotFound), transaction(VISITOR) as tx:
        dispute_line(tx, "2222-2222-2222-2222")


def test_each_clerk_is_led_through_what_he_has_not_read(place: Place, proposal: Proposal) -> None:
    stack_id = take_in(place, proposal, lines=3)
    one, other = clerks(place)
    read(one, stack_id, 1, place.people[1])
    db.session.rollback()
    stack = db.session.get(Stack, stack_id)
    assert next_number(db.session(), stack, one.person_id) == 2
    assert next_number(db.session(), stack, other.person_id) == 1


def test_no_name_and_no_person_stands_in_the_ledger(place: Place, proposal: Proposal) -> None:
    stack_id = take_in(place, proposal, lines=1)
    read_twice(place, stack_id, 1, place.people[1])
    query = select(LedgerEvent.payload).where(LedgerEvent.kind.startswith("paper."))
    texts = " ".join(db.session.scalars(query))
    assert "person" not in texts
    assert signed_by(place.people[1]) not in texts
