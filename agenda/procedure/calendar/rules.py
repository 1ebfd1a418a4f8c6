"""Days that count, as the procedure uses them; accounts count them too, so they live below both."""

from agenda.community.calendar.rules import (
    DayMark,
    add_days,
    add_workdays,
    due_in_days,
    due_in_workdays,
    is_covered,
    is_workday,
    mark_of,
    next_workday,
    workdays_between,
)

__all__ = [
    "DayMark",
    "add_days",
    "add_workdays",
    "due_in_days",
    "due_in_workdays",
    "is_covered",
    "is_workday",
    "mark_of",
    "next_workday",
    "workdays_between",
]
