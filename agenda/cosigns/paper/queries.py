"""What the pages of co-sign sheets show: a stack, its lines, the receipts to be handed out."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from agenda.community.models import Area
from agenda.community.queries import get_area
from agenda.kernel.authz import Actor, Decision
from agenda.kernel.ids import PersonId
from agenda.paper import policy
from agenda.paper.models import SheetEntry, Stack
from agenda.paper.queries import as_facts, count_entries, get_stack, list_entries, next_number
from agenda.paper.rooms.queries import Addressee, list_addressees
from agenda.paper.rules import EntryState, StackCount, StackKind, position
from agenda.proposals.models import Proposal
from agenda.proposals.queries import get_proposal


@dataclass(frozen=True)
class SheetsPage:
    """A stack of co-sign sheets as its clerks see it."""

    stack: Stack
    proposal: Proposal
    scope: Area
    count: StackCount
    next: int | None
    """The line this clerk reads next."""
    may_enter: Decision

    @property
    def place(self) -> tuple[int, int]:
        """Sheet and line of the next entry."""
        return position(self.next or 1)


def sheets_page(session: Session, stack_id: int, actor: Actor) -> SheetsPage:
    """Return a stack of co-sign sheets with how far it is for this clerk; raises NotFound."""
    stack = get_stack(session, stack_id, StackKind.COSIGN_SHEET)
    proposal = get_proposal(session, stack.proposal_id)
    person_id = actor.person_id or PersonId(0)
    return SheetsPage(
        stack=stack,
        proposal=proposal,
        scope=get_area(session, proposal.scope_id),
        count=count_entries(session, stack),
        next=next_number(session, stack, person_id),
        may_enter=policy.may_enter(
            actor,
            as_facts(stack),
            neighbourhood_id=stack.neighbourhood_id,
            proposer_id=proposal.proposer_id,
        ),
    )


def list_receipts(session: Session, stack_id: int) -> Sequence[tuple[SheetEntry, Addressee]]:
    """Return the receipts of a stack with the mailboxes they go into, in the order of the lines."""
    entries = list_entries(session, stack_id, EntryState.CONFIRMED)
    homes = list_addressees(session, (e.person_id for e in entries if e.person_id))
    return [(e, homes[e.person_id]) for e in entries if e.person_id in homes]
