"""Who may set the way of a listed proposal."""

from agenda.deliberation.parties.policy import not_recused
from agenda.kernel.authz import ALLOWED, Actor, BodyKind, Decision, first_refusal, refused
from agenda.kernel.ids import PersonId
from agenda.proposals.rules import ProposalFacts, Stage


def may_route(actor: Actor, facts: ProposalFacts, recused_ids: frozenset[PersonId]) -> Decision:
    """Decide on routing and deferring: a seat in the Party organization, never a recused person."""
    here = actor.neighbourhood_id == facts.neighbourhood_id
    seated = here and actor.sits_in(BodyKind.PARTY_ORGANIZATION)
    return first_refusal(
        ALLOWED if seated else refused("deliberation.party_organization_routes"),
        not_recused(actor, recused_ids),
        ALLOWED if facts.stage is Stage.LISTED else refused("deliberation.not_listed"),
    )
