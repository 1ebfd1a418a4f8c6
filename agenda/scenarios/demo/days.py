"""Moving the content to today: days, instants, and the dates that stand in texts."""

import random
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from agenda.kernel.clock import local_date, local_instant

_TOKEN = re.compile(r"\{(\d{4}-\d{2}-\d{2})\}")
_DAY_BEGINS = time(8)
_AWAKE = 13.5 * 3600
"""Seconds from 08:00 to 21:30, the hours in which people act."""


@dataclass(frozen=True)
class Days:
    """The move from the day the content is written for to the day it is seeded on."""

    as_of: date
    now: datetime

    @property
    def shift(self) -> timedelta:
        """By how much every day moves."""
        return local_date(self.now) - self.as_of

    def day(self, text: str) -> date:
        """Return a day of the content as it falls now."""
        return date.fromisoformat(text) + self.shift

    def start_of(self, day: date) -> datetime:
        """Return 08:00 of a day that has been moved already."""
        return local_instant(day, _DAY_BEGINS)

    def instant(self, text: str, at: time) -> datetime:
        """Return the instant of a day of the content, at a time of day.

        The last day is not over yet: its hours are pressed together before now, in their order.
        """
        day = self.day(text)
        if day < local_date(self.now):
            return local_instant(day, at)
        gone = self.now - local_instant(day)
        seconds = (at.hour * 60 + at.minute) * 60 + at.second
        return local_instant(day) + gone * seconds / 86_400

    def within(self, text: str, share: float) -> datetime:
        """Return an instant of a day between 08:00 and 21:30, a share of that time after its start."""
        seconds = _DAY_BEGINS.hour * 3600 + int(_AWAKE * share)
        return self.instant(text, time(seconds // 3600, seconds // 60 % 60, seconds % 60))

    def prose(self, text: str, *, own: str) -> str:
        """Return a text with its dates as they fall now; the year stands where it is not `own`'s."""
        year = self.day(own).year

        def spoken(match: re.Match[str]) -> str:
            day = self.day(match[1])
            month = f"{day.month}月{day.day}日"
            return month if day.year == year else f"{day.year}年{month}"

        return _TOKEN.sub(spoken, text)


def spread(begin: datetime, end: datetime, count: int, rng: random.Random) -> list[datetime]:
    """Return so many instants between two, in order, none while people sleep."""
    first, last = _awake(begin), _awake(end)
    if last - first < count:
        return sorted(begin + (end - begin) * rng.random() for _ in range(count))
    return sorted(_instant_awake(first + (last - first) * rng.random()) for _ in range(count))


def _awake(instant: datetime) -> float:
    """Return the seconds people were awake before an instant, counted from a day long ago."""
    day = local_date(instant)
    awake = min(max((instant - local_instant(day, _DAY_BEGINS)).total_seconds(), 0), _AWAKE)
    return day.toordinal() * _AWAKE + awake


def _instant_awake(seconds: float) -> datetime:
    """Return the instant before which people were awake for so many seconds."""
    days, rest = divmod(seconds, _AWAKE)
    begins = local_instant(date.fromordinal(int(days)), _DAY_BEGINS)
    return begins + timedelta(seconds=rest)
