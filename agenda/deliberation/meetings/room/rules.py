"""Who speaks next, how long, when a quorum is there, and how the room's code changes."""

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

CODE_DIGITS = 6
CODE_STANDS = timedelta(minutes=5)
"""Each code stands this long; the one before it still counts, for whoever is slow to type."""
SECRET_LEAST = 5
"""Of fewer voters a count would tell what each of them chose."""


class TurnKind(StrEnum):
    """Why somebody raises a hand."""

    SPEECH = "speech"
    ORDER = "order"
    """A point of order: heard before all others."""


class Side(StrEnum):
    """What somebody is going to speak for."""

    FOR = "for"
    AGAINST = "against"
    NEITHER = "neither"


@dataclass(frozen=True)
class Waiting:
    """A raised hand, as the order of speakers sees it."""

    turn_id: int
    attendance_id: int
    kind: TurnKind
    asked_at: datetime


def in_order(waiting: Iterable[Waiting], spoken: Mapping[int, timedelta]) -> tuple[Waiting, ...]:
    """Return raised hands in the order they are heard: equal time for all.

    Points of order first, then whoever has had the least time, then the earlier hand.
    """
    return tuple(
        sorted(
            waiting,
            key=lambda w: (
                w.kind is not TurnKind.ORDER,
                spoken.get(w.attendance_id, timedelta()),
                w.asked_at,
                w.turn_id,
            ),
        )
    )


def room_code(seed: str, at: datetime) -> str:
    """Return the digits shown in the room at an instant; without the seed none follows another."""
    return _code(seed, _window(at))


def code_fits(seed: str, typed: str, at: datetime) -> bool:
    """Whether digits typed now are those on the wall, or those just before them."""
    digits = "".join(str(int(c)) for c in typed if c.isdecimal())  # Chinese keyboards type ０ to ９
    now = _window(at)
    return any(hmac.compare_digest(_code(seed, n), digits) for n in (now, now - 1))


def has_quorum(represented: int, invited: int) -> bool:
    """Whether at least half of the invited bodies are there: less is no meeting of all parties."""
    return 2 * represented >= invited


def _window(at: datetime) -> int:
    """Return the number of the five minutes an instant lies in."""
    return int(at.timestamp() // CODE_STANDS.total_seconds())


def _code(seed: str, window: int) -> str:
    """Return the digits of one window."""
    digest = hmac.digest(seed.encode(), str(window).encode(), "sha256")
    return f"{int.from_bytes(digest[:8], 'big') % 10**CODE_DIGITS:0{CODE_DIGITS}d}"
