"""Which day an act must fall on, so that what it opens still waits today whatever weekday that is."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from agenda.ballots.rules import vote_times
from agenda.community.calendar.rules import due_in_workdays
from agenda.procedure.rules import STANDARD
from agenda.proposals.rules import Stage
from agenda.scenarios.demo.content import Record

_FARTHEST = 12
"""Days from the wish within which a fitting one is looked for."""

Fits = Callable[[datetime], bool]


def submission_for(record: Record, wish: datetime, now: datetime) -> datetime:
    """Return when to submit: where it is still screened today, such that the time is not over."""
    if record["stage"] != Stage.SCREENING:
        return wish
    return _nearest(wish, now, lambda at: due_in_workdays(at, STANDARD.screening_workdays) > now)


def crossing_for(record: Record, wish: datetime, now: datetime) -> datetime:
    """Return when to cross the threshold: where the vote, or routing, still waits today."""
    if record["stage"] == Stage.VOTING:
        return _nearest(wish, now, lambda at: _votes_now(record, at, now))
    if record["stage"] == Stage.LISTED and record["routing"] is None:
        return _nearest(wish, now, lambda at: _waits_for_route(at, now))
    return wish


def _votes_now(record: Record, crossed_at: datetime, now: datetime) -> bool:
    """Whether a vote scheduled then is open now; or, without ballots, not yet."""
    times = vote_times(crossed_at, STANDARD, edited_at=None)
    if record["vote"] is None:
        return now < times.opens_at
    return times.opens_at + timedelta(hours=1) <= now < times.closes_at


def _waits_for_route(crossed_at: datetime, now: datetime) -> bool:
    """Whether a proposal that crossed then is listed now, with time left for its route."""
    closes_at = vote_times(crossed_at, STANDARD, edited_at=None).closes_at
    return closes_at < now < due_in_workdays(closes_at, STANDARD.routing_workdays)


def _nearest(wish: datetime, now: datetime, fits: Fits) -> datetime:
    """Return the instant nearest to the wish, whole days away, that fits; the wish if none does."""
    return next((at for at in _around(wish) if at < now and fits(at)), wish)


def _around(wish: datetime) -> Iterator[datetime]:
    """Yield the wish, then a day later and earlier, and so on."""
    yield wish
    for days in range(1, _FARTHEST):
        yield wish + timedelta(days=days)
        yield wish - timedelta(days=days)
