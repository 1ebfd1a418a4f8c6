"""Reading tasks and reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from agenda.community.models import Body
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import BodyId, NeighbourhoodId, ProposalId, TaskId
from agenda.proposals.models import Proposal
from agenda.proposals.queries import PUBLIC_TITLE
from agenda.resolutions.rules import TaskFacts
from agenda.resolutions.tasks.models import Task, TaskReport
from agenda.resolutions.tasks.rules import Light, TaskState, light


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


def next_number(session: Session, proposal_id: ProposalId) -> int:
    """Return the number of a proposal's next task."""
    query = select(func.max(Task.number)).where(Task.proposal_id == proposal_id)
    return (session.scalar(query) or 0) + 1


def task_facts(session: Session, proposal_id: ProposalId) -> TaskFacts:
    """Return how far a proposal's tasks are, for the mechanism."""
    query = select(Task.state, func.count()).where(Task.proposal_id == proposal_id)
    counts = dict(session.execute(query.group_by(Task.state)).all())
    return TaskFacts(
        open=counts.get(TaskState.OPEN, 0),
        done=counts.get(TaskState.DONE, 0),
        broken=counts.get(TaskState.BROKEN, 0),
    )


@dataclass(frozen=True)
class BoardRow:
    """A promise on the board of all: what, by whom, for which issue, and its light."""

    task: Task
    title: str
    body: str
    light: Light
    report: TaskReport | None


def list_board(
    session: Session,
    neighbourhood_id: NeighbourhoodId,
    *,
    now: datetime,
    body_id: BodyId | None = None,
    limit: int = 200,
) -> Sequence[BoardRow]:
    """Return the promises that are open or broken, of one body or all: the longest late first."""
    query = (
        select(Task, PUBLIC_TITLE, Body.short_name)
        .join(Proposal, Proposal.proposal_id == Task.proposal_id)
        .join(Body, Body.body_id == Task.body_id)
        .where(
            Task.neighbourhood_id == neighbourhood_id,
            Task.state.in_((TaskState.OPEN, TaskState.BROKEN)),
        )
        .order_by(Task.due_at, Task.task_id)
        .limit(limit)
    )
    if body_id is not None:
        query = query.where(Task.body_id == body_id)
    rows = session.execute(query).all()
    last = _last_reports(session, [task.task_id for task, _title, _body in rows])
    return [
        BoardRow(
            task=task,
            title=title,
            body=body,
            light=light(task.state, promised_at=task.promised_at, due_at=task.due_at, now=now),
            report=last.get(task.task_id),
        )
        for task, title, body in rows
    ]


def _last_reports(session: Session, task_ids: Sequence[TaskId]) -> dict[TaskId, TaskReport]:
    """Return the latest report of each task, in one query."""
    query = (
        select(TaskReport)
        .where(TaskReport.task_id.in_(task_ids))
        .order_by(TaskReport.reported_at, TaskReport.report_id)
    )
    return {report.task_id: report for report in session.scalars(query)} if task_ids else {}
