"""Days that count, as the procedure uses them; accounts count them too, so they live below both."""

from agenda.community.calendar.rules import (
    add_days,
    add_workdays,
    due_in_days,
    due_in_workdays,
    is_covered,
    is_workday,
    next_workday,
    workdays_between,
)

__all__ = [
    "add_days",
    "add_workdays",
    "due_in_days",
    "due_in_workdays",
    "is_covered",
    "is_workday",
    "next_workday",
    "workdays_between",
]
