"""What one may choose about e-mail, and when a quiet hour ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from agenda.kernel.clock import SHANGHAI
from agenda.notifications.rules import Audience

HOURS = 24


class Mailing(StrEnum):
    """A reason to write to somebody; each is chosen for itself and ended for itself."""

    OWN = "own"
    """What one proposed, co-signed, objected to or attended."""
    DUTIES = "duties"
    """What waits for oneself or one's body."""
    TOPICS = "topics"
    """What happens under the topics one follows."""
    REMINDERS = "reminders"
    """What ends soon and one has not done yet."""
    DIGEST = "digest"
    """The week in one letter."""


MAILING_OF: Mapping[Audience, Mailing] = {
    Audience.PROPOSER: Mailing.OWN,
    Audience.COSIGNERS: Mailing.OWN,
    Audience.ATTENDEES: Mailing.OWN,
    Audience.OBJECTOR: Mailing.OWN,
    Audience.AUTHOR: Mailing.OWN,
    Audience.RECUSED: Mailing.OWN,
    Audience.OWNERS: Mailing.OWN,
    Audience.COMMITTEE: Mailing.DUTIES,
    Audience.BEARERS: Mailing.DUTIES,
    Audience.TABLE: Mailing.DUTIES,
    Audience.PARTY: Mailing.DUTIES,
    Audience.OVERSEERS: Mailing.DUTIES,
    Audience.FOLLOWERS: Mailing.TOPICS,
}


@dataclass(frozen=True)
class Choices:
    """What a person chose; the standing values are those of who never chose."""

    language: str = "zh"
    mailings: frozenset[Mailing] = frozenset(Mailing) - {Mailing.DIGEST}
    quiet_from: int = 21
    """The full hour from which no letter leaves."""
    quiet_to: int = 8
    """The full hour until which none leaves; the same hour twice is no quiet at all."""


def after_quiet(now: datetime, choices: Choices) -> datetime:
    """Return now, or the end of the quiet hours now lies in, by Shanghai's clock."""
    start, end = choices.quiet_from, choices.quiet_to
    local = now.astimezone(SHANGHAI)
    if (local.hour - start) % HOURS >= (end - start) % HOURS:
        return now
    day = local.date() + timedelta(days=1 if local.hour >= end else 0)
    return datetime.combine(day, time(end), tzinfo=SHANGHAI).astimezone(now.tzinfo)
