"""The residents' grade: when they are satisfied, and when a grade counts."""

from fractions import Fraction

COMMENT_MAX = 1000
PLAN_MIN, PLAN_MAX = 20, 4000
LOWEST, HIGHEST, SATISFIED_FROM = 1, 5, 4
"""Scores from 1 to 5; 4 and 5 are satisfied."""


def is_satisfied(*, satisfied: int, answers: int, share: Fraction) -> bool:
    """Whether at least this share of the answers is satisfied; none at all is not.

    Silence never closes an issue by itself: without a single answer and without an appraisal
    meeting the body owes a plan.
    """
    return answers > 0 and satisfied * share.denominator >= answers * share.numerator
