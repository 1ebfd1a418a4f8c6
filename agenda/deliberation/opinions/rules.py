"""Statements and answers, and what an opinion map says once it is drawn."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any, NamedTuple

from agenda.accounts.limits.rules import Limit

TEXT_MAX = 140
PLACED_AFTER = 7
"""A participant has a place on the map after so many answers (domain.md 7)."""
SMALLEST = 5
"""No group and no count within a group is shown below this."""
STATEMENTS = Limit("statements", 6, timedelta(hours=1))
OPINIONS = Limit("opinions", 400, timedelta(hours=1))
"""By person."""
ENOUGH = 10
"""A map is drawn anew after so many changes, or with fewer after an hour."""
RESTS = timedelta(minutes=1)
AT_LATEST = timedelta(hours=1)


class Answer(StrEnum):
    """What somebody says to a statement."""

    AGREE = "agree"
    DISAGREE = "disagree"
    PASS = "pass"  # noqa: S105 - a word, not a password


class Said(NamedTuple):
    """One participant's answer to one statement, both by their numbers within the proposal."""

    participant: int
    statement: int
    answer: Answer


@dataclass(frozen=True)
class Tally:
    """How a group answered one statement: how many answered, and how."""

    seen: int
    agreed: int
    disagreed: int


@dataclass(frozen=True)
class Finding:
    """A statement that says something of the groups; `agree` is whether it is agreed with."""

    statement: int
    agree: bool
    tallies: tuple[Tally, ...]
    """By group, in the order of the groups."""


@dataclass(frozen=True)
class Group:
    """Participants who answer alike, and the statements that set them apart from all others."""

    people: int
    typical: tuple[Finding, ...]


@dataclass(frozen=True)
class Dot:
    """A place on the map: where, in which group, and which participants stand there."""

    x: float
    y: float
    group: int
    members: tuple[int, ...]


@dataclass(frozen=True)
class OpinionMap:
    """The map of one proposal; without groups where too few took part or all answer alike."""

    participants: int
    placed: int
    answers: int
    groups: tuple[Group, ...]
    dots: tuple[Dot, ...]
    united: tuple[Finding, ...]
    divided: tuple[Finding, ...]

    def place_of(self, participant: int) -> Dot | None:
        """Return where a participant stands, or None before his seventh answer."""
        return next((dot for dot in self.dots if participant in dot.members), None)


def answers_digest(said: Iterable[Said], removed: Iterable[int]) -> str:
    """Return the SHA-256 of all answers in order, and of what was removed: what a map rests on."""
    lines = [f"{one.participant},{one.statement},{one.answer}" for one in sorted(said)]
    lines.append("removed:" + ",".join(str(number) for number in sorted(removed)))
    return sha256("\n".join(lines).encode()).hexdigest()


def to_json(drawn: OpinionMap) -> str:
    """Return a map as it is kept."""
    return json.dumps(asdict(drawn), separators=(",", ":"), sort_keys=True)


def from_json(kept: str) -> OpinionMap:
    """Return a map that was kept."""
    raw: dict[str, Any] = json.loads(kept)
    return OpinionMap(
        participants=raw["participants"],
        placed=raw["placed"],
        answers=raw["answers"],
        groups=tuple(Group(g["people"], _findings(g["typical"])) for g in raw["groups"]),
        dots=tuple(Dot(d["x"], d["y"], d["group"], tuple(d["members"])) for d in raw["dots"]),
        united=_findings(raw["united"]),
        divided=_findings(raw["divided"]),
    )


def _findings(raw: list[dict[str, Any]]) -> tuple[Finding, ...]:
    """Return findings that were kept."""
    return tuple(
        Finding(f["statement"], f["agree"], tuple(Tally(**tally) for tally in f["tallies"]))
        for f in raw
    )
