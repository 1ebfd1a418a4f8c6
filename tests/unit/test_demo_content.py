"""The demo neighbourhood's content keeps the shape, counts and references its page promises."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from tests.unit.demo_content import place

BODY_KINDS = set(
    "residents_committee homeowners_committee property_company social_organization "
    "activity_team party_organization supervision_committee subdistrict_office".split()
)
SEAT_ROLES = {"chair", "deputy", "secretary", "member"}
RELATIONS = {"owner", "family", "tenant", "absentee_owner", "staff"}
PRIVATE = re.compile(
    r"(?<![\d.])1[3-9]\d{9}(?!\d)|\d{17}[\dXx]|\d{3,4}-\d{7,8}|[\w.]+@\w+\.\w+|微信号|沪[A-Z]"
)


def _households() -> Iterator[tuple[str, str, int, int, int]]:
    """Every household with its building, unit, floor and area, as the layout rules give it."""
    for compound in place()["compounds"]:
        for building in compound["buildings"]:
            for unit in range(1, building["units"] + 1):
                for floor in range(1, building["floors"] + 1):
                    for room in building["rooms"]:
                        key = f"{building['key']}-{unit}-{floor}{room['suffix']}"
                        yield key, building["key"], unit, floor, room["area"]


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def test_the_layout_makes_the_promised_households_and_areas() -> None:
    homes = list(_households())
    assert len({key for key, *_ in homes}) == len(homes) == place()["totals"]["households"] == 1286
    for compound in place()["compounds"]:
        own = [home for home in homes if home[0].startswith(compound["key"] + "-")]
        assert len(own) == compound["households"]
        assert sum(area for *_, area in own) == compound["area"]


def test_adults_and_tenures_add_up_compound_by_compound() -> None:
    adults = 0
    for compound in place()["compounds"]:
        population = compound["population"]
        spread, tenure = population["adults_per_household"], population["tenure"]
        assert sum(spread.values()) == sum(tenure.values()) == compound["households"]
        assert spread["0"] == tenure["vacant"]
        assert sum(population["age_bands"].values()) == 1000
        adults += sum(int(size) * number for size, number in spread.items())
    assert adults == place()["totals"]["adults"] == 2890


def test_every_household_belongs_to_exactly_one_of_42_building_groups() -> None:
    groups = place()["building_groups"]
    assert len({group["key"] for group in groups}) == len(groups) == 42
    for key, building, unit, floor, _ in _households():
        holders = [
            group["key"]
            for group in groups
            for part in group["parts"]
            if part["building"] == building
            and (part["units"] is None or unit in part["units"])
            and (part["floors"] is None or part["floors"][0] <= floor <= part["floors"][1])
        ]
        assert len(holders) == 1, key


def test_people_live_where_homes_are_and_seats_are_held_by_known_people() -> None:
    homes = {key for key, *_ in _households()}
    people = {person["key"]: person for person in place()["persons"]}
    assert len(people) == len(place()["persons"])
    for person in people.values():
        assert person["relation"] in RELATIONS
        assert (person["household"] is None) == (person["relation"] == "staff")
        assert person["household"] is None or person["household"] in homes
        assert 1930 <= person["born"] <= 2008
    named = [person["name"] for person in people.values()]
    assert len(set(named)) == len(named)
    seated = [seat["person"] for body in place()["bodies"] for seat in body["seats"]]
    leaders = [group["leader"] for group in place()["building_groups"]]
    assert set(seated) | set(leaders) <= set(people)


def test_bodies_have_the_lawful_make_up() -> None:
    bodies = {body["key"]: body for body in place()["bodies"]}
    assert {body["kind"] for body in bodies.values()} == BODY_KINDS
    assert len(bodies["committee"]["seats"]) == 7
    watchers = {seat["person"] for seat in bodies["supervision"]["seats"]}
    assert not watchers & {seat["person"] for seat in bodies["committee"]["seats"]}
    for body in bodies.values():
        assert {seat["role"] for seat in body["seats"]} <= SEAT_ROLES
        if body["kind"] == "homeowners_committee":
            assert len(body["seats"]) >= 5
            assert len(body["seats"]) % 2 == 1
            assert body["compound"] is not None


def test_45_representatives_stand_for_all_groups_and_are_no_committee_members() -> None:
    representatives = place()["residents_representatives"]
    people = [entry["person"] for entry in representatives]
    assert len(set(people)) == len(people) == place()["totals"]["residents_representatives"] == 45
    groups = {group["key"] for group in place()["building_groups"]}
    assert {entry["building_group"] for entry in representatives} == groups
    committee = next(body for body in place()["bodies"] if body["key"] == "committee")
    assert not set(people) & {seat["person"] for seat in committee["seats"]}


def test_name_pools_cover_every_generation() -> None:
    names = place()["names"]
    assert min(int(year) for year in names["given"]) <= 1935
    for pool in names["given"].values():
        assert len(pool["female"]) >= 15
        assert len(pool["male"]) >= 15
    singles = {surname["name"] for surname in names["surnames"]}
    assert len(singles) == len(names["surnames"]) >= 60
    assert all(len(name) == 2 for name in names["compound_surnames"])


def test_the_neighbourhood_file_is_tidy_and_names_nobody_s_number() -> None:
    dt.date.fromisoformat(place()["as_of"])
    for string in _strings(place()):
        assert not PRIVATE.search(string), string
