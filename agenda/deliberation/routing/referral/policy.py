"""Who acts as agent for a referred matter."""

from agenda.deliberation.parties.policy import not_recused
from agenda.kernel.authz import ALLOWED, Actor, BodyKind, Decision, first_refusal, refused
from agenda.kernel.ids import PersonId
from agenda.proposals.rules import ProposalFacts, Stage

AGENTS = (BodyKind.RESIDENTS_COMMITTEE, BodyKind.SUBDISTRICT_OFFICE)
"""The bodies whose members put down what the office competent says."""


def may_act_as_agent(
    actor: Actor, facts: ProposalFacts, recused_ids: frozenset[PersonId]
) -> Decision:
    """Decide on proving the hand-over and putting down the reply.

    The residents' committee does, and the sub-district office, which is charged with the reply
    when the office competent stays silent.
    """
    here = actor.neighbourhood_id == facts.neighbourhood_id
    seated = here and actor.sits_in(*AGENTS)
    return first_refusal(
        ALLOWED if seated else refused("deliberation.committee_is_agent"),
        not_recused(actor, recused_ids),
        ALLOWED if facts.stage is Stage.REFERRED else refused("deliberation.not_referred"),
    )
