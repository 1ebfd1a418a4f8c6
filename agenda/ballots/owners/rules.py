"""Owners' ballots: what is asked, how silence counts, and how lines add up to counts.

Integers only; areas in 0.01 m2. The outcome of a count is `ballots.decisions.rules.owners_outcome`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from agenda.ballots.decisions.counting.rules import Weight
from agenda.ballots.decisions.rules import OwnersItem
from agenda.ballots.rules import Choice

MOST_QUESTIONS = 10
CLAUSE_MAX = 500


class SilentRule(StrEnum):
    """What silence of a head that was reached means; anything but `none` quotes its clause.

    The covenant or the assembly's rules may provide it (Guiding Rules on Owners' Assemblies 2009
    art. 26; Shanghai Second Intermediate Court (2022) Hu 02 Min Chu 16).
    """

    NONE = "none"
    """A ballot that does not come back does not take part."""
    PARTICIPATION = "participation"
    """A head that was reached takes part, for nothing."""
    MAJORITY = "majority"
    """A head that was reached joins what most of those who voted chose."""


class BallotChannel(StrEnum):
    """How a ballot came in."""

    ONLINE = "online"
    PAPER = "paper"
    PROXY = "proxy"


class OwnersBallotState(StrEnum):
    """Where an owners' ballot stands."""

    NOTICED = "noticed"
    """Its notice is out, ballots are being delivered; nothing can be cast yet."""
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True)
class Question:
    """One question of a ballot: for, against or abstain; its item sets the majority."""

    number: int
    """From 1; the first one decides what becomes of the proposal."""
    item: OwnersItem
    text: str


@dataclass(frozen=True)
class BallotPlan:
    """What a notice fixes; nothing of it changes afterwards."""

    questions: tuple[Question, ...]
    place: str
    """How ballots are given out and come back, or where the meeting is held."""
    opens_on: date
    """Casting opens at 08:00 of this day, and the roll is frozen."""
    closes_on: date
    """Casting ends with this day."""
    silent_rule: SilentRule = SilentRule.NONE
    silent_clause: str = ""
    """The clause that provides for it, quoted; needed unless the rule is `none`."""
    counts_parking: bool = False
    parking_basis: str = ""
    """On what ground car spaces are counted; needed where they are."""


@dataclass(frozen=True)
class HeadLine:
    """What one voting head adds to a count."""

    number: int
    """Its number on the roll."""
    area: int
    """Its exclusive area, all its units together, in 0.01 m2."""
    is_delivered: bool
    choices: tuple[Choice, ...] | None = None
    """One per question in their order, a blank one being an abstention; None for no ballot."""
    is_spoiled: bool = False
    """Spoiled or set aside: the head does not take part, and silence is not imputed to it."""


@dataclass(frozen=True)
class QuestionCount:
    """The sums of one question: as ballots came in, and with what silence adds under its rule."""

    roll: Weight
    votes_for: Weight
    against: Weight
    abstain: Weight
    silent_for: Weight
    silent_against: Weight
    silent_abstain: Weight
    spoiled: Weight

    @property
    def participating(self) -> Weight:
        """Those whose ballots came in; an abstention takes part."""
        return self.votes_for + self.against + self.abstain

    @property
    def imputed(self) -> "QuestionCount":
        """The same with silence moved into the votes: what counts under a silent rule."""
        none = Weight(0)
        return QuestionCount(
            roll=self.roll,
            votes_for=self.votes_for + self.silent_for,
            against=self.against + self.silent_against,
            abstain=self.abstain + self.silent_abstain,
            silent_for=none,
            silent_against=none,
            silent_abstain=none,
            spoiled=self.spoiled,
        )


def count_lines(
    lines: Iterable[HeadLine], *, questions: int, silent_rule: SilentRule
) -> tuple[QuestionCount, ...]:
    """Return the sums of every question, in whatever order the lines come."""
    sums = _Sums(questions)
    for line in lines:
        sums.add(line)
    return tuple(sums.question(place, silent_rule) for place in range(questions))


