"""Months as the calendar shows them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agenda.desk.rules import Month, month_of


@given(st.integers(2001, 2099), st.integers(1, 12))
def test_a_month_is_whole_weeks_that_hold_all_its_days(year: int, number: int) -> None:
    month = Month(year, number)
    days = [day for week in month.weeks() for day in week]
    assert all(len(week) == 7 and week[0].weekday() == 0 for week in month.weeks())
    assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
    own = [day for day in days if (day.year, day.month) == (year, number)]
    assert own[0] == month.first
    assert own[-1] + timedelta(days=1) == month.next.first
    assert len(days) - len(own) < 14
    assert month.next.previous == month == month.previous.next


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "0001-01", "9999-12", "abc-de", "２０２６-03"]
)
def test_an_unreadable_month_is_this_one(text: str) -> None:
    assert month_of(text, otherwise=date(2026, 3, 2)) == Month(2026, 3)


def test_a_month_is_read() -> None:
    assert month_of("2026-07", otherwise=date(2026, 3, 2)) == Month(2026, 7)
