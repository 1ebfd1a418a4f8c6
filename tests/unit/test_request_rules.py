"""When co-signatures oblige a meeting: each share at its boundary, owners counted by heads."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agenda.cosigns.requests.rules import (
    MEASURES,
    Called,
    Ground,
    Owned,
    Progress,
    answer_faults,
    count_owners,
    entries_until_reachable,
    reached,
)
from agenda.kernel.ids import HouseholdId, PersonId

ADULTS, HOMES = Ground.ADULTS, Ground.HOUSEHOLD_REPRESENTATIVES
THIRD, FIFTH, OWNERS = (
    Ground.THIRD_OF_REPRESENTATIVES,
    Ground.FIFTH_OF_REPRESENTATIVES,
    Ground.OWNERS,
)


@pytest.mark.parametrize(
    ("ground", "signed", "total", "is_reached"),
    [
        # at least a tenth of the adults: the tenth itself is enough
        (ADULTS, 288, 2890, False),
        (ADULTS, 289, 2890, True),
        (ADULTS, 289, 2891, False),
        (ADULTS, 290, 2891, True),
        (ADULTS, 0, 0, False),
        (ADULTS, 0, 9, False),
        (ADULTS, 1, 9, True),
        (ADULTS, 1, 10, True),
        (ADULTS, 1, 11, False),
        (HOMES, 128, 1286, False),
        (HOMES, 129, 1286, True),
        (HOMES, 128, 1280, True),
        # at least a third, at least a fifth of the representatives
        (THIRD, 14, 45, False),
        (THIRD, 15, 45, True),
        (THIRD, 15, 46, False),
        (THIRD, 16, 46, True),
        (FIFTH, 8, 45, False),
        (FIFTH, 9, 45, True),
        (FIFTH, 9, 46, False),
        (FIFTH, 10, 46, True),
        (FIFTH, 0, 4, False),
        # 20 % of the owners
        (OWNERS, 230, 1152, False),
        (OWNERS, 231, 1152, True),
        (OWNERS, 230, 1150, True),
        (OWNERS, 0, 0, False),
    ],
)
def test_a_share_is_reached_at_its_boundary_and_not_before(
    ground: Ground, signed: int, total: int, *, is_reached: bool
) -> None:
    progress = Progress(ground, signed, total)
    assert progress.is_reached is is_reached
    if total:
        assert (signed >= progress.needed) is is_reached


@given(st.sampled_from(Ground), st.integers(1, 5000), st.data())
def test_what_is_needed_is_the_least_number_that_reaches_it(
    ground: Ground, total: int, data: st.DataObject
) -> None:
    signed = data.draw(st.integers(0, total))
    assert Progress(ground, signed, total).is_reached is (
        signed >= Progress(ground, signed, total).needed
    )


def test_each_ground_calls_its_meeting() -> None:
    assert {ground: measure.called for ground, measure in MEASURES.items()} == {
        ADULTS: Called.RESIDENTS_MEETING,
        HOMES: Called.RESIDENTS_MEETING,
        THIRD: Called.RESIDENTS_MEETING,
        FIFTH: Called.REPRESENTATIVE_MEETING,
        OWNERS: Called.OWNERS_MEETING,
    }


def test_a_meeting_is_called_once_by_the_first_ground_reached() -> None:
    counts = (Progress(ADULTS, 1, 10), Progress(HOMES, 1, 10), Progress(FIFTH, 1, 5))
    assert [p.ground for p in reached(counts)] == [ADULTS, FIFTH]
    assert [p.ground for p in reached(counts, issued=[Called.RESIDENTS_MEETING])] == [FIFTH]
    assert list(reached(counts, issued=Called)) == []


def owned(home: int, who: int | None, *, stock: bool = False) -> Owned:
    person = PersonId(who) if who else None
    return Owned(HouseholdId(home), person, is_developer_stock=stock)


@pytest.mark.parametrize(
    ("homes", "signers", "signed", "total"),
    [
        ([owned(1, 1), owned(2, 2)], {1}, 1, 2),
        ([owned(1, 1), owned(1, 2), owned(2, 3)], {1, 2}, 1, 2),  # co-owners are one head
        ([owned(1, 1), owned(2, 1), owned(3, 2)], {1}, 1, 2),  # a buyer of two homes is one
        ([owned(1, 1), owned(2, 1), owned(2, 2)], {1}, 2, 2),  # alone, and together with another
        ([owned(1, 9, stock=True), owned(2, 9, stock=True), owned(3, 1)], {9}, 1, 2),
        ([owned(1, None), owned(2, None), owned(3, 1)], {1}, 1, 3),  # nobody on the roster
        ([], {1}, 0, 0),
    ],
)
def test_owners_are_counted_by_heads(
    homes: list[Owned], signers: set[int], signed: int, total: int
) -> None:
    found = count_owners(homes, signers={PersonId(who) for who in signers})
    assert (found.signed, found.total) == (signed, total)


@pytest.mark.parametrize(
    ("called", "held_on", "place", "code"),
    [
        (Called.RESIDENTS_MEETING, date(2026, 3, 12), "活动室", None),
        (Called.RESIDENTS_MEETING, date(2026, 3, 11), "活动室", "notice_too_short"),
        (Called.OWNERS_MEETING, date(2026, 3, 17), "活动室", None),
        (Called.OWNERS_MEETING, date(2026, 3, 16), "活动室", "notice_too_short"),
        (Called.RESIDENTS_MEETING, date(2026, 5, 1), "活动室", None),
        (Called.RESIDENTS_MEETING, date(2026, 5, 2), "活动室", "held_too_late"),
        (Called.RESIDENTS_MEETING, date(2026, 3, 12), " ", "place_needed"),
    ],
)
def test_a_meeting_is_convened_with_its_notice_and_not_put_off_for_ever(
    called: Called, held_on: date, place: str, code: str | None
) -> None:
    faults = answer_faults(
        called, held_on=held_on, place=place, today=date(2026, 3, 2), within_days=60
    )
    assert [fault.code for fault in faults] == ([f"cosigns.{code}"] if code else [])


@pytest.mark.parametrize(
    ("counts", "issued", "most_heads", "wait"),
    [
        ([Progress(Ground.ADULTS, 3, 1000)], (), 1, 97),
        ([Progress(Ground.ADULTS, 99, 1000)], (), 1, 1),
        ([Progress(Ground.ADULTS, 3, 100_000)], (), 1, 100),
        ([Progress(Ground.ADULTS, 3, 1000), Progress(Ground.OWNERS, 10, 300)], (), 4, 13),
        ([Progress(Ground.OWNERS, 10, 300)], (Called.OWNERS_MEETING,), 4, 100),
        ([Progress(Ground.FIFTH_OF_REPRESENTATIVES, 0, 0)], (), 1, 100),
    ],
)
def test_no_share_is_reached_before_it_is_weighed_again(
    counts: list[Progress], issued: tuple[Called, ...], most_heads: int, wait: int
) -> None:
    assert entries_until_reachable(counts, issued=issued, most_heads=most_heads) == wait
