"""Taking stacks in, reading each sheet twice, and what follows when nobody does.

A feature that takes paper calls, within its own command and under its proposal's lock:
`register_stack`, once it has checked that the time allows it; `read_sheet` for each reading, with
the canonical text of what it means; and when that returns True, because two people agree, it
applies the sheet under its own unique key and says in the same transaction how it went, by
`confirm_sheet` (which gives the receipt's code) or `refuse_sheet` (DUPLICATE or REJECTED, with the
code of the reason, shown to both clerks). `set_aside` takes a confirmed sheet out again for who
holds its receipt. While a stack is open its duty ENTER_PAPER is, and the lifecycle waits.
"""

from datetime import datetime

from agenda.community.queries import find_body
from agenda.infra.audit import log, record
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import BodyKind, require
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible
from agenda.kernel.ids import BodyId, NeighbourhoodId, PersonId, ProposalId, new_code
from agenda.paper import policy
from agenda.paper.events import EntryDisputed, StackEntered, StackRegistered
from agenda.paper.models import SheetEntry, Stack
from agenda.paper.queries import (
    as_facts,
    count_entries,
    find_entry,
    is_settled,
    lock_stack,
    readings_of,
)
from agenda.paper.rules import (
    LINES_A_SHEET,
    MOST_SHEETS,
    EntryState,
    Reading,
    StackKind,
    entering_due,
    with_reading,
)
from agenda.procedure.commands import fulfil_duty, open_duty
from agenda.procedure.rules import Bearer, DutyKind


def register_stack(
    tx: Transaction,
    kind: StackKind,
    *,
    neighbourhood_id: NeighbourhoodId,
    proposal_id: ProposalId,
    proposer_id: PersonId | None,
    subject_id: int,
    sheets: int,
    body_id: BodyId | None = None,
    entries: int | None = None,
    opens_at: datetime | None = None,
    due_at: datetime | None = None,
) -> Stack:
    """Take a stack in: it counts from now, and its entering is due.

    `body_id` is who has it in hand where that is not the residents' committee; `entries` are the
    signed lines of co-sign sheets, elsewhere a sheet is an entry. `opens_at` and `due_at` are for
    what may be entered only later. Raises Invalid for impossible numbers.
    """
    require(
        policy.may_register(
            tx.actor, neighbourhood_id=neighbourhood_id, proposer_id=proposer_id, body_id=body_id
        )
    )
    lines = sheets if entries is None else entries
    _check_numbers(kind, sheets=sheets, entries=lines)
    body_id = body_id or _body(tx, neighbourhood_id, BodyKind.RESIDENTS_COMMITTEE)
    stack = Stack(
        neighbourhood_id=neighbourhood_id,
        proposal_id=proposal_id,
        kind=kind,
        subject_id=subject_id,
        sheets=sheets,
        entries=lines,
        body_id=body_id,
        registered_by_id=_person(tx),
        registered_at=tx.now,
        opens_at=opens_at or tx.now,
    )
    tx.session.add(stack)
    tx.session.flush()  # the duty is about the stack's id
    due = due_at or entering_due(tx.now)
    open_entering(tx, stack, body_id=body_id, due_at=due)
    record(
        tx,
        StackRegistered(
            neighbourhood_id=neighbourhood_id,
            proposal_id=proposal_id,
            stack_id=stack.stack_id,
            stack=kind,
            sheets=sheets,
            entries=lines,
            body_id=body_id,
            due_at=due,
        ),
    )
    return stack


def read_sheet(
    tx: Transaction,
    stack_id: int,
    number: int,
    *,
    key: str,
    content: str,
    proposer_id: PersonId | None,
) -> bool:
    """Write what the acting person reads on a sheet; returns whether two people now agree.

    Raises Invalid for a number the stack does not have, NotPossible once the stack is closed, not
    open yet, or the sheet settled. On True the caller confirms or refuses the sheet at once.
    """
    stack = lock_stack(tx, stack_id)
    require(
        policy.may_enter(
            tx.actor,
            as_facts(stack),
            neighbourhood_id=stack.neighbourhood_id,
            proposer_id=proposer_id,
        )
    )
    _require_open(tx, stack, number)
    entry = find_entry(tx.session, stack_id, number)
    if entry is not None and is_settled(entry):
        raise NotPossible("paper.sheet_settled")
    new = Reading(_person(tx), key, content)
    known = with_reading(readings_of(entry) if entry else None, new)
    if entry is None:
        entry = SheetEntry(
            neighbourhood_id=stack.neighbourhood_id, stack_id=stack_id, number=number
        )
        tx.session.add(entry)
    if known.first == new:
        entry.first_at = tx.now
    entry.first_by_id, entry.first_key = known.first.by, known.first.key
    entry.first_content = known.first.content
    entry.state = EntryState.ENTERED
    if known.second is not None:
        entry.second_at = tx.now if known.second == new else entry.second_at
        entry.second_by_id, entry.second_key = known.second.by, known.second.key
        entry.second_content = known.second.content
        entry.state = EntryState.DIFFERING
    log(tx, "paper.sheet_read", stack=stack_id, number=number)
    return known.agree


