"""Voting heads: from units and their owners to who has how many ballots (Interpretation art. 9).

One unit is one head; a buyer of several units is one head with all of them; the developer's unsold
and undelivered stock is one head together; co-owners have one ballot; areas add up.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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
            area=sum(u.area + (u.parking_area if counts_parking else 0) for u in group),
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
