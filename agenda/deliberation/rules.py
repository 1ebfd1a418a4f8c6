"""Where a deliberation stands: rounds, agreement, and its end without one."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from agenda.kernel.clock import local_date


@dataclass(frozen=True)
class DeliberationFacts:
    """What the deliberation has come to, across its meetings."""

    rounds_held: int = 0
    adopted_at: datetime | None = None
    """When a numbered text was adopted by motion; its minutes may still be due."""
    minutes_pending: bool = False
    """Whether minutes of a held meeting are neither published nor published by default."""
    ended_without_agreement_at: datetime | None = None


def last_day(due_at: datetime) -> date:
    """Return the last day of a period that ends at this instant: 24:00 belongs to the day before."""
    return local_date(due_at - timedelta(microseconds=1))
