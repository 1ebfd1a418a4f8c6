"""Formal decisions by their rules alone: every vector and boundary of the law, and its arithmetic."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agenda.ballots.decisions.counting.rules import (
    Comparison,
    CountSheet,
    Weight,
    arithmetic,
    count_faults,
    outcome_of,
)
from agenda.ballots.decisions.rules import (
    DecisionKind,
    Majority,
    Outcome,
    OwnersCount,
    OwnersItem,
    asks_too_little,
    first_lawful_day,
    owners_outcome,
    representative_meeting_outcome,
    residents_meeting_outcome,
)
from agenda.kernel.quantities import Area, Heads

PASSED, NOT_PASSED, INVALID = Outcome.PASSED, Outcome.NOT_PASSED, Outcome.NO_VALID_DECISION
SHANGHAI_2022 = (1152, 12479930, 905, 9344908, 589, 6166705)
"""A published count of 905 ballots from 1,152 heads; areas in 0.01 m2, from its percentages."""

VECTORS = [
    ("published Shanghai count", SHANGHAI_2022, PASSED, NOT_PASSED),
    ("two thirds, exactly half", (900, 9000000, 600, 6000000, 300, 3000000), NOT_PASSED, None),
    ("half and one head", (900, 9000000, 600, 6000000, 301, 3000001), PASSED, None),
    ("one head too few", (900, 9000000, 599, 6000000, 599, 6000000), INVALID, INVALID),
    ("exactly three quarters", (900, 9000000, 600, 6000000, 450, 4500000), None, PASSED),
    ("0.01 m2 short", (900, 9000000, 600, 6000000, 450, 4499999), None, NOT_PASSED),
    ("heads pass, area fails", (500, 5000000, 400, 4000000, 300, 1900000), NOT_PASSED, None),
    ("large holder away", (500, 5000000, 450, 3000000, 450, 3000000), INVALID, INVALID),
]


@pytest.mark.parametrize(("name", "numbers", "ordinary", "special"), VECTORS)
def test_the_vectors_of_the_law(
    name: str,
    numbers: tuple[int, ...],
    ordinary: Outcome | None,
    special: Outcome | None,
) -> None:
    for majority, wanted in ((Majority.ORDINARY, ordinary), (Majority.SPECIAL, special)):
        if wanted is not None:
            assert owners_outcome(owners_count(numbers), majority) is wanted
            assert outcome_of(owners_sheet(numbers, majority)) is wanted


def test_the_items_that_need_three_quarters_are_six_seven_and_eight() -> None:
    special = [item.number for item in OwnersItem if item.majority is Majority.SPECIAL]
    assert special == [6, 7, 8]
    assert OwnersItem.USE_FUND.majority is Majority.ORDINARY
    assert OwnersItem.RAISE_FUND.majority is Majority.SPECIAL
    assert [item.number for item in OwnersItem] == list(range(1, 10))


@pytest.mark.parametrize(
    ("roll", "present", "votes_for", "outcome"),
    [
        (100, 50, 50, INVALID),  # half present is not more than half
        (100, 51, 25, NOT_PASSED),
        (100, 51, 26, PASSED),
        (101, 51, 26, PASSED),
        (100, 60, 30, NOT_PASSED),  # exactly half of those present
        (100, 60, 31, PASSED),
        (1, 1, 1, PASSED),
        (2, 1, 1, INVALID),
    ],
)
def test_a_residents_meeting(roll: int, present: int, votes_for: int, outcome: Outcome) -> None:
    found = residents_meeting_outcome(roll=roll, present=present, votes_for=votes_for)
    assert found is outcome


@pytest.mark.parametrize(
    ("members", "present", "votes_for", "outcome"),
    [
        (60, 39, 39, INVALID),
        (60, 40, 20, NOT_PASSED),  # exactly two thirds is enough, exactly half is not
        (60, 40, 21, PASSED),
        (61, 40, 40, INVALID),
        (61, 41, 21, PASSED),
        (0, 0, 0, INVALID),
    ],
)
def test_a_representative_meeting(
    members: int, present: int, votes_for: int, outcome: Outcome
) -> None:
    found = representative_meeting_outcome(members=members, present=present, votes_for=votes_for)
    assert found is outcome


def test_notice_is_counted_without_its_own_day() -> None:
    notice = date(2026, 3, 2)
    assert first_lawful_day(DecisionKind.RESIDENTS_MEETING, notice) == date(2026, 3, 12)
    assert first_lawful_day(DecisionKind.OWNERS_DECISION, notice) == date(2026, 3, 17)


def test_the_published_count_written_out() -> None:
    lines = arithmetic(owners_sheet(SHANGHAI_2022, Majority.ORDINARY))
    assert [line.text for line in lines] == [
        "905 / 1,152 ≥ 2/3: 3 × 905 = 2,715 ≥ 2 × 1,152 = 2,304",
        "93,449.08 / 124,799.30 ≥ 2/3: 3 × 93,449.08 = 280,347.24 ≥ 2 × 124,799.30 = 249,598.60",
        "589 / 905 > 1/2: 2 × 589 = 1,178 > 905",
        "61,667.05 / 93,449.08 > 1/2: 2 × 61,667.05 = 123,334.10 > 93,449.08",
    ]
    special = arithmetic(owners_sheet(SHANGHAI_2022, Majority.SPECIAL))
    assert [line.holds for line in special] == [True, True, False, False]
    assert special[2].text == "589 / 905 < 3/4: 4 × 589 = 2,356 < 3 × 905 = 2,715"


def test_too_few_taking_part_ends_the_arithmetic() -> None:
    lines = arithmetic(owners_sheet((900, 9000000, 599, 6000000, 599, 6000000), Majority.ORDINARY))
    assert [line.compares for line in lines] == [
        Comparison.HEADS_PARTICIPATING,
        Comparison.AREA_PARTICIPATING,
    ]
    assert lines[0].text == "599 / 900 < 2/3: 3 × 599 = 1,797 < 2 × 900 = 1,800"


def test_half_is_written_as_not_more_than_half() -> None:
    sheet = meeting_sheet(DecisionKind.RESIDENTS_MEETING, 100, 60, 30)
    assert arithmetic(sheet)[-1].text == "30 / 60 ≤ 1/2: 2 × 30 = 60 ≤ 60"


weights = st.builds(Weight, st.integers(1, 3000), st.integers(1, 40_000_000))


@given(weights, weights, weights, weights, st.sampled_from(DecisionKind), st.data())
def test_the_written_arithmetic_and_the_outcome_agree(
    votes_for: Weight, against: Weight, abstain: Weight, away: Weight, kind: DecisionKind, data
) -> None:
    majority = data.draw(st.sampled_from(Majority))
    participating = votes_for + against + abstain
    sheet = CountSheet(
        kind, majority, participating + away, participating, votes_for, against, abstain
    )
    assert count_faults(sheet) == ()
    lines = arithmetic(sheet)
    enough = all(
        line.holds
        for line in lines
        if line.compares not in {Comparison.HEADS_FOR, Comparison.AREA_FOR}
    )
    wanted = PASSED if all(line.holds for line in lines) else NOT_PASSED
    assert outcome_of(sheet) is (wanted if enough else INVALID)


@given(st.lists(weights, min_size=1, max_size=30), st.integers(0, 30), st.randoms())
def test_no_order_of_entry_changes_an_outcome(ballots, cut: int, random) -> None:
    shuffled = list(ballots[:cut])
    random.shuffle(shuffled)
    roll = sum(ballots, Weight(0))
    outcomes = {
        outcome_of(
            CountSheet(
                DecisionKind.OWNERS_DECISION,
                Majority.ORDINARY,
                roll,
                sum(order, Weight(0)),
                sum(order, Weight(0)),
                Weight(0),
                Weight(0),
            )
        )
        for order in (ballots[:cut], shuffled)
    }
    assert len(outcomes) == 1


@pytest.mark.parametrize(
    ("change", "fault", "field"),
    [
        ({"participating": Weight(601, 6000000)}, "count_does_not_add_up", "participating_heads"),
        ({"participating": Weight(600, 6000001)}, "count_does_not_add_up", "participating_area"),
        ({"roll": Weight(599, 9000000)}, "more_than_roll", "participating_heads"),
        ({"roll": Weight(0, 9000000)}, "roll_empty", "roll_heads"),
        ({"against": Weight(-1, 0)}, "count_out_of_range", "against_heads"),
        ({"roll": Weight(10**7, 9000000)}, "count_out_of_range", "roll_heads"),
        ({"abstain": Weight(0, 3000000)}, "area_without_heads", "abstain_heads"),
    ],
)
def test_a_sheet_that_cannot_be_right_is_found(change, fault: str, field: str) -> None:
    good = CountSheet(
        DecisionKind.OWNERS_DECISION,
        Majority.ORDINARY,
        Weight(900, 9000000),
        Weight(600, 6000000),
        Weight(300, 2000000),
        Weight(200, 1000000),
        Weight(100, 3000000),
    )
    assert count_faults(good) == ()
    found = {(f.code, f.field) for f in count_faults(replace(good, **change))}
    assert (f"ballots.{fault}", field) in found


def test_a_meeting_counts_heads_alone() -> None:
    sheet = meeting_sheet(DecisionKind.REPRESENTATIVE_MEETING, 60, 40, 21)
    assert count_faults(sheet) == ()
    assert [line.text for line in arithmetic(sheet)] == [
        "40 / 60 ≥ 2/3: 3 × 40 = 120 ≥ 2 × 60 = 120",
        "21 / 40 > 1/2: 2 × 21 = 42 > 40",
    ]


def owners_count(numbers: tuple[int, ...]) -> OwnersCount:
    heads, area, part_heads, part_area, for_heads, for_area = numbers
    return OwnersCount(
        Heads(heads),
        Area(area),
        Heads(part_heads),
        Area(part_area),
        Heads(for_heads),
        Area(for_area),
    )


def owners_sheet(numbers: tuple[int, ...], majority: Majority) -> CountSheet:
    heads, area, part_heads, part_area, for_heads, for_area = numbers
    return CountSheet(
        DecisionKind.OWNERS_DECISION,
        majority,
        Weight(heads, area),
        Weight(part_heads, part_area),
        Weight(for_heads, for_area),
        Weight(part_heads - for_heads, part_area - for_area),
        Weight(0, 0),
    )


def meeting_sheet(kind: DecisionKind, roll: int, present: int, votes_for: int) -> CountSheet:
    rest = Weight(present - votes_for)
    return CountSheet(
        kind, Majority.ORDINARY, Weight(roll), Weight(present), Weight(votes_for), rest, Weight(0)
    )


@pytest.mark.parametrize(
    ("item", "routed", "too_little"),
    [
        (OwnersItem.OTHER, OwnersItem.REBUILD, True),
        (OwnersItem.USE_FUND, OwnersItem.RAISE_FUND, True),
        (OwnersItem.COMMON_PARTS, OwnersItem.REBUILD, False),
        (OwnersItem.REBUILD, OwnersItem.OTHER, False),
        (OwnersItem.OTHER, None, False),
    ],
)
def test_no_item_passes_with_less_than_the_routed_matter_needs(
    item: OwnersItem, routed: OwnersItem | None, too_little: bool
) -> None:
    assert asks_too_little(item, routed) is too_little
