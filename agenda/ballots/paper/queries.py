"""Reading the vote on paper: whose slip a code is, how many slips count, what the box gave."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from agenda.ballots.models import RollEntry, Vote
from agenda.ballots.paper.models import BoxTally, SlipCode
from agenda.kernel.authz import Actor, Decision
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import AreaId, PersonId, VoteId
from agenda.paper import policy
from agenda.paper.models import SheetEntry, Stack
from agenda.paper.queries import (
    as_facts,
    count_confirmed,
    count_entries,
    get_stack,
    list_entries,
    list_stacks,
    next_number,
)
from agenda.paper.rooms.queries import Addressee, list_addressees
from agenda.paper.rules import EntryState, StackCount, StackKind, code_in
from agenda.proposals.models import Proposal
from agenda.proposals.queries import get_proposal


@dataclass(frozen=True)
class SlipsPage:
    """A stack of slips, or the ballot box, as its clerks see it."""

    stack: Stack
    vote: Vote
    proposal: Proposal
    count: StackCount
    next: int | None
    may_enter: Decision


@dataclass(frozen=True)
class SlipTally:
    """What became of all paper of a vote: how many slips, never what lay in them."""

    slips: int
    confirmed: int
    duplicate: int
    rejected: int
    disputed: int
    left_out: int
    """Taken in in time and never entered."""
    box_was_counted: bool
    """False where slips came in and nobody counted their box in time."""
    counters: tuple[PersonId, ...]
    """The two who counted the box alike; none where there was no paper."""


def slips_page(session: Session, stack_id: int, actor: Actor) -> SlipsPage:
    """Return a stack of the paper vote with how far it is for this clerk; raises NotFound."""
    stack = get_stack(session, stack_id, StackKind.VOTE_SLIP, StackKind.BALLOT_BOX)
    proposal = get_proposal(session, stack.proposal_id)
    return SlipsPage(
        stack=stack,
        vote=get_vote_by_id(session, VoteId(stack.subject_id)),
        proposal=proposal,
        count=count_entries(session, stack),
        next=next_number(session, stack, actor.person_id or PersonId(0)),
        may_enter=policy.may_enter(
            actor,
            as_facts(stack),
            neighbourhood_id=stack.neighbourhood_id,
            proposer_id=proposal.proposer_id,
        ),
    )


def get_vote_by_id(session: Session, vote_id: VoteId) -> Vote:
    """Return a vote; raises NotFound."""
    vote = session.get(Vote, vote_id)
    if vote is None:
        raise NotFound("ballots.no_vote")
    return vote


def find_slip(session: Session, vote_id: VoteId, code: str) -> PersonId | None:
    """Return whose slip a typed code is, or None."""
    letters = code_in(code)
    shown = f"{letters[:4]}-{letters[4:]}"
    query = select(SlipCode.person_id).where(SlipCode.vote_id == vote_id, SlipCode.code == shown)
    return session.scalar(query)


def list_codes(
    session: Session, vote_id: VoteId, *, building_id: AreaId
) -> Sequence[tuple[str, Addressee]]:
    """Return the slips of a building with the mailboxes they go into, room by room."""
    query = (
        select(SlipCode.person_id, SlipCode.code)
        .join(
            RollEntry,
            (RollEntry.vote_id == SlipCode.vote_id) & (RollEntry.person_id == SlipCode.person_id),
        )
        .where(SlipCode.vote_id == vote_id, RollEntry.building_id == building_id)
    )
    codes = dict(session.execute(query).all())
    homes = list_addressees(session, codes)
    slips = [(codes[person], home) for person, home in homes.items()]
    return sorted(slips, key=lambda slip: (slip[1].room, slip[1].name, slip[0]))


def list_receipts(session: Session, stack_id: int) -> Sequence[tuple[SheetEntry, Addressee]]:
    """Return the receipts of a stack of slips with the mailboxes they go into."""
    entries = list_entries(session, stack_id, EntryState.CONFIRMED)
    homes = list_addressees(session, (e.person_id for e in entries if e.person_id))
    return [(e, homes[e.person_id]) for e in entries if e.person_id in homes]


def has_slip(session: Session, vote: Vote, person_id: PersonId) -> bool:
    """Whether a slip of this person counts already."""
    query = (
        select(SheetEntry.entry_id)
        .join(Stack, Stack.stack_id == SheetEntry.stack_id)
        .where(
            Stack.proposal_id == vote.proposal_id,
            Stack.kind == StackKind.VOTE_SLIP,
            SheetEntry.person_id == person_id,
            SheetEntry.state == EntryState.CONFIRMED,
        )
    )
    return session.scalar(query.limit(1)) is not None


def count_slips(session: Session, vote: Vote) -> int:
    """Return how many slips count: people whose ballot lies in the box."""
    return count_confirmed(session, vote.proposal_id, StackKind.VOTE_SLIP, subject_id=vote.vote_id)


def count_ballots(session: Session, vote: Vote) -> int:
    """Return how many ballots of the box are among the choices: none before it is counted."""
    tally = find_box_tally(session, vote.vote_id)
    return tally.ballots if tally else 0


def slip_tally(session: Session, vote: Vote) -> SlipTally:
    """Return what became of all slips of a vote, and who counted its box."""
    stacks = list_stacks(session, vote.proposal_id, StackKind.VOTE_SLIP, subject_id=vote.vote_id)
    counts = [count_entries(session, stack) for stack in stacks]
    box = find_box_stack(session, vote)
    counted = list_entries(session, box.stack_id, EntryState.CONFIRMED) if box else ()
    hands = [hand for one in counted for hand in (one.first_by_id, one.second_by_id) if hand]
    return SlipTally(
        slips=sum(one.entries for one in counts),
        confirmed=sum(one.of(EntryState.CONFIRMED) for one in counts),
        duplicate=sum(one.of(EntryState.DUPLICATE) for one in counts),
        rejected=sum(one.of(EntryState.REJECTED) for one in counts),
        disputed=sum(one.of(EntryState.DISPUTED) for one in counts),
        left_out=sum(one.missing for one in counts),
        box_was_counted=box is None or bool(counted),
        counters=tuple(hands),
    )


def find_box_stack(session: Session, vote: Vote) -> Stack | None:
    """Return the ballot box of a vote as it was registered with its first slips, or None."""
    found = list_stacks(session, vote.proposal_id, StackKind.BALLOT_BOX, subject_id=vote.vote_id)
    return next(iter(found), None)


def find_box_tally(session: Session, vote_id: VoteId) -> BoxTally | None:
    """Return what the ballot box of a vote gave, or None before it is counted."""
    return session.get(BoxTally, vote_id)
