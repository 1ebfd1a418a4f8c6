"""What counts as delivered: only what reached the owner, never a hand that may not be his."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from agenda.kernel.clock import local_date, local_instant
from agenda.kernel.errors import Invalid
from agenda.kernel.ids import HouseholdId


class DeliveryMethod(StrEnum):
    """How a unit's ballot reached its owner, or did not."""

    ELECTRONIC = "electronic"
    """An owner opened the notice on the platform and said so."""
    MAILBOX = "mailbox"
    IN_PERSON = "in_person"
    """Into the owner's own hands: a tenant or neighbour who takes it is a flawed delivery."""
    REFUSED = "refused"
    """The owner would not take it: on record, and not delivered."""


NOTE_MAX = 200

DELIVERED = frozenset({DeliveryMethod.ELECTRONIC, DeliveryMethod.MAILBOX, DeliveryMethod.IN_PERSON})
"""What a silent rule may build on (Shanghai Second Intermediate Court (2022) Hu 02 Min Chu 16)."""


@dataclass(frozen=True)
class DeliveryEntry:
    """What is entered of one home; `method` None takes a wrong entry back."""

    household_id: HouseholdId
    method: DeliveryMethod | None
    note: str = ""
    seen: str | None = None
    """What stood there when the form was opened (`seen_as`); None says that it does not matter."""


def seen_as(method: DeliveryMethod | None, note: str) -> str:
    """Return what stands of a home as a form carries it, to tell whether it was changed since."""
    return f"{method.value if method else ''}|{note}"


@dataclass(frozen=True)
class DeliveryCount:
    """How many homes of a building were reached, refused, or wait; the public summary's row."""

    building: str
    delivered: int = 0
    refused: int = 0
    waiting: int = 0

    @property
    def units(self) -> int:
        """All homes of the building that are in the scope."""
        return self.delivered + self.refused + self.waiting


def delivered_instant(day: date, *, noticed_at: datetime, now: datetime) -> datetime:
    """Return the instant kept for a delivery on a day: its noon, within notice and now.

    Raises Invalid for a day before the notice was given, or one to come.
    """
    if day < local_date(noticed_at):
        first = local_date(noticed_at).isoformat()
        raise Invalid("ballots.delivered_before_notice", field="day", first=first)
    if day > local_date(now):
        raise Invalid("ballots.delivered_in_future", field="day")
    return min(max(local_instant(day, time(12)), noticed_at), now)


def entries_text(entries: Iterable[DeliveryEntry], at: datetime) -> str:
    """Return entries as one text, a sorted line each: what the ledger's digest is made of."""
    lines = sorted(f"{e.household_id}:{e.method or 'none'}:{at.isoformat()}" for e in entries)
    return "\n".join(lines)
