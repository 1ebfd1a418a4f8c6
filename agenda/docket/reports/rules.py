"""Counting who takes part against the roll, never in groups so small that they point at somebody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

LEAST = 5
"""No group with fewer people, or fewer participants, is told by its number."""
MISSED_BELOW = Fraction(3, 4)
"""A group whose share is below this part of the whole's share is worth inviting."""


@dataclass(frozen=True)
class Group:
    """A group of the roll: how many adults, and how many of them took part."""

    name: str
    adults: int
    took_part: int
    hidden: bool = False
    """Whether its numbers would point at somebody, or give another hidden group away."""

    @property
    def share(self) -> Fraction:
        """The share of its adults who took part."""
        return Fraction(self.took_part, self.adults) if self.adults else Fraction(0)

    @property
    def percent(self) -> int:
        """The share in whole per cent, rounded down."""
        return int(self.share * 100)


def is_small(group: Group) -> bool:
    """Whether a group, its participants or those who stayed away are fewer than five, but not none."""
    away = group.adults - group.took_part
    return group.adults < LEAST or 0 < group.took_part < LEAST or 0 < away < LEAST


def at_least_five(count: int) -> int | None:
    """Return a count as it may be told: none at all, or five and more."""
    return count if count >= LEAST or not count else None


def guarded(groups: Iterable[Group]) -> tuple[Group, ...]:
    """Return groups with the small ones hidden, and a second one where a single one could be worked out.

    Whoever knows the whole subtracts what is shown: one hidden group alone would stand there bare.
    """
    marked = [replace(group, hidden=is_small(group)) for group in groups]
    hidden = [group for group in marked if group.hidden]
    if len(hidden) == 1 and len(marked) > 1:
        shown = [group for group in marked if not group.hidden]
        smallest = min(shown, key=lambda group: (group.adults, group.name))
        marked = [replace(g, hidden=True) if g is smallest else g for g in marked]
    return tuple(marked)


def to_invite(groups: Sequence[Group], whole: Group) -> tuple[str, ...]:
    """Return the names of the groups that take part clearly less than the whole, the least first."""
    if whole.hidden:
        return ()
    few = [g for g in groups if not g.hidden and g.share < whole.share * MISSED_BELOW]
    return tuple(group.name for group in sorted(few, key=lambda group: group.share))
