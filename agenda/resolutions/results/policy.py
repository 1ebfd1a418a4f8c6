"""Who may explain a result, object to it, and answer objections."""

from agenda.kernel.authz import ALLOWED, Actor, BodyKind, Decision, only_signed_in, refused
from agenda.kernel.ids import BodyId, PersonId
from agenda.proposals.rules import ProposalFacts, Stage


def may_explain(actor: Actor, facts: ProposalFacts, body_id: BodyId | None) -> Decision:
    """Decide on explaining a posted result: the body that answers for it."""
    if facts.stage is not Stage.ANNOUNCED:
        return refused("resolutions.not_posted")
    return ALLOWED if actor.seat_in(body_id) else refused("resolutions.lead_only")


def may_object(actor: Actor, facts: ProposalFacts) -> Decision:
    """Decide on objecting: verified adults who live in the scope, while it is posted."""
    signed_in = only_signed_in(actor)
    if not signed_in:
        return signed_in
    if facts.stage is not Stage.ANNOUNCED:
        return refused("resolutions.not_posted")
    lives_there = actor.is_resident and facts.scope_id in actor.area_ids
    return ALLOWED if lives_there else refused("resolutions.scope_only")


def may_answer_objection(
    actor: Actor,
    facts: ProposalFacts,
    *,
    body_id: BodyId | None,
    decided_by: frozenset[PersonId],
    escalated: bool,
) -> Decision:
    """Decide on answering an objection: somebody who did not decide.

    First the body that answers for the result; once escalated, the supervision committee.
    """
    if actor.person_id is None or actor.person_id == facts.proposer_id:
        return refused("resolutions.recused")
    if actor.person_id in decided_by:
        return refused("resolutions.decided_himself")
    supervision = actor.sits_in(BodyKind.SUPERVISION_COMMITTEE)
    here = actor.neighbourhood_id == facts.neighbourhood_id
    if escalated:
        return ALLOWED if supervision and here else refused("resolutions.supervision_answers")
    return ALLOWED if actor.seat_in(body_id) else refused("resolutions.lead_only")
