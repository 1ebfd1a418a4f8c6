"""Reading a sheet twice, by two people: which readings stand, whether they agree, until when."""

from datetime import UTC, datetime

import pytest

from agenda.kernel.authz import Actor, ActorKind, BodyKind, SeatHeld, SeatRole
from agenda.kernel.ids import BodyId, NeighbourhoodId, PersonId, SeatId
from agenda.paper import policy
from agenda.paper.rules import (
    EntryState,
    PaperFacts,
    Reading,
    Readings,
    StackCount,
    StackFacts,
    StackKind,
    box_due,
    desk_closes_at,
    entering_due,
    position,
    with_reading,
)


def read(by: int, content: str) -> Reading:
    return Reading(PersonId(by), f"typed by {by}", content)


ONE, OTHER, THIRD = read(1, "a"), read(2, "b"), read(3, "b")

CASES = [
    # what stood, who reads what, what stands then, whether two agree
    (None, ONE, Readings(ONE), False),
    (Readings(ONE), read(1, "b"), Readings(read(1, "b")), False),
    (Readings(ONE), read(2, "a"), Readings(ONE, read(2, "a")), True),
    (Readings(ONE), OTHER, Readings(ONE, OTHER), False),
    # one of the two looks again
    (Readings(ONE, OTHER), read(2, "a"), Readings(ONE, read(2, "a")), True),
    (Readings(ONE, OTHER), read(1, "b"), Readings(read(1, "b"), OTHER), True),
    (Readings(ONE, OTHER), read(1, "c"), Readings(read(1, "c"), OTHER), False),
    # a third person takes the place of the one he contradicts
    (Readings(ONE, OTHER), THIRD, Readings(THIRD, OTHER), True),
    (Readings(ONE, OTHER), read(3, "a"), Readings(ONE, read(3, "a")), True),
    (Readings(ONE, OTHER), read(3, "c"), Readings(ONE, read(3, "c")), False),
]


@pytest.mark.parametrize(("known", "new", "then", "agree"), CASES)
def test_what_stands_after_one_more_reading(known, new, then, agree) -> None:
    after = with_reading(known, new)
    assert after == then
    assert after.agree is agree
    assert after.second is None or after.second.by != after.first.by


def test_how_it_was_typed_does_not_matter() -> None:
    assert Readings(Reading(PersonId(1), "3-501", "x"), Reading(PersonId(2), "501", "x")).agree


def test_the_desk_closes_at_20_on_the_last_day() -> None:
    midnight = datetime(2026, 3, 15, 16, tzinfo=UTC)  # 24:00 of 15 March in Shanghai
    assert desk_closes_at(midnight) == datetime(2026, 3, 15, 12, tzinfo=UTC)


def test_two_working_days_to_enter_and_twice_that_for_the_box() -> None:
    friday = datetime(2026, 3, 6, 4, tzinfo=UTC)
    assert entering_due(friday) == datetime(2026, 3, 10, 16, tzinfo=UTC)
    assert box_due(friday) == datetime(2026, 3, 12, 16, tzinfo=UTC)


def test_lines_are_numbered_through_the_sheets() -> None:
    assert [position(n) for n in (1, 12, 13, 25)] == [(1, 1), (1, 12), (2, 1), (3, 1)]


def test_what_is_missing_is_what_nobody_settled() -> None:
    count = StackCount(
        10, {EntryState.CONFIRMED: 4, EntryState.DUPLICATE: 1, EntryState.ENTERED: 3}
    )
    assert (count.settled, count.missing) == (5, 5)


def test_the_last_stack_of_a_kind_decides_when_its_paper_was_in() -> None:
    early, late = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC)
    slips = frozenset({StackKind.VOTE_SLIP})
    facts = PaperFacts(ended_at={StackKind.VOTE_SLIP: late, StackKind.COSIGN_SHEET: late})
    assert facts.last_end(slips, otherwise=early) == late
    assert PaperFacts().last_end(slips, otherwise=early) == early
    assert not facts.waits_for(slips)


def seated(kind: BodyKind) -> Actor:
    seat = SeatHeld(SeatId(1), BodyId(1), kind, SeatRole.MEMBER)
    here = NeighbourhoodId(1)
    return Actor(ActorKind.PERSON, neighbourhood_id=here, person_id=PersonId(7), seats=(seat,))


COMMITTEE = seated(BodyKind.RESIDENTS_COMMITTEE)
SUPERVISION = seated(BodyKind.SUPERVISION_COMMITTEE)
PROPERTY = seated(BodyKind.PROPERTY_COMPANY)
TAKEN_IN = StackFacts(StackKind.COSIGN_SHEET, BodyId(77), 5, datetime(2026, 3, 1, tzinfo=UTC))
HANDED_OVER = StackFacts(
    StackKind.COSIGN_SHEET,
    BodyId(77),
    5,
    TAKEN_IN.registered_at,
    handed_over_at=TAKEN_IN.registered_at,
)


@pytest.mark.parametrize(
    ("actor", "stack", "reason"),
    [
        (COMMITTEE, TAKEN_IN, ""),
        (SUPERVISION, TAKEN_IN, "paper.committee_only"),
        (PROPERTY, TAKEN_IN, "paper.committee_only"),
        (COMMITTEE, HANDED_OVER, "paper.supervision_only"),
        (SUPERVISION, HANDED_OVER, ""),
    ],
)
def test_who_enters_a_stack(actor, stack, reason) -> None:
    place = actor.neighbourhood_id
    decision = policy.may_enter(actor, stack, neighbourhood_id=place, proposer_id=PersonId(99))
    assert decision.reason == reason
    mine = policy.may_enter(actor, stack, neighbourhood_id=place, proposer_id=actor.person_id)
    assert mine.reason == (reason or "paper.own_issue")
    elsewhere = policy.may_enter(actor, stack, neighbourhood_id=place + 1, proposer_id=None)
    assert not elsewhere
