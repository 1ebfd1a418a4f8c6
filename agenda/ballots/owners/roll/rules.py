"""Voting heads: from units and their owners to who has how many ballots (Interpretation art. 9).

One unit is one head; a buyer of several units is one head with all of them; the developer's unsold
and undelivered stock is one head together; co-owners have one ballot; areas add up.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from agenda.ballots.decisions.rules import (
    NOTICE_DAYS,
    PLACE_MAX,
    PLACE_MIN,
    QUESTION_MAX,
    QUESTION_MIN,
    DecisionKind,
    NoticeFault,
    first_lawful_day,
)
from agenda.ballots.owners.rules import CLAUSE_MAX, MOST_QUESTIONS, BallotPlan, SilentRule
from agenda.community.rules import AreaKind
from agenda.kernel.ids import DecisionId, HouseholdId, PersonId


@dataclass(frozen=True)
class OwnedUnit:
    """A unit of the scope as the roster knows it; areas in 0.01 m2."""

    household_id: HouseholdId
    area: int
    owners: frozenset[PersonId]
    """Empty where the roster names none."""
    parking_area: int = 0
    """Registered car spaces that belong to it."""
    is_developer_stock: bool = False
    """Unsold, or sold and not delivered."""

    def counted_area(self, *, counts_parking: bool) -> int:
        """Return what it adds to its head."""
        return self.area + (self.parking_area if counts_parking else 0)


@dataclass(frozen=True)
class Head:
    """One voting head: its units, whoever may cast its one ballot, and its area in 0.01 m2."""

    number: int
    units: tuple[HouseholdId, ...]
    owners: frozenset[PersonId]
    area: int
    is_developer: bool = False


def group_heads(units: Iterable[OwnedUnit], *, counts_parking: bool) -> tuple[Head, ...]:
    """Return the voting heads of a scope, numbered by their first unit.

    Units with the very same owners are one head. A unit whose owner is not known is a head of its
    own that nobody can cast for online.
    """
    groups: dict[tuple[object, ...], list[OwnedUnit]] = {}
    for unit in sorted(units, key=lambda unit: unit.household_id):
        groups.setdefault(_group(unit), []).append(unit)
    return tuple(
        Head(
            number=number,
            units=tuple(unit.household_id for unit in group),
            owners=frozenset() if group[0].is_developer_stock else group[0].owners,
            area=sum(u.counted_area(counts_parking=counts_parking) for u in group),
            is_developer=group[0].is_developer_stock,
        )
        for number, group in enumerate(groups.values(), start=1)
    )


def _group(unit: OwnedUnit) -> tuple[object, ...]:
    """Return what the units of one head have in common."""
    if unit.is_developer_stock:
        return ("developer",)
    return ("owners", unit.owners) if unit.owners else ("unknown", unit.household_id)


def roll_digest(decision_id: DecisionId, heads: Sequence[Head]) -> str:
    """Return the SHA-256 of a roll: one line `number:area:units` a head, below the decision's.

    It holds heads and areas fast without naming an owner.
    """
    lines = [f"{h.number}:{h.area}:{','.join(map(str, h.units))}" for h in heads]
    return hashlib.sha256("\n".join([f"owners:{decision_id}", *lines]).encode()).hexdigest()


CLAUSE_MIN = 4
"""A clause or basis shorter than this quotes nothing."""


def plan_faults(
    plan: BallotPlan, *, scope: AreaKind, today: date, latest: date
) -> Iterator[NoticeFault]:
    """Yield what is wrong with a plan noticed on a day, when `latest` is the last day to close.

    Owners are told 15 days before casting opens (Property Management Regulations art. 14). Each
    compound decides for itself; a neighbourhood of several has no owners' assembly of its own.
    """
    if scope is AreaKind.NEIGHBOURHOOD:
        yield NoticeFault("ballots.whole_neighbourhood", "", {})
    yield from _question_faults(plan)
    yield from _day_faults(plan, today, latest)
    if plan.silent_rule is not SilentRule.NONE:
        yield from _quoted("ballots.clause_needed", "silent_clause", plan.silent_clause)
    if plan.counts_parking:
        yield from _quoted("ballots.parking_basis_needed", "parking_basis", plan.parking_basis)


def _question_faults(plan: BallotPlan) -> Iterator[NoticeFault]:
    """Yield what is wrong with what is asked, and with how ballots go round."""
    if not 1 <= len(plan.questions) <= MOST_QUESTIONS:
        yield NoticeFault("ballots.questions_number", "text_1", {"most": MOST_QUESTIONS})
    for place, question in enumerate(plan.questions, start=1):
        if not QUESTION_MIN <= len(question.text.strip()) <= QUESTION_MAX:
            sizes = {"least": QUESTION_MIN, "most": QUESTION_MAX}
            yield NoticeFault("ballots.question_length", f"text_{place}", sizes)
    if not PLACE_MIN <= len(plan.place.strip()) <= PLACE_MAX:
        sizes = {"least": PLACE_MIN, "most": PLACE_MAX}
        yield NoticeFault("ballots.place_length", "place", sizes)


def _day_faults(plan: BallotPlan, today: date, latest: date) -> Iterator[NoticeFault]:
    """Yield what is wrong with the days."""
    first = first_lawful_day(DecisionKind.OWNERS_DECISION, today)
    if plan.opens_on < first:
        yield NoticeFault(
            "ballots.owners_notice_too_short",
            "opens_on",
            {"days": NOTICE_DAYS[DecisionKind.OWNERS_DECISION], "first": first.isoformat()},
        )
    if plan.closes_on < plan.opens_on:
        yield NoticeFault("ballots.closes_before_opening", "closes_on", {})
    elif plan.closes_on > latest:
        yield NoticeFault("ballots.held_too_late", "closes_on", {"last": latest.isoformat()})


def _quoted(code: str, field: str, text: str) -> Iterator[NoticeFault]:
    """Yield a fault where a ground is not quoted, or at too great length."""
    if not CLAUSE_MIN <= len(text.strip()) <= CLAUSE_MAX:
        yield NoticeFault(code, field, {"most": CLAUSE_MAX})
