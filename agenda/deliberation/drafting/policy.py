"""Who may lay out the draft, propose amendments, and decide on them."""

from agenda.deliberation.discussion.policy import may_comment
from agenda.deliberation.parties.policy import not_recused
from agenda.kernel.authz import ALLOWED, Actor, Decision, first_refusal, refused
from agenda.kernel.ids import BodyId, PersonId
from agenda.proposals.rules import ProposalFacts, Stage


def may_start(actor: Actor, facts: ProposalFacts, away: frozenset[PersonId]) -> Decision:
    """Decide on laying out the draft: the lead body, while it is deliberated."""
    return _lead(actor, facts, away)


def may_amend(actor: Actor, facts: ProposalFacts, *, body_id: BodyId | None = None) -> Decision:
    """Decide on proposing an amendment: residents, owners, and bodies through their seats."""
    return first_refusal(may_comment(actor, facts, body_id=body_id), _running(facts))


def may_decide(actor: Actor, facts: ProposalFacts, away: frozenset[PersonId]) -> Decision:
    """Decide on accepting, rejecting or putting an amendment to the meeting: the lead body."""
    return _lead(actor, facts, away)


def _lead(actor: Actor, facts: ProposalFacts, away: frozenset[PersonId]) -> Decision:
    """Decide for acts of the lead body by a seat holder who is not recused."""
    leads = facts.lead_body_id is not None and actor.seat_in(facts.lead_body_id) is not None
    return first_refusal(
        ALLOWED if leads else refused("deliberation.lead_drafts"),
        not_recused(actor, away),
        _running(facts),
    )


def _running(facts: ProposalFacts) -> Decision:
    """Refuse outside the deliberation."""
    running = facts.stage is Stage.DELIBERATING
    return ALLOWED if running else refused("deliberation.not_deliberating")
