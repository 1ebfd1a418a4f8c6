"""Counting a ballot box: the three numbers two people agree on, and what the slips say to them."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from agenda.ballots.rules import Choice
from agenda.kernel.ids import PersonId

_COUNT = re.compile(r"for=(\d+);against=(\d+);abstain=(\d+);spoiled=(\d+)")
_PERSON = "person:"
UNREADABLE = "unreadable"


@dataclass(frozen=True)
class BoxCount:
    """What lay in a ballot box, as one person counted it."""

    votes_for: int
    votes_against: int
    votes_abstain: int
    spoiled: int = 0

    @property
    def content(self) -> str:
        """The canonical text by which two counts are compared."""
        return (
            f"for={self.votes_for};against={self.votes_against}"
            f";abstain={self.votes_abstain};spoiled={self.spoiled}"
        )

    @classmethod
    def of(cls, content: str) -> "BoxCount":
        """Return the count a canonical text says."""
        found = _COUNT.fullmatch(content)
        if found is None:
            raise ValueError("not the text of a count")
        return cls(*(int(number) for number in found.groups()))

    @property
    def ballots(self) -> list[Choice | None]:
        """Every ballot of the box; None is a spoiled one."""
        return [
            *[Choice.FOR] * self.votes_for,
            *[Choice.AGAINST] * self.votes_against,
            *[Choice.ABSTAIN] * self.votes_abstain,
            *[None] * self.spoiled,
        ]


@dataclass(frozen=True)
class BoxResult:
    """What a box gives to the count: valid choices, and what is certified beside them."""

    choices: tuple[Choice, ...]
    slips: int
    spoiled: int
    missing: int
    """Slips without a ballot: they handed in nothing, and take part in nothing."""
    surplus: int
    """Ballots more than slips: as many are drawn by lot and set aside uncounted."""


def count_box(
    count: BoxCount, *, slips: int, shuffle: Callable[[list[Choice | None]], None]
) -> BoxResult:
    """Return what a box gives, given how many slips count.

    Nobody can tell which ballot has no slip, so the surplus is drawn by lot from all of them.
    """
    ballots = count.ballots
    surplus = max(0, len(ballots) - slips)
    shuffle(ballots)
    kept = ballots[surplus:]
    valid = tuple(choice for choice in kept if choice is not None)
    return BoxResult(
        choices=valid,
        slips=slips,
        spoiled=len(kept) - len(valid),
        missing=max(0, slips - len(ballots)),
        surplus=surplus,
    )


@dataclass(frozen=True)
class SlipOutcome:
    """What became of a slip after one more reading: a state of paper.rules, and the code of why."""

    state: str
    reason: str = ""


def slip_of(person_id: PersonId) -> str:
    """Return the canonical text of a slip whose code is somebody's of the roll."""
    return f"{_PERSON}{person_id}"


def voter(content: str) -> PersonId | None:
    """Return whose slip it is, or None where its code is nobody's."""
    number = content.removeprefix(_PERSON)
    return PersonId(int(number)) if content.startswith(_PERSON) else None
