"""How long somebody can stand in for a seat."""

from datetime import date, timedelta

DAYS_MOST = 90
"""A longer absence is a case for another seat holder, not for a deputy."""


def is_span(start: date, until: date, *, today: date) -> bool:
    """Whether days make an absence: not over yet, forward, and not longer than it may be."""
    return today <= until and timedelta() <= until - start <= timedelta(days=DAYS_MOST)
