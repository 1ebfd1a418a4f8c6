"""The route explained, not guessed: from what a proposal is about and where, to who decides how.

The catalogue holds 34 kinds of matter. The classification is ours, on the law each line names;
where a line is disputed it says so, and whoever routes may choose otherwise with a public reason.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from agenda.ballots.decisions.rules import OwnersItem
from agenda.procedure.rules import Route, ScopeKind
from agenda.proposals.rules import Topic


class Matter(StrEnum):
    """What the proposal is about, as far as the law tells matters apart."""

    LIFT_INSTALLATION = "lift_installation"
    LIFT_RENEWAL = "lift_renewal"
    LEAKS = "leaks"
    RENOVATION = "renovation"
    FUND_RAISING = "fund_raising"
    COMMON_INCOME = "common_income"
    PROPERTY_FEE = "property_fee"
    PROPERTY_CONTRACT = "property_contract"
    OWNERS_ELECTION = "owners_election"
    PARKING_RULES = "parking_rules"
    NEW_PARKING = "new_parking"
    GREEN_TO_PARKING = "green_to_parking"
    SHARED_PARKING = "shared_parking"
    EBIKE_SHEDS = "ebike_sheds"
    EBIKES_INDOORS = "ebikes_indoors"
    EV_CHARGING = "ev_charging"
    CLUTTER = "clutter"
    WASTE_ROOM = "waste_room"
    WASTE_HOURS = "waste_hours"
    BULKY_WASTE = "bulky_waste"
    DANCING = "dancing"
    RENOVATION_NOISE = "renovation_noise"
    PETS = "pets"
    CAMERAS = "cameras"
    ACCESS_CONTROL = "access_control"
    SHOP_IN_HOME = "shop_in_home"
    ILLEGAL_BUILDING = "illegal_building"
    GATES_AND_WALLS = "gates_and_walls"
    LOCKERS = "lockers"
    GARDEN = "garden"
    PLAYGROUND = "playground"
    BARRIER_FREE = "barrier_free"
    CANTEEN = "canteen"
    ACTIVITIES = "activities"


class Caution(StrEnum):
    """What whoever routes must know before choosing."""

    EVERY_OWNER_MUST_AGREE = "every_owner_must_agree"
    """A home becomes a shop only with every affected owner's consent (Civil Code 279)."""
    NO_VOTE_LEGALIZES = "no_vote_legalizes"
    """Administrative law decides; no majority can make it lawful."""
    ONE_BUILDING_DECIDES = "one_building_decides"
    """Only the owners of the building or unit concerned decide, not the whole compound."""
    WHOLE_COMPOUND_DECIDES = "whole_compound_decides"
    """All owners of the compound decide; one building cannot do it for them."""
    EACH_COMPOUND_DECIDES = "each_compound_decides"
    """A neighbourhood has no owners' assembly: each compound decides for itself."""
    COMMON_LAND = "common_land"
    """A new use of common land or rooms needs the owners: three quarters (Civil Code 278, 8)."""
    FUND_USE = "fund_use"
    """Money from the maintenance fund needs the owners: more than half (Civil Code 278, 5)."""
    LOSERS_HEARD = "losers_heard"
    """Those who lose light, quiet or money are heard in a coordination meeting first."""
    TENANTS_HEARD = "tenants_heard"
    """Tenants have no vote in it and are affected: hold a hearing."""
    GREEN_PERMIT = "green_permit"
    """Green area must not shrink; the green-space authority's permit comes first."""
    FACE_OPTIONAL = "face_optional"
    """Face recognition must not be the only way in."""
    EMERGENCY = "emergency"
    """A certified danger is repaired at once and does not wait for a ballot."""
    HEARING_FIRST = "hearing_first"
    """A project of the sub-district is heard before it is decided."""
    AUDIT_FIRST = "audit_first"
    """Audited accounts are posted before the owners decide."""
    DISPUTED = "disputed"
    """Where the line lies is disputed: ask the committee and the housing office."""
    TOPIC_IS_WIDE = "topic_is_wide"
    """The topic holds matters of different routes: choose the one that fits."""


@dataclass(frozen=True)
class MatterRule:
    """One line of the catalogue: topic, route, item of Civil Code 278, what to mind."""

    topic: Topic
    route: Route
    item: int = 0
    """The item of Civil Code art. 278 it falls under, 0 for none."""
    cautions: tuple[Caution, ...] = ()
    one_building: bool = False
    """Whether only the owners of the building or unit share what it is about."""
    whole_compound: bool = False
    administrative: bool = False
    """Whether administrative law decides it."""


_T, _R, _C, _L = Topic, Route, Caution, MatterRule
_TALKS, _OWNERS = Route.DELIBERATION, Route.OWNERS_DECISION

