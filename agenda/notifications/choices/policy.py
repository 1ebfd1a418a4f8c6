"""Who chooses what a person is written: himself, and whoever holds a letter to him."""

from hmac import compare_digest

from agenda.kernel.authz import ALLOWED, Actor, Decision, refused
from agenda.notifications.policy import may_read_notices


def may_choose_mailings(actor: Actor) -> Decision:
    """Decide on choosing what one is written."""
    return may_read_notices(actor)


def may_end_mailing(given: str, held: str) -> Decision:
    """Decide on ending a mailing by the secret of a letter, without signing in (RFC 8058)."""
    return ALLOWED if compare_digest(given, held) else refused("notifications.no_such_link")
