"""Taking owners' ballots in, reading each twice under the online key, and setting one aside again."""

from agenda.ballots.decisions.queries import lock_decision, standing_of
from agenda.ballots.owners.casting.commands import cast_on_paper
from agenda.ballots.owners.casting.policy import may_enter_paper
from agenda.ballots.owners.casting.queries import find_cast, get_head, lock_head
from agenda.ballots.owners.casting.rules import SetAsideReason
from agenda.ballots.owners.paper.models import HeadSheet
from agenda.ballots.owners.paper.queries import find_sheet, list_unentered
from agenda.ballots.owners.paper.rules import Sheet, SheetOutcome
from agenda.ballots.owners.queries import ballot_state, get_ballot, lock_ballot
from agenda.ballots.owners.rules import BallotChannel, OwnersBallotState
from agenda.infra.audit import quiet
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import only_mechanism, require
from agenda.kernel.errors import NotFound, NotPossible
from agenda.kernel.ids import DecisionId, HeadId, ProposalId
from agenda.paper.commands import (
    confirm_sheet,
    read_sheet,
    refuse_sheet,
    register_stack,
    set_aside,
)
from agenda.paper.models import Stack
from agenda.paper.queries import find_entry, find_receipt, get_stack
from agenda.paper.rules import EntryState, StackKind
from agenda.proposals.queries import get_proposal, lock_proposal


def register_ballots(tx: Transaction, decision_id: DecisionId, *, sheets: int) -> Stack:
    """Take a stack of owners' ballots in: they count from now, whenever they are entered.

    Raises NotPossible before casting opens and once it has closed.
    """
    ballot = lock_ballot(tx, decision_id)
    decision = lock_decision(tx, decision_id)
    require(may_enter_paper(tx.actor, standing_of(tx.session, decision)))
    state = ballot_state(ballot, tx.now)
    if state is not OwnersBallotState.OPEN:
        early = state is OwnersBallotState.NOTICED
        raise NotPossible("ballots.casting_not_open" if early else "ballots.casting_closed")
    return register_stack(
        tx,
        StackKind.OWNERS_BALLOT,
        neighbourhood_id=ballot.neighbourhood_id,
        proposal_id=decision.proposal_id,
        proposer_id=get_proposal(tx.session, decision.proposal_id).proposer_id,
        subject_id=decision_id,
        sheets=sheets,
        body_id=decision.convening_body_id,
    )


def read_ballot(
    tx: Transaction, stack_id: int, number: int, *, key: str, sheet: Sheet
) -> SheetOutcome:
    """Write what the acting clerk reads on a ballot; once two agree, the head has cast it.

    A head that has taken part in another form is not counted again: its own key decides, and
    both clerks are told in which form.
    """
    stack = get_stack(tx.session, stack_id, StackKind.OWNERS_BALLOT)
    decision = lock_decision(tx, DecisionId(stack.subject_id))
    require(may_enter_paper(tx.actor, standing_of(tx.session, decision)))
    proposer_id = get_proposal(tx.session, stack.proposal_id).proposer_id
    content = sheet.content
    if not read_sheet(tx, stack_id, number, key=key, content=content, proposer_id=proposer_id):
        entry = find_entry(tx.session, stack_id, number)
        return SheetOutcome(entry.state if entry else EntryState.ENTERED)
    outcome, version = _count(tx, stack, sheet)
    if version is None:
        state = EntryState(outcome.state)
        refuse_sheet(tx, stack_id, number, state=state, reason=outcome.reason)
        return outcome
    place = {"stack_id": stack_id, "number": number, "neighbourhood_id": stack.neighbourhood_id}
    tx.session.add(HeadSheet(**place, head_id=sheet.head_id, version=version))
    confirm_sheet(tx, stack_id, number, person_id=None)
    return outcome


def dispute_ballot(tx: Transaction, code: str) -> ProposalId:
    """Set a paper ballot aside for who holds its receipt, until the decision is counted.

    The head does not take part unless one of its owners casts anew, online or on paper.
    """
    found = find_receipt(tx.session, code)
    if found is None or found[1].kind is not StackKind.OWNERS_BALLOT:
        raise NotFound("paper.no_receipt")
    entry, stack = found
    lock_proposal(tx, stack.proposal_id)
    tx.session.refresh(entry)
    ballot = get_ballot(tx.session, DecisionId(stack.subject_id))
    set_aside(tx, stack, entry, is_open=ballot.closed_at is None)
    became = find_sheet(tx.session, stack.stack_id, entry.number)
    cast = find_cast(tx.session, became.head_id) if became else None
    if became is not None and cast is not None and cast.version == became.version:
        head = lock_head(tx, became.head_id).head
        head.spoiled_reason = SetAsideReason.DISPUTED.value
    return stack.proposal_id


def leave_out_unentered(tx: Transaction, decision_id: DecisionId) -> None:
    """Mark heads whose paper came in and was never settled: no silence is imputed to them.

    For the mechanism at closing, when all paper had its time.
    """
    require(only_mechanism(tx.actor))
    for head_id in sorted(list_unentered(tx.session, decision_id)):
        if find_cast(tx.session, head_id) is None:
            head = get_head(tx.session, head_id)
            head.spoiled_reason = head.spoiled_reason or SetAsideReason.NOT_ENTERED.value
    tx.session.flush()  # the count reads it
    quiet(tx)


def _count(tx: Transaction, stack: Stack, sheet: Sheet) -> tuple[SheetOutcome, int | None]:
    """Cast an agreed sheet and return its version, or say why it does not count."""
    if sheet.head_id is None or get_head(tx.session, sheet.head_id).decision_id != stack.subject_id:
        return SheetOutcome(EntryState.REJECTED, "ballots.paper_unreadable"), None
    if sheet.flaw is not None:
        return _spoil(tx, sheet.head_id, sheet.flaw.reason), None
    try:
        cast = cast_on_paper(tx, sheet.head_id, sheet.choices, handed_in_at=stack.registered_at)
    except NotPossible as error:
        if error.code != "ballots.head_has_ballot":
            raise
        return SheetOutcome(EntryState.DUPLICATE, _first_form(tx, sheet.head_id)), None
    return SheetOutcome(EntryState.CONFIRMED), cast.version


def _spoil(tx: Transaction, head_id: HeadId, reason: SetAsideReason) -> SheetOutcome:
    """Note on a head without a ballot that its paper does not count: it is not silent either."""
    head = lock_head(tx, head_id).head
    if find_cast(tx.session, head_id) is None:
        head.spoiled_reason = reason.value
    unsigned = reason is SetAsideReason.NOT_SIGNED
    code = "ballots.paper_not_signed" if unsigned else "ballots.paper_unreadable"
    return SheetOutcome(EntryState.REJECTED, code)


def _first_form(tx: Transaction, head_id: HeadId) -> str:
    """Return the code that says in which form a head has taken part already."""
    cast = find_cast(tx.session, head_id)
    channel = cast.channel if cast else BallotChannel.PAPER
    return f"ballots.head_voted_{channel.value}"
