"""The route explained: the catalogue's 34 kinds, and what no ballot may replace."""

import pytest

from agenda.deliberation.routing.matters.rules import (
    CATALOGUE,
    Caution,
    Electorate,
    Majority,
    Matter,
    advise,
    advise_matter,
    matters_of,
    topic_suffices,
    unlawful,
)
from agenda.procedure.rules import Route, ScopeKind
from agenda.proposals.rules import Topic

HALF, QUARTERS = Majority.OWNERS_HALF, Majority.OWNERS_THREE_QUARTERS
TALKS, MEETING = Majority.AGREED_TEXT, Majority.RESIDENTS_HALF
OFFICE = Majority.OFFICE_REPLY

CASES = [
    (Matter.LIFT_INSTALLATION, Topic.LIFTS, Route.OWNERS_DECISION, QUARTERS),
    (Matter.LIFT_RENEWAL, Topic.LIFTS, Route.OWNERS_DECISION, HALF),
    (Matter.LEAKS, Topic.REPAIRS, Route.OWNERS_DECISION, HALF),
    (Matter.FUND_RAISING, Topic.FUND, Route.OWNERS_DECISION, QUARTERS),
    (Matter.PROPERTY_FEE, Topic.PROPERTY_SERVICE, Route.OWNERS_DECISION, HALF),
    (Matter.PROPERTY_CONTRACT, Topic.PROPERTY_SERVICE, Route.OWNERS_DECISION, HALF),
    (Matter.OWNERS_ELECTION, Topic.OWNERS_AFFAIRS, Route.OWNERS_DECISION, HALF),
    (Matter.PARKING_RULES, Topic.PARKING, Route.OWNERS_DECISION, HALF),
    (Matter.NEW_PARKING, Topic.PARKING, Route.OWNERS_DECISION, QUARTERS),
    (Matter.GREEN_TO_PARKING, Topic.PARKING, Route.OWNERS_DECISION, QUARTERS),
    (Matter.SHARED_PARKING, Topic.PARKING, Route.DELIBERATION, TALKS),
    (Matter.EBIKE_SHEDS, Topic.EBIKES, Route.OWNERS_DECISION, QUARTERS),
    (Matter.EBIKES_INDOORS, Topic.EBIKES, Route.REFERRAL, OFFICE),
    (Matter.EV_CHARGING, Topic.EV_CHARGING, Route.OWNERS_DECISION, QUARTERS),
    (Matter.CLUTTER, Topic.FIRE_SAFETY, Route.DELIBERATION, TALKS),
    (Matter.WASTE_ROOM, Topic.WASTE, Route.DELIBERATION, TALKS),
    (Matter.WASTE_HOURS, Topic.WASTE, Route.DELIBERATION, TALKS),
    (Matter.BULKY_WASTE, Topic.WASTE, Route.DELIBERATION, TALKS),
    (Matter.DANCING, Topic.NOISE, Route.DELIBERATION, TALKS),
    (Matter.PETS, Topic.PETS, Route.RESIDENTS_MEETING, MEETING),
    (Matter.CAMERAS, Topic.SECURITY, Route.OWNERS_DECISION, HALF),
    (Matter.ACCESS_CONTROL, Topic.SECURITY, Route.OWNERS_DECISION, HALF),
    (Matter.GATES_AND_WALLS, Topic.FACILITIES, Route.OWNERS_DECISION, QUARTERS),
    (Matter.LOCKERS, Topic.FACILITIES, Route.OWNERS_DECISION, QUARTERS),
    (Matter.COMMON_INCOME, Topic.FUND, Route.OWNERS_DECISION, HALF),
    (Matter.SHOP_IN_HOME, Topic.ILLEGAL_USE, Route.REFERRAL, OFFICE),
    (Matter.ILLEGAL_BUILDING, Topic.ILLEGAL_USE, Route.REFERRAL, OFFICE),
    (Matter.RENOVATION_NOISE, Topic.NOISE, Route.DELIBERATION, TALKS),
    (Matter.RENOVATION, Topic.REPAIRS, Route.DELIBERATION, TALKS),
    (Matter.PLAYGROUND, Topic.CHILDREN, Route.DELIBERATION, TALKS),
    (Matter.BARRIER_FREE, Topic.ELDERLY, Route.DELIBERATION, TALKS),
    (Matter.CANTEEN, Topic.ELDERLY, Route.DELIBERATION, TALKS),
    (Matter.GARDEN, Topic.GREEN_SPACE, Route.SELF_GOVERNANCE, TALKS),
    (Matter.ACTIVITIES, Topic.ACTIVITIES, Route.DELIBERATION, TALKS),
]
"""The catalogue in its own order: kind, topic, route, what makes the decision valid."""


