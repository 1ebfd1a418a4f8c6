"""The residents' secret vote: its times, its roll, its receipts, and when it is carried."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from agenda.community.calendar.rules import add_days, add_workdays
from agenda.kernel.clock import end_of_day, local_date, local_instant
from agenda.kernel.ids import (
    CODE_ALPHABET,
    HouseholdId,
    PersonId,
    ProposalId,
    VoteId,
    normal_code,
)
from agenda.kernel.quantities import Heads
from agenda.procedure.rules import Procedure

OPENING = time(8)
"""The time of day at which casting opens, in Shanghai."""
LEAST_GROUP = 5
"""A group smaller than this is never broken out: its members would know each other's choices."""
NUMBER_GROUPS, NUMBER_SIZE = 3, 4


class Choice(StrEnum):
    """What a voter can choose."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class VoteState(StrEnum):
    """Where a vote stands for its readers."""

    SCHEDULED = "scheduled"
    OPEN = "open"
    COUNTING = "counting"
    """Closed by the clock; the mechanism has not counted yet."""
    CLOSED = "closed"


@dataclass(frozen=True)
class Tally:
    """The counts of a closed residents' vote."""

    roll: Heads
    votes_for: Heads
    votes_against: Heads
    votes_abstain: Heads

    @property
    def participants(self) -> int:
        """How many took part; an abstention takes part."""
        return self.votes_for + self.votes_against + self.votes_abstain

    @property
    def may_be_broken_out(self) -> bool:
        """Whether enough took part to publish how they chose."""
        return self.participants >= LEAST_GROUP


def count_choices(choices: Iterable[Choice], *, roll: int) -> Tally:
    """Return the tally of choices in whatever order they come."""
    counted = dict.fromkeys(Choice, 0)
    for choice in choices:
        counted[choice] += 1
    return Tally(Heads(roll), *(Heads(counted[choice]) for choice in Choice))


def is_carried(tally: Tally, turnout_required: int) -> bool:
    """Whether enough took part and more were for than against."""
    return tally.participants >= turnout_required and tally.votes_for > tally.votes_against


@dataclass(frozen=True)
class VoteFacts:
    """Where the residents' vote on a proposal stands; nothing of it is known before closing."""

    opens_at: datetime
    closes_at: datetime
    closed_at: datetime | None = None
    carried: bool | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether ballots are taken: from opening up to, not including, closing."""
        return self.closed_at is None and self.opens_at <= now < self.closes_at

    def state(self, now: datetime) -> VoteState:
        """Return where the vote stands at an instant."""
        if self.closed_at is not None:
            return VoteState.CLOSED
        if now < self.opens_at:
            return VoteState.SCHEDULED
        return VoteState.OPEN if now < self.closes_at else VoteState.COUNTING


def days_left(facts: VoteFacts, now: datetime) -> int:
    """Return in how many days a vote opens, or once it is open has its last day; never below 0."""
    waits = facts.state(now) is VoteState.SCHEDULED
    end = facts.opens_at if waits else facts.closes_at - facts.closes_at.resolution
    return max(0, (local_date(end) - local_date(now)).days)


@dataclass(frozen=True)
class VoteTimes:
    """When a vote opens and closes, in UTC, and by how many days a late edit moved it."""

    opens_at: datetime
    closes_at: datetime
    moved_days: int


def vote_times(crossed_at: datetime, rules: Procedure, *, edited_at: datetime | None) -> VoteTimes:
    """Return the times of the vote that a threshold crossed at this instant schedules.

    Casting opens at 08:00 of the third working day, and ends with the last of seven days, the
    day of opening not counted (Civil Code art. 201); a last day on a holiday moves (art. 203).
    `edited_at` is when the text was last edited during co-signing: close before crossing, it
    moves the vote, so that nobody votes on a text that changed under the signatures.
    """
    window = timedelta(days=rules.late_edit_days)
    late = edited_at is not None and crossed_at - edited_at < window
    moved = rules.late_edit_days if late else 0
    opening_day = add_workdays(local_date(crossed_at), rules.vote_lead_workdays)
    if moved:
        opening_day = add_days(opening_day, moved)
    closing_day = add_days(opening_day, rules.vote_days)
    return VoteTimes(local_instant(opening_day, OPENING), end_of_day(closing_day), moved)


def roll_digest(proposal_id: ProposalId, entries: Iterable[tuple[PersonId, HouseholdId]]) -> str:
    """Return the SHA-256 of a roll: one sorted line `person:household` each, below the proposal's.

    It holds the roll fast without naming anyone: whoever keeps the roster can compute it again.
    """
    lines = [f"{person}:{household}" for person, household in sorted(entries)]
    return hashlib.sha256("\n".join([f"roll:{proposal_id}", *lines]).encode()).hexdigest()


def choice_key(vote_id: VoteId, person_id: PersonId, code: str) -> bytes:
    """Return the 128-bit key under which a voter's choice lies while the vote is open.

    Person and receipt code together make it; neither alone finds the choice.
    """
    text = f"choice:{vote_id}:{person_id}:{normal_code(code)}"
    return hashlib.sha256(text.encode()).digest()[:16]


def receipt_number(vote_id: VoteId, code: str) -> str:
    """Return the public number of a receipt, made from its secret code: XXXX-XXXX-XXXX.

    The number is published after closing; it leads back neither to the code nor to the choice.
    """
    digest = hashlib.sha256(f"receipt:{vote_id}:{normal_code(code)}".encode()).digest()
    rest, letters = int.from_bytes(digest, "big"), ""
    for _ in range(NUMBER_GROUPS * NUMBER_SIZE):
        rest, place = divmod(rest, len(CODE_ALPHABET))
        letters += CODE_ALPHABET[place]
    return shown_number(letters)


@dataclass(frozen=True)
class ReceiptPaper:
    """What a voter takes home: the secret code, shown once, and the public number made from it."""

    code: str
    number: str

    @classmethod
    def of(cls, vote_id: VoteId, code: str) -> "ReceiptPaper":
        """Return the receipt that belongs to a code."""
        return cls(code, receipt_number(vote_id, code))


def shown_number(typed: str) -> str:
    """Return a receipt number in its groups, however it was typed."""
    letters = normal_code(typed)
    return "-".join(
        letters[place : place + NUMBER_SIZE] for place in range(0, len(letters), NUMBER_SIZE)
    )


def receipts_digest(vote_id: VoteId, numbers: Iterable[str]) -> str:
    """Return the SHA-256 of the sorted receipt numbers, one a line, under the vote's id."""
    text = "\n".join([f"receipts:{vote_id}", *sorted(numbers)])
    return hashlib.sha256(text.encode()).hexdigest()
