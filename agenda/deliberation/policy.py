"""Who may end a deliberation."""

from agenda.kernel.authz import ALLOWED, Actor, Decision, first_refusal, refused
from agenda.proposals.rules import ProposalFacts, Stage


def may_conclude(actor: Actor, facts: ProposalFacts, *, rounds_held: int) -> Decision:
    """Decide on ending talks without agreement: the lead body, after at least one round."""
    leads = facts.lead_body_id is not None and actor.seat_in(facts.lead_body_id) is not None
    running = facts.stage is Stage.DELIBERATING
    return first_refusal(
        ALLOWED if leads else refused("deliberation.lead_concludes"),
        ALLOWED if running else refused("deliberation.not_deliberating"),
        ALLOWED if rounds_held > 0 else refused("deliberation.one_round_first"),
    )
