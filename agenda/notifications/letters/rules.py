"""Kinds of letters, when one is tried again, and when a reminder goes out."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from agenda.kernel.clock import SHANGHAI, local_date
from agenda.procedure.rules import DutyKind

MOST_TRIES = 8
"""After so many failures a letter stays where it is, with its last error, for the administrator."""
CLAIMED_FOR = timedelta(minutes=5)
"""How long a letter that is being sent is left alone by others."""
WORTH_FOR = timedelta(days=7)
"""A letter that could not leave for longer than this says nothing new any more."""
REMIND_BEFORE = timedelta(days=2)
NOT_SOON_AFTER = timedelta(days=3)
"""Whoever was told of a duty less than this ago is not reminded of it."""
DIGEST_HOUR = 9
"""On Mondays, by Shanghai's clock."""
REMINDED = frozenset(
    {
        DutyKind.CAST_VOTES,
        DutyKind.CAST_OWNERS_BALLOT,
        DutyKind.ANSWER_SURVEY,
        DutyKind.SCREEN,
        DutyKind.ROUTE,
        DutyKind.ANSWER_APPEAL,
        DutyKind.ANSWER_MERGE,
        DutyKind.ANSWER_REFERRAL,
        DutyKind.ANSWER_OBJECTION,
        DutyKind.REVIEW_OBJECTION,
        DutyKind.FILE_POSITION,
        DutyKind.PUBLISH_MINUTES,
        DutyKind.REPORT_PROGRESS,
        DutyKind.CARRY_OUT_TASK,
        DutyKind.FILE_RECTIFICATION,
        DutyKind.GRADE_AT_MEETING,
    }
)
"""Duties worth a reminder: somebody can still do them, and silence has consequences."""


class LetterKind(StrEnum):
    """What a letter is."""

    NOTICE = "notice"
    REMINDER = "reminder"
    DIGEST = "digest"


def next_try(tries: int, now: datetime) -> datetime:
    """Return when a letter that failed so many times is tried again: 2, 4, 8 … minutes later."""
    return now + timedelta(minutes=2 ** min(tries, 8))


def week_before(day: date) -> tuple[date, date]:
    """Return Monday and Sunday of the week before a day's."""
    monday = day - timedelta(days=day.weekday() + 7)
    return monday, monday + timedelta(days=6)


def is_digest_hour(now: datetime) -> bool:
    """Whether the week's letters are to be queued: Mondays from nine on."""
    return local_date(now).weekday() == 0 and now.astimezone(SHANGHAI).hour >= DIGEST_HOUR
