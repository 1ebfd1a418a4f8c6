"""Paper: when two readings of a sheet agree, how long entering may take, who then takes over.

A stack counts from its registration (domain.md 6). Every sheet of it is read by two different
people, the second without seeing what the first read. What they agree on, the feature the sheet is
for applies under the same key as online.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from urllib.parse import parse_qs, urlsplit

from agenda.community.calendar.rules import due_in_workdays
from agenda.kernel.clock import local_date, local_instant
from agenda.kernel.ids import BodyId, PersonId, normal_code
from agenda.kernel.texts import folded

DESK_CLOSES = time(20)
"""The paper desks close at 20:00 of the last day of a vote, the online vote at 24:00."""
ENTERING_WORKDAYS = 2
"""For the committee that took the stack in, and again for the supervision committee after it."""
LINES_A_SHEET = 12
"""Lines for signers on one co-sign sheet."""
MOST_SHEETS = 5000
"""Sheets of one stack: beyond it somebody mistyped, or should register several stacks."""


class StackKind(StrEnum):
    """What the sheets of a stack are."""

    COSIGN_SHEET = "cosign_sheet"
    """One entry a signed line."""
    VOTE_SLIP = "vote_slip"
    """The outer slips of a secret vote, one an adult; the ballots inside carry no mark."""
    BALLOT_BOX = "ballot_box"
    """The unmarked inner ballots of a secret vote, counted as one batch after closing."""
    OWNERS_BALLOT = "owners_ballot"
    """The named ballots of an owners' joint decision, one a voting head."""


class EntryState(StrEnum):
    """Where one sheet stands."""

    ENTERED = "entered"
    """Read once; waits for a second person."""
    DIFFERING = "differing"
    """Read twice and not alike; both see it and look at the sheet again."""
    CONFIRMED = "confirmed"
    """Both read the same, and it counts."""
    DUPLICATE = "duplicate"
    """Both read the same, and the person had acted already, online or on another sheet."""
    REJECTED = "rejected"
    """Both read the same, and it cannot count: unreadable, not on the roll, out of scope."""
    DISPUTED = "disputed"
    """It counted until the person whose it is said that it is not his: set aside."""


SETTLED = frozenset(
    {EntryState.CONFIRMED, EntryState.DUPLICATE, EntryState.REJECTED, EntryState.DISPUTED}
)
"""States in which a sheet needs nobody any more."""


@dataclass(frozen=True)
class Reading:
    """What one person read on a sheet: `key` as typed, `content` as canonical text."""

    by: PersonId
    key: str
    content: str


@dataclass(frozen=True)
class Readings:
    """The one or two readings of a sheet."""

    first: Reading
    second: Reading | None = None

    @property
    def agree(self) -> bool:
        """Whether two people read the same: the canonical texts decide, not how it was typed."""
        return self.second is not None and self.first.content == self.second.content


def with_reading(known: Readings | None, new: Reading) -> Readings:
    """Return the readings of a sheet after one more.

    Who reads again replaces his own reading. Where two differ, a third person takes the place of
    the one he contradicts; where he contradicts both, of the second.
    """
    if known is None or (known.second is None and known.first.by == new.by):
        return Readings(new)
    if known.second is None or known.second.by == new.by:
        return Readings(known.first, new)
    if known.first.by == new.by or known.second.content == new.content:
        return Readings(new, known.second)
    return Readings(known.first, new)


@dataclass(frozen=True)
class StackFacts:
    """A stack as policy sees it."""

    kind: StackKind
    body_id: BodyId
    entries: int
    registered_at: datetime
    handed_over_at: datetime | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True)
class StackCount:
    """How many of a stack's entries stand in which state; the rest were not entered."""

    entries: int
    states: Mapping[EntryState, int]

    def of(self, *states: EntryState) -> int:
        """Return how many entries stand in these states."""
        return sum(self.states.get(state, 0) for state in states)

    @property
    def settled(self) -> int:
        """How many need nobody any more."""
        return self.of(*SETTLED)

    @property
    def missing(self) -> int:
        """How many still need a reading, or a second one, or agreement."""
        return self.entries - self.settled


@dataclass(frozen=True)
class PaperFacts:
    """What the lifecycle needs to know: which kinds still wait, and when the last one ended."""

    waiting: frozenset[StackKind] = frozenset()
    ended_at: Mapping[StackKind, datetime] = field(default_factory=dict)

    def waits_for(self, kinds: frozenset[StackKind]) -> bool:
        """Whether a stack of one of these kinds is still being entered."""
        return bool(self.waiting & kinds)

    def last_end(self, kinds: frozenset[StackKind], *, otherwise: datetime) -> datetime:
        """Return when the last of these was entered, at the earliest `otherwise`."""
        return max([otherwise, *(at for kind, at in self.ended_at.items() if kind in kinds)])


def desk_closes_at(closes_at: datetime) -> datetime:
    """Return until when stacks of a vote that closes at an instant may be registered."""
    last_day = local_date(closes_at - timedelta(microseconds=1))
    return min(closes_at, local_instant(last_day, DESK_CLOSES))


def entering_due(start: datetime) -> datetime:
    """Return by when a body has to have a stack entered."""
    return due_in_workdays(start, ENTERING_WORKDAYS)


def box_due(closes_at: datetime) -> datetime:
    """Return by when the inner ballots are counted: the slips may take as long as that again."""
    return due_in_workdays(closes_at, 2 * ENTERING_WORKDAYS)


def code_in(typed: str) -> str:
    """Return the code that a hand typed or a scanner read, without hyphens; nothing for other text.

    The square code on a paper is an address that names the code, so that a telephone opens the
    page and a scanner at the desk enters the sheet.
    """
    asked = folded(typed)
    if "?" in asked:
        asked = parse_qs(urlsplit(asked).query).get("code", [""])[-1]
    plain = "".join(asked.split()).replace("-", "").upper()
    return plain if plain and plain == normal_code(plain) else ""


def position(number: int) -> tuple[int, int]:
    """Return sheet and line of an entry of a stack of co-sign sheets, both from 1."""
    return (number - 1) // LINES_A_SHEET + 1, (number - 1) % LINES_A_SHEET + 1