CATALOGUE: dict[Matter, MatterRule] = {
    Matter.LIFT_INSTALLATION: _L(_T.LIFTS, _OWNERS, 7, (_C.LOSERS_HEARD,), one_building=True),
    Matter.LIFT_RENEWAL: _L(_T.LIFTS, _OWNERS, 5, (_C.EMERGENCY,), one_building=True),
    Matter.LEAKS: _L(_T.REPAIRS, _OWNERS, 5, (_C.EMERGENCY,), one_building=True),
    Matter.RENOVATION: _L(_T.REPAIRS, _TALKS, 0, (_C.HEARING_FIRST, _C.DISPUTED)),
    Matter.FUND_RAISING: _L(_T.FUND, _OWNERS, 6),
    Matter.COMMON_INCOME: _L(_T.FUND, _OWNERS, 9, (_C.AUDIT_FIRST,), whole_compound=True),
    Matter.PROPERTY_CONTRACT: _L(_T.PROPERTY_SERVICE, _OWNERS, 4, whole_compound=True),
    Matter.PROPERTY_FEE: _L(
        _T.PROPERTY_SERVICE, _OWNERS, 4, (_C.AUDIT_FIRST, _C.DISPUTED), whole_compound=True
    ),
    Matter.OWNERS_ELECTION: _L(_T.OWNERS_AFFAIRS, _OWNERS, 3, whole_compound=True),
    Matter.PARKING_RULES: _L(_T.PARKING, _OWNERS, 9, (_C.TENANTS_HEARD,), whole_compound=True),
    Matter.NEW_PARKING: _L(_T.PARKING, _OWNERS, 8, (_C.TENANTS_HEARD,), whole_compound=True),
    Matter.GREEN_TO_PARKING: _L(_T.PARKING, _OWNERS, 8, (_C.GREEN_PERMIT,), whole_compound=True),
    Matter.SHARED_PARKING: _L(_T.PARKING, _TALKS, 0, (_C.COMMON_LAND,)),
    Matter.EBIKE_SHEDS: _L(
        _T.EBIKES, _OWNERS, 8, (_C.LOSERS_HEARD, _C.DISPUTED), whole_compound=True
    ),
    Matter.EBIKES_INDOORS: _L(
        _T.EBIKES, _R.REFERRAL, 0, (_C.NO_VOTE_LEGALIZES,), administrative=True
    ),
    Matter.EV_CHARGING: _L(_T.EV_CHARGING, _OWNERS, 8, whole_compound=True),
    Matter.CLUTTER: _L(_T.FIRE_SAFETY, _TALKS),
    Matter.WASTE_HOURS: _L(_T.WASTE, _TALKS),
    Matter.WASTE_ROOM: _L(_T.WASTE, _TALKS, 0, (_C.HEARING_FIRST, _C.COMMON_LAND, _C.DISPUTED)),
    Matter.BULKY_WASTE: _L(_T.WASTE, _TALKS, 0, (_C.COMMON_LAND, _C.DISPUTED)),
    Matter.DANCING: _L(_T.NOISE, _TALKS, 0, (_C.LOSERS_HEARD,)),
    Matter.RENOVATION_NOISE: _L(_T.NOISE, _TALKS),
    Matter.PETS: _L(_T.PETS, _R.RESIDENTS_MEETING),
    Matter.CAMERAS: _L(_T.SECURITY, _OWNERS, 9, (_C.FUND_USE,), whole_compound=True),
    Matter.ACCESS_CONTROL: _L(
        _T.SECURITY, _OWNERS, 9, (_C.FACE_OPTIONAL, _C.FUND_USE, _C.DISPUTED)
    ),
    Matter.SHOP_IN_HOME: _L(
        _T.ILLEGAL_USE, _R.REFERRAL, 0, (_C.EVERY_OWNER_MUST_AGREE,), administrative=True
    ),
    Matter.ILLEGAL_BUILDING: _L(
        _T.ILLEGAL_USE, _R.REFERRAL, 0, (_C.NO_VOTE_LEGALIZES,), administrative=True
    ),
    Matter.LOCKERS: _L(_T.FACILITIES, _OWNERS, 8, whole_compound=True),
    Matter.GATES_AND_WALLS: _L(_T.FACILITIES, _OWNERS, 8, (_C.TENANTS_HEARD,), whole_compound=True),
    Matter.GARDEN: _L(_T.GREEN_SPACE, _R.SELF_GOVERNANCE, 0, (_C.COMMON_LAND,)),
    Matter.PLAYGROUND: _L(_T.CHILDREN, _TALKS, 0, (_C.COMMON_LAND, _C.DISPUTED)),
    Matter.BARRIER_FREE: _L(_T.ELDERLY, _TALKS, 0, (_C.FUND_USE,)),
    Matter.CANTEEN: _L(_T.ELDERLY, _TALKS, 0, (_C.COMMON_LAND, _C.DISPUTED)),
    Matter.ACTIVITIES: _L(_T.ACTIVITIES, _TALKS),
}
"""Every matter once; the first of a topic is what the topic means unless another is chosen."""


class Electorate(StrEnum):
    """Who decides in the end; residents and owners are never mixed."""

    PARTIES = "parties"
    """Those at the table: an agreement, no ballot."""
    RESIDENTS = "residents"
    OWNERS = "owners"
    OFFICE = "office"


