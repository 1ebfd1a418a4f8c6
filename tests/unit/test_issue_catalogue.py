"""The 34 entries of the issue catalogue, by the catalogue's own letters, against our rules."""

from datetime import date

import pytest

from agenda.deliberation.routing.matters.rules import (
    CATALOGUE,
    Caution,
    Majority,
    Matter,
    advise_matter,
    first_lawful_day,
    unlawful,
)
from agenda.procedure.rules import Route, ScopeKind

M = Matter
ENTRIES = [
    # number, matter, letters of the catalogue, items of Civil Code 278, whether disputed
    (1, M.LIFT_INSTALLATION, "U O-3/4", {7}, False),
    (2, M.LIFT_RENEWAL, "U O-1/2", {5}, False),
    (3, M.LEAKS, "U O-1/2", {5}, False),
    (4, M.FUND_RAISING, "O-3/4", {6}, False),
    (5, M.PROPERTY_FEE, "O-1/2", {4, 9}, True),
    (6, M.PROPERTY_CONTRACT, "O-1/2", {4}, False),
    (7, M.OWNERS_ELECTION, "O-1/2", {3}, False),
    (8, M.PARKING_RULES, "O-1/2", {9}, False),
    (9, M.NEW_PARKING, "O-3/4", {8}, False),
    (10, M.GREEN_TO_PARKING, "O-3/4", {8}, False),
    (11, M.SHARED_PARKING, "R", set(), False),
    (12, M.EBIKE_SHEDS, "O-3/4", {8}, True),
    (13, M.EBIKES_INDOORS, "A", set(), False),
    (14, M.EV_CHARGING, "O-3/4", {8}, False),
    (15, M.CLUTTER, "R", set(), False),
    (16, M.WASTE_ROOM, "R", set(), True),
    (17, M.WASTE_HOURS, "R", set(), False),
    (18, M.BULKY_WASTE, "R", set(), True),
    (19, M.DANCING, "R", set(), False),
    (20, M.PETS, "RM", set(), False),
    (21, M.CAMERAS, "O-1/2", {5, 9}, False),
    (22, M.ACCESS_CONTROL, "O-1/2", {5, 9}, True),
    (23, M.GATES_AND_WALLS, "O-3/4", {7, 8}, False),
    (24, M.LOCKERS, "O-3/4", {8}, False),
    (25, M.COMMON_INCOME, "O-1/2", {9}, False),
    (26, M.SHOP_IN_HOME, "A", set(), False),
    (27, M.ILLEGAL_BUILDING, "A", set(), False),
    (28, M.RENOVATION_NOISE, "R", set(), False),
    (29, M.RENOVATION, "G", set(), True),
    (30, M.PLAYGROUND, "R", set(), True),
    (31, M.BARRIER_FREE, "R", set(), False),
    (32, M.CANTEEN, "R", set(), True),
    (33, M.GARDEN, "R", set(), False),
    (34, M.ACTIVITIES, "R", set(), False),
]
TALKS = {Route.DELIBERATION, Route.SELF_GOVERNANCE}
ROUTES = {
    "R": TALKS,
    "G": TALKS,
    "RM": {Route.RESIDENTS_MEETING},
    "A": {Route.REFERRAL},
    "O-1/2": {Route.OWNERS_DECISION},
    "O-3/4": {Route.OWNERS_DECISION},
}
MAJORITIES = {
    "RM": Majority.RESIDENTS_HALF,
    "A": Majority.OFFICE_REPLY,
    "O-1/2": Majority.OWNERS_HALF,
    "O-3/4": Majority.OWNERS_THREE_QUARTERS,
}


def test_every_entry_stands_once_and_no_other() -> None:
    assert [number for number, *_rest in ENTRIES] == list(range(1, 35))
    assert {matter for _number, matter, *_rest in ENTRIES} == set(Matter)


@pytest.mark.parametrize(("number", "matter", "letters", "items", "disputed"), ENTRIES)
def test_an_entry_goes_the_way_of_its_letters(
    number: int, matter: Matter, letters: str, items: set[int], *, disputed: bool
) -> None:
    by_unit, letter = letters.startswith("U "), letters.removeprefix("U ")
    advice, rule = advise_matter(matter, ScopeKind.COMPOUND), CATALOGUE[matter]
    assert advice.route in ROUTES[letter], number
    assert advice.majority is MAJORITIES.get(letter, Majority.AGREED_TEXT)
    assert advice.item in (items or {0})
    assert rule.one_building is by_unit
    assert (Caution.DISPUTED in rule.cautions) is disputed
    if letter == "G":
        assert Caution.HEARING_FIRST in rule.cautions


@pytest.mark.parametrize(("number", "matter", "letters", "items", "disputed"), ENTRIES)
def test_what_the_letters_forbid_is_unlawful(
    number: int, matter: Matter, letters: str, items: set[int], *, disputed: bool
) -> None:
    ballots = {Route.OWNERS_DECISION, Route.RESIDENTS_MEETING}
    barred = {route for route in Route if unlawful(matter, route)}
    if letters == "A":
        assert barred == ballots, number
    elif items and not disputed:
        assert barred == {Route.RESIDENTS_MEETING}
    else:
        assert barred == set()


@pytest.mark.parametrize(
    ("matter", "first"),
    [
        (M.LIFT_INSTALLATION, date(2026, 3, 17)),
        (M.PETS, date(2026, 3, 12)),
        (M.DANCING, date(2026, 3, 9)),
        (M.ILLEGAL_BUILDING, None),
    ],
)
def test_the_notice_gives_a_first_lawful_day(matter: Matter, first: date | None) -> None:
    advice = advise_matter(matter, ScopeKind.BUILDING)
    assert first_lawful_day(advice, date(2026, 3, 2)) == first
