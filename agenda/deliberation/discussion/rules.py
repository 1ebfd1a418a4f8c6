"""Threads: their order, how deep they go, how often one may write."""

from datetime import timedelta
from enum import StrEnum

from agenda.accounts.limits.rules import Limit

TEXT_MAX = 2000
PAGE_SIZE = 50
LATEST_SHOWN = 3
"""How many comments the proposal's page shows."""
DEEPEST = 10
"""Below this depth replies stand beside each other; to whom they answer is still said."""

COMMENTS = Limit("comments", 12, timedelta(minutes=10))
COMMENTS_OF_DAY = Limit("comments_of_day", 60, timedelta(days=1))
"""By person."""
SENT_AGAIN = timedelta(minutes=10)
"""The same words of the same person within this time are one comment, sent once more."""

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUV"
_WIDTH = 5


class ThreadOrder(StrEnum):
    """How a discussion is read: thread by thread from the first, or the latest first."""

    THREADS = "threads"
    LATEST = "latest"


def step(number: int) -> str:
    """Return the step of a path for a comment's number: fixed width, in the order of numbers."""
    digits = ""
    for _ in range(_WIDTH):
        number, rest = divmod(number, len(_DIGITS))
        digits = _DIGITS[rest] + digits
    return digits


def path_below(parent: str, number: int) -> str:
    """Return the path of a comment under a parent's path (empty for none).

    Sorting by path puts every thread together, each reply below what it answers. Paths end at
    the deepest level: further replies stand beside their parent.
    """
    kept = parent[: _WIDTH * (DEEPEST - 1)]
    return kept + step(number)


def pages(count: int) -> int:
    """Return how many pages so many comments fill, at least one."""
    return max(1, -(-count // PAGE_SIZE))


def page_of(position: int) -> int:
    """Return the page on which the comment at a position (from 0) stands."""
    return position // PAGE_SIZE + 1
