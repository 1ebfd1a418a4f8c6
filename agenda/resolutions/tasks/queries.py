"""Reading tasks and reports."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from agenda.kernel.errors import NotFound
from agenda.kernel.ids import BodyId, NeighbourhoodId, ProposalId, TaskId
from agenda.resolutions.rules import TaskFacts
from agenda.resolutions.tasks.models import Task, TaskReport
from agenda.resolutions.tasks.rules import TaskState


def get_task(session: Session, task_id: TaskId) -> Task:
    """Return a task; raises NotFound."""
    task = session.get(Task, task_id)
    if task is None:
        raise NotFound("resolutions.no_task")
    return task


def list_tasks(session: Session, proposal_id: ProposalId) -> Sequence[Task]:
    """Return the tasks of a proposal in the order they were promised."""
    query = select(Task).where(Task.proposal_id == proposal_id).order_by(Task.number)
    return session.scalars(query).all()


def list_open_tasks(session: Session, proposal_id: ProposalId) -> Sequence[Task]:
    """Return the open tasks of a proposal."""
    return [task for task in list_tasks(session, proposal_id) if task.state is TaskState.OPEN]


def list_reports(session: Session, proposal_id: ProposalId) -> Sequence[TaskReport]:
    """Return all reports on a proposal's tasks, the first first."""
    query = (
        select(TaskReport)
        .where(TaskReport.proposal_id == proposal_id)
        .order_by(TaskReport.reported_at, TaskReport.report_id)
    )
    return session.scalars(query).all()


def list_of_bodies(
    session: Session, neighbourhood_id: NeighbourhoodId, *, body_ids: Sequence[BodyId]
) -> Sequence[Task]:
    """Return the open tasks of some bodies, the earliest due first."""
    query = (
        select(Task)
        .where(
            Task.neighbourhood_id == neighbourhood_id,
            Task.body_id.in_(body_ids),
            Task.state == TaskState.OPEN,
        )
        .order_by(Task.due_at)
    )
    return session.scalars(query).all()


def list_late(session: Session, neighbourhood_id: NeighbourhoodId) -> Sequence[Task]:
    """Return the tasks of a neighbourhood that are red or broken, the longest late first."""
    query = (
        select(Task)
        .where(
            Task.neighbourhood_id == neighbourhood_id,
            Task.late_since.is_not(None),
            Task.state.in_((TaskState.OPEN, TaskState.BROKEN)),
        )
        .order_by(Task.late_since)
    )
    return session.scalars(query).all()


def next_number(session: Session, proposal_id: ProposalId) -> int:
    """Return the number of a proposal's next task."""
    query = select(func.max(Task.number)).where(Task.proposal_id == proposal_id)
    return (session.scalar(query) or 0) + 1


def count_open_tasks(session: Session, proposal_id: ProposalId) -> int:
    """Return how many tasks of a proposal are open."""
    return task_facts(session, proposal_id).open


def task_facts(session: Session, proposal_id: ProposalId) -> TaskFacts:
    """Return how far a proposal's tasks are, for the mechanism."""
    query = select(Task.state, func.count()).where(Task.proposal_id == proposal_id)
    counts = dict(session.execute(query.group_by(Task.state)).tuples())
    return TaskFacts(
        open=counts.get(TaskState.OPEN, 0),
        done=counts.get(TaskState.DONE, 0),
        broken=counts.get(TaskState.BROKEN, 0),
    )
