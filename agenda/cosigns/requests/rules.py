"""When co-signatures oblige a body to convene: exact integers, "at least" includes the number.

Organic Law of Urban Residents' Committees (2025) art. 26 and 28; Property Management Regulations
art. 13, Shanghai Residential Property Regulations art. 25.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from agenda.kernel.authz import BodyKind
from agenda.kernel.ids import BodyId, HouseholdId, NeighbourhoodId, PersonId
from agenda.kernel.quantities import ceil_share


class Called(StrEnum):
    """Which meeting has to be convened."""

    RESIDENTS_MEETING = "residents_meeting"
    REPRESENTATIVE_MEETING = "representative_meeting"
    OWNERS_MEETING = "owners_meeting"


class Ground(StrEnum):
    """By whose co-signatures: each with its share and article."""

    ADULTS = "adults"
    HOUSEHOLD_REPRESENTATIVES = "household_representatives"
    THIRD_OF_REPRESENTATIVES = "third_of_representatives"
    FIFTH_OF_REPRESENTATIVES = "fifth_of_representatives"
    OWNERS = "owners"


@dataclass(frozen=True)
class Measure:
    """What a ground calls, and from which share of its whole on."""

    called: Called
    share: Fraction


MEASURES: Mapping[Ground, Measure] = {
    Ground.ADULTS: Measure(Called.RESIDENTS_MEETING, Fraction(1, 10)),
    Ground.HOUSEHOLD_REPRESENTATIVES: Measure(Called.RESIDENTS_MEETING, Fraction(1, 10)),
    Ground.THIRD_OF_REPRESENTATIVES: Measure(Called.RESIDENTS_MEETING, Fraction(1, 3)),
    Ground.FIFTH_OF_REPRESENTATIVES: Measure(Called.REPRESENTATIVE_MEETING, Fraction(1, 5)),
    Ground.OWNERS: Measure(Called.OWNERS_MEETING, Fraction(1, 5)),
}
CONVENERS: Mapping[Called, BodyKind] = {
    Called.RESIDENTS_MEETING: BodyKind.RESIDENTS_COMMITTEE,
    Called.REPRESENTATIVE_MEETING: BodyKind.RESIDENTS_COMMITTEE,
    Called.OWNERS_MEETING: BodyKind.HOMEOWNERS_COMMITTEE,
}
NOTICE_DAYS: Mapping[Called, int] = {
    Called.RESIDENTS_MEETING: 10,
    Called.REPRESENTATIVE_MEETING: 10,
    Called.OWNERS_MEETING: 15,
}
"""Organic Law art. 26, by analogy for representatives; Property Management Regulations art. 14."""


@dataclass(frozen=True)
class Progress:
    """How many of a whole have co-signed, on one ground."""

    ground: Ground
    signed: int
    total: int

    @property
    def called(self) -> Called:
        """The meeting it calls."""
        return MEASURES[self.ground].called

    @property
    def needed(self) -> int:
        """The least number that calls it; at least one."""
        return max(1, ceil_share(MEASURES[self.ground].share, self.total))

    @property
    def is_reached(self) -> bool:
        """Whether the share is reached, the share itself included."""
        share = MEASURES[self.ground].share
        enough = self.signed * share.denominator >= share.numerator * self.total
        return enough and self.signed > 0 and self.total > 0


def reached(counts: Iterable[Progress], *, issued: Iterable[Called] = ()) -> Iterator[Progress]:
    """Yield of each meeting that is now called, and was not before, the first ground reached."""
    known = set(issued)
    for progress in counts:
        if progress.is_reached and progress.called not in known:
            known.add(progress.called)
            yield progress


MOST_UNWEIGHED = 100
"""After so many entries the co-signatures are weighed in any case: the roster changes too."""


def entries_until_reachable(
    counts: Iterable[Progress], *, issued: Iterable[Called], most_heads: int
) -> int:
    """Return how many entries must follow before another meeting can be called; at least one.

    A co-signature adds one to a ground, or to the owners' as many heads as one person signs for.
    """
    known = set(issued)
    away = [
        -(-(one.needed - one.signed) // (most_heads if one.ground is Ground.OWNERS else 1))
        for one in counts
        if one.total > 0 and one.called not in known
    ]
    return max(1, min([MOST_UNWEIGHED, *away]))


@dataclass(frozen=True)
class Owned:
    """That a person owns a home of the compound; None where the roster names nobody."""

    household_id: HouseholdId
    person_id: PersonId | None
    is_developer_stock: bool = False


def count_owners(owned: Iterable[Owned], *, signers: Iterable[PersonId]) -> Progress:
    """Return how many owners' heads co-signed: one for each home, or for all of one owner's.

    Co-owners are one head, for which any of them signs; the developer's stock is one head
    (Interpretation art. 9).
    """
    homes: dict[HouseholdId, set[PersonId]] = {}
    stock: set[HouseholdId] = set()
    for one in owned:
        names = homes.setdefault(one.household_id, set())
        if one.person_id is not None:
            names.add(one.person_id)
        if one.is_developer_stock:
            stock.add(one.household_id)
    heads: set[object] = {_head(home, names, stock) for home, names in homes.items()}
    signed = set(signers)
    standing = {_head(h, names, stock) for h, names in homes.items() if names & signed}
    return Progress(Ground.OWNERS, len(standing), len(heads))


def most_heads(owned: Iterable[Owned]) -> int:
    """Return for how many heads one person signs at most: never more than he owns homes."""
    homes: Counter[PersonId] = Counter(one.person_id for one in owned if one.person_id)
    return max(homes.values(), default=1)


def _head(home: HouseholdId, names: set[PersonId], stock: set[HouseholdId]) -> object:
    """Return what makes homes one head: the developer, the very same owners, or the home alone."""
    if home in stock:
        return "developer"
    return frozenset(names) or home


@dataclass(frozen=True)
class RequestFacts:
    """A request as policies look at it."""

    neighbourhood_id: NeighbourhoodId
    body_id: BodyId | None
    office_body_id: BodyId | None
    is_answered: bool


PLACE_MIN, PLACE_MAX = 2, 200


@dataclass(frozen=True)
class AnswerFault:
    """What is wrong with an answer: a code, the field to mark, and the day its sentence names."""

    code: str
    field: str
    day: str = ""


def first_day(called: Called, today: date) -> date:
    """Return the first day the meeting can lawfully be held on when notice is given today."""
    return today + timedelta(days=NOTICE_DAYS[called])


def answer_faults(
    called: Called, *, held_on: date, place: str, today: date, within_days: int
) -> Iterator[AnswerFault]:
    """Yield what is wrong with convening a meeting for a day: too early, too late, no place."""
    first, last = first_day(called, today), today + timedelta(days=within_days)
    if held_on < first:
        yield AnswerFault("cosigns.notice_too_short", "held_on", first.isoformat())
    elif held_on > last:
        yield AnswerFault("cosigns.held_too_late", "held_on", last.isoformat())
    if not PLACE_MIN <= len(place.strip()) <= PLACE_MAX:
        yield AnswerFault("cosigns.place_needed", "place")
