"""How promises are counted, and money read as whole fen."""

from datetime import UTC, date, datetime, timedelta

import pytest

from agenda.resolutions.keeping.rules import Due, Kept, by_month, last_months, outcome
from agenda.resolutions.tasks.rules import TaskState
from agenda.resolutions.terms.rules import fen

NOW = datetime(2026, 3, 20, 4, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1234.5", 123450),
        ("1,234.05 元", 123405),
        ("0.01", 1),
        ("0", 0),
        ("12.345", None),
        ("-3", None),
        ("一百", None),
        ("", None),
        ("9999999999", None),
    ],
)
def test_yuan_are_read_as_whole_fen(text: str, amount: int | None) -> None:
    assert fen(text) == amount


@pytest.mark.parametrize(
    ("state", "due_in", "was_late", "expected"),
    [
        (TaskState.DONE, -1, False, Kept.KEPT),
        (TaskState.DONE, 5, False, Kept.KEPT),
        (TaskState.DONE, -1, True, Kept.LATE),
        (TaskState.OPEN, -1, True, Kept.LATE),
        (TaskState.OPEN, 0, False, Kept.LATE),
        (TaskState.OPEN, 1, False, None),
        (TaskState.BROKEN, -60, True, Kept.BROKEN),
    ],
)
def test_what_became_of_a_promise(state, due_in, was_late, expected) -> None:
    due_at = NOW + due_in * DAY
    assert outcome(Due(1, state, due_at, due_at if was_late else None), NOW) is expected


def test_the_record_holds_twelve_months_by_the_month_due_in() -> None:
    assert last_months(NOW)[0] == date(2025, 4, 1)
    assert last_months(NOW)[-1] == date(2026, 3, 1)
    promises = [
        Due(1, TaskState.DONE, datetime(2026, 2, 28, 15, tzinfo=UTC), None),
        Due(1, TaskState.DONE, datetime(2026, 2, 28, 17, tzinfo=UTC), None),
        Due(1, TaskState.BROKEN, datetime(2025, 3, 31, tzinfo=UTC), NOW),
    ]
    months = {month.first: month.total for month in by_month(promises, NOW)}
    assert months[date(2026, 2, 1)] == 1
    assert months[date(2026, 3, 1)] == 1, "a day is Shanghai's: 17:00 UTC is the first of March"
    assert sum(months.values()) == 2, "what was due before is left out"
