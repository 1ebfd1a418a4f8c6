"""Who sees what could not be delivered: the administrator, by numbers and without addresses."""

from agenda.kernel.authz import ALLOWED, Actor, Decision, refused


def may_see_outbox(actor: Actor) -> Decision:
    """Decide on seeing failed letters and trying them again."""
    return ALLOWED if actor.is_administrator else refused("notifications.administrator_only")
