"""The sheet of a count: what makes it consistent, its outcome, and the arithmetic for all to see."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from agenda.ballots.decisions.rules import (
    DecisionKind,
    Majority,
    Outcome,
    OwnersCount,
    owners_outcome,
    representative_meeting_outcome,
    residents_meeting_outcome,
)
from agenda.kernel.quantities import Area, Heads

MOST_HEADS = 1_000_000
MOST_AREA = 100_000_000_00
"""0.01 m2: a hundred square kilometres."""


@dataclass(frozen=True)
class Weight:
    """How much something weighs: heads, and for owners their exclusive area in 0.01 m2."""

    heads: int
    area: int = 0

    def __add__(self, other: "Weight") -> "Weight":
        """Return both together."""
        return Weight(self.heads + other.heads, self.area + other.area)


@dataclass(frozen=True)
class CountSheet:
    """The numbers of one count; an abstention takes part, a spoiled ballot does not."""

    kind: DecisionKind
    majority: Majority
    roll: Weight
    participating: Weight
    votes_for: Weight
    against: Weight
    abstain: Weight

    @property
    def by_area(self) -> bool:
        """Whether area counts beside heads: for owners alone."""
        return self.kind is DecisionKind.OWNERS_DECISION


@dataclass(frozen=True)
class CountFault:
    """Why a sheet cannot be right: a code, the field to mark, and the numbers that clash."""

    code: str
    field: str
    have: int = 0
    need: int = 0


def count_faults(sheet: CountSheet) -> tuple[CountFault, ...]:
    """Return everything that cannot be right about a sheet, in the order of its fields."""
    heads = _faults("heads", _column(sheet, "heads"), most=MOST_HEADS)
    areas = _faults("area", _column(sheet, "area"), most=MOST_AREA) if sheet.by_area else ()
    return (*heads, *areas, *(_area_without_heads(sheet) if sheet.by_area else ()))


def _column(sheet: CountSheet, unit: str) -> dict[str, int]:
    """Return the numbers of one unit by their field."""
    names = ("roll", "participating", "votes_for", "against", "abstain")
    return {name: getattr(getattr(sheet, name), unit) for name in names}


def _faults(unit: str, numbers: dict[str, int], *, most: int) -> Iterator[CountFault]:
    """Yield what is wrong with the numbers of one unit."""
    out_of_range = [name for name, number in numbers.items() if not 0 <= number <= most]
    if out_of_range:
        yield from (CountFault("ballots.count_out_of_range", f"{n}_{unit}") for n in out_of_range)
        return
    roll, participating, *votes = numbers.values()
    if roll == 0:
        yield CountFault("ballots.roll_empty", f"roll_{unit}")
    if participating > roll:
        yield CountFault("ballots.more_than_roll", f"participating_{unit}", participating, roll)
    if sum(votes) != participating:
        yield CountFault(
            "ballots.count_does_not_add_up", f"participating_{unit}", sum(votes), participating
        )


def _area_without_heads(sheet: CountSheet) -> Iterator[CountFault]:
    """Yield the lines on which an area stands without any head."""
    for name in ("votes_for", "against", "abstain"):
        weight: Weight = getattr(sheet, name)
        if weight.area > 0 and weight.heads == 0:
            yield CountFault("ballots.area_without_heads", f"{name}_heads")


def outcome_of(sheet: CountSheet) -> Outcome:
    """Return what a consistent sheet comes to under the law of its kind."""
    if sheet.kind is DecisionKind.RESIDENTS_MEETING:
        return residents_meeting_outcome(
            roll=sheet.roll.heads,
            present=sheet.participating.heads,
            votes_for=sheet.votes_for.heads,
        )
    if sheet.kind is DecisionKind.REPRESENTATIVE_MEETING:
        return representative_meeting_outcome(
            members=sheet.roll.heads,
            present=sheet.participating.heads,
            votes_for=sheet.votes_for.heads,
        )
    count = OwnersCount(
        heads=Heads(sheet.roll.heads),
        area=Area(sheet.roll.area),
        participating_heads=Heads(sheet.participating.heads),
        participating_area=Area(sheet.participating.area),
        for_heads=Heads(sheet.votes_for.heads),
        for_area=Area(sheet.votes_for.area),
    )
    return owners_outcome(count, sheet.majority)


def count_digest(sheet: CountSheet, question: str) -> str:
    """Return the SHA-256 of a question and its count, one line each: what a certificate carries."""
    weights = (sheet.roll, sheet.participating, sheet.votes_for, sheet.against, sheet.abstain)
    lines = [question, sheet.kind, sheet.majority, *(f"{w.heads}:{w.area}" for w in weights)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


class Comparison(StrEnum):
    """What one line of the arithmetic compares."""

    HEADS_PARTICIPATING = "heads_participating"
    AREA_PARTICIPATING = "area_participating"
    PRESENT = "present"
    HEADS_FOR = "heads_for"
    AREA_FOR = "area_for"


@dataclass(frozen=True)
class Line:
    """One comparison written out, e.g. `905 / 1,152 ≥ 2/3: 3 × 905 = 2,715 ≥ 2 × 1,152 = 2,304`."""

    compares: Comparison
    text: str
    holds: bool


@dataclass(frozen=True)
class _Test:
    """A share that must be reached: `over` of `under`, the number itself included or not."""

    over: int
    under: int
    inclusive: bool


_TWO_THIRDS = _Test(2, 3, inclusive=True)
_THREE_QUARTERS = _Test(3, 4, inclusive=True)
_MORE_THAN_HALF = _Test(1, 2, inclusive=False)


def arithmetic(sheet: CountSheet) -> tuple[Line, ...]:
    """Return the comparisons behind an outcome, in the order the law makes them.

    Where too few took part there is nothing more to compare.
    """
    quorum = tuple(_quorum(sheet))
    if not all(line.holds for line in quorum):
        return quorum
    return (*quorum, *_majority(sheet))


def _quorum(sheet: CountSheet) -> Iterator[Line]:
    """Yield whether enough took part."""
    part, roll = sheet.participating, sheet.roll
    if sheet.by_area:
        yield _line(Comparison.HEADS_PARTICIPATING, part.heads, roll.heads, _TWO_THIRDS)
        yield _line(Comparison.AREA_PARTICIPATING, part.area, roll.area, _TWO_THIRDS)
    elif sheet.kind is DecisionKind.REPRESENTATIVE_MEETING:
        yield _line(Comparison.PRESENT, part.heads, roll.heads, _TWO_THIRDS)
    else:
        yield _line(Comparison.PRESENT, part.heads, roll.heads, _MORE_THAN_HALF)


def _majority(sheet: CountSheet) -> Iterator[Line]:
    """Yield whether enough of those who took part were for it."""
    special = sheet.by_area and sheet.majority is Majority.SPECIAL
    test = _THREE_QUARTERS if special else _MORE_THAN_HALF
    part, votes = sheet.participating, sheet.votes_for
    yield _line(Comparison.HEADS_FOR, votes.heads, part.heads, test)
    if sheet.by_area:
        yield _line(Comparison.AREA_FOR, votes.area, part.area, test)


def _line(compares: Comparison, part: int, whole: int, test: _Test) -> Line:
    """Return one comparison with its products; areas are written in m2."""
    left, right = test.under * part, test.over * whole
    holds = left >= right if test.inclusive else left > right
    sign = {(True, True): "≥", (True, False): "<", (False, True): ">", (False, False): "≤"}
    mark = sign[test.inclusive, holds]
    show = _area if compares in {Comparison.AREA_PARTICIPATING, Comparison.AREA_FOR} else _heads
    share = f"{show(part)} / {show(whole)} {mark} {test.over}/{test.under}"
    products = f"{_product(test.under, part, show)} {mark} {_product(test.over, whole, show)}"
    return Line(compares, f"{share}: {products}", holds)


def _product(factor: int, number: int, show: Callable[[int], str]) -> str:
    """Return `3 × 905 = 2,715`, or the number alone where the factor is one."""
    if factor == 1:
        return show(number)
    return f"{factor} × {show(number)} = {show(factor * number)}"


def _heads(number: int) -> str:
    """Return a count as it is written in both languages."""
    return f"{number:,}"


def _area(number: int) -> str:
    """Return an area in m2 with both decimals; it is held in 0.01 m2, so nothing is rounded."""
    return f"{number // 100:,}.{number % 100:02d}"
