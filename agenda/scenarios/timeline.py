"""One line of time for a scenario: acts in the order of their instants, each its own transaction."""

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count


@dataclass(frozen=True)
class Planned:
    """An act and the instant it is meant for; doing it may lead to further acts."""

    at: datetime
    act: Callable[[datetime], Iterable["Planned"]]


@dataclass
class Timeline:
    """Acts waiting for their instant; those of the same instant go in the order they were added."""

    _waiting: list[tuple[datetime, int, Planned]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    @property
    def next_at(self) -> datetime | None:
        """When the earliest act is due; None where none waits."""
        return self._waiting[0][0] if self._waiting else None

    def add(self, planned: Iterable[Planned]) -> None:
        """Let acts wait for their instants."""
        for one in planned:
            heapq.heappush(self._waiting, (one.at, next(self._numbers), one))

    def step(self) -> None:
        """Do the earliest act, and let wait what comes of it."""
        at, _number, planned = heapq.heappop(self._waiting)
        self.add(planned.act(at))