class Majority(StrEnum):
    """What makes the decision valid."""

    AGREED_TEXT = "agreed_text"
    """A numbered text adopted by motion, every stance attached."""
    RESIDENTS_HALF = "residents_half"
    """More than half present and more than half of them for (Organic Law art. 27)."""
    OWNERS_HALF = "owners_half"
    """Two thirds take part, more than half of them for, by heads and area (Civil Code 278)."""
    OWNERS_THREE_QUARTERS = "owners_three_quarters"
    """Two thirds take part, three quarters of them for, by heads and area (Civil Code 278)."""
    OFFICE_REPLY = "office_reply"


_ELECTORATES = {_R.RESIDENTS_MEETING: Electorate.RESIDENTS, _OWNERS: Electorate.OWNERS}
_NOTICE_DAYS = {_R.RESIDENTS_MEETING: 10, _OWNERS: 15, _R.REFERRAL: 0}
"""Days between notice and meeting: Organic Law art. 26; Property Regulations art. 14."""
_COORDINATION_NOTICE = 7
_SPECIAL_ITEMS = frozenset({6, 7, 8})


@dataclass(frozen=True)
class Advice:
    """The proposed route with its reasons, for a page to spell out."""

    matter: Matter
    route: Route
    item: int
    """The item of Civil Code art. 278, 0 for none."""
    electorate: Electorate
    majority: Majority
    notice_days: int
    cautions: tuple[Caution, ...]


def first_lawful_day(advice: Advice, today: date) -> date | None:
    """Return the first day the deciding meeting can be held on if notice is given today.

    The day of notice does not count (Civil Code art. 201); None where nobody meets.
    """
    return today + timedelta(days=advice.notice_days) if advice.notice_days else None


def matters_of(topic: Topic) -> tuple[Matter, ...]:
    """Return the matters of a topic, the one it usually means first."""
    return tuple(matter for matter, rule in CATALOGUE.items() if rule.topic is topic)


def topic_suffices(topic: Topic) -> bool:
    """Whether the topic alone tells the route: all its matters take the same one."""
    return len({CATALOGUE[matter].route for matter in matters_of(topic)}) == 1


def advise(topic: Topic, scope: ScopeKind) -> Advice:
    """Return the route a topic points to in a scope, and what to mind."""
    advice = advise_matter(matters_of(topic)[0], scope)
    if topic_suffices(topic):
        return advice
    return replace(advice, cautions=(*advice.cautions, Caution.TOPIC_IS_WIDE))


def advise_matter(matter: Matter, scope: ScopeKind) -> Advice:
    """Return the route of a matter in a scope, and what to mind."""
    rule = CATALOGUE[matter]
    return Advice(
        matter=matter,
        route=rule.route,
        item=rule.item,
        electorate=_electorate(rule.route),
        majority=majority_of(rule.route, rule.item),
        notice_days=_NOTICE_DAYS.get(rule.route, _COORDINATION_NOTICE),
        cautions=(*rule.cautions, *_scope_cautions(rule, scope)),
    )


def item_of(matter: Matter) -> OwnersItem | None:
    """Return the item of Civil Code art. 278 a matter falls under, None for what owners do not decide."""
    number = CATALOGUE[matter].item
    return list(OwnersItem)[number - 1] if number else None


def majority_of(route: Route, item: int) -> Majority:
    """Return what makes a decision on this route valid."""
    if route is _OWNERS:
        special = item in _SPECIAL_ITEMS
        return Majority.OWNERS_THREE_QUARTERS if special else Majority.OWNERS_HALF
    if route is Route.RESIDENTS_MEETING:
        return Majority.RESIDENTS_HALF
    return Majority.OFFICE_REPLY if route is Route.REFERRAL else Majority.AGREED_TEXT


def unlawful(matter: Matter, route: Route) -> str | None:
    """Return the code of the law that a route would break for this matter, or None.

    No ballot replaces administrative law or every affected owner's consent, and residents do
    not decide over what belongs to the owners.
    """
    rule = CATALOGUE[matter]
    if rule.administrative and route in _ELECTORATES:
        every = Caution.EVERY_OWNER_MUST_AGREE in rule.cautions
        return "deliberation.every_owner_must_agree" if every else "deliberation.no_vote_legalizes"
    disputed = Caution.DISPUTED in rule.cautions
    if rule.route is _OWNERS and route is Route.RESIDENTS_MEETING and not disputed:
        return "deliberation.owners_decide_this"
    return None


def _electorate(route: Route) -> Electorate:
    """Return who decides at the end of a route."""
    if route is Route.REFERRAL:
        return Electorate.OFFICE
    return _ELECTORATES.get(route, Electorate.PARTIES)


def _scope_cautions(rule: MatterRule, scope: ScopeKind) -> tuple[Caution, ...]:
    """Return what the scope adds: whose decision it is when the scope does not fit."""
    if rule.route is not _OWNERS:
        return ()
    small = scope in {ScopeKind.BUILDING, ScopeKind.UNIT}
    if rule.one_building and not small:
        return (Caution.ONE_BUILDING_DECIDES,)
    if rule.whole_compound and small:
        return (Caution.WHOLE_COMPOUND_DECIDES,)
    return (Caution.EACH_COMPOUND_DECIDES,) if scope is ScopeKind.NEIGHBOURHOOD else ()
