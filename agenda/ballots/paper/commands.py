"""Taking slips in, entering them by two under the online key, and counting the box after closing.

A slip says who voted and nothing else: it becomes a participation like any other. The ballots in
the box carry no mark; after closing two people count them, and they are added to the choices under
fresh random keys. The two counts are emptied as soon as they agree.
"""

import secrets
from typing import Any

from sqlalchemy import delete, insert, select

from agenda.ballots.models import CastChoice, Participation, RollEntry, Vote
from agenda.ballots.paper.events import BoxCounted, SlipConfirmed
from agenda.ballots.paper.models import BoxTally, SlipCode
from agenda.ballots.paper.queries import (
    count_slips,
    find_box_stack,
    get_vote_by_id,
    has_slip,
)
from agenda.ballots.paper.rules import BoxCount, SlipOutcome, count_box, voter
from agenda.ballots.queries import as_facts
from agenda.infra.audit import log, record
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import NotFound, NotPossible
from agenda.kernel.ids import ProposalId, VoteId, new_code
from agenda.paper import policy
from agenda.paper.commands import (
    confirm_sheet,
    read_sheet,
    refuse_sheet,
    register_stack,
    set_aside,
)
from agenda.paper.models import Stack
from agenda.paper.queries import find_entry, find_receipt, get_stack, list_stacks
from agenda.paper.rules import EntryState, StackKind, box_due, desk_closes_at
from agenda.proposals.queries import lock_proposal


def issue_slips(tx: Transaction, vote_id: VoteId) -> int:
    """Give everybody on the roll a code for the outer slip; returns how many are new."""
    vote = get_vote_by_id(tx.session, vote_id)
    proposal = lock_proposal(tx, vote.proposal_id)
    require(
        policy.may_register(
            tx.actor,
            neighbourhood_id=vote.neighbourhood_id,
            proposer_id=proposal.proposer_id,
        )
    )
    known = select(SlipCode.person_id).where(SlipCode.vote_id == vote_id)
    query = select(RollEntry.person_id).where(
        RollEntry.vote_id == vote_id, RollEntry.person_id.not_in(known)
    )
    people = tx.session.scalars(query).all()
    place = {"vote_id": vote_id, "neighbourhood_id": vote.neighbourhood_id}
    taken = set(tx.session.scalars(select(SlipCode.code).where(SlipCode.vote_id == vote_id)))
    rows = []
    for person_id in people:
        code = new_code(2)
        while code in taken:
            code = new_code(2)
        taken.add(code)
        rows.append({**place, "person_id": person_id, "code": code})
    if rows:
        tx.session.execute(insert(SlipCode), rows)
    log(tx, "ballots.slips_issued", vote=vote_id, slips=len(rows))
    return len(rows)


def register_slips(tx: Transaction, vote_id: VoteId, *, sheets: int) -> Stack:
    """Take a stack of slips in, their ballots unopened in the box: they count from now.

    The first stack registers the box too. Raises NotPossible before casting opens, and once the
    paper desk has closed at 20:00 of the last day.
    """
    vote = get_vote_by_id(tx.session, vote_id)
    proposal = lock_proposal(tx, vote.proposal_id)
    if not as_facts(vote).is_open(tx.now):
        raise NotPossible("ballots.closed" if tx.now >= vote.closes_at else "ballots.not_open_yet")
    if tx.now >= desk_closes_at(vote.closes_at):
        raise NotPossible("ballots.paper_desk_closed")
    common: dict[str, Any] = {
        "neighbourhood_id": vote.neighbourhood_id,
        "proposal_id": vote.proposal_id,
        "proposer_id": proposal.proposer_id,
        "subject_id": vote_id,
    }
    stack = register_stack(tx, StackKind.VOTE_SLIP, sheets=sheets, **common)
    if find_box_stack(tx.session, vote) is None:
        register_stack(
            tx,
            StackKind.BALLOT_BOX,
            sheets=1,
            opens_at=vote.closes_at,
            due_at=box_due(vote.closes_at),
            **common,
        )
    return stack


