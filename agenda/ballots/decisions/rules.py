"""The arithmetic of formal decisions: residents' meetings and owners' joint decisions.

Integers only, cross-multiplied: "at least" includes the number, "more than" does not
(Civil Code art. 1259).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

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
