"""Which day an act must fall on, so that what it opens still waits today whatever weekday that is."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from agenda.ballots.rules import vote_times
from agenda.community.calendar.rules import due_in_workdays
from agenda.kernel.clock import local_date
from agenda.procedure.rules import STANDARD
from agenda.proposals.rules import Stage
from agenda.scenarios.demo.content import Record
from agenda.scenarios.demo.days import Days

_FARTHEST = 12
"""Days from the wish within which a fitting one is looked for."""

MARGIN = timedelta(hours=5)
"""Room for an act to be done some hours before a duty's end."""

Fits = Callable[[datetime], bool]


def submission_for(record: Record, wish: datetime, now: datetime) -> datetime:
    """Return when to submit: where it is still screened today, such that the time is not over."""
    if record["stage"] != Stage.SCREENING:
        return wish
    return _nearest(wish, now, lambda at: due_in_workdays(at, STANDARD.screening_workdays) > now)


def crossing_for(
    record: Record, wish: datetime, days: Days, *, before: datetime | None = None
) -> datetime:
    """Return when to cross the threshold: such that the next thing told falls on its day.

    That is routing, putting it off, or silence; else the vote, or routing, still waits today.
    `before` is when co-signing ends.
    """
    routing = record["routing"]
    latest = min(days.now, before or days.now)
    if record["stage"] == Stage.VOTING:
        return _nearest(wish, latest, lambda at: _votes_now(record, at, days.now))
    if routing is None:
        if record["stage"] != Stage.LISTED:
            return wish
        return _nearest(wish, latest, lambda at: _is_listed_between(at, days.now, days.now))
    on = routing["on"] or routing["deferral"]["on"]
    begins, ends = days.within(on, 0), days.within(on, 1)
    if routing["by_default"]:
        return _nearest(wish, latest, lambda at: _routed_by_silence(at) == days.day(on))
    return _nearest(wish, latest, lambda at: _is_listed_between(at, begins, ends))


def _votes_now(record: Record, crossed_at: datetime, now: datetime) -> bool:
    """Whether a vote scheduled then is open now; or, without ballots, not yet."""
    times = vote_times(crossed_at, STANDARD, edited_at=None)
    if record["vote"] is None:
        return now < times.opens_at
    return times.opens_at + timedelta(hours=1) <= now < times.closes_at


def _is_listed_between(crossed_at: datetime, begins: datetime, ends: datetime) -> bool:
    """Whether a proposal that crossed then waits for its route from one instant to another."""
    closes_at = vote_times(crossed_at, STANDARD, edited_at=None).closes_at
    due_at = due_in_workdays(closes_at, STANDARD.routing_workdays)
    return closes_at + MARGIN < begins and ends + MARGIN < due_at


def _routed_by_silence(crossed_at: datetime) -> date:
    """Return the day on which silence routes a proposal that crossed then."""
    closes_at = vote_times(crossed_at, STANDARD, edited_at=None).closes_at
    return local_date(due_in_workdays(closes_at, STANDARD.routing_workdays))


def _nearest(wish: datetime, latest: datetime, fits: Fits) -> datetime:
    """Return the instant nearest to the wish, whole days away, that fits; the wish if none does."""
    return next((at for at in _around(wish) if at < latest and fits(at)), wish)


def _around(wish: datetime) -> Iterator[datetime]:
    """Yield the wish, then a day later and earlier, and so on."""
    yield wish
    for days in range(1, _FARTHEST):
        yield wish + timedelta(days=days)
        yield wish - timedelta(days=days)
