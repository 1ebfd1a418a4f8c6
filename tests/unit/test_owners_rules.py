"""Owners' ballots: who is a voting head, how silence counts, how far it is to two thirds."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agenda.ballots.decisions.counting.rules import Weight
from agenda.ballots.decisions.rules import Majority, Outcome, OwnersCount, owners_outcome
from agenda.ballots.owners.roll.rules import OwnedUnit, group_heads, roll_digest
from agenda.ballots.owners.rules import (
    Distance,
    HeadLine,
    SilentRule,
    count_lines,
    distance,
    shown_distance,
    where_silence_goes,
)
from agenda.ballots.rules import Choice
from agenda.kernel.ids import DecisionId, HouseholdId, PersonId
from agenda.kernel.quantities import Area, Heads

FOR, AGAINST, ABSTAIN = Choice.FOR, Choice.AGAINST, Choice.ABSTAIN


def unit(number: int, *owners: int, area: int = 100_00, **more: object) -> OwnedUnit:
    """Return a unit with its owners."""
    people = frozenset(map(PersonId, owners))
    return OwnedUnit(HouseholdId(number), area, people, **more)  # type: ignore[arg-type]


def test_a_buyer_of_several_units_is_one_head_with_all_their_area() -> None:
    heads = group_heads([unit(1, 7), unit(2, 8), unit(3, 7)], counts_parking=False)
    assert [(h.number, h.units, h.area) for h in heads] == [(1, (1, 3), 200_00), (2, (2,), 100_00)]


def test_co_owners_are_one_head_and_another_group_is_another() -> None:
    heads = group_heads([unit(1, 7, 8), unit(2, 7), unit(3, 8, 7)], counts_parking=False)
    assert [h.units for h in heads] == [(1, 3), (2,)]
    assert heads[0].owners == {7, 8}


def test_the_developers_stock_is_one_head_that_adds_up() -> None:
    stock = [unit(n, 5, area=80_50, is_developer_stock=True) for n in (1, 2, 3)]
    heads = group_heads([*stock, unit(4, 6)], counts_parking=False)
    assert [(h.is_developer, h.area) for h in heads] == [(True, 241_50), (False, 100_00)]
    assert not heads[0].owners


def test_units_without_a_known_owner_are_heads_of_their_own() -> None:
    assert len(group_heads([unit(1), unit(2)], counts_parking=False)) == 2


def test_parking_counts_only_where_the_ballot_says_so() -> None:
    units = [unit(1, 7, parking_area=12_35)]
    assert group_heads(units, counts_parking=False)[0].area == 100_00
    assert group_heads(units, counts_parking=True)[0].area == 112_35


@given(st.randoms(), st.lists(st.integers(0, 4), min_size=1, max_size=30))
def test_heads_do_not_depend_on_the_order_of_entry(shuffle, owners: list[int]) -> None:
    units = [unit(n, *([o] if o else []), area=n) for n, o in enumerate(owners, start=1)]
    mixed = list(units)
    shuffle.shuffle(mixed)
    first = group_heads(units, counts_parking=False)
    assert first == group_heads(mixed, counts_parking=False)
    assert sum(h.area for h in first) == sum(u.area for u in units)
    assert sorted(x for h in first for x in h.units) == [u.household_id for u in units]
    decision = DecisionId(1)
    assert roll_digest(decision, first) != roll_digest(DecisionId(2), first)


@pytest.mark.parametrize(
    ("votes_for", "against", "rule", "goes"),
    [
        (Weight(3, 300), Weight(2, 200), SilentRule.NONE, None),
        (Weight(3, 300), Weight(2, 200), SilentRule.PARTICIPATION, ABSTAIN),
        (Weight(3, 300), Weight(2, 200), SilentRule.MAJORITY, FOR),
        (Weight(2, 200), Weight(3, 300), SilentRule.MAJORITY, AGAINST),
        (Weight(3, 200), Weight(2, 300), SilentRule.MAJORITY, ABSTAIN),
        (Weight(2, 200), Weight(2, 200), SilentRule.MAJORITY, ABSTAIN),
        (Weight(2, 300), Weight(2, 200), SilentRule.MAJORITY, ABSTAIN),
        (Weight(0), Weight(0), SilentRule.MAJORITY, ABSTAIN),
    ],
)
def test_silence_goes_where_its_rule_sends_it(
    votes_for: Weight, against: Weight, rule: SilentRule, goes: Choice | None
) -> None:
    assert where_silence_goes(votes_for, against, rule) is goes


def lines() -> list[HeadLine]:
    """Ten heads of 100 m2: four for, one against, one spoiled, two silent and reached, two not."""
    voted = [HeadLine(n, 100_00, is_delivered=True, choices=(FOR,)) for n in range(1, 5)]
    return [
        *voted,
        HeadLine(5, 100_00, is_delivered=True, choices=(AGAINST,)),
        HeadLine(6, 100_00, is_delivered=True, choices=(FOR,), is_spoiled=True),
        HeadLine(7, 100_00, is_delivered=True),
        HeadLine(8, 100_00, is_delivered=True),
        HeadLine(9, 100_00, is_delivered=False),
        HeadLine(10, 100_00, is_delivered=False),
    ]


@pytest.mark.parametrize(
    ("rule", "taking_part", "in_favour", "outcome"),
    [
        (SilentRule.NONE, 5, 4, Outcome.NO_VALID_DECISION),
        (SilentRule.PARTICIPATION, 7, 4, Outcome.PASSED),
        (SilentRule.MAJORITY, 7, 6, Outcome.PASSED),
    ],
)
def test_only_heads_that_were_reached_are_counted_in(
    rule: SilentRule, taking_part: int, in_favour: int, outcome: Outcome
) -> None:
    (count,) = count_lines(lines(), questions=1, silent_rule=rule)
    assert (count.participating, count.votes_for) == (Weight(5, 500_00), Weight(4, 400_00))
    assert count.spoiled == Weight(1, 100_00)
    full = count.imputed
    assert (full.participating.heads, full.votes_for.heads) == (taking_part, in_favour)
    sums = OwnersCount(
        heads=Heads(full.roll.heads),
        area=Area(full.roll.area),
        participating_heads=Heads(full.participating.heads),
        participating_area=Area(full.participating.area),
        for_heads=Heads(full.votes_for.heads),
        for_area=Area(full.votes_for.area),
    )
    assert owners_outcome(sums, Majority.ORDINARY) is outcome


votes = st.tuples(st.sampled_from(Choice), st.sampled_from(Choice))
some_line = st.builds(
    HeadLine,
    number=st.integers(1, 10_000),
    area=st.integers(0, 10**7),
    is_delivered=st.booleans(),
    choices=st.none() | votes,
    is_spoiled=st.booleans(),
)


@given(st.lists(some_line, max_size=40), st.sampled_from(SilentRule), st.randoms())
def test_counts_add_up_in_any_order(entered: list[HeadLine], rule: SilentRule, shuffle) -> None:
    mixed = list(entered)
    shuffle.shuffle(mixed)
    counts = count_lines(entered, questions=2, silent_rule=rule)
    assert counts == count_lines(mixed, questions=2, silent_rule=rule)
    for count in counts:
        assert count.roll.heads == len(entered)
        assert (count.imputed.participating + count.spoiled).heads <= count.roll.heads
        assert count.participating.area <= count.imputed.participating.area <= count.roll.area


@pytest.mark.parametrize(
    ("roll", "part", "missing"),
    [
        (Weight(900, 9_000_000), Weight(563, 5_578_945), Distance(37, 421_055)),
        (Weight(900, 9_000_000), Weight(600, 6_000_000), Distance(0, 0)),
        (Weight(100, 100), Weight(66, 66), Distance(1, 1)),
        (Weight(3, 1), Weight(2, 0), Distance(0, 1)),
    ],
)
def test_the_distance_to_two_thirds(roll: Weight, part: Weight, missing: Distance) -> None:
    assert distance(roll, part) == missing


DAY = [date(2026, 5, n) for n in range(1, 8)]


@pytest.mark.parametrize(
    ("heads", "daily", "shown"),
    [
        (49, [(DAY[0], 20)], None),
        (50, [(DAY[0], 4)], None),
        (50, [(DAY[0], 5)], DAY[0]),
        (50, [(DAY[0], 5), (DAY[1], 9)], DAY[0]),
        (50, [(DAY[0], 5), (DAY[1], 9), (DAY[2], 10)], DAY[2]),
        (50, [(DAY[6], 30)], None),
    ],
)
def test_the_distance_is_shown_from_the_next_day_and_after_five_more_ballots(
    heads: int, daily: list[tuple[date, int]], shown: date | None
) -> None:
    seen = shown_distance(Weight(heads, heads), [(d, Weight(n, n)) for d, n in daily], DAY[6])
    assert (seen[0] if seen else None) == shown
