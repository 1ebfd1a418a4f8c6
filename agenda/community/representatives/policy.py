"""Who keeps the record of representatives: the residents' committee, two of it for every change."""

from agenda.community import policy as community
from agenda.community.representatives.rules import ElectionFacts
from agenda.kernel.authz import ALLOWED, Actor, Decision, first_refusal, refused
from agenda.kernel.ids import NeighbourhoodId


def may_record_election(actor: Actor, *, neighbourhood_id: NeighbourhoodId) -> Decision:
    """Decide on recording an election: a member of the residents' committee."""
    return community.may_see_names(actor, neighbourhood_id=neighbourhood_id)


def may_confirm_election(
    actor: Actor, facts: ElectionFacts, *, neighbourhood_id: NeighbourhoodId
) -> Decision:
    """Decide on confirming one: another member, who did not record it and was not elected."""
    decided = facts.is_confirmed or facts.is_ended
    himself = actor.person_id in {facts.recorded_by_id, facts.person_id}
    return first_refusal(
        may_record_election(actor, neighbourhood_id=neighbourhood_id),
        refused("community.election_decided") if decided else ALLOWED,
        refused("community.second_person") if himself else ALLOWED,
    )


def may_end_mandate(
    actor: Actor, facts: ElectionFacts, *, neighbourhood_id: NeighbourhoodId
) -> Decision:
    """Decide on ending a mandate: the representative at once, else two of the committee."""
    if facts.is_ended:
        return refused("community.election_decided")
    if actor.is_signed_in and actor.person_id == facts.person_id:
        return ALLOWED
    may = may_record_election(actor, neighbourhood_id=neighbourhood_id)
    if may and facts.is_confirmed and actor.person_id == facts.end_proposed_by_id:
        return refused("community.second_person")
    return may