def read_slip(
    tx: Transaction, stack_id: int, number: int, *, key: str, content: str
) -> SlipOutcome:
    """Write what the acting clerk reads on a slip; once two agree, the voter has taken part.

    Who has voted online already is not counted again: the same primary key decides.
    """
    stack = get_stack(tx.session, stack_id, StackKind.VOTE_SLIP)
    proposal = lock_proposal(tx, stack.proposal_id)
    vote = get_vote_by_id(tx.session, VoteId(stack.subject_id))
    agreed = read_sheet(
        tx, stack_id, number, key=key, content=content, proposer_id=proposal.proposer_id
    )
    if not agreed:
        entry = find_entry(tx.session, stack_id, number)
        return SlipOutcome(entry.state if entry else EntryState.ENTERED)
    outcome = _take_part(tx, vote, content)
    if outcome.state == EntryState.CONFIRMED:
        confirm_sheet(tx, stack_id, number, person_id=voter(content))
    else:
        refuse_sheet(
            tx,
            stack_id,
            number,
            state=EntryState(outcome.state),
            reason=outcome.reason,
            person_id=voter(content),
        )
    return outcome


def read_box(tx: Transaction, stack_id: int, count: BoxCount) -> bool:
    """Write what the acting person counted in the box; returns whether two agree and it counts.

    Raises NotPossible before the vote has closed, and while slips are still being entered.
    """
    stack = get_stack(tx.session, stack_id, StackKind.BALLOT_BOX)
    proposal = lock_proposal(tx, stack.proposal_id)
    vote = get_vote_by_id(tx.session, VoteId(stack.subject_id))
    slips = list_stacks(tx.session, stack.proposal_id, StackKind.VOTE_SLIP, subject_id=vote.vote_id)
    if tx.now >= stack.opens_at and any(one.closed_at is None for one in slips):
        raise NotPossible("ballots.slips_first")
    agreed = read_sheet(
        tx, stack_id, 1, key="", content=count.content, proposer_id=proposal.proposer_id
    )
    if agreed:
        _add_ballots(tx, vote, count)
        confirm_sheet(tx, stack_id, 1, person_id=None)
    return agreed


def dispute_slip(tx: Transaction, code: str) -> ProposalId:
    """Set a slip aside for who holds its receipt: he has not taken part, and may vote again.

    His ballot cannot be found in the box; as one more than the slips, it is drawn by lot.
    """
    found = find_receipt(tx.session, code)
    if found is None or found[1].kind is not StackKind.VOTE_SLIP:
        raise NotFound("paper.no_receipt")
    entry, stack = found
    lock_proposal(tx, stack.proposal_id)
    tx.session.refresh(entry)
    vote = get_vote_by_id(tx.session, VoteId(stack.subject_id))
    box = find_box_stack(tx.session, vote)
    is_open = vote.closed_at is None and box is not None and box.closed_at is None
    set_aside(tx, stack, entry, is_open=is_open)
    tx.session.execute(
        delete(Participation).where(
            Participation.vote_id == vote.vote_id, Participation.person_id == entry.person_id
        )
    )
    return stack.proposal_id


def _take_part(tx: Transaction, vote: Vote, content: str) -> SlipOutcome:
    """Let the person of an agreed slip take part, or say why the slip does not count."""
    person_id = voter(content)
    if person_id is None or tx.session.get(RollEntry, (vote.vote_id, person_id)) is None:
        return SlipOutcome(EntryState.REJECTED, "ballots.slip_unknown")
    place: dict[str, Any] = {"vote_id": vote.vote_id, "neighbourhood_id": vote.neighbourhood_id}
    if not tx.put(Participation, person_id=person_id, **place):
        twice = has_slip(tx.session, vote, person_id)
        reason = "ballots.on_another_slip" if twice else "ballots.voted_online"
        return SlipOutcome(EntryState.DUPLICATE, reason)
    record(
        tx,
        SlipConfirmed(
            neighbourhood_id=vote.neighbourhood_id,
            proposal_id=vote.proposal_id,
            vote_id=vote.vote_id,
        ),
    )
    return SlipOutcome(EntryState.CONFIRMED)


def _add_ballots(tx: Transaction, vote: Vote, count: BoxCount) -> None:
    """Add the ballots of a box to the others, and certify how they stand to the slips."""
    slips = count_slips(tx.session, vote)
    result = count_box(count, slips=slips, shuffle=secrets.SystemRandom().shuffle)
    place: dict[str, Any] = {"vote_id": vote.vote_id, "neighbourhood_id": vote.neighbourhood_id}
    rows = [
        {**place, "choice_key": secrets.token_bytes(16), "choice": choice}
        for choice in result.choices
    ]
    if rows:
        tx.session.execute(insert(CastChoice), rows)
    told: dict[str, Any] = {
        "slips": slips,
        "ballots": len(result.choices),
        "spoiled": result.spoiled,
        "missing": result.missing,
        "surplus": result.surplus,
    }
    tx.session.add(BoxTally(**place, counted_at=tx.now, **told))
    record(tx, BoxCounted(proposal_id=vote.proposal_id, **place, **told))
