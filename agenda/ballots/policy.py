"""Who may vote."""

from agenda.kernel.authz import ALLOWED, Actor, Decision, only_signed_in, refused


def may_vote(actor: Actor, *, on_roll: bool) -> Decision:
    """Decide on casting or replacing a ballot: verified, and on the roll as it was frozen.

    Who moved away since may still vote; who moved in may not.
    """
    signed_in = only_signed_in(actor)
    if not signed_in:
        return signed_in
    if not on_roll:
        return refused("ballots.not_on_roll")
    return ALLOWED if actor.is_verified else refused("ballots.not_verified")


def may_see_names(actor: Actor, *, in_neighbourhood: bool) -> Decision:
    """Decide on reading the masked names of a roll: people of the neighbourhood, signed in.

    Everybody else sees how many each building has, and the digest.
    """
    signed_in = only_signed_in(actor)
    if not signed_in:
        return signed_in
    return ALLOWED if in_neighbourhood else refused("ballots.neighbours_only")