def where_silence_goes(
    votes_for: Weight, against: Weight, silent_rule: SilentRule
) -> Choice | None:
    """Return what silence of a reached head adds to: a choice, or None for nothing.

    Under the majority rule it follows the larger side, if that is larger by heads and by area;
    where the two disagree, or are equal, it only takes part.
    """
    if silent_rule is SilentRule.NONE:
        return None
    if silent_rule is SilentRule.MAJORITY:
        if votes_for.heads > against.heads and votes_for.area > against.area:
            return Choice.FOR
        if against.heads > votes_for.heads and against.area > votes_for.area:
            return Choice.AGAINST
    return Choice.ABSTAIN


class _Sums:
    """Heads and areas added up line by line: plain integers, for a million lines."""

    def __init__(self, questions: int) -> None:
        """Begin with nothing."""
        self.votes = [{choice: [0, 0] for choice in Choice} for _ in range(questions)]
        self.roll, self.silent, self.spoiled = [0, 0], [0, 0], [0, 0]

    def add(self, line: HeadLine) -> None:
        """Add one head."""
        _add(self.roll, line.area)
        if line.is_spoiled:
            _add(self.spoiled, line.area)
        elif line.choices is None:
            if line.is_delivered:
                _add(self.silent, line.area)
        else:
            for votes, choice in zip(self.votes, line.choices, strict=True):
                _add(votes[choice], line.area)

    def question(self, place: int, silent_rule: SilentRule) -> QuestionCount:
        """Return the sums of one question."""
        votes = {choice: Weight(*pair) for choice, pair in self.votes[place].items()}
        goes = where_silence_goes(votes[Choice.FOR], votes[Choice.AGAINST], silent_rule)
        silent = {choice: Weight(0) for choice in Choice}
        if goes is not None:
            silent[goes] = Weight(*self.silent)
        return QuestionCount(
            roll=Weight(*self.roll),
            votes_for=votes[Choice.FOR],
            against=votes[Choice.AGAINST],
            abstain=votes[Choice.ABSTAIN],
            silent_for=silent[Choice.FOR],
            silent_against=silent[Choice.AGAINST],
            silent_abstain=silent[Choice.ABSTAIN],
            spoiled=Weight(*self.spoiled),
        )


def _add(pair: list[int], area: int) -> None:
    """Add one head with its area."""
    pair[0] += 1
    pair[1] += area


@dataclass(frozen=True)
class Distance:
    """How much is missing until two thirds take part; 0 where enough have."""

    heads: int
    area: int
    """0.01 m2"""


def distance(roll: Weight, participating: Weight) -> Distance:
    """Return what is missing to two thirds of heads and of area (Civil Code art. 278)."""
    return Distance(
        max(0, -(-2 * roll.heads // 3) - participating.heads),
        max(0, -(-2 * roll.area // 3) - participating.area),
    )


SHOWN_AFTER_BALLOTS = 5
"""The distance is shown anew after this many more ballots: one ballot must not be readable."""
LEAST_ROLL_FOR_DISTANCE = 50
"""A smaller roll shows none before closing."""


def shown_distance(
    roll: Weight, daily: Sequence[tuple[date, Weight]], today: date
) -> tuple[date, Distance] | None:
    """Return the distance that may be shown today, with its day, or None for none.

    `daily` is what took part by the end of each day, the oldest first. A day's figure is shown
    from the next day on, and only where at least five more ballots came in since the one before
    that was shown.
    """
    if roll.heads < LEAST_ROLL_FOR_DISTANCE:
        return None
    shown: tuple[date, Weight] | None = None
    for day, weight in daily:
        before = shown[1].heads if shown else 0
        if day < today and weight.heads - before >= SHOWN_AFTER_BALLOTS:
            shown = day, weight
    return (shown[0], distance(roll, shown[1])) if shown else None
