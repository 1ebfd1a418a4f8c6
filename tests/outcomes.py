"""Ways to bring a proposal to its result, its tasks and its appraisal, for the tests of these."""

from datetime import datetime, timedelta

from agenda.deliberation.commands import adopt_agreement
from agenda.deliberation.queries import current_sitting
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import BodyKind
from agenda.kernel.clock import SetClock
from agenda.kernel.ids import ProposalId
from agenda.mechanism.tick.commands import tick
from agenda.procedure.queries import open_duties
from agenda.procedure.rules import DutyKind
from agenda.proposals.rules import Stage
from agenda.resolutions.tasks.commands import (
    finish_task,
    promise_task,
)
from agenda.resolutions.tasks.queries import list_tasks
from tests.factories import Place, make_crossed, reload

COMMITTEE = BodyKind.RESIDENTS_COMMITTEE


def in_days(days: int) -> datetime:
    return now() + timedelta(days=days)


def pass_until(clock: SetClock, proposal_id: ProposalId, kind: DutyKind) -> None:
    """Let the clock run until the open duty of a kind is over."""
    duty = next(d for d in open_duties(db.session(), proposal_id) if d.kind is kind)
    db.session.close()
    clock.set(duty.due_at)
    tick()


def deliberating(place: Place, clock: SetClock) -> ProposalId:
    """Return a listed proposal that silence sent to deliberation led by the committee."""
    proposal_id = make_crossed(place).proposal_id
    pass_until(clock, proposal_id, DutyKind.ROUTE)
    assert reload(proposal_id).stage is Stage.DELIBERATING
    return proposal_id


def agreed(place: Place, clock: SetClock) -> ProposalId:
    """Return a proposal whose agreement was adopted and posted."""
    proposal_id = deliberating(place, clock)
    with transaction(place.seat(COMMITTEE)) as tx:
        sitting = current_sitting(tx.session, proposal_id)
        assert sitting is not None
        adopt_agreement(tx, sitting, paragraphs=["加装一部电梯。", "费用按楼层分摊。"], motion_id=1)
    assert reload(proposal_id).stage is Stage.ANNOUNCED
    return proposal_id


def implementing(place: Place, clock: SetClock) -> ProposalId:
    """Return a proposal whose one task is being carried out by the property company."""
    proposal_id = agreed(place, clock)
    with transaction(place.seat(COMMITTEE)) as tx:
        promise_task(
            tx,
            proposal_id,
            lead_body_id=place.bodies[COMMITTEE],
            body_id=place.bodies[BodyKind.PROPERTY_COMPANY],
            what="完成电梯井道施工图",
            due_at=in_days(60),
        )
    pass_until(clock, proposal_id, DutyKind.POST_RESULT)
    assert reload(proposal_id).stage is Stage.IMPLEMENTING
    return proposal_id


def appraising(place: Place, clock: SetClock) -> ProposalId:
    """Return a proposal whose task is done and whose survey is open."""
    proposal_id = implementing(place, clock)
    task = list_tasks(db.session(), proposal_id)[-1]
    db.session.close()
    with transaction(place.seat(BodyKind.PROPERTY_COMPANY)) as tx:
        finish_task(tx, task.task_id, text="施工图已经完成并公示。")
    assert reload(proposal_id).stage is Stage.APPRAISING
    return proposal_id
