"""Reading owners' paper: whose ballot a code or a room is, how a stack stands, what to print.

`paper_tally(session, decision)` is what the result says of all paper of a decision.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from agenda.ballots.decisions.queries import get_decision, standing_of
from agenda.ballots.owners.casting.policy import may_enter_paper
from agenda.ballots.owners.casting.queries import HeadUnitPlace, find_head_by_code, list_units
from agenda.ballots.owners.models import HeadUnit, OwnersBallot, OwnersQuestion, VotingHead
from agenda.ballots.owners.paper.models import HeadSheet
from agenda.ballots.owners.paper.rules import CODE_LENGTH, Sheet
from agenda.ballots.owners.queries import get_ballot, list_questions
from agenda.community.models import Household
from agenda.community.queries import get_area
from agenda.kernel.authz import Actor, Decision, first_refusal
from agenda.kernel.errors import Invalid
from agenda.kernel.ids import AreaId, DecisionId, HeadId, PersonId
from agenda.paper import policy
from agenda.paper.models import SheetEntry, Stack
from agenda.paper.queries import as_facts, count_entries, get_stack, list_stacks, next_number
from agenda.paper.rooms.queries import find_home
from agenda.paper.rules import SETTLED, EntryState, StackCount, StackKind, code_in
from agenda.proposals.models import Proposal
from agenda.proposals.queries import get_proposal


@dataclass(frozen=True)
class BallotsPage:
    """A stack of owners' ballots as its clerks see it."""

    stack: Stack
    ballot: OwnersBallot
    proposal: Proposal
    questions: Sequence[OwnersQuestion]
    count: StackCount
    next: int | None
    """The sheet this clerk reads next."""
    may_enter: Decision


@dataclass(frozen=True)
class StackTally:
    """One stack as the result tells of it."""

    number: int
    """The how-manieth stack of the decision, from 1."""
    stack: Stack
    count: StackCount

    @property
    def left_out(self) -> int:
        """How many sheets of it were never entered, once its time was over."""
        return self.count.missing if self.stack.closed_at else 0


@dataclass(frozen=True)
class PaperTally:
    """All paper of a decision, stack by stack."""

    stacks: tuple[StackTally, ...]

    def of(self, *states: EntryState) -> int:
        """Return how many sheets stand in these states."""
        return sum(one.count.of(*states) for one in self.stacks)

    @property
    def sheets(self) -> int:
        """All sheets that were taken in."""
        return sum(one.stack.entries for one in self.stacks)

    @property
    def waiting(self) -> int:
        """Sheets of stacks that are still being entered."""
        return sum(one.count.missing for one in self.stacks if one.stack.closed_at is None)

    @property
    def left_out(self) -> int:
        """Sheets that were never entered in time."""
        return sum(one.left_out for one in self.stacks)

    @property
    def disputed(self) -> int:
        """Sheets of which an owner said that they are not his."""
        return self.of(EntryState.DISPUTED)


@dataclass(frozen=True)
class PrintedBallot:
    """What is printed on the ballot of one head: its number, code and homes, never a name."""

    head: VotingHead
    units: tuple[HeadUnitPlace, ...]


def ballots_page(session: Session, stack_id: int, actor: Actor) -> BallotsPage:
    """Return a stack of owners' ballots with how far it is for this clerk; raises NotFound."""
    stack = get_stack(session, stack_id, StackKind.OWNERS_BALLOT)
    decision = get_decision(session, DecisionId(stack.subject_id))
    proposal = get_proposal(session, stack.proposal_id)
    may_enter = policy.may_enter(
        actor,
        as_facts(stack),
        neighbourhood_id=stack.neighbourhood_id,
        proposer_id=proposal.proposer_id,
    )
    return BallotsPage(
        stack=stack,
        ballot=get_ballot(session, decision.decision_id),
        proposal=proposal,
        questions=list_questions(session, decision.decision_id),
        count=count_entries(session, stack),
        next=next_number(session, stack, actor.person_id or PersonId(0)),
        may_enter=first_refusal(may_enter, may_enter_paper(actor, standing_of(session, decision))),
    )


