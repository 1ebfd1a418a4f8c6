"""What unites, what divides and what is typical: the published tests, on numbers one can follow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agenda.deliberation.opinions.findings.rules import (
    above_half,
    above_others,
    divided,
    draw,
    probability,
    typical,
    united,
)
from agenda.deliberation.opinions.rules import Finding, Tally
from tests.unit.test_opinion_groups import block

ALL, NONE, HALF = Tally(10, 10, 0), Tally(10, 0, 10), Tally(10, 5, 5)
TALLIES = st.integers(5, 40).flatmap(
    lambda seen: st.integers(0, seen).map(lambda hits: Tally(seen, hits, seen - hits))
)


def test_the_tests_of_proportions() -> None:
    assert above_half(9, 19) == pytest.approx(0)
    assert above_half(10, 10) == pytest.approx(2 * 11**0.5 / 2)
    assert above_others(9, 19, 9, 19) == 0
    assert above_others(19, 19, 9, 19) == pytest.approx(0.5 / (0.75 * 0.25 * 0.1) ** 0.5)
    assert above_others(5, 5, 7, 7) == 0, "all said so: nobody stands out"
    assert probability(Tally(4, 3, 1), agree=True) == 4 / 6


def test_only_what_every_group_shares_unites() -> None:
    tallies = {1: (ALL, HALF), 2: (ALL, ALL), 3: (NONE, NONE), 4: (ALL, NONE), 5: (HALF, HALF)}
    assert united(tallies) == (
        Finding(2, agree=True, tallies=(ALL, ALL)),
        Finding(3, agree=False, tallies=(NONE, NONE)),
    )


def test_a_large_group_does_not_outvote_a_small_one() -> None:
    large, small = Tally(1000, 1000, 0), Tally(10, 4, 6)
    assert united({1: (large, small)}) == ()


def test_what_divides_has_the_widest_gap_first() -> None:
    tallies = {1: (ALL, HALF), 2: (ALL, NONE), 3: (ALL, ALL), 4: (HALF, Tally(10, 6, 4))}
    assert [finding.statement for finding in divided(tallies)] == [2, 1]


def test_typical_is_what_others_do_not_say() -> None:
    tallies = {1: (ALL, NONE), 2: (ALL, ALL), 3: (HALF, ALL)}
    assert [(f.statement, f.agree) for f in typical(tallies, 0)] == [(1, True)]
    assert [(f.statement, f.agree) for f in typical(tallies, 1)] == [(1, False), (3, True)]


def test_a_map_says_what_camps_share_and_what_parts_them() -> None:
    said = block(range(1, 9), "++++++++++") + block(range(9, 20), "++++------")
    drawn = draw(said, frozenset({1}))
    assert [group.people for group in drawn.groups] == [11, 8]
    assert [finding.statement for finding in drawn.united] == [2, 3, 4]
    assert {finding.statement for finding in drawn.divided} <= set(range(5, 11))
    assert all(not finding.agree for finding in drawn.groups[0].typical)
    assert (drawn.participants, drawn.placed, drawn.answers) == (19, 19, 190)


def test_a_map_without_groups_still_says_what_is_shared() -> None:
    drawn = draw(block(range(1, 20), "++++++++-"))
    assert len(drawn.groups) == 1
    assert len(drawn.united) == 5
    assert drawn.divided == drawn.groups[0].typical == ()


def test_of_a_statement_few_have_answered_nothing_is_said() -> None:
    said = block(range(1, 9), "++++++++") + block(range(9, 20), "--------")
    few = block(range(1, 20), "++++++++" + "+")[8::9][:4]
    assert all(f.statement != 9 for f in draw(said + few).united)


@given(TALLIES, TALLIES)
def test_the_tests_are_fair_to_both_sides(own: Tally, other: Tally) -> None:
    one = above_others(own.agreed, own.seen, other.agreed, other.seen)
    back = above_others(other.agreed, other.seen, own.agreed, own.seen)
    assert one == pytest.approx(-back)
    assert 0 < probability(own, agree=True) < 1
