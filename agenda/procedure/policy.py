"""Who may set rules of procedure."""

from agenda.kernel.authz import ALLOWED, Actor, ActorKind, BodyKind, Decision, refused


def may_adopt_procedure(actor: Actor) -> Decision:
    """Decide on putting a version in force: the operator at set-up, then the committee's seats."""
    if actor.kind is ActorKind.OPERATOR or actor.sits_in(BodyKind.RESIDENTS_COMMITTEE):
        return ALLOWED
    return refused("procedure.committee_only")
