"""How meetings are called in time, who has a hand to show, and when a motion carries."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agenda.deliberation.meetings.record.rules import (
    Capacity,
    Hands,
    MotionOutcome,
    Present,
    count_voters,
    counts_as_held,
    fits_attendance,
    motion_outcome,
)
from agenda.deliberation.meetings.rules import (
    RULES,
    MeetingKind,
    Notice,
    earliest_day,
    is_too_far,
    is_too_late,
    lead_days,
    notice_fault,
)
from agenda.kernel.authz import BodyKind
from agenda.kernel.ids import BodyId
from agenda.procedure.rules import STANDARD
from agenda.proposals.rules import Stage

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
"""Monday 2 March 2026, 12:00 in Shanghai."""
COMMITTEE, COMPANY = BodyId(1), BodyId(2)


@pytest.mark.parametrize(
    ("meeting", "days"),
    [
        (MeetingKind.HEARING, 7),
        (MeetingKind.COORDINATION, 7),
        (MeetingKind.COUNCIL, 3),
        (MeetingKind.JOINT, 3),
        (MeetingKind.APPRAISAL, 7),
    ],
)
def test_each_meeting_has_its_lead_time(meeting: MeetingKind, days: int) -> None:
    assert lead_days(meeting, STANDARD) == days


@pytest.mark.parametrize(
    ("starts_at", "too_late"),
    [
        (datetime(2026, 3, 8, 15, 59, tzinfo=UTC), True),
        (datetime(2026, 3, 8, 16, 0, tzinfo=UTC), False),  # Monday 9 March, 00:00 in Shanghai
        (datetime(2026, 3, 9, 11, 0, tzinfo=UTC), False),
    ],
)
def test_the_day_of_the_notice_does_not_count(starts_at: datetime, too_late: bool) -> None:
    assert earliest_day(NOON, 7) == date(2026, 3, 9)
    assert is_too_late(NOON, starts_at, 7) is too_late


def test_an_evening_notice_in_utc_is_already_the_next_day_here() -> None:
    assert earliest_day(datetime(2026, 3, 2, 17, tzinfo=UTC), 3) == date(2026, 3, 6)


@pytest.mark.parametrize(
    ("starts_at", "too_far"),
    [
        (datetime(2026, 4, 1, 15, 59, tzinfo=UTC), False),
        (datetime(2026, 4, 1, 16, 0, tzinfo=UTC), True),
    ],
)
def test_a_meeting_cannot_be_put_off_beyond_thirty_days(starts_at: datetime, too_far: bool) -> None:
    assert is_too_far(NOON, starts_at, 30) is too_far


def test_the_three_meetings_are_convened_by_the_residents_committee() -> None:
    committee = {BodyKind.RESIDENTS_COMMITTEE}
    three = (MeetingKind.HEARING, MeetingKind.COORDINATION, MeetingKind.APPRAISAL)
    assert all(RULES[meeting].conveners == committee for meeting in three)
    assert RULES[MeetingKind.APPRAISAL].stages == {Stage.APPRAISING}


def test_every_kind_has_its_rules_steps_and_supervision() -> None:
    assert set(RULES) == set(MeetingKind)
    for rules in RULES.values():
        assert len(rules.steps) >= 3
        assert BodyKind.SUPERVISION_COMMITTEE in rules.must_invite


@pytest.mark.parametrize(
    ("present", "held"),
    [
        ([], False),
        ([Present(Capacity.BODY, COMMITTEE)], False),
        ([Present(Capacity.BODY, COMMITTEE), Present(Capacity.OBSERVER)], False),
        ([Present(Capacity.BODY, COMMITTEE), Present(Capacity.EXPERT)], False),
        ([Present(Capacity.BODY, COMMITTEE), Present(Capacity.BODY, COMPANY)], True),
        ([Present(Capacity.RESIDENT)], True),
    ],
)
def test_a_body_alone_with_itself_is_no_meeting(present: list[Present], held: bool) -> None:
    assert counts_as_held(COMMITTEE, present) is held


def test_only_bodies_and_residents_have_a_hand_to_show() -> None:
    assert count_voters([Present(capacity) for capacity in Capacity]) == 2


@pytest.mark.parametrize(
    ("hands", "voters", "fits"),
    [
        (Hands(3, 2, 1), 6, True),
        (Hands(3, 2, 0), 6, True),
        (Hands(3, 2, 2), 6, False),
        (Hands(-1, 2, 2), 6, False),
        (Hands(0, 0, 0), 6, False),
        (Hands(0, 0, 0), 0, False),
    ],
)
def test_a_count_has_to_fit_the_attendance(hands: Hands, voters: int, fits: bool) -> None:
    assert fits_attendance(hands, voters) is fits


@pytest.mark.parametrize(
    ("hands", "voters", "outcome"),
    [
        (Hands(4, 2, 0), 6, MotionOutcome.CARRIED),
        (Hands(3, 3, 0), 6, MotionOutcome.LOST),
        (Hands(3, 0, 3), 6, MotionOutcome.LOST),
        (Hands(3, 0, 0), 6, MotionOutcome.LOST),
        (Hands(4, 3, 0), 7, MotionOutcome.CARRIED),
        (Hands(3, 2, 2), 7, MotionOutcome.LOST),
    ],
)
def test_a_motion_needs_more_than_half_of_those_present(
    hands: Hands, voters: int, outcome: MotionOutcome
) -> None:
    assert motion_outcome(hands, voters) is outcome


counts = st.integers(min_value=0, max_value=300)


@given(counts, counts, counts)
def test_a_motion_and_its_opposite_never_both_carry(yes: int, no: int, abstain: int) -> None:
    voters = yes + no + abstain
    both = (Hands(yes, no, abstain), Hands(no, yes, abstain))
    carried = [h for h in both if motion_outcome(h, voters) is MotionOutcome.CARRIED]
    assert len(carried) <= 1 or voters == 0


NOTICE = Notice(MeetingKind.COUNCIL, "加装电梯议事会", NOON, "居委会会议室", ("各方说明立场",))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "会" * 81}, "title"),
        ({"place": ""}, "place"),
        ({"items": ()}, "items"),
        ({"items": ("议",) * 21}, "items"),
        ({"items": ("议" * 101,)}, "items"),
        ({"link": "http://meeting.example"}, "link"),
        ({"link": "javascript:alert(1)"}, "link"),
    ],
)
def test_a_notice_that_lacks_something_names_the_field(changed: dict[str, Any], field: str) -> None:
    fault = notice_fault(replace(NOTICE, **changed))
    assert fault is not None
    assert fault.field == field


def test_a_complete_notice_has_no_fault() -> None:
    assert notice_fault(NOTICE) is None
    assert notice_fault(replace(NOTICE, link="https://meeting.example/123")) is None
