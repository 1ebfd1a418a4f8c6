"""Facts about tasks."""

from dataclasses import dataclass
from datetime import datetime

from agenda.kernel.events import ProposalEvent
from agenda.kernel.ids import BodyId, TaskId


@dataclass(frozen=True, kw_only=True)
class TaskPromised(ProposalEvent):
    """A body took on a task by a date."""

    task_id: TaskId
    body_id: BodyId
    due_at: datetime
    text_digest: str
    by_default: bool
    agreed: bool
    """Whether it was agreed in a meeting, and is owed without being promised again."""


@dataclass(frozen=True, kw_only=True)
class TaskReplaced(ProposalEvent):
    """The whole promised by default was replaced by named tasks."""

    task_id: TaskId
    body_id: BodyId


@dataclass(frozen=True, kw_only=True)
class ProgressReported(ProposalEvent):
    """A body reported how far a task is."""

    task_id: TaskId
    body_id: BodyId
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class ProgressMissed(ProposalEvent):
    """A body let a month pass without a report."""

    task_id: TaskId
    body_id: BodyId


@dataclass(frozen=True, kw_only=True)
class TaskFinished(ProposalEvent):
    """A body reported a task done."""

    task_id: TaskId
    body_id: BodyId
    text_digest: str
    late: bool


@dataclass(frozen=True, kw_only=True)
class TaskLate(ProposalEvent):
    """A task's date passed: its light is red."""

    task_id: TaskId
    body_id: BodyId


@dataclass(frozen=True, kw_only=True)
class TaskFollowedUp(ProposalEvent):
    """Ten working days late: supervised follow-up to Party organization and sub-district."""

    task_id: TaskId
    body_id: BodyId


@dataclass(frozen=True, kw_only=True)
class TaskBroken(ProposalEvent):
    """Sixty days red: shown as a broken promise."""

    task_id: TaskId
    body_id: BodyId
