"""Who may add a statement, and answer."""

from agenda.kernel.authz import (
    ALLOWED,
    Actor,
    Decision,
    first_refusal,
    only_signed_in,
    refused,
)
from agenda.proposals.rules import ProposalFacts, Stage


def may_take_part(actor: Actor, facts: ProposalFacts) -> Decision:
    """Decide on adding statements and answering them: residents, while it is deliberated."""
    here = actor.neighbourhood_id == facts.neighbourhood_id and actor.is_resident
    is_open = facts.accepted and facts.stage is Stage.DELIBERATING
    return first_refusal(
        only_signed_in(actor),
        ALLOWED if here else refused("deliberation.residents_take_part"),
        ALLOWED if is_open else refused("deliberation.opinions_closed"),
    )
