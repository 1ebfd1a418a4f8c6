"""Who co-signs as owner alone, who answers a request, and who sees the signers' real names."""

from agenda.cosigns import policy as cosigns
from agenda.cosigns.requests.rules import RequestFacts
from agenda.kernel.authz import ALLOWED, Actor, Decision, first_refusal, only_signed_in, refused
from agenda.proposals.rules import COSIGNABLE, ProposalFacts


def may_cosign_as_owner(actor: Actor, facts: ProposalFacts, *, owns_here: bool) -> Decision:
    """Decide on co-signing for an owners' meeting alone: owners who cannot co-sign as residents."""
    signed_in = only_signed_in(actor)
    if not signed_in:
        return signed_in
    if not (owns_here and actor.is_adult and actor.is_verified):
        return refused("cosigns.owners_only")
    if facts.stage not in COSIGNABLE:
        return refused("cosigns.closed" if facts.accepted else "cosigns.not_open_yet")
    as_resident = cosigns.may_cosign(actor, facts)
    return refused("cosigns.sign_as_resident") if as_resident else ALLOWED


def may_answer_request(actor: Actor, facts: RequestFacts) -> Decision:
    """Decide on answering: the body asked, or the sub-district office once it was escalated."""
    return first_refusal(
        _of_the_bodies(actor, facts),
        refused("cosigns.answered_already") if facts.is_answered else ALLOWED,
    )


def may_see_signers(actor: Actor, facts: RequestFacts) -> Decision:
    """Decide on seeing real names: the same bodies alone; each look is noted."""
    return _of_the_bodies(actor, facts)


def _of_the_bodies(actor: Actor, facts: RequestFacts) -> Decision:
    """Decide whether the actor sits in the body asked or in the office it was escalated to."""
    asked = facts.body_id is not None and actor.seat_in(facts.body_id)
    office = facts.office_body_id is not None and actor.seat_in(facts.office_body_id)
    return ALLOWED if asked or office else refused("cosigns.body_asked_only")
