"""The demo moves to today whole: days, hours, dates in texts; and its people come out as told."""

import random
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agenda.accounts.passwords.rules import check_password
from agenda.community.roster.check.rules import RosterCheck
from agenda.kernel.clock import local_date
from agenda.kernel.ids import HouseholdId, PersonId
from agenda.scenarios.demo.accounts import PASSWORD, ROLES
from agenda.scenarios.demo.acts.signers import choose_signers
from agenda.scenarios.demo.acts.waiting import crossing_for, submission_for
from agenda.scenarios.demo.cast import Resident
from agenda.scenarios.demo.content import read_neighbourhood, read_proposals
from agenda.scenarios.demo.days import Days, spread
from agenda.scenarios.demo.kinds import Kind, count_acts
from agenda.scenarios.demo.population import Population, draw_population

AS_OF = date(2026, 11, 24)
EVENING = datetime(2027, 2, 1, 12, tzinfo=UTC)
"""20:00 in Shanghai, 69 days after the content's own day."""


def test_every_day_moves_by_the_same_number_of_days() -> None:
    days = Days(AS_OF, EVENING)
    assert days.day("2026-11-24") == date(2027, 2, 1)
    assert days.day("2025-06-11") == date(2025, 6, 11) + timedelta(days=69)
    assert local_date(days.within("2026-11-20", 0)) == date(2027, 1, 28)


def test_the_last_day_is_pressed_together_before_now_in_its_order() -> None:
    days = Days(AS_OF, datetime(2026, 11, 23, 17, tzinfo=UTC))
    instants = [days.within("2026-11-24", share) for share in (0, 0.5, 1)]
    assert instants == sorted(instants)
    assert days.now - timedelta(hours=1) < instants[0] < instants[-1] < days.now
    assert days.within("2026-11-23", 0) == datetime(2026, 11, 23, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "own", "told"),
    [
        ("{2026-11-24}没有灯", "2026-11-24", "2月1日没有灯"),
        ("{2026-11-24}和{2026-10-01}", "2026-11-24", "2月1日和2026年12月9日"),
        ("没有日期", "2026-11-24", "没有日期"),
    ],
)
def test_a_date_in_a_text_is_said_as_it_falls_now(text: str, own: str, told: str) -> None:
    assert Days(AS_OF, EVENING).prose(text, own=own) == told


@given(st.integers(0, 60), st.integers(1, 4000), st.integers(0))
def test_instants_are_spread_in_order_between_their_bounds(
    count: int, hours: int, seed: int
) -> None:
    begin = datetime(2026, 3, 2, 1, tzinfo=UTC)
    end = begin + timedelta(hours=hours)
    instants = spread(begin, end, count, random.Random(seed))
    assert len(instants) == count
    assert instants == sorted(instants)
    assert all(begin <= at <= end for at in instants)
    if hours > 48:
        hours_of_day = [(at + timedelta(hours=8)).time() for at in instants]
        assert all(time(8) <= hour <= time(21, 30) for hour in hours_of_day)


@pytest.fixture(scope="module")
def population() -> Population:
    return draw_population(read_neighbourhood())


def test_the_roster_is_sound_and_as_large_as_told(population: Population) -> None:
    check = RosterCheck()
    for row in population.rows:
        check.take(row)
    check.finish()
    totals = read_neighbourhood()["totals"]
    people = [row.person for row in population.rows if row.person is not None]
    assert check.faults == []
    assert len(check.homes) == totals["households"]
    assert sum(person.lives_here for person in people) == totals["adults"]
    assert sum(person.is_delegate for person in people) == totals["residents_representatives"]
    assert sum(person.is_leader for person in people) == totals["building_groups"]
    assert {row.home for row in population.rows if row.person and row.person.owns} == set(
        check.homes
    )


def test_everybody_told_of_lives_where_he_is_told_to(population: Population) -> None:
    by_key = {row.person.key: row for row in population.rows if row.person}
    for person in read_neighbourhood()["persons"]:
        if person["household"] is None:
            continue
        row = by_key[population.keys[person["key"]]]
        unit, room = row.unit.removesuffix("单元"), row.room
        assert row.person is not None
        assert row.person.name == person["name"]
        assert person["household"].endswith(f"-{unit}-{room}")


def test_the_same_content_has_the_same_people(population: Population) -> None:
    assert draw_population(read_neighbourhood()).rows == population.rows


@given(st.integers(1, 20), st.integers(0, 10), st.integers(0, 3), st.integers(0))
def test_cosigners_are_so_many_people_of_so_many_households(
    households: int, more: int, withdrawn: int, seed: int
) -> None:
    residents = [Resident(PersonId(n), HouseholdId(n // 2)) for n in range(100)]
    people = households + min(more, households - 1)
    signers = choose_signers(
        residents,
        proposer=PersonId(0),
        told=[PersonId(41)] if households > 1 else [],
        people=people,
        households=households,
        withdrawn=min(withdrawn, 50 - households) if people + withdrawn <= 2 * households else 0,
        rng=random.Random(seed),
    )
    standing = [PersonId(0), *signers.firsts, *(person for person, _ in signers.seconds)]
    taken_back = [person for person, _ in signers.withdrawn]
    assert len(set(standing + taken_back)) == len(standing) + len(taken_back)
    assert len(standing) == people
    assert len({person // 2 for person in standing}) == households
    assert households == 1 or PersonId(41) in signers.firsts
    early, late = signers.split(households // 2, random.Random(seed), share=0.5)
    assert (*early.firsts, *late.firsts) == signers.firsts
    assert len(early.seconds) + len(late.seconds) == len(signers.seconds)


@pytest.mark.parametrize("shift", range(0, 730, 17))
def test_what_waits_on_the_content_s_day_waits_on_any_day(shift: int) -> None:
    days = Days(AS_OF, EVENING + timedelta(days=shift))
    for record in read_proposals():
        if record["stage"] == "screening":
            at = submission_for(record, days.within(record["submitted_on"], 0.5), days.now)
            assert at < days.now
        if record["stage"] == "voting":
            wish = days.within(record["cosigns"]["crossed_on"], 0.5)
            assert abs(crossing_for(record, wish, days) - wish) <= timedelta(days=5)


def test_acts_are_counted_by_what_the_content_holds() -> None:
    proposals = read_proposals()
    expected = count_acts(proposals)
    assert expected[Kind.DRAFT] == 60
    assert expected[Kind.MINUTES] == 24
    comments = Counter(len(record["discussion"]) for record in proposals)
    assert expected[Kind.COMMENT] == sum(size * count for size, count in comments.items())
    assert set(expected) == set(Kind)


def test_the_demo_s_password_would_be_accepted_and_every_role_is_somebody() -> None:
    check_password(PASSWORD)
    persons = {person["key"] for person in read_neighbourhood()["persons"]}
    assert {role.person for role in ROLES} <= persons
    assert len({role.sign_in_name for role in ROLES}) == len(ROLES)
