"""The arithmetic of formal decisions: residents' meetings and owners' joint decisions.

Integers only, cross-multiplied: "at least" includes the number, "more than" does not
(Civil Code art. 1259).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from agenda.community.calendar.rules import due_in_workdays
from agenda.kernel.clock import local_date, local_instant
from agenda.kernel.ids import BodyId, NeighbourhoodId, PersonId
from agenda.kernel.quantities import Area, Heads


class DecisionKind(StrEnum):
    """Which body of people decides."""

    RESIDENTS_MEETING = "residents_meeting"
    REPRESENTATIVE_MEETING = "representative_meeting"
    OWNERS_DECISION = "owners_decision"


class Majority(StrEnum):
    """Which majority an owners' question needs (Civil Code art. 278)."""

    ORDINARY = "ordinary"
    """More than half, of heads and of area taking part."""
    SPECIAL = "special"
    """At least three quarters, items 6 to 8."""


class OwnersItem(StrEnum):
    """The nine matters that owners decide together, in the order of Civil Code art. 278."""

    ASSEMBLY_RULES = "assembly_rules"
    COVENANT = "covenant"
    COMMITTEE = "committee"
    PROPERTY_COMPANY = "property_company"
    USE_FUND = "use_fund"
    RAISE_FUND = "raise_fund"
    REBUILD = "rebuild"
    COMMON_PARTS = "common_parts"
    OTHER = "other"

    @property
    def number(self) -> int:
        """Its number in the article, 1 to 9."""
        return list(OwnersItem).index(self) + 1

    @property
    def majority(self) -> Majority:
        """The majority it needs: using the fund is ordinary, raising it is special."""
        return Majority.SPECIAL if self.number in {6, 7, 8} else Majority.ORDINARY


def asks_too_little(item: OwnersItem, routed: OwnersItem | None) -> bool:
    """Whether an item would pass with half what needs three quarters (Civil Code art. 278).

    `routed` is the item of the matter as it was routed, None where that names none.
    """
    special = routed is not None and routed.majority is Majority.SPECIAL
    return special and item.majority is Majority.ORDINARY


class Outcome(StrEnum):
    """What a formal decision came to."""

    PASSED = "passed"
    NOT_PASSED = "not_passed"
    NO_VALID_DECISION = "no_valid_decision"


NOTICE_DAYS = {
    DecisionKind.RESIDENTS_MEETING: 10,
    DecisionKind.REPRESENTATIVE_MEETING: 10,
    DecisionKind.OWNERS_DECISION: 15,
}
"""Days of notice: Organic Law art. 26, by analogy for representatives; Property Rules art. 14."""


def first_lawful_day(kind: DecisionKind, notice_day: date) -> date:
    """Return the first day a decision can be held on; the day of notice does not count."""
    return notice_day + timedelta(days=NOTICE_DAYS[kind])


def last_day(due_at: datetime, counting_workdays: int) -> date:
    """Return the last day a decision can be held on, so that it can still be counted in time."""
    day = local_date(due_at)
    while due_in_workdays(local_instant(day), counting_workdays) > due_at:
        day -= timedelta(days=1)
    return day


QUESTION_MIN, QUESTION_MAX = 4, 300
PLACE_MIN, PLACE_MAX = 2, 200


@dataclass(frozen=True)
class DecisionNotice:
    """What a notice says: who decides what, where or how, on which day; `item` is for owners."""

    kind: DecisionKind
    question: str
    place: str
    held_on: date
    item: OwnersItem | None = None

    @property
    def majority(self) -> Majority:
        """The majority its question needs."""
        return self.item.majority if self.item else Majority.ORDINARY


@dataclass(frozen=True)
class NoticeFault:
    """What is wrong with a notice: a code, the field to mark, and what its sentence names."""

    code: str
    field: str
    params: Mapping[str, str | int]


def item_faults(
    item: OwnersItem | None, routed: OwnersItem | None, *, field: str
) -> Iterator[NoticeFault]:
    """Yield what is wrong with an item beside the one its matter was routed as."""
    if item is not None and routed is not None and asks_too_little(item, routed):
        yield NoticeFault("ballots.item_asks_too_little", field, {"number": routed.number})


