"""Where a deliberation stands: rounds, agreement, and its end without one."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class DeliberationFacts:
    """What the deliberation has come to, across its meetings."""

    rounds_held: int = 0
    adopted_at: datetime | None = None
    """When a numbered text was adopted by motion; its minutes may still be due."""
    minutes_pending: bool = False
    """Whether minutes of a held meeting are neither published nor published by default."""
    ended_without_agreement_at: datetime | None = None
