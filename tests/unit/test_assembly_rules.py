"""Meetings that decide: who stands on the roll, the quorum at its edges, hands that can be right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agenda.ballots.assembly.rules import (
    Candidate,
    Entitlement,
    Hands,
    Quorum,
    RollBasis,
    hands_faults,
    lawful_bases,
    roll_digest,
    roll_of,
    too_few_representatives,
    with_silent,
)
from agenda.ballots.decisions.rules import (
    DecisionKind,
    Outcome,
    representative_meeting_outcome,
    residents_meeting_outcome,
)

RESIDENTS, DELEGATES = DecisionKind.RESIDENTS_MEETING, DecisionKind.REPRESENTATIVE_MEETING
REPRESENTATIVE, SEAT = Entitlement.REPRESENTATIVE, Entitlement.COMMITTEE_MEMBER


@pytest.mark.parametrize(
    ("meeting", "roll", "needed"),
    [
        (RESIDENTS, 1, 1),
        (RESIDENTS, 2, 2),
        (RESIDENTS, 3, 2),
        (RESIDENTS, 2890, 1446),
        (RESIDENTS, 2891, 1446),
        (DELEGATES, 1, 1),
        (DELEGATES, 3, 2),
        (DELEGATES, 51, 34),
        (DELEGATES, 52, 35),
    ],
)
def test_a_quorum_is_more_than_half_or_two_thirds(
    meeting: DecisionKind, roll: int, needed: int
) -> None:
    assert Quorum(meeting, roll, 0).needed == needed
    assert not Quorum(meeting, roll, needed - 1).is_reached
    assert Quorum(meeting, roll, needed).is_reached


@given(st.integers(1, 5000), st.data())
def test_the_quorum_of_the_room_is_that_of_the_outcome(roll: int, data: st.DataObject) -> None:
    present = data.draw(st.integers(0, roll))
    residents = residents_meeting_outcome(roll=roll, present=present, votes_for=present)
    delegates = representative_meeting_outcome(members=roll, present=present, votes_for=present)
    for kind, outcome in ((RESIDENTS, residents), (DELEGATES, delegates)):
        assert Quorum(kind, roll, present).is_reached is (outcome is Outcome.PASSED)


def test_by_household_each_counts_once_and_the_first_on_the_roster_stands() -> None:
    people = [
        Candidate(person, Entitlement.HOUSEHOLD_REPRESENTATIVE, home)
        for person, home in ((7, 1), (3, 1), (4, 2))
    ]
    members = roll_of(RollBasis.HOUSEHOLDS, people)
    assert [(m.candidate.person_id, m.seat_key) for m in members] == [(3, "h1"), (4, "h2")]


def test_a_representative_in_the_committee_counts_once_as_representative() -> None:
    people = [Candidate(1, SEAT), Candidate(2, SEAT), Candidate(1, REPRESENTATIVE, 9)]
    members = roll_of(RollBasis.REPRESENTATIVES, people)
    assert [(m.candidate.person_id, m.candidate.entitlement) for m in members] == [
        (1, REPRESENTATIVE),
        (2, SEAT),
    ]


@pytest.mark.parametrize(
    ("representatives", "seats", "too_few"), [(4, 1, False), (8, 2, False), (7, 2, True)]
)
def test_four_fifths_are_representatives(representatives: int, seats: int, too_few: bool) -> None:
    people = [Candidate(n, REPRESENTATIVE) for n in range(1, representatives + 1)]
    people += [Candidate(100 + n, SEAT) for n in range(seats)]
    assert too_few_representatives(roll_of(RollBasis.REPRESENTATIVES, people)) is too_few


def test_the_digest_holds_who_and_as_what_in_any_order() -> None:
    one, two = Candidate(1, Entitlement.ADULT, 5), Candidate(2, Entitlement.ADULT, 5)
    roll = roll_of(RollBasis.HEADS, [one, two])
    assert roll_digest(1, roll) == roll_digest(1, reversed(roll))
    assert roll_digest(1, roll) != roll_digest(2, roll)
    assert roll_digest(1, roll) != roll_digest(1, roll[:1])


def test_each_kind_has_its_lawful_bases() -> None:
    assert lawful_bases(RESIDENTS) == (RollBasis.HEADS, RollBasis.HOUSEHOLDS)
    assert lawful_bases(DELEGATES) == (RollBasis.REPRESENTATIVES,)
    assert lawful_bases(DecisionKind.OWNERS_DECISION) == ()


@pytest.mark.parametrize(
    ("hands", "field"),
    [
        (Hands(10, 5, 5), None),
        (Hands(10, 5, 0), None),
        (Hands(0, 0, 0), None),
        (Hands(10, 6, 5), "votes_for"),
        (Hands(-1, 5, 5), "votes_for"),
        (Hands(1, 5, -5), "abstain"),
    ],
)
def test_no_more_hands_than_people_in_the_room(hands: Hands, field: str | None) -> None:
    fault = next(hands_faults(hands, present=20), None)
    assert (fault.field if fault else None) == field


def test_who_raises_no_hand_abstains() -> None:
    assert with_silent(Hands(10, 5, 2), present=20) == Hands(10, 5, 5)
