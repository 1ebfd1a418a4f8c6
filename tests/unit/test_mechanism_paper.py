"""The lifecycle waits for paper that was taken in in time, and for nothing else."""

import pytest

from agenda.mechanism.rules import Lapse, next_step
from agenda.paper.rules import PaperFacts, StackKind
from agenda.procedure.rules import DutyKind
from agenda.proposals.rules import Stage
from tests.unit.snapshots import EARLIER, LATER, NOW, duty, moved, snapshot

SHEETS, SLIPS, BOX = StackKind.COSIGN_SHEET, StackKind.VOTE_SLIP, StackKind.BALLOT_BOX


@pytest.mark.parametrize(("waiting", "stays"), [((SHEETS,), True), ((SLIPS,), False), ((), False)])
def test_co_signing_does_not_expire_while_a_stack_of_sheets_is_entered(waiting, stays) -> None:
    paper = PaperFacts(frozenset(waiting))
    over = snapshot(Stage.COSIGNING, duties=(duty(DutyKind.GATHER_COSIGNS),), paper=paper)
    assert moved(next_step(over, NOW)) is (None if stays else Stage.EXPIRED)
    crossed = snapshot(Stage.COSIGNING, crossed_at=NOW, paper=paper)
    assert moved(next_step(crossed, NOW)) is Stage.VOTING


@pytest.mark.parametrize(
    ("waiting", "stays"),
    [((SLIPS,), True), ((BOX,), True), ((SLIPS, BOX), True), ((SHEETS,), False), ((), False)],
)
def test_a_vote_is_not_counted_while_its_paper_is_entered(waiting, stays) -> None:
    paper = PaperFacts(frozenset(waiting))
    over = snapshot(Stage.VOTING, duties=(duty(DutyKind.CAST_VOTES),), paper=paper)
    assert (next_step(over, NOW) is None) is stays


@pytest.mark.parametrize("ending", [DutyKind.CAST_OWNERS_BALLOT, DutyKind.CONVENE_DECISION])
def test_owners_decisions_wait_for_their_paper_and_are_not_taken_for_unheld(ending) -> None:
    paper = PaperFacts(frozenset({StackKind.OWNERS_BALLOT}))
    over = snapshot(Stage.DECIDING, duties=(duty(ending),), paper=paper)
    assert next_step(over, NOW) is None
    assert next_step(snapshot(Stage.DECIDING, duties=(duty(ending),)), NOW) is not None


def test_the_duty_of_entering_itself_lapses_while_the_vote_waits() -> None:
    vote, paper = duty(DutyKind.CAST_VOTES), duty(DutyKind.ENTER_PAPER, due_at=NOW, number=2)
    waiting = PaperFacts(frozenset({SLIPS}))
    step = next_step(snapshot(Stage.VOTING, duties=(vote, paper), paper=waiting), NOW)
    assert step == Lapse(paper, NOW)


def test_what_waited_for_paper_takes_effect_when_the_paper_was_in() -> None:
    ended = PaperFacts(ended_at={BOX: NOW, SHEETS: LATER})
    vote = duty(DutyKind.CAST_VOTES, due_at=EARLIER)
    assert next_step(snapshot(Stage.VOTING, duties=(vote,), paper=ended), NOW) == Lapse(vote, NOW)
    unheld = snapshot(Stage.VOTING, duties=(vote,))
    assert next_step(unheld, NOW) == Lapse(vote, EARLIER)
