"""Who acts as agent for a referred matter."""

from agenda.deliberation.parties.policy import not_recused
from agenda.kernel.authz import ALLOWED, Actor, BodyKind, Decision, first_refusal, refused
from agenda.kernel.ids import PersonId
from agenda.proposals.rules import ProposalFacts, Stage


def may_act_as_agent(
    actor: Actor, facts: ProposalFacts, recused_ids: frozenset[PersonId]
) -> Decision:
    """Decide on proving the hand-over and putting down the reply: the residents' committee."""
    here = actor.neighbourhood_id == facts.neighbourhood_id
    seated = here and actor.sits_in(BodyKind.RESIDENTS_COMMITTEE)
    return first_refusal(
        ALLOWED if seated else refused("deliberation.committee_is_agent"),
        not_recused(actor, recused_ids),
        ALLOWED if facts.stage is Stage.REFERRED else refused("deliberation.not_referred"),
    )
