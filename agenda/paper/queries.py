"""Reading stacks and entries: for the clerks, for the lifecycle, for who holds a receipt."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from agenda.infra.transaction import Transaction
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import PersonId, ProposalId, normal_code
from agenda.paper.models import SheetEntry, Stack
from agenda.paper.rules import (
    SETTLED,
    EntryState,
    PaperFacts,
    Reading,
    Readings,
    StackCount,
    StackFacts,
    StackKind,
)


def get_stack(session: Session, stack_id: int, *kinds: StackKind) -> Stack:
    """Return a stack of one of these kinds, or of any; raises NotFound."""
    stack = session.get(Stack, stack_id)
    if stack is None or (kinds and stack.kind not in kinds):
        raise NotFound("paper.no_stack")
    return stack


def lock_stack(tx: Transaction, stack_id: int) -> Stack:
    """Return a stack, locked: its last sheet is settled once. Raises NotFound."""
    query = (
        select(Stack)
        .where(Stack.stack_id == stack_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    stack = tx.session.scalars(query).one_or_none()
    if stack is None:
        raise NotFound("paper.no_stack")
    return stack


def as_facts(stack: Stack) -> StackFacts:
    """Return a stack as policy sees it."""
    return StackFacts(
        kind=stack.kind,
        body_id=stack.body_id,
        entries=stack.entries,
        registered_at=stack.registered_at,
        handed_over_at=stack.handed_over_at,
        closed_at=stack.closed_at,
    )


def list_stacks(
    session: Session, proposal_id: ProposalId, *kinds: StackKind, subject_id: int | None = None
) -> Sequence[Stack]:
    """Return the stacks of a proposal, of one subject if named, the first taken in first."""
    query = select(Stack).where(Stack.proposal_id == proposal_id, Stack.kind.in_(kinds))
    if subject_id is not None:
        query = query.where(Stack.subject_id == subject_id)
    return session.scalars(query.order_by(Stack.stack_id)).all()


def count_entries(session: Session, stack: Stack) -> StackCount:
    """Return how the entries of a stack stand."""
    query = (
        select(SheetEntry.state, func.count())
        .where(SheetEntry.stack_id == stack.stack_id)
        .group_by(SheetEntry.state)
    )
    states = dict(session.execute(query).all())
    return StackCount(stack.entries, states)


def find_entry(session: Session, stack_id: int, number: int) -> SheetEntry | None:
    """Return an entry of a stack as it stands now, or None."""
    query = (
        select(SheetEntry)
        .where(SheetEntry.stack_id == stack_id, SheetEntry.number == number)
        .execution_options(populate_existing=True)
    )
    return session.scalars(query).one_or_none()


def find_receipt(session: Session, code: str) -> tuple[SheetEntry, Stack] | None:
    """Return the entry that a receipt's code belongs to, with its stack, or None."""
    letters = normal_code(code)
    shown = "-".join(letters[place : place + 4] for place in range(0, len(letters), 4))
    query = (
        select(SheetEntry, Stack)
        .join(Stack, Stack.stack_id == SheetEntry.stack_id)
        .where(SheetEntry.receipt == shown)
    )
    found = session.execute(query).one_or_none()
    return (found[0], found[1]) if found else None


def list_entries(session: Session, stack_id: int, *states: EntryState) -> Sequence[SheetEntry]:
    """Return the entries of a stack in their order, of these states or all."""
    query = select(SheetEntry).where(SheetEntry.stack_id == stack_id)
    if states:
        query = query.where(SheetEntry.state.in_(states))
    return session.scalars(query.order_by(SheetEntry.number)).all()


def readings_of(entry: SheetEntry) -> Readings:
    """Return what was read on an entry so far."""
    first = Reading(entry.first_by_id, entry.first_key, entry.first_content)
    if entry.second_by_id is None:
        return Readings(first)
    return Readings(first, Reading(entry.second_by_id, entry.second_key, entry.second_content))


def next_number(session: Session, stack: Stack, person_id: PersonId) -> int | None:
    """Return the first sheet that this person can still read, or None: what comes after Enter.

    A sheet that differs comes last of all: it is looked at by both together.
    """
    query = select(SheetEntry.number, SheetEntry.state, SheetEntry.first_by_id).where(
        SheetEntry.stack_id == stack.stack_id
    )
    done = {
        number
        for number, state, first_by in session.execute(query)
        if state is not EntryState.ENTERED or first_by == person_id
    }
    return next((n for n in range(1, stack.entries + 1) if n not in done), None)


def count_confirmed(
    session: Session, proposal_id: ProposalId, kind: StackKind, *, subject_id: int
) -> int:
    """Return how many sheets of a kind count now."""
    query = (
        select(func.count())
        .select_from(SheetEntry)
        .join(Stack, Stack.stack_id == SheetEntry.stack_id)
        .where(
            Stack.proposal_id == proposal_id,
            Stack.kind == kind,
            Stack.subject_id == subject_id,
            SheetEntry.state == EntryState.CONFIRMED,
        )
    )
    return session.scalar(query) or 0


def paper_facts(session: Session, proposal_id: ProposalId) -> PaperFacts:
    """Return which kinds of paper of a proposal are still being entered, and when others ended."""
    query = select(Stack.kind, Stack.closed_at).where(Stack.proposal_id == proposal_id)
    waiting: set[StackKind] = set()
    ended: dict[StackKind, datetime] = {}
    for kind, closed_at in session.execute(query):
        if closed_at is None:
            waiting.add(kind)
        else:
            ended[kind] = max(closed_at, ended.get(kind, closed_at))
    return PaperFacts(frozenset(waiting), ended)


def is_settled(entry: SheetEntry) -> bool:
    """Whether an entry needs nobody any more."""
    return entry.state in SETTLED
