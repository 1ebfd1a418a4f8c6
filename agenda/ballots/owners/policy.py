"""Who may hold an owners' ballot: the body charged with the decision."""

from agenda.ballots.decisions import policy as decisions
from agenda.ballots.decisions.rules import DecisionStanding
from agenda.kernel.authz import Actor, Decision


def may_give_notice(actor: Actor, standing: DecisionStanding) -> Decision:
    """Decide on giving notice of an owners' ballot: the convening body, unless recused."""
    return decisions.may_convene(actor, standing)


def may_withdraw_notice(actor: Actor, standing: DecisionStanding) -> Decision:
    """Decide on taking a notice back: whoever may give it."""
    return may_give_notice(actor, standing)
