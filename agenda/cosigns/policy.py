"""Who may co-sign."""

from agenda.kernel.authz import ALLOWED, Actor, Decision, only_signed_in, refused
from agenda.proposals.rules import COSIGNABLE, ProposalFacts


def may_cosign(actor: Actor, facts: ProposalFacts) -> Decision:
    """Decide on co-signing: verified adults who live in the scope, until the proposal is routed."""
    signed_in = only_signed_in(actor)
    if not signed_in:
        return signed_in
    if not actor.is_resident:
        return refused("cosigns.residents_only")
    if facts.scope_id not in actor.area_ids:
        return refused("cosigns.other_scope")
    if facts.stage not in COSIGNABLE:
        return refused("cosigns.closed" if facts.accepted else "cosigns.not_open_yet")
    return ALLOWED


def may_withdraw_cosign(actor: Actor, facts: ProposalFacts) -> Decision:
    """Decide on taking a co-signature back: while co-signing is open."""
    signed_in = only_signed_in(actor)
    if not signed_in:
        return signed_in
    return ALLOWED if facts.stage in COSIGNABLE else refused("cosigns.closed")
