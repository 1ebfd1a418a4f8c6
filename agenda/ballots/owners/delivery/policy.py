"""Who enters deliveries: those who carry the ballots round, each for the homes that are his."""

from agenda.ballots.decisions.rules import DecisionStanding
from agenda.kernel.authz import ALLOWED, Actor, BodyKind, Decision, first_refusal, refused


def may_record_delivery(actor: Actor, standing: DecisionStanding, *, leads: bool) -> Decision:
    """Decide on entering deliveries.

    The convening body and the residents' committee for every home; a building-group leader
    (`leads`) for the homes of his own group, which the command holds him to. Whoever keeps away
    from the issue keeps away from its deliveries.
    """
    here = actor.neighbourhood_id == standing.neighbourhood_id
    carries = for_every_home(actor, standing) or (here and leads)
    recused = actor.person_id in standing.recused
    return first_refusal(
        ALLOWED if carries else refused("ballots.not_a_carrier"),
        refused("ballots.recused") if recused else ALLOWED,
    )


def for_every_home(actor: Actor, standing: DecisionStanding) -> bool:
    """Whether the actor may enter any home of the scope."""
    here = actor.neighbourhood_id == standing.neighbourhood_id
    convenes = actor.seat_in(standing.convening_body_id) is not None
    return convenes or (here and actor.sits_in(BodyKind.RESIDENTS_COMMITTEE))


def may_confirm_receipt(actor: Actor, *, owns: bool) -> Decision:
    """Decide on saying that the notice arrived: an owner of the scope, for his own homes."""
    return ALLOWED if actor.is_signed_in and owns else refused("ballots.owners_of_the_scope")
