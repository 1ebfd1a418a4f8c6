"""The month as a calendar shows it."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Month:
    """A month of a calendar."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def next(self) -> "Month":
        """The month after it."""
        after = self.first + timedelta(days=32)
        return Month(after.year, after.month)

    @property
    def previous(self) -> "Month":
        """The month before it."""
        before = self.first - timedelta(days=1)
        return Month(before.year, before.month)

    def weeks(self) -> tuple[tuple[date, ...], ...]:
        """Return its weeks from Monday to Sunday, filled up with the days around it."""
        monday = self.first - timedelta(days=self.first.weekday())
        weeks: list[tuple[date, ...]] = []
        while monday < self.next.first:
            weeks.append(tuple(monday + timedelta(days=n) for n in range(7)))
            monday += timedelta(days=7)
        return tuple(weeks)


def month_of(text: str, *, otherwise: date) -> Month:
    """Return the month written as `2026-03`; anything unreadable is the month of `otherwise`."""
    read = _MONTH.fullmatch(text)
    if read is None:
        return Month(otherwise.year, otherwise.month)
    return Month(int(read[1]), int(read[2]))
