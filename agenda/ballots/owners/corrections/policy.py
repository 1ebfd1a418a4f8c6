"""Who corrects a roll: two persons, never one."""

from agenda.ballots.decisions import policy as decisions
from agenda.ballots.decisions.rules import DecisionStanding
from agenda.ballots.owners.corrections.rules import CorrectionStanding
from agenda.kernel.authz import ALLOWED, Actor, BodyKind, Decision, first_refusal, refused


def may_propose_correction(actor: Actor, standing: DecisionStanding) -> Decision:
    """Decide on saying that a roll is wrong: the convening body, unless recused."""
    return decisions.may_convene(actor, standing)


def may_decide_correction(actor: Actor, standing: CorrectionStanding) -> Decision:
    """Decide on confirming or refusing a correction that somebody else proposed.

    Seat holders of the residents' committee or of the supervision committee, unless recused.
    """
    here = actor.neighbourhood_id == standing.neighbourhood_id
    kinds = (BodyKind.RESIDENTS_COMMITTEE, BodyKind.SUPERVISION_COMMITTEE)
    own = actor.person_id == standing.proposed_by_id
    recused = actor.person_id in standing.recused
    return first_refusal(
        ALLOWED if here and actor.sits_in(*kinds) else refused("ballots.committees_confirm"),
        refused("ballots.proposed_himself") if own else ALLOWED,
        refused("ballots.recused") if recused else ALLOWED,
    )
