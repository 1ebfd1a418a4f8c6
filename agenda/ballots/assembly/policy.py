"""Who signs in, who keeps the attendance list, and who sees the quorum while the meeting goes on."""

from agenda.ballots.decisions import policy as decisions
from agenda.ballots.decisions.rules import DecisionStanding
from agenda.kernel.authz import (
    ALLOWED,
    Actor,
    BodyKind,
    Decision,
    first_refusal,
    only_signed_in,
    refused,
)


def may_sign_in(actor: Actor, *, on_roll: bool) -> Decision:
    """Decide on signing in: who is on the roll as it was frozen at notice."""
    return first_refusal(
        only_signed_in(actor),
        ALLOWED if on_roll else refused("ballots.not_on_meeting_roll"),
    )


def may_keep_attendance(actor: Actor, standing: DecisionStanding) -> Decision:
    """Decide on signing others in or striking them off: the convening body, unless recused."""
    return decisions.may_convene(actor, standing)


def may_see_quorum(actor: Actor, standing: DecisionStanding, *, is_present: bool) -> Decision:
    """Decide on seeing how many are there: those in the room, the convener, the supervision."""
    supervises = actor.neighbourhood_id == standing.neighbourhood_id and actor.sits_in(
        BodyKind.SUPERVISION_COMMITTEE
    )
    if is_present or supervises or actor.seat_in(standing.convening_body_id):
        return ALLOWED
    return first_refusal(only_signed_in(actor), refused("ballots.sign_in_to_see"))
