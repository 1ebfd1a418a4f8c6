"""The residents' vote by its rules alone: times, tally, turnout, receipts."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agenda.ballots.rules import (
    Choice,
    Tally,
    VoteFacts,
    VoteState,
    choice_key,
    count_choices,
    is_carried,
    receipt_number,
    receipts_digest,
    roll_digest,
    shown_number,
    vote_times,
)
from agenda.kernel.ids import HouseholdId, PersonId, ProposalId, VoteId, new_code
from agenda.kernel.quantities import Heads
from agenda.procedure.rules import STANDARD

MONDAY = datetime(2026, 3, 2, 1, tzinfo=UTC)
"""09:00 in Shanghai."""
VOTE = VoteId(7)
MATTER = ProposalId(3)
votes = st.lists(st.sampled_from(Choice), max_size=60)


def shanghai(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+08:00").astimezone(UTC)


def tally(roll: int, votes_for: int, against: int, abstain: int = 0) -> Tally:
    return Tally(Heads(roll), Heads(votes_for), Heads(against), Heads(abstain))


@given(votes, st.randoms())
def test_the_order_of_ballots_changes_nothing(choices, random) -> None:
    shuffled = list(choices)
    random.shuffle(shuffled)
    assert count_choices(choices, roll=60) == count_choices(shuffled, roll=60)


@given(votes)
def test_every_ballot_is_counted_once(choices) -> None:
    counted = count_choices(choices, roll=60)
    assert counted.participants == len(choices)
    assert counted.votes_for == choices.count(Choice.FOR)
    assert counted.votes_against == choices.count(Choice.AGAINST)


@given(st.integers(20, 3000))
def test_a_scope_can_always_reach_its_turnout(roll: int) -> None:
    required = STANDARD.turnout.required(roll)
    assert 1 <= required <= roll
    assert 3 * required >= roll or required >= 30
    assert 20 * required >= roll or 3 * required >= roll


@pytest.mark.parametrize(
    ("roll", "required"),
    [
        (20, 7),  # a third, rounded up, while that is less than 30
        (21, 7),
        (22, 8),
        (87, 29),
        (88, 30),
        (90, 30),
        (91, 30),
        (600, 30),  # 5 % of 600 is 30
        (601, 31),
        (620, 31),
        (3000, 150),
    ],
)
def test_turnout_at_its_boundaries(roll: int, required: int) -> None:
    assert STANDARD.turnout.required(roll) == required
    assert not is_carried(tally(roll, required - 1, 0), required)
    assert is_carried(tally(roll, required, 0), required)


@given(st.integers(20, 3000), st.data())
def test_carried_means_enough_took_part_and_more_were_for(roll: int, data) -> None:
    votes_for = data.draw(st.integers(0, roll))
    against = data.draw(st.integers(0, roll - votes_for))
    abstain = data.draw(st.integers(0, roll - votes_for - against))
    required = STANDARD.turnout.required(roll)
    carried = is_carried(tally(roll, votes_for, against, abstain), required)
    assert carried == (votes_for + against + abstain >= required and votes_for > against)


def test_a_tie_is_not_carried_and_an_abstention_takes_part() -> None:
    assert not is_carried(tally(60, 20, 20), 20)
    assert is_carried(tally(60, 2, 1, 17), 20)


def test_an_empty_roll_carries_nothing() -> None:
    assert STANDARD.turnout.required(0) == 0
    assert not is_carried(tally(0, 0, 0), 0)


@pytest.mark.parametrize(("took_part", "shown"), [(0, False), (4, False), (5, True)])
def test_how_a_handful_chose_is_never_broken_out(took_part: int, shown: bool) -> None:
    assert tally(20, took_part, 0).may_be_broken_out is shown


@pytest.mark.parametrize(
    ("crossed", "edited", "opens", "closes"),
    [
        # Monday: the third working day is Thursday; the day of opening does not count
        ("2026-03-02T09:00", None, "2026-03-05T08:00", "2026-03-13T00:00"),
        ("2026-03-02T23:59:59.999", None, "2026-03-05T08:00", "2026-03-13T00:00"),
        # Thursday: the weekend does not count
        ("2026-03-05T09:00", None, "2026-03-10T08:00", "2026-03-18T00:00"),
        # edited an hour before: three days later, and off the weekend
        ("2026-03-02T09:00", "2026-03-02T08:00", "2026-03-09T08:00", "2026-03-17T00:00"),
        ("2026-03-05T09:00", "2026-03-03T09:00", "2026-03-13T08:00", "2026-03-21T00:00"),
        # edited three days before to the minute: not close any more
        ("2026-03-05T09:00", "2026-03-02T09:00", "2026-03-10T08:00", "2026-03-18T00:00"),
        # the last day would be 1 October: it moves behind the holidays
        ("2026-09-21T09:00", None, "2026-09-24T08:00", "2026-10-09T00:00"),
    ],
)
def test_the_times_of_a_vote(crossed: str, edited: str | None, opens: str, closes: str) -> None:
    times = vote_times(shanghai(crossed), STANDARD, edited_at=shanghai(edited) if edited else None)
    assert times.opens_at == shanghai(opens)
    assert times.closes_at == shanghai(closes)


def test_ballots_are_taken_from_opening_up_to_but_not_at_closing() -> None:
    facts = VoteFacts(opens_at=MONDAY, closes_at=MONDAY + timedelta(days=7))
    tick = timedelta(microseconds=1)
    states = {
        MONDAY - tick: VoteState.SCHEDULED,
        MONDAY: VoteState.OPEN,
        facts.closes_at - tick: VoteState.OPEN,
        facts.closes_at: VoteState.COUNTING,
    }
    assert {at: facts.state(at) for at in states} == states
    assert [facts.is_open(at) for at in states] == [False, True, True, False]
    assert VoteFacts(MONDAY, MONDAY, closed_at=MONDAY).state(MONDAY) is VoteState.CLOSED


def test_the_roll_digest_does_not_depend_on_order_and_sees_every_entry() -> None:
    entries = [(PersonId(n), HouseholdId(n // 2)) for n in range(20)]
    digest = roll_digest(MATTER, entries)
    assert digest == roll_digest(MATTER, reversed(entries))
    assert digest != roll_digest(MATTER, entries[1:])
    assert digest != roll_digest(ProposalId(8), entries)
    assert digest != roll_digest(MATTER, [*entries[1:], (PersonId(0), HouseholdId(9))])


def test_a_choice_is_found_by_person_and_code_together_only() -> None:
    code = new_code()
    key = choice_key(VOTE, PersonId(1), code)
    assert len(key) == 16
    assert key == choice_key(VOTE, PersonId(1), code.lower().replace("-", " "))
    assert key != choice_key(VOTE, PersonId(2), code)
    assert key != choice_key(VOTE, PersonId(1), new_code())
    assert key != choice_key(VoteId(8), PersonId(1), code)


def test_the_receipt_number_follows_from_the_code_and_does_not_show_it() -> None:
    code = new_code()
    number = receipt_number(VOTE, code)
    assert [len(group) for group in number.split("-")] == [4, 4, 4]
    assert number == receipt_number(VOTE, code.replace("-", "").lower())
    assert number == shown_number(f" {number.lower()} ")
    assert not set(number.split("-")) & set(code.split("-"))
    assert receipt_number(VoteId(8), code) != number


def test_receipt_numbers_do_not_collide() -> None:
    assert len({receipt_number(VOTE, new_code()) for _ in range(2000)}) == 2000


def test_the_digest_of_receipts_does_not_depend_on_order() -> None:
    numbers = [receipt_number(VOTE, new_code()) for _ in range(5)]
    assert receipts_digest(VOTE, numbers) == receipts_digest(VOTE, reversed(numbers))
    assert receipts_digest(VOTE, numbers) != receipts_digest(VOTE, numbers[1:])
