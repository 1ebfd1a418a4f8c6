"""Reading how the bodies of a neighbourhood keep their promises, and how residents grade them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from agenda.community.models import Body
from agenda.kernel.ids import BodyId, NeighbourhoodId
from agenda.proposals.models import Proposal
from agenda.resolutions.appraisal.models import Appraisal
from agenda.resolutions.keeping.rules import Due, Month, by_month
from agenda.resolutions.rules import AppraisalVerdict
from agenda.resolutions.tasks.models import Task
from agenda.resolutions.tasks.rules import TaskState


@dataclass(frozen=True)
class BodyRecord:
    """A body's promises over the last months, and what residents said of what it led."""

    body_id: BodyId
    name: str
    months: Sequence[Month]
    open: int
    answers: int
    satisfied: int
    rounds: int
    rectified: int
    """Rounds that ended with an order to rectify."""

    @property
    def kept(self) -> int:
        """Promises kept in time."""
        return sum(month.kept for month in self.months)

    @property
    def late(self) -> int:
        """Promises done late, or late still."""
        return sum(month.late for month in self.months)

    @property
    def broken(self) -> int:
        """Promises given up."""
        return sum(month.broken for month in self.months)


def list_records(
    session: Session, neighbourhood_id: NeighbourhoodId, *, now: datetime
) -> Sequence[BodyRecord]:
    """Return the record of every body that ever promised anything, in three queries."""
    tasks = select(Task.body_id, Task.state, Task.due_at, Task.late_since).where(
        Task.neighbourhood_id == neighbourhood_id, Task.state != TaskState.REPLACED
    )
    owed: dict[BodyId, list[Due]] = {}
    for row in session.execute(tasks):
        owed.setdefault(row.body_id, []).append(Due(*row))
    grades = _grades(session, neighbourhood_id)
    bodies = select(Body.body_id, Body.short_name).where(Body.body_id.in_(owed))
    return [
        BodyRecord(
            body_id,
            name,
            by_month(owed[body_id], now),
            sum(due.state is TaskState.OPEN for due in owed[body_id]),
            *grades.get(body_id, (0, 0, 0, 0)),
        )
        for body_id, name in session.execute(bodies.order_by(Body.body_id))
    ]


def _grades(
    session: Session, neighbourhood_id: NeighbourhoodId
) -> dict[BodyId, tuple[int, int, int, int]]:
    """Return answers, satisfied ones, rounds and orders to rectify of what each body led."""
    rectify = Appraisal.verdict == AppraisalVerdict.RECTIFY
    query = (
        select(
            Proposal.lead_body_id,
            func.sum(Appraisal.answers),
            func.sum(Appraisal.satisfied),
            func.count(),
            func.count().filter(rectify),
        )
        .join(Proposal, Proposal.proposal_id == Appraisal.proposal_id)
        .where(
            Appraisal.neighbourhood_id == neighbourhood_id,
            Appraisal.decided_at.is_not(None),
            Proposal.lead_body_id.is_not(None),
        )
        .group_by(Proposal.lead_body_id)
    )
    return {BodyId(row[0] or 0): (row[1], row[2], row[3], row[4]) for row in session.execute(query)}
