"""Counting how promises were kept: in time, late, or not at all, by the month they were due in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from agenda.kernel.clock import local_date
from agenda.kernel.ids import BodyId
from agenda.resolutions.tasks.rules import TaskState

MONTHS = 12


class Kept(StrEnum):
    """What became of a promise whose date has come."""

    KEPT = "kept"
    LATE = "late"
    """Done after its date, or not done yet though its date has passed."""
    BROKEN = "broken"


@dataclass(frozen=True)
class Due:
    """A promise as its keeping is counted."""

    body_id: BodyId
    state: TaskState
    due_at: datetime
    late_since: datetime | None


def outcome(due: Due, now: datetime) -> Kept | None:
    """Return what became of a promise; None where it is neither done nor due yet."""
    if due.state is TaskState.BROKEN:
        return Kept.BROKEN
    if due.late_since is not None or (due.state is TaskState.OPEN and due.due_at <= now):
        return Kept.LATE
    return Kept.KEPT if due.state is TaskState.DONE else None


@dataclass(frozen=True)
class Month:
    """How many promises due in a month were kept, late, broken."""

    first: date
    kept: int = 0
    late: int = 0
    broken: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.kept + self.late + self.broken


def last_months(now: datetime, number: int = MONTHS) -> list[date]:
    """Return the first days of the last months, the present one last."""
    today = local_date(now)
    months = [today.year * 12 + today.month - 1 - back for back in range(number)]
    return [date(month // 12, month % 12 + 1, 1) for month in reversed(months)]


def by_month(promises: Iterable[Due], now: datetime) -> list[Month]:
    """Return the record over the last months; what was due before or is not due yet is left out."""
    counts = {first: dict.fromkeys(Kept, 0) for first in last_months(now)}
    for due in promises:
        first = local_date(due.due_at).replace(day=1)
        found = outcome(due, now)
        if found is not None and first in counts:
            counts[first][found] += 1
    return [
        Month(first, month[Kept.KEPT], month[Kept.LATE], month[Kept.BROKEN])
        for first, month in counts.items()
    ]
