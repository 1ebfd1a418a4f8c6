"""Working days: the official table of 2026, an operator's file for later years, weekends else."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from agenda.community.calendar.rules import (
    BadCalendar,
    add_days,
    add_days_off,
    add_workdays,
    is_covered,
    is_workday,
    read_days,
)

OFF_2026 = (
    ("2026-01-01", 3),
    ("2026-02-15", 9),
    ("2026-04-04", 3),
    ("2026-05-01", 5),
    ("2026-06-19", 3),
    ("2026-09-25", 3),
    ("2026-10-01", 7),
)
"""State Council notice on holidays in 2026: first day and number of days off in a row."""
MAKEUP_2026 = ("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10")


@pytest.fixture(autouse=True)
def calendar_as_it_was() -> Iterator[None]:
    yield
    add_days_off({})


def test_the_whole_of_2026_is_as_the_state_council_set_it() -> None:
    off = {
        date.fromisoformat(first) + timedelta(days=n)
        for first, days in OFF_2026
        for n in range(days)
    }
    makeup = {date.fromisoformat(day) for day in MAKEUP_2026}
    for n in range(365):
        day = date(2026, 1, 1) + timedelta(days=n)
        expected = day in makeup or (day.weekday() < 5 and day not in off)
        assert is_workday(day) is expected, day
    assert is_covered(2026)


def test_an_operators_file_covers_a_further_year_and_no_known_one() -> None:
    text = "# notice of 2031\n2032-02-09 holiday\n2032-02-14 workday # Saturday\n\n2026-03-02 holiday\n"
    assert not is_covered(2032)
    assert is_workday(date(2032, 2, 9))
    add_days_off(read_days(text))
    assert is_covered(2032)
    assert not is_workday(date(2032, 2, 9))
    assert is_workday(date(2032, 2, 14))
    assert is_workday(date(2032, 2, 10)), "what the file does not name counts by weekends"
    assert is_workday(date(2026, 3, 2)), "a year the package knows stays as it is"
    assert add_workdays(date(2032, 2, 6), 1) == date(2032, 2, 10)
    assert add_days(date(2032, 2, 2), 7) == date(2032, 2, 10), "a last day off moves on"


@pytest.mark.parametrize("line", ["2032-13-01 holiday", "2032-01-01", "2032-01-01 off"])
def test_a_line_that_cannot_be_read_is_named(line: str) -> None:
    with pytest.raises(BadCalendar, match="line 2"):
        read_days(f"# first\n{line}")