def confirm_sheet(
    tx: Transaction, stack_id: int, number: int, *, person_id: PersonId | None
) -> str:
    """Let a sheet count that two people read alike and the caller applied; returns its receipt.

    What was typed is emptied: whose sheet it was stays, what stood on it is where it was applied.
    """
    stack, entry = _agreed(tx, stack_id, number)
    entry.state, entry.settled_at, entry.person_id = EntryState.CONFIRMED, tx.now, person_id
    entry.receipt = new_code()
    entry.first_key = entry.first_content = entry.second_key = entry.second_content = ""
    _close_if_done(tx, stack)
    return entry.receipt


def refuse_sheet(
    tx: Transaction,
    stack_id: int,
    number: int,
    *,
    state: EntryState,
    reason: str,
    person_id: PersonId | None = None,
) -> None:
    """Say that an agreed sheet does not count, DUPLICATE or REJECTED, and the code of why."""
    stack, entry = _agreed(tx, stack_id, number)
    entry.state, entry.settled_at, entry.reason = state, tx.now, reason
    entry.person_id = person_id
    entry.first_content = entry.second_content = ""
    _close_if_done(tx, stack)


def set_aside(tx: Transaction, stack: Stack, entry: SheetEntry, *, is_open: bool) -> None:
    """Take a confirmed sheet out again because its receipt's holder says that it is not his.

    `is_open` says whether what it was applied to can still be undone; the caller undoes it.
    """
    confirmed = entry.state is EntryState.CONFIRMED
    require(policy.may_dispute(is_confirmed=confirmed, is_open=is_open))
    entry.state, entry.disputed_at = EntryState.DISPUTED, tx.now
    record(
        tx,
        EntryDisputed(
            neighbourhood_id=stack.neighbourhood_id,
            proposal_id=stack.proposal_id,
            stack_id=stack.stack_id,
            stack=stack.kind,
        ),
    )


def _check_numbers(kind: StackKind, *, sheets: int, entries: int) -> None:
    """Raise Invalid for a stack that cannot be."""
    if not 1 <= sheets <= MOST_SHEETS:
        raise Invalid("paper.sheets", field="sheets")
    most = sheets * LINES_A_SHEET if kind is StackKind.COSIGN_SHEET else sheets
    if not sheets <= entries <= most:
        raise Invalid("paper.lines", field="entries")


def _require_open(tx: Transaction, stack: Stack, number: int) -> None:
    """Raise unless this number of this stack may be entered now."""
    if stack.closed_at is not None:
        raise NotPossible("paper.stack_closed")
    if tx.now < stack.opens_at:
        raise NotPossible("paper.box_closed")
    if not 1 <= number <= stack.entries:
        raise Invalid("paper.no_such_sheet", field="number")


def _agreed(tx: Transaction, stack_id: int, number: int) -> tuple[Stack, SheetEntry]:
    """Return a sheet on which two people agree, with its stack; raises NotPossible otherwise."""
    stack = lock_stack(tx, stack_id)
    entry = find_entry(tx.session, stack_id, number)
    if entry is None or is_settled(entry) or not readings_of(entry).agree:
        raise NotPossible("paper.not_agreed")
    return stack, entry


def _close_if_done(tx: Transaction, stack: Stack) -> None:
    """End a stack's duty once its last sheet is settled."""
    tx.session.flush()  # the count reads what was just settled
    if count_entries(tx.session, stack).missing == 0:
        fulfil_duty(
            tx, DutyKind.ENTER_PAPER, stack.proposal_id, subject_id=stack.stack_id, late_ok=True
        )
        close_stack(tx, stack)


def close_stack(tx: Transaction, stack: Stack) -> None:
    """Close a stack for all to see: nothing of it can be entered any more."""
    stack.closed_at = tx.now
    count = count_entries(tx.session, stack)
    record(
        tx,
        StackEntered(
            neighbourhood_id=stack.neighbourhood_id,
            proposal_id=stack.proposal_id,
            stack_id=stack.stack_id,
            stack=stack.kind,
            entries=stack.entries,
            confirmed=count.of(EntryState.CONFIRMED),
            duplicate=count.of(EntryState.DUPLICATE),
            rejected=count.of(EntryState.REJECTED),
            missing=count.missing,
        ),
    )


def open_entering(tx: Transaction, stack: Stack, *, body_id: BodyId, due_at: datetime) -> None:
    """Open the duty of entering a stack."""
    open_duty(
        tx,
        DutyKind.ENTER_PAPER,
        neighbourhood_id=stack.neighbourhood_id,
        proposal_id=stack.proposal_id,
        subject_id=stack.stack_id,
        due_at=due_at,
        bearer=Bearer.BODY,
        body_id=body_id,
    )


def _body(tx: Transaction, neighbourhood_id: NeighbourhoodId, kind: BodyKind) -> BodyId:
    """Return the body of a kind; raises NotPossible where there is none."""
    body = find_body(tx.session, neighbourhood_id, kind)
    if body is None:
        raise NotPossible("paper.committee_only")
    return body.body_id


def _person(tx: Transaction) -> PersonId:
    """Return the acting person; raises NotPermitted for anybody else."""
    if tx.actor.person_id is None:
        raise NotPermitted("authz.sign_in_first")
    return tx.actor.person_id
