"""One clock: UTC inside, Asia/Shanghai outside."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    """Tells the present instant; the only source of now."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the machine's present instant in UTC."""
        return datetime.now(UTC)


class SetClock:
    """A clock that stands where it is put: for replays, seeding and tests."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        """Return the instant the clock was put at."""
        return self._at

    def set(self, at: datetime) -> None:
        """Put the clock at `at`."""
        self._at = at

    def advance(self, by: timedelta) -> datetime:
        """Move the clock forward and return the new instant."""
        self._at += by
        return self._at


def local_date(instant: datetime) -> date:
    """Return the calendar day of an instant in Shanghai."""
    return instant.astimezone(SHANGHAI).date()


def local_instant(day: date, at: time = time(0)) -> datetime:
    """Return the UTC instant of a local day and time of day in Shanghai."""
    return datetime.combine(day, at, tzinfo=SHANGHAI).astimezone(UTC)


def end_of_day(day: date) -> datetime:
    """Return the UTC instant at which a local day ends (24:00; Civil Code art. 203)."""
    return local_instant(day + timedelta(days=1))
