"""Limits: how many times something may be tried within a window of time."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Limit:
    """At most `most` tries within each window of length `within`."""

    name: str
    most: int
    within: timedelta

    def window(self, now: datetime) -> datetime:
        """Return the instant at which the window that holds `now` began."""
        return now - (now - _EPOCH) % self.within

    def reopens_in(self, now: datetime) -> int:
        """Return in how many seconds the next window begins, at least one."""
        left = self.window(now) + self.within - now
        return max(1, -(-left // timedelta(seconds=1)))


SIGN_IN = Limit("sign_in", 10, timedelta(minutes=5))
"""By account and network address together: neighbours behind one address never share it."""
SIGN_IN_ACCOUNT = Limit("sign_in_account", 60, timedelta(hours=1))
"""By account from anywhere: slows guessing from many addresses."""
SIGN_IN_ALL = Limit("sign_in_all", 1000, timedelta(minutes=5))
"""All tries of the installation: the hashing of passwords has a price."""
CODE = Limit("code", 1000, timedelta(minutes=5))
"""All invitation codes tried; a code has 79 bits, so this only bounds the load."""
APPLICATION = Limit("application", 3, timedelta(days=1))
"""By contact given."""
APPLICATION_ADDRESS = Limit("application_address", 200, timedelta(days=1))
"""By network address: an estate behind one address may well apply on the same day."""
ROOM_CODE = Limit("room_code", 10, timedelta(minutes=10))
"""By person: guessing the six digits on the wall of a meeting from outside it."""
PASSWORD_AGAIN = Limit("password_again", 10, timedelta(minutes=5))
"""By account: entering the password again for a sensitive act."""
