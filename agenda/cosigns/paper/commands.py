"""Taking co-sign sheets in, reading their lines twice, and letting them count under the one key."""

from agenda.community.queries import area_ids_of, get_household, get_person, get_root
from agenda.cosigns.commands import PAPER, cosign_on_paper, require_in_time, take_back
from agenda.cosigns.paper.rules import LineOutcome, signer
from agenda.cosigns.queries import find_cosign
from agenda.infra.transaction import Transaction
from agenda.kernel.errors import Invalid, NotFound, NotPossible
from agenda.kernel.ids import PersonId, ProposalId
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
from agenda.proposals.models import Proposal
from agenda.proposals.queries import lock_proposal
from agenda.proposals.rules import COSIGNABLE


def register_sheets(
    tx: Transaction, proposal_id: ProposalId, *, sheets: int, lines: int, version: int
) -> Stack:
    """Take in a stack of co-sign sheets with so many signed lines: they count from now.

    `version` is that of the text printed on them. Raises NotPossible once co-signing is over.
    """
    proposal = lock_proposal(tx, proposal_id)
    if proposal.stage not in COSIGNABLE:
        raise NotPossible("cosigns.closed" if proposal.accepted_at else "cosigns.not_open_yet")
    require_in_time(tx, proposal)
    if not 1 <= version <= proposal.version:
        raise Invalid("cosigns.no_such_version", field="version")
    return register_stack(
        tx,
        StackKind.COSIGN_SHEET,
        neighbourhood_id=proposal.neighbourhood_id,
        proposal_id=proposal_id,
        proposer_id=proposal.proposer_id,
        subject_id=version,
        sheets=sheets,
        entries=lines,
    )


def read_line(
    tx: Transaction, stack_id: int, number: int, *, key: str, content: str
) -> LineOutcome:
    """Write what the acting clerk reads on a line; once two agree, it counts or is told why not.

    `content` is the canonical text of the line (rules), `key` what was typed.
    """
    stack = get_stack(tx.session, stack_id, StackKind.COSIGN_SHEET)
    proposal = lock_proposal(tx, stack.proposal_id)
    agreed = read_sheet(
        tx, stack_id, number, key=key, content=content, proposer_id=proposal.proposer_id
    )
    if not agreed:
        entry = find_entry(tx.session, stack_id, number)
        return LineOutcome(entry.state if entry else EntryState.ENTERED)
    outcome = _count(tx, proposal, stack, content)
    person_id = signer(content)
    if outcome.state == EntryState.CONFIRMED:
        confirm_sheet(tx, stack_id, number, person_id=person_id)
    else:
        state = EntryState(outcome.state)
        refuse_sheet(tx, stack_id, number, state=state, reason=outcome.reason, person_id=person_id)
    return outcome


def dispute_line(tx: Transaction, code: str) -> ProposalId:
    """Set a line aside for who holds its receipt; its co-signature no longer stands."""
    found = find_receipt(tx.session, code)
    if found is None or found[1].kind is not StackKind.COSIGN_SHEET:
        raise NotFound("paper.no_receipt")
    entry, stack = found
    proposal = lock_proposal(tx, stack.proposal_id)
    tx.session.refresh(entry)
    set_aside(tx, stack, entry, is_open=proposal.stage in COSIGNABLE)
    row = find_cosign(tx.session, proposal.proposal_id, entry.person_id or PersonId(0))
    if row is not None and row.withdrawn_at is None and row.channel == PAPER:
        take_back(tx, proposal, row)
    return proposal.proposal_id


def _count(tx: Transaction, proposal: Proposal, stack: Stack, content: str) -> LineOutcome:
    """Let an agreed line count, or say why it cannot."""
    person_id = signer(content)
    if person_id is None:
        return LineOutcome(EntryState.REJECTED, "cosigns.not_on_roster")
    person = get_person(tx.session, person_id)
    if person.household_id is None or person.moved_out_at is not None or not person.is_adult:
        return LineOutcome(EntryState.REJECTED, "cosigns.not_on_roster")
    household = get_household(tx.session, person.household_id)
    root = get_root(tx.session, proposal.neighbourhood_id)
    if proposal.scope_id not in area_ids_of(household, root.area_id):
        return LineOutcome(EntryState.REJECTED, "cosigns.not_of_scope")
    if proposal.stage not in COSIGNABLE:
        return LineOutcome(EntryState.REJECTED, "cosigns.over_before_entered")
    known = find_cosign(tx.session, proposal.proposal_id, person_id)
    if known is not None and known.withdrawn_at is None:
        on_paper = known.channel == PAPER
        reason = "cosigns.on_another_sheet" if on_paper else "cosigns.signed_online"
        return LineOutcome(EntryState.DUPLICATE, reason)
    if known is not None and known.withdrawn_at and known.withdrawn_at > stack.registered_at:
        return LineOutcome(EntryState.REJECTED, "cosigns.withdrawn_since")
    cosign_on_paper(
        tx,
        proposal,
        person_id,
        person.household_id,
        seen_version=stack.subject_id,
        signed_at=stack.registered_at,
    )
    return LineOutcome(EntryState.CONFIRMED)