def find_head_typed(session: Session, ballot: OwnersBallot, typed: str) -> HeadId:
    """Return the head that a typed or scanned code means, or a room of the scope.

    Raises Invalid at the field `code` for what is nobody's.
    """
    code, half = code_in(typed), CODE_LENGTH // 2
    if len(code) == CODE_LENGTH or not typed.strip() or "?" in typed:
        head = find_head_by_code(session, ballot.decision_id, f"{code[:half]}-{code[half:]}")
        if head is None:
            raise Invalid("ballots.code_unknown", field="code")
        return head.head_id
    home = find_home(session, get_area(session, ballot.scope_id), room=typed, field="code")
    unit = session.get(HeadUnit, (ballot.decision_id, home))
    if unit is None:
        raise Invalid("ballots.unit_not_on_roll", field="code")
    return unit.head_id


def find_sheet(session: Session, stack_id: int, number: int) -> HeadSheet | None:
    """Return which ballot a sheet became, or None where it became none."""
    return session.get(HeadSheet, (stack_id, number))


def paper_tally(session: Session, ballot: OwnersBallot) -> PaperTally:
    """Return what became of all paper of a decision, the first stack first: two queries."""
    proposal_id = get_decision(session, ballot.decision_id).proposal_id
    stacks = list_stacks(
        session, proposal_id, StackKind.OWNERS_BALLOT, subject_id=ballot.decision_id
    )
    query = (
        select(SheetEntry.stack_id, SheetEntry.state, func.count())
        .where(SheetEntry.stack_id.in_([stack.stack_id for stack in stacks]))
        .group_by(SheetEntry.stack_id, SheetEntry.state)
    )
    states: dict[int, dict[EntryState, int]] = {}
    for stack_id, state, count in session.execute(query) if stacks else ():
        states.setdefault(stack_id, {})[state] = count
    return PaperTally(
        tuple(
            StackTally(number, stack, StackCount(stack.entries, states.get(stack.stack_id, {})))
            for number, stack in enumerate(stacks, start=1)
        )
    )


def list_printed(
    session: Session, decision_id: DecisionId, *, building_id: AreaId
) -> Sequence[PrintedBallot]:
    """Return the ballots of the heads whose first home lies in a building, in the order of rooms.

    A head with homes in several buildings gets one ballot, in the first of them.
    """
    first = (
        select(func.min(HeadUnit.household_id))
        .where(HeadUnit.decision_id == decision_id)
        .group_by(HeadUnit.head_id)
    )
    query = (
        select(VotingHead)
        .join(HeadUnit, HeadUnit.head_id == VotingHead.head_id)
        .join(Household, Household.household_id == HeadUnit.household_id)
        .where(HeadUnit.household_id.in_(first), Household.building_id == building_id)
        .where(VotingHead.decision_id == decision_id)
        .order_by(Household.unit_id, Household.household_id)
    )
    return printed(session, session.scalars(query).all())


def printed(session: Session, heads: Sequence[VotingHead]) -> Sequence[PrintedBallot]:
    """Return what is printed on the ballots of some heads, in their order."""
    units: dict[HeadId, list[HeadUnitPlace]] = {}
    for place in list_units(session, [head.head_id for head in heads]):
        units.setdefault(place.head_id, []).append(place)
    return [PrintedBallot(head, tuple(units.get(head.head_id, ()))) for head in heads]


def list_receipts(session: Session, stack_id: int) -> Sequence[tuple[SheetEntry, PrintedBallot]]:
    """Return the receipts of a stack with the heads they go to, in the order of the sheets."""
    query = (
        select(SheetEntry, VotingHead)
        .join(
            HeadSheet,
            (HeadSheet.stack_id == SheetEntry.stack_id) & (HeadSheet.number == SheetEntry.number),
        )
        .join(VotingHead, VotingHead.head_id == HeadSheet.head_id)
        .where(SheetEntry.stack_id == stack_id, SheetEntry.state == EntryState.CONFIRMED)
        .order_by(SheetEntry.number)
    )
    rows = session.execute(query).all()
    ballots = printed(session, [head for _entry, head in rows])
    return [(entry, ballot) for (entry, _head), ballot in zip(rows, ballots, strict=True)]


def list_unentered(session: Session, decision_id: DecisionId) -> frozenset[HeadId]:
    """Return the heads named on sheets that were taken in and that two readings never settled."""
    query = (
        select(SheetEntry.first_content, SheetEntry.second_content)
        .join(Stack, Stack.stack_id == SheetEntry.stack_id)
        .where(
            Stack.kind == StackKind.OWNERS_BALLOT,
            Stack.subject_id == decision_id,
            SheetEntry.state.not_in(SETTLED),
        )
    )
    named = (content for row in session.execute(query) for content in row if content)
    return frozenset(head for text in named if (head := Sheet.of(text).head_id) is not None)
