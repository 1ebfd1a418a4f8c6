"""Days that count: working days by the Chinese calendar, and periods as the Civil Code counts them.

The starting day does not count (art. 201); a last day on a public holiday moves to the next
working day (art. 203). Years the calendar package does not cover fall back to weekends, flagged.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum

import chinese_calendar

from agenda.kernel.clock import end_of_day, local_date


class BadCalendar(ValueError):
    """A file of holidays cannot be read; the text names the line."""


_ADDED: dict[date, bool] = {}
"""Days of years the package does not know, from the operator's file: whether they are worked."""
_LINE = re.compile(r"(\d{4}-\d{2}-\d{2})[ \t]+(holiday|workday)")


def read_days(text: str) -> dict[date, bool]:
    """Return the days of an operator's file: `2027-02-08 holiday`, `2027-02-20 workday`.

    Empty lines and those that begin with # say nothing. Raises BadCalendar.
    """
    days = {}
    for number, line in enumerate(text.splitlines(), 1):
        said = line.partition("#")[0].strip()
        read = _LINE.fullmatch(said)
        if said and read is None:
            raise BadCalendar(f"line {number}: {line.strip()}")
        if read is not None:
            try:
                days[date.fromisoformat(read[1])] = read[2] == "workday"
            except ValueError as error:
                raise BadCalendar(f"line {number}: {line.strip()}") from error
    return days


def add_days_off(days: Mapping[date, bool]) -> None:
    """Let the calendar know further years; a year the package knows stays as it is."""
    _ADDED.clear()
    _ADDED.update({day: works for day, works in days.items() if not _is_known(day.year)})


def _is_known(year: int) -> bool:
    """Whether the calendar package has a year's official table."""
    return any(day.year == year for day in chinese_calendar.holidays)


def is_covered(year: int) -> bool:
    """Whether the official holiday table of this year is known, from the package or the operator."""
    return _is_known(year) or any(day.year == year for day in _ADDED)


def is_workday(day: date) -> bool:
    """Whether people work on this day; by weekends alone where the year is not covered."""
    if day in _ADDED:
        return _ADDED[day]
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


class DayMark(StrEnum):
    """What sets a day apart from what its weekday says."""

    HOLIDAY = "holiday"
    """A weekday on which nobody works."""
    MAKEUP = "makeup"
    """A weekend day worked in exchange for a holiday."""


def mark_of(day: date) -> DayMark | None:
    """Return how a day differs from its weekday: a holiday, or a weekend day that is worked."""
    if is_workday(day) == (day.weekday() < 5):
        return None
    return DayMark.HOLIDAY if day.weekday() < 5 else DayMark.MAKEUP


def next_workday(day: date) -> date:
    """Return the day itself if it is a working day, else the next one."""
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def add_workdays(day: date, count: int) -> date:
    """Return the last day of a period of working days; the starting day does not count."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_workday(day)
    return day


def add_days(day: date, count: int) -> date:
    """Return the last day of a period of calendar days, moved off a public holiday."""
    return next_workday(day + timedelta(days=count))


def due_in_workdays(start: datetime, count: int) -> datetime:
    """Return the instant at which a period of working days ends (24:00 of its last day)."""
    return end_of_day(add_workdays(local_date(start), count))


def due_in_days(start: datetime, count: int) -> datetime:
    """Return the instant at which a period of calendar days ends (24:00 of its last day)."""
    return end_of_day(add_days(local_date(start), count))


def workdays_between(start: date, end: date) -> int:
    """Return how many working days lie after `start` up to and including `end`."""
    days = (start + timedelta(days=n) for n in range(1, max((end - start).days, 0) + 1))
    return sum(is_workday(day) for day in days)
