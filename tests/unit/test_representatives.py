"""Residents' representatives: one for 20 to 50 households, and results that can be right."""

from datetime import date

import pytest

from agenda.community.representatives.rules import (
    ElectionResult,
    GroupFault,
    group_fault,
    result_faults,
)

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("households", "representatives", "fault"),
    [
        (0, 0, GroupFault.NO_REPRESENTATIVE),
        (30, 0, GroupFault.NO_REPRESENTATIVE),
        (19, 1, GroupFault.TOO_FEW_HOUSEHOLDS),
        (20, 1, None),
        (50, 1, None),
        (51, 1, GroupFault.TOO_MANY_HOUSEHOLDS),
        (39, 2, GroupFault.TOO_FEW_HOUSEHOLDS),
        (40, 2, None),
        (100, 2, None),
        (101, 2, GroupFault.TOO_MANY_HOUSEHOLDS),
    ],
)
def test_a_representative_stands_for_20_to_50_households(
    households: int, representatives: int, fault: GroupFault | None
) -> None:
    assert group_fault(households=households, representatives=representatives) is fault


@pytest.mark.parametrize(
    ("result", "field"),
    [
        (ElectionResult(TODAY, 30, 20), None),
        (ElectionResult(TODAY, 40, 40), None),
        (ElectionResult(TODAY, 1, 1), None),
        (ElectionResult(date(2026, 3, 3), 30, 20), "elected_on"),
        (ElectionResult(TODAY, 41, 20), "voters"),
        (ElectionResult(TODAY, 0, 1), "voters"),
        (ElectionResult(TODAY, 30, 0), "votes_for"),
        (ElectionResult(TODAY, 30, 31), "votes_for"),
    ],
)
def test_a_result_must_fit_the_group(result: ElectionResult, field: str | None) -> None:
    fault = next(result_faults(result, adults=40, today=TODAY), None)
    assert (fault.field if fault else None) == field
