"""Who may take paper in, enter it, and dispute what was entered."""

from agenda.kernel.authz import (
    ALLOWED,
    Actor,
    BodyKind,
    Decision,
    first_refusal,
    only_signed_in,
    refused,
)
from agenda.kernel.ids import BodyId, NeighbourhoodId, PersonId
from agenda.paper.rules import StackFacts


def may_register(
    actor: Actor,
    *,
    neighbourhood_id: NeighbourhoodId,
    proposer_id: PersonId | None,
    body_id: BodyId | None = None,
) -> Decision:
    """Decide on taking a stack in: the residents' committee, but for one's own issue.

    `body_id` is the body that has the stack in hand where it is another one.
    """
    is_clerk = _is_clerk(actor, neighbourhood_id, body_id)
    return first_refusal(
        only_signed_in(actor),
        ALLOWED if is_clerk else refused("paper.committee_only"),
        refused("paper.own_issue") if _is(actor, proposer_id) else ALLOWED,
    )


def may_enter(
    actor: Actor,
    stack: StackFacts,
    *,
    neighbourhood_id: NeighbourhoodId,
    proposer_id: PersonId | None,
) -> Decision:
    """Decide on entering a sheet: who may take it in, after their time the supervision committee."""
    over = stack.handed_over_at is not None
    here = actor.neighbourhood_id == neighbourhood_id
    supervises = here and actor.sits_in(BodyKind.SUPERVISION_COMMITTEE)
    is_clerk = supervises if over else _is_clerk(actor, neighbourhood_id, stack.body_id)
    reason = "paper.supervision_only" if over else "paper.committee_only"
    return first_refusal(
        only_signed_in(actor),
        ALLOWED if is_clerk else refused(reason),
        refused("paper.own_issue") if _is(actor, proposer_id) else ALLOWED,
    )


def may_read(
    actor: Actor, *, neighbourhood_id: NeighbourhoodId, body_id: BodyId | None = None
) -> Decision:
    """Decide on seeing how a stack is entered: those who may have it in hand, and supervision."""
    here = actor.neighbourhood_id == neighbourhood_id
    supervises = here and actor.sits_in(BodyKind.SUPERVISION_COMMITTEE)
    is_clerk = supervises or _is_clerk(actor, neighbourhood_id, body_id)
    return first_refusal(
        only_signed_in(actor), ALLOWED if is_clerk else refused("paper.committee_only")
    )


def may_dispute(*, is_confirmed: bool, is_open: bool) -> Decision:
    """Decide on disputing an entry: who holds its receipt, while it can still be set aside."""
    if not is_confirmed:
        return refused("paper.nothing_to_dispute")
    return ALLOWED if is_open else refused("paper.too_late_to_dispute")


def _is_clerk(actor: Actor, neighbourhood_id: NeighbourhoodId, body_id: BodyId | None) -> bool:
    """Whether the actor sits in the residents' committee, or in the body that has paper in hand."""
    own = body_id is not None and actor.seat_in(body_id) is not None
    clerk = own or actor.sits_in(BodyKind.RESIDENTS_COMMITTEE)
    return clerk and actor.neighbourhood_id == neighbourhood_id


def _is(actor: Actor, person_id: PersonId | None) -> bool:
    """Whether the actor is this person."""
    return person_id is not None and actor.person_id == person_id
