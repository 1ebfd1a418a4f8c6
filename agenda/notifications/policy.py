"""Who reads notices: the person they were written to, and nobody else."""

from agenda.kernel.authz import ALLOWED, Actor, Decision, first_refusal, only_signed_in, refused


def may_read_notices(actor: Actor) -> Decision:
    """Decide on reading one's own notices: whoever is signed in as a person of the roster."""
    person = ALLOWED if actor.person_id is not None else refused("notifications.nobody")
    return first_refusal(only_signed_in(actor), person)