def test_the_catalogue_is_whole() -> None:
    assert len(CASES) == 34
    assert {case[0] for case in CASES} == set(Matter) == set(CATALOGUE)
    assert {rule.topic for rule in CATALOGUE.values()} == set(Topic)


@pytest.mark.parametrize(("matter", "topic", "route", "majority"), CASES)
def test_each_kind_has_its_route(
    matter: Matter, topic: Topic, route: Route, majority: Majority
) -> None:
    advice = advise_matter(matter, ScopeKind.COMPOUND)
    assert CATALOGUE[matter].topic is topic
    assert (advice.route, advice.majority) == (route, majority)
    assert (advice.item > 0) is (route is Route.OWNERS_DECISION)


@pytest.mark.parametrize("topic", Topic)
def test_where_the_topic_suffices_it_gives_the_route_of_all_its_kinds(topic: Topic) -> None:
    routes = {route for _, of, route, _ in CASES if of is topic}
    advice = advise(topic, ScopeKind.COMPOUND)
    assert advice.matter is matters_of(topic)[0]
    assert advice.route in routes
    assert topic_suffices(topic) is (len(routes) == 1)
    assert (Caution.TOPIC_IS_WIDE in advice.cautions) is (len(routes) > 1)


def test_most_topics_suffice() -> None:
    wide = {topic for topic in Topic if not topic_suffices(topic)}
    assert wide == {Topic.REPAIRS, Topic.PARKING, Topic.EBIKES}


def test_a_home_becomes_a_shop_only_with_every_affected_owner() -> None:
    advice = advise(Topic.ILLEGAL_USE, ScopeKind.BUILDING)
    assert Caution.EVERY_OWNER_MUST_AGREE in advice.cautions
    for ballot in (Route.OWNERS_DECISION, Route.RESIDENTS_MEETING):
        code = unlawful(Matter.SHOP_IN_HOME, ballot)
        assert code == "deliberation.every_owner_must_agree"
    assert unlawful(Matter.SHOP_IN_HOME, Route.REFERRAL) is None
    assert unlawful(Matter.SHOP_IN_HOME, Route.MEDIATION) is None


@pytest.mark.parametrize("matter", [Matter.ILLEGAL_BUILDING, Matter.EBIKES_INDOORS])
def test_no_vote_makes_lawful_what_the_law_forbids(matter: Matter) -> None:
    assert unlawful(matter, Route.OWNERS_DECISION) == "deliberation.no_vote_legalizes"
    assert unlawful(matter, Route.DELIBERATION) is None


def test_residents_do_not_decide_for_owners() -> None:
    assert unlawful(Matter.FUND_RAISING, Route.RESIDENTS_MEETING) == (
        "deliberation.owners_decide_this"
    )
    assert unlawful(Matter.EBIKE_SHEDS, Route.RESIDENTS_MEETING) is None  # disputed
    assert unlawful(Matter.PETS, Route.OWNERS_DECISION) is None


@pytest.mark.parametrize(
    ("matter", "scope", "caution"),
    [
        (Matter.LIFT_INSTALLATION, ScopeKind.COMPOUND, Caution.ONE_BUILDING_DECIDES),
        (Matter.LIFT_INSTALLATION, ScopeKind.NEIGHBOURHOOD, Caution.ONE_BUILDING_DECIDES),
        (Matter.PARKING_RULES, ScopeKind.BUILDING, Caution.WHOLE_COMPOUND_DECIDES),
        (Matter.PARKING_RULES, ScopeKind.NEIGHBOURHOOD, Caution.EACH_COMPOUND_DECIDES),
    ],
)
def test_a_scope_that_does_not_fit_is_said(
    matter: Matter, scope: ScopeKind, caution: Caution
) -> None:
    assert caution in advise_matter(matter, scope).cautions


@pytest.mark.parametrize("scope", [ScopeKind.BUILDING, ScopeKind.UNIT])
def test_a_fitting_scope_adds_nothing(scope: ScopeKind) -> None:
    advice = advise_matter(Matter.LIFT_INSTALLATION, scope)
    assert advice.cautions == (Caution.LOSERS_HEARD,)


def test_electorate_and_notice_come_from_the_route() -> None:
    seen = {
        route: (advice.electorate, advice.notice_days)
        for matter, _, route, _ in CASES
        for advice in [advise_matter(matter, ScopeKind.COMPOUND)]
    }
    assert seen == {
        Route.OWNERS_DECISION: (Electorate.OWNERS, 15),
        Route.RESIDENTS_MEETING: (Electorate.RESIDENTS, 10),
        Route.DELIBERATION: (Electorate.PARTIES, 7),
        Route.SELF_GOVERNANCE: (Electorate.PARTIES, 7),
        Route.REFERRAL: (Electorate.OFFICE, 0),
    }
