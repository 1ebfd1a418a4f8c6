"""Promises: their light, and what a task must say."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from agenda.kernel.ids import BodyId

WHAT_MIN, WHAT_MAX = 4, 200
REPORT_MIN, REPORT_MAX = 4, 2000
AMBER_FROM = Fraction(4, 5)
"""Share of the time that is used up when the light turns amber."""


@dataclass(frozen=True)
class Promise:
    """What a body owes by when; `what` is empty for the whole owed by default."""

    body_id: BodyId
    what: str
    due_at: datetime
    by_default: bool = False
    agreed_task_id: int | None = None
    """The task of a meeting that it repeats."""


class TaskState(StrEnum):
    """Where a task stands."""

    OPEN = "open"
    DONE = "done"
    BROKEN = "broken"
    """Given up as a broken promise after 60 days red."""
    REPLACED = "replaced"
    """The whole that was promised by default, replaced by tasks of its own."""


class Light(StrEnum):
    """How a promise stands at a glance, never by colour alone."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    DONE = "done"
    BROKEN = "broken"


def light(state: TaskState, *, promised_at: datetime, due_at: datetime, now: datetime) -> Light:
    """Return the light of a task: amber when four fifths of its time are used, red when late."""
    if state is TaskState.DONE:
        return Light.DONE
    if state is TaskState.BROKEN:
        return Light.BROKEN
    if now >= due_at:
        return Light.RED
    used, whole = now - promised_at, due_at - promised_at
    late_enough = used * AMBER_FROM.denominator >= whole * AMBER_FROM.numerator
    return Light.AMBER if late_enough else Light.GREEN