def notice_faults(notice: DecisionNotice, today: date, latest: date) -> Iterator[NoticeFault]:
    """Yield what is wrong with a notice given on a day, when `latest` is the last day to hold it.

    The three decisions differ in their bodies and cannot be exchanged: owners decide on an item
    of Civil Code art. 278, residents on anything else.
    """
    by_owners = notice.kind is DecisionKind.OWNERS_DECISION
    if by_owners is not (notice.item is not None):
        code = "ballots.item_needed" if by_owners else "ballots.item_for_owners"
        yield NoticeFault(code, "item", {})
    for name, text, least, most in (
        ("question", notice.question, QUESTION_MIN, QUESTION_MAX),
        ("place", notice.place, PLACE_MIN, PLACE_MAX),
    ):
        if not least <= len(text.strip()) <= most:
            yield NoticeFault(f"ballots.{name}_length", name, {"least": least, "most": most})
    first = first_lawful_day(notice.kind, today)
    if notice.held_on < first:
        days = NOTICE_DAYS[notice.kind]
        yield NoticeFault(
            "ballots.notice_too_short", "held_on", {"days": days, "first": first.isoformat()}
        )
    elif notice.held_on > latest:
        yield NoticeFault("ballots.held_too_late", "held_on", {"last": latest.isoformat()})


@dataclass(frozen=True)
class OwnersCount:
    """Counts of an owners' question: heads, and areas in 0.01 m2, of the scope's frozen roll."""

    heads: Heads
    area: Area
    participating_heads: Heads
    participating_area: Area
    for_heads: Heads
    for_area: Area


def owners_outcome(count: OwnersCount, majority: Majority) -> Outcome:
    """Return the outcome of an owners' joint decision (Civil Code art. 278).

    Owners of at least two thirds of area and heads must take part; then more than half, or at
    least three quarters, of what took part must be for it, by heads and by area.
    """
    took_part = (
        3 * count.participating_heads >= 2 * count.heads
        and 3 * count.participating_area >= 2 * count.area
        and count.participating_heads > 0
    )
    if not took_part:
        return Outcome.NO_VALID_DECISION
    if majority is Majority.SPECIAL:
        passed = (
            4 * count.for_heads >= 3 * count.participating_heads
            and 4 * count.for_area >= 3 * count.participating_area
        )
    else:
        passed = (
            2 * count.for_heads > count.participating_heads
            and 2 * count.for_area > count.participating_area
        )
    return Outcome.PASSED if passed else Outcome.NOT_PASSED


def residents_meeting_outcome(*, roll: int, present: int, votes_for: int) -> Outcome:
    """Return the outcome of a residents' meeting: more than half present, more than half of those.

    Organic Law of Urban Residents' Committees (2025) art. 27.
    """
    if not 2 * present > roll:
        return Outcome.NO_VALID_DECISION
    return Outcome.PASSED if 2 * votes_for > present else Outcome.NOT_PASSED


def representative_meeting_outcome(*, members: int, present: int, votes_for: int) -> Outcome:
    """Return the outcome of a representative meeting: two thirds present, more than half of those.

    Organic Law of Urban Residents' Committees (2025) art. 29.
    """
    if not 3 * present >= 2 * members or present == 0:
        return Outcome.NO_VALID_DECISION
    return Outcome.PASSED if 2 * votes_for > present else Outcome.NOT_PASSED


@dataclass(frozen=True)
class DecisionFacts:
    """Where the latest formal decision on a proposal stands."""

    attempt: int
    """1 for the first, 2 for the once more that follows no valid decision."""
    outcome: Outcome | None = None
    confirmed_at: datetime | None = None
    """When the count was confirmed by counters and scrutineer, or published unconfirmed."""
    not_convened_at: datetime | None = None


COUNTERS, SCRUTINEER = 2, 3
"""How many counters sign the platform's own count, and the place of who confirms it."""


class DecisionState(StrEnum):
    """What a decision waits for, or how it ended."""

    TO_CONVENE = "to_convene"
    CONVENED = "convened"
    COUNTED = "counted"
    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    """Published as the convening body counted it: nobody confirmed it in time."""
    NOT_CONVENED = "not_convened"

    @property
    def is_over(self) -> bool:
        """Whether nothing can be changed any more."""
        return self in {
            DecisionState.CONFIRMED,
            DecisionState.UNCONFIRMED,
            DecisionState.NOT_CONVENED,
        }


@dataclass(frozen=True)
class DecisionStanding:
    """What policies look at: where a decision stands, whose it is, and who keeps away from it."""

    neighbourhood_id: NeighbourhoodId
    convening_body_id: BodyId
    state: DecisionState
    recused: frozenset[PersonId] = frozenset()
    recorders: frozenset[PersonId] = frozenset()
    """Whoever has recorded a count of it."""
    counters: frozenset[PersonId] = frozenset()
    """Whoever has signed the platform's own count for the convening body."""
    is_held_here: bool = False
    """Whether the platform takes the ballots and counts them."""
