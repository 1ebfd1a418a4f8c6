"""Who can stand in for a seat, and for how long."""

from collections.abc import Collection
from datetime import date, timedelta

from agenda.kernel.authz import BodyKind

DAYS_MOST = 90
"""A longer absence is a case for another seat holder, not for a deputy."""


def can_stand_in(seat_in: BodyKind, sits_in: Collection[BodyKind]) -> bool:
    """Whether somebody with seats in these bodies can act for a seat in that one.

    Only its own members stand in for the supervision committee, which checks the others: Organic
    Law of Urban Residents' Committees (2025) art. 36. Elsewhere any seat holder can.
    """
    if seat_in is BodyKind.SUPERVISION_COMMITTEE:
        return seat_in in sits_in
    return bool(sits_in)


def is_span(start: date, until: date, *, today: date) -> bool:
    """Whether days make an absence: not over yet, forward, and not longer than it may be."""
    return today <= until and start <= until <= start + timedelta(days=DAYS_MOST)
