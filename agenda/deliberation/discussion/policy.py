"""Who may write, and in whose name."""

from agenda.kernel.authz import (
    ALLOWED,
    Actor,
    Decision,
    first_refusal,
    only_signed_in,
    refused,
)
from agenda.kernel.ids import BodyId
from agenda.proposals.rules import DISCUSSABLE, ProposalFacts


def may_comment(actor: Actor, facts: ProposalFacts, *, body_id: BodyId | None = None) -> Decision:
    """Decide on writing: verified residents and owners, and seat holders for their bodies.

    Who neither lives nor owns here writes in the name of a body.
    """
    here = actor.neighbourhood_id == facts.neighbourhood_id
    at_home = actor.is_resident or (actor.is_verified and bool(actor.owns_household_ids))
    for_body = body_id is not None and actor.seat_in(body_id) is not None
    concerned = here and (at_home or actor.has_seats)
    is_open = facts.accepted and facts.stage in DISCUSSABLE
    return first_refusal(
        only_signed_in(actor),
        ALLOWED if concerned else refused("deliberation.residents_discuss"),
        ALLOWED if body_id is None or for_body else refused("deliberation.seat_of_body_writes"),
        ALLOWED if is_open else refused("deliberation.discussion_closed"),
    )
