"""What a party can say to a proposal, what a filing must have, what changed since another one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

REASONS_MAX = 3000
CONDITION_MAX = 300
CONDITIONS_MOST = 10
ANSWER_MAX = 500


class Stance(StrEnum):
    """Where a body stands."""

    FOR = "for"
    AGAINST = "against"
    CONDITIONAL = "conditional"
    NONE = "none"
    """It was asked and has no opinion."""


class Verdict(StrEnum):
    """What the lead body says to a condition."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    DECLINED = "declined"


@dataclass(frozen=True)
class PositionFault:
    """What a filing lacks: the code of the sentence, the field to mark, the limit it misses."""

    code: str
    field: str
    limit: int = 0


def position_fault(
    stance: Stance, *, reasons: str, conditions: Sequence[str]
) -> PositionFault | None:
    """Return the first fault of a filing, or None.

    Whoever is against or sets conditions says why; conditions belong to a conditional stance alone.
    """
    explained = stance in {Stance.FOR, Stance.NONE} or bool(reasons.strip())
    conditional = stance is Stance.CONDITIONAL
    checks = (
        (not explained, PositionFault("deliberation.reasons_needed", "reasons")),
        (
            len(reasons) > REASONS_MAX,
            PositionFault("deliberation.too_long", "reasons", REASONS_MAX),
        ),
        (
            conditional and not conditions,
            PositionFault("deliberation.conditions_needed", "conditions"),
        ),
        (
            bool(conditions) and not conditional,
            PositionFault("deliberation.conditions_elsewhere", "conditions"),
        ),
        (
            len(conditions) > CONDITIONS_MOST,
            PositionFault("deliberation.too_many_conditions", "conditions", CONDITIONS_MOST),
        ),
        (
            any(len(text) > CONDITION_MAX for text in conditions),
            PositionFault("deliberation.condition_too_long", "conditions", CONDITION_MAX),
        ),
    )
    return next((fault for failed, fault in checks if failed), None)


@dataclass(frozen=True)
class Version:
    """What a body said in one version."""

    stance: Stance
    reasons: str
    conditions: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """What is new in a version against the one before."""

    stance_before: Stance | None
    """The former stance, None where it stayed."""
    reasons_changed: bool
    added: tuple[str, ...]
    """Conditions that were not there before."""
    dropped: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether anything changed at all."""
        moved = self.stance_before is not None or self.reasons_changed
        return moved or bool(self.added or self.dropped)


def change_between(before: Version, after: Version) -> Change:
    """Return what changed from one version to the next; conditions are compared by their words."""
    return Change(
        stance_before=None if before.stance is after.stance else before.stance,
        reasons_changed=before.reasons.strip() != after.reasons.strip(),
        added=tuple(text for text in after.conditions if text not in before.conditions),
        dropped=tuple(text for text in before.conditions if text not in after.conditions),
    )


@dataclass(frozen=True)
class Piece:
    """A stretch of a text that stayed, came or went: same, added, removed."""

    kind: str
    text: str


def pieces_between(before: str, after: str) -> tuple[Piece, ...]:
    """Return one text with the marks of what became of the other, character by character."""
    return tuple(_pieces(before, after))


def _pieces(before: str, after: str) -> Iterator[Piece]:
    """Yield the stretches in the order of the later text, what went before what came."""
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", before[a:b])
        if tag in {"delete", "replace"}:
            yield Piece("removed", before[a:b])
        if tag in {"insert", "replace"}:
            yield Piece("added", after[c:d])
