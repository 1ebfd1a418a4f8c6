"""Exact quantities: area in 0.01 m2, counts of heads, shares as fractions; never floats."""

from dataclasses import dataclass
from fractions import Fraction
from typing import NewType

Area = NewType("Area", int)
"""Exclusive floor area in units of 0.01 m2."""

Heads = NewType("Heads", int)
"""A count of voting heads, persons or households."""

Share = Fraction
"""An exact share of a whole, 0 to 1."""


@dataclass(frozen=True)
class Condition:
    """One unmet condition of a guard: `code` names it, `have` of `need` says how far it is."""

    code: str
    have: int = 0
    need: int = 0


def ceil_share(share: Share, whole: int) -> int:
    """Return the least integer that is at least `share` of `whole`."""
    return -(-share.numerator * whole // share.denominator)
