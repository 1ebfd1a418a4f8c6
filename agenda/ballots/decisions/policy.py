"""Who may convene, count and confirm a formal decision: never the same hand twice."""

from agenda.ballots.decisions.rules import COUNTERS, DecisionStanding
from agenda.kernel.authz import ALLOWED, Actor, BodyKind, Decision, first_refusal, refused


def may_convene(actor: Actor, standing: DecisionStanding) -> Decision:
    """Decide on giving notice: the body charged with it, unless recused."""
    return first_refusal(_of_convening_body(actor, standing), _not_recused(actor, standing))


def may_record_count(actor: Actor, standing: DecisionStanding) -> Decision:
    """Decide on recording or correcting a count: the body that convened, unless recused.

    Nobody records what the platform counts itself.
    """
    counted_here = refused("ballots.counted_here") if standing.is_held_here else ALLOWED
    return first_refusal(may_convene(actor, standing), counted_here)


def may_confirm_count(actor: Actor, standing: DecisionStanding) -> Decision:
    """Decide on confirming a count: the supervision committee, never who has recorded one."""
    in_place = actor.neighbourhood_id == standing.neighbourhood_id
    supervises = in_place and actor.sits_in(BodyKind.SUPERVISION_COMMITTEE)
    recorded = actor.person_id in standing.recorders | standing.counters
    unsigned = standing.is_held_here and len(standing.counters) < COUNTERS
    return first_refusal(
        ALLOWED if supervises else refused("ballots.supervision_confirms"),
        refused("ballots.recorded_himself") if recorded else ALLOWED,
        _not_recused(actor, standing),
        refused("ballots.counters_first") if unsigned else ALLOWED,
    )


def may_sign_count(actor: Actor, standing: DecisionStanding) -> Decision:
    """Decide on signing the platform's own count: two persons of the body that convened."""
    signed = actor.person_id in standing.counters
    full = len(standing.counters) >= COUNTERS
    return first_refusal(
        may_convene(actor, standing),
        ALLOWED if standing.is_held_here else refused("ballots.not_counted_here"),
        refused("ballots.signed_already") if signed else ALLOWED,
        refused("ballots.counters_full") if full else ALLOWED,
    )


def _of_convening_body(actor: Actor, standing: DecisionStanding) -> Decision:
    """Decide whether the actor sits in the body charged with the decision."""
    seat = actor.seat_in(standing.convening_body_id)
    return ALLOWED if seat else refused("ballots.convening_body_only")


def _not_recused(actor: Actor, standing: DecisionStanding) -> Decision:
    """Decide whether the actor may touch this issue at all."""
    recused = actor.person_id in standing.recused
    return refused("ballots.recused") if recused else ALLOWED
