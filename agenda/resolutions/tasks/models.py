"""Tables of tasks and progress reports."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from agenda.infra.db import BigId, Model, enum_column
from agenda.kernel.ids import BodyId, NeighbourhoodId, ProposalId, TaskId
from agenda.resolutions.tasks.rules import TaskState


class Task(Model):
    """A promise: what, by whom, by when."""

    __tablename__ = "tasks"
    __table_args__ = (
        UniqueConstraint("proposal_id", "number"),
        CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended"),
        CheckConstraint("state <> 'broken' OR late_since IS NOT NULL", name="broken"),
        Index(None, "neighbourhood_id", "body_id", "state", "due_at"),
    )

    task_id: Mapped[TaskId] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(
        BigId, ForeignKey("neighbourhoods.neighbourhood_id")
    )
    proposal_id: Mapped[ProposalId] = mapped_column(BigId, ForeignKey("proposals.proposal_id"))
    number: Mapped[int]
    body_id: Mapped[BodyId] = mapped_column(BigId, ForeignKey("bodies.body_id"))
    what: Mapped[str] = mapped_column(String(300))
    """Empty for the whole promised by default: the page says so in the reader's language."""
    by_default: Mapped[bool] = mapped_column(default=False)
    agreed_task_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("agreed_tasks.agreed_task_id"), unique=True
    )
    """The task of a meeting that it carries out, owed as it was agreed there."""
    promised_at: Mapped[datetime]
    due_at: Mapped[datetime]
    state: Mapped[TaskState] = enum_column(TaskState, default=TaskState.OPEN)
    late_since: Mapped[datetime | None]
    followed_up_at: Mapped[datetime | None]
    reports_missed: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]


class TaskReport(Model):
    """What a body reported on a task, the last one with its end."""

    __tablename__ = "task_reports"
    __table_args__ = (Index(None, "proposal_id", "task_id", "reported_at"),)

    report_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    proposal_id: Mapped[ProposalId] = mapped_column(BigId, ForeignKey("proposals.proposal_id"))
    task_id: Mapped[TaskId] = mapped_column(BigId, ForeignKey("tasks.task_id"))
    text: Mapped[str] = mapped_column(Text)
    reported_at: Mapped[datetime]
