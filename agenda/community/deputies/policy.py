"""Who may name and dismiss a deputy: the holder of the seat himself."""

from agenda.community.policy import SeatFacts
from agenda.kernel.authz import ALLOWED, Actor, Decision, first_refusal, only_signed_in, refused


def may_name_deputy(actor: Actor, seat: SeatFacts) -> Decision:
    """Decide on naming or dismissing a deputy for a seat: its holder, while he holds it."""
    own = actor.person_id is not None and actor.person_id == seat.person_id
    holds = seat.is_confirmed and not seat.is_ended
    return first_refusal(
        only_signed_in(actor),
        ALLOWED if own else refused("community.holder_names"),
        ALLOWED if holds else refused("community.seat_decided"),
    )
