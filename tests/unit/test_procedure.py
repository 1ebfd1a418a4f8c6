"""Thresholds, quorums and the way procedures are stored."""

import json
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agenda.procedure.calendar.rules import (
    add_days,
    add_workdays,
    due_in_days,
    due_in_workdays,
    is_covered,
    is_workday,
    workdays_between,
)
from agenda.procedure.rules import (
    STANDARD,
    Procedure,
    ScopeKind,
    Threshold,
    Turnout,
    from_data,
    to_data,
)

LARGE, SMALL = ScopeKind.COMPOUND, ScopeKind.BUILDING


@pytest.mark.parametrize(
    ("scope", "households", "adults", "needed"),
    [
        # domain.md: building or unit max(3, 20 %), never more than half, rounded up
        (SMALL, 30, 60, 6),
        (SMALL, 31, 60, 7),
        (SMALL, 10, 25, 3),
        (SMALL, 5, 20, 3),
        (SMALL, 4, 20, 2),
        # compound or neighbourhood max(20, 2 %)
        (LARGE, 1286, 2890, 26),
        (LARGE, 1000, 2000, 20),
        (LARGE, 1001, 2000, 21),
        (LARGE, 36, 70, 18),
        (LARGE, 25000, 25000, 500),
        # under 20 adults: more than half of the households list it
        (SMALL, 12, 19, 7),
        (SMALL, 11, 19, 6),
        (SMALL, 2, 3, 2),
        (SMALL, 1, 2, 1),
    ],
)
def test_households_needed(scope: ScopeKind, households: int, adults: int, needed: int) -> None:
    assert STANDARD.cosigns_required(scope, households=households, adults=adults) == needed


@pytest.mark.parametrize(
    ("roll", "needed"),
    [
        (20, 7),  # a third of the roll, rounded up
        (89, 30),
        (90, 30),
        (91, 30),
        (600, 30),
        (601, 31),  # 5 %, rounded up
        (2890, 145),
    ],
)
def test_turnout_needed(roll: int, needed: int) -> None:
    assert STANDARD.turnout.required(roll) == needed


@given(st.sampled_from(ScopeKind), st.integers(1, 3000), st.integers(0, 9000))
def test_every_scope_can_reach_its_threshold(
    scope: ScopeKind, households: int, adults: int
) -> None:
    needed = STANDARD.cosigns_required(scope, households=households, adults=adults)
    assert 1 <= needed <= households


@given(st.integers(1, 10**6))
def test_turnout_can_be_reached(roll: int) -> None:
    assert 1 <= STANDARD.turnout.required(roll) <= roll


fractions = st.fractions(min_value=0, max_value=1, max_denominator=100)


@given(
    threshold=st.builds(Threshold, st.integers(1, 50), fractions, fractions),
    turnout=st.builds(Turnout, st.integers(1, 50), fractions, fractions),
    days=st.integers(1, 365),
    share=fractions,
)
def test_a_procedure_comes_back_as_it_was_stored(
    threshold: Threshold, turnout: Turnout, days: int, share: Fraction
) -> None:
    rules = Procedure(
        small_threshold=threshold, turnout=turnout, cosigning_days=days, survey_satisfied=share
    )
    assert from_data(json.loads(json.dumps(to_data(rules)))) == rules


def test_a_field_unknown_to_an_older_version_has_its_standard_value() -> None:
    assert from_data({"cosigning_days": 20}) == Procedure(cosigning_days=20)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def test_working_days_follow_the_chinese_calendar() -> None:
    # Spring Festival 2026: 15 to 23 February off, Saturdays 14 and 28 worked
    assert not is_workday(date(2026, 2, 16))
    assert is_workday(date(2026, 2, 14))
    assert is_workday(date(2026, 2, 28))
    assert add_workdays(date(2026, 2, 13), 3) == date(2026, 2, 25)


def test_the_starting_day_does_not_count() -> None:
    # Civil Code art. 201: Monday to Thursday are three working days
    due = due_in_workdays(at("2026-03-02T09:00:00+08:00"), 3)
    assert due == at("2026-03-06T00:00:00+08:00")


def test_a_last_day_on_a_holiday_moves() -> None:
    # Civil Code art. 203: 30 days from 1 September 2026 end in the National Day holidays
    assert add_days(date(2026, 9, 1), 30) == date(2026, 10, 8)
    due = due_in_days(at("2026-09-01T23:59:59+08:00"), 30)
    assert due == at("2026-10-09T00:00:00+08:00")


def test_a_year_without_a_table_falls_back_to_weekends() -> None:
    assert not is_covered(2099)
    assert is_workday(date(2099, 1, 2))
    assert not is_workday(date(2099, 1, 3))


@given(st.dates(date(2024, 1, 1), date(2026, 12, 1)), st.integers(1, 60))
def test_counting_back_gives_the_same_working_days(day: date, count: int) -> None:
    end = add_workdays(day, count)
    assert is_workday(end)
    assert workdays_between(day, end) == count
