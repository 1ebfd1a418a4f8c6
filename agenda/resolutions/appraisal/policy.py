"""Who may answer surveys, grade at a meeting, file plans and ask for reopening."""

from agenda.kernel.authz import ALLOWED, Actor, BodyKind, Decision, only_signed_in, refused
from agenda.kernel.ids import BodyId
from agenda.proposals.rules import ProposalFacts, Stage


def _lives_in_scope(actor: Actor, facts: ProposalFacts) -> Decision:
    """Decide for verified adults who live in the scope."""
    signed_in = only_signed_in(actor)
    if not signed_in:
        return signed_in
    if actor.is_resident and facts.scope_id in actor.area_ids:
        return ALLOWED
    return refused("resolutions.scope_only")


def may_answer_survey(actor: Actor, facts: ProposalFacts) -> Decision:
    """Decide on answering the survey: residents of the scope, while it is open."""
    if facts.stage is not Stage.APPRAISING:
        return refused("resolutions.no_survey")
    return _lives_in_scope(actor, facts)


def may_grade_at_meeting(actor: Actor, facts: ProposalFacts) -> Decision:
    """Decide on recording the appraisal meeting's grade: the residents' committee.

    Never by the proposer, nor by somebody of the body that is appraised.
    """
    here = actor.neighbourhood_id == facts.neighbourhood_id
    if not (actor.sits_in(BodyKind.RESIDENTS_COMMITTEE) and here):
        return refused("resolutions.committee_grades")
    if actor.person_id == facts.proposer_id:
        return refused("resolutions.recused")
    return ALLOWED


def may_file_plan(actor: Actor, body_id: BodyId | None) -> Decision:
    """Decide on filing a rectification plan: the body that owes it."""
    return ALLOWED if actor.seat_in(body_id) else refused("resolutions.lead_only")


def may_ask_reopening(actor: Actor, facts: ProposalFacts) -> Decision:
    """Decide on asking to reopen a closed issue, or supporting it: residents of the scope."""
    if facts.stage is not Stage.CLOSED:
        return refused("resolutions.not_closed")
    return _lives_in_scope(actor, facts)
