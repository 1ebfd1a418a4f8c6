"""Who may promise tasks and report on them."""

from agenda.kernel.authz import ALLOWED, Actor, Decision, refused
from agenda.kernel.ids import BodyId
from agenda.proposals.rules import ProposalFacts, Stage
from agenda.resolutions.tasks.rules import TaskState


def may_promise(actor: Actor, facts: ProposalFacts, *, lead_body_id: BodyId | None) -> Decision:
    """Decide on naming tasks: the lead body, while the result is posted or being carried out."""
    if actor.seat_in(lead_body_id) is None:
        return refused("resolutions.lead_only")
    if facts.stage not in {Stage.ANNOUNCED, Stage.IMPLEMENTING}:
        return refused("resolutions.no_tasks_now")
    return ALLOWED


def may_report(
    actor: Actor, facts: ProposalFacts, *, body_id: BodyId, state: TaskState
) -> Decision:
    """Decide on reporting progress or an end: the body that promised, while it is carried out."""
    if actor.seat_in(body_id) is None:
        return refused("resolutions.body_reports")
    if facts.stage is not Stage.IMPLEMENTING or state is not TaskState.OPEN:
        return refused("resolutions.task_not_open")
    return ALLOWED
