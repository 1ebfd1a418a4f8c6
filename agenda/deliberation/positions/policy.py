"""Who may speak for a body."""

from agenda.kernel.authz import (
    ALLOWED,
    Actor,
    Decision,
    first_refusal,
    only_signed_in,
    refused,
)
from agenda.kernel.ids import BodyId, PersonId
from agenda.proposals.rules import ProposalFacts, Stage


def may_file_position(
    actor: Actor, facts: ProposalFacts, declared_ids: frozenset[PersonId], *, body_id: BodyId
) -> Decision:
    """Decide on filing for a body: one of its seats that has not declared an interest.

    Raising the issue does not silence one's body: a team may say yes to its own leader's proposal.
    """
    recused = actor.person_id is not None and actor.person_id in declared_ids
    return first_refusal(
        only_signed_in(actor),
        ALLOWED if actor.seat_in(body_id) else refused("deliberation.seat_of_body_files"),
        refused("deliberation.recused") if recused else ALLOWED,
        ALLOWED if facts.stage is Stage.DELIBERATING else refused("deliberation.not_deliberating"),
    )
