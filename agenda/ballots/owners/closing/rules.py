"""The sealed lines of an owners' ballot: one text per voting head, and the root over all of them."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from agenda.ballots.decisions.counting.rules import CountSheet, Weight, outcome_of
from agenda.ballots.decisions.rules import DecisionKind, Outcome, OwnersItem
from agenda.ballots.owners.rules import BallotChannel, HeadLine, QuestionCount
from agenda.ballots.rules import Choice
from agenda.kernel.chain import canonical
from agenda.kernel.merkle import leaf_hash, merkle_root


@dataclass(frozen=True)
class SealedLine:
    """What one voting head did, as it is sealed at closing.

    Without its salt nobody could guess a neighbour's line from the hashes in his own proof.
    """

    line: HeadLine
    salt: str
    """128 random bits in hex, made at closing."""
    channel: BallotChannel | None = None
    """None, with version 0 and no receipt, for a head without a ballot."""
    version: int = 0
    receipt: str = ""
    """The digest that the receipt of this version shows."""

    @property
    def text(self) -> str:
        """The line's one canonical text: what is hashed."""
        chosen = self.line.choices
        return canonical(
            {
                "head": self.line.number,
                "area": self.line.area,
                "delivered": self.line.is_delivered,
                "channel": self.channel.value if self.channel else None,
                "choices": None if chosen is None else [choice.value for choice in chosen],
                "version": self.version,
                "receipt": self.receipt,
                "set_aside": self.line.is_spoiled,
                "salt": self.salt,
            }
        )

    @property
    def leaf(self) -> bytes:
        """The hash of the line in the tree."""
        return leaf_hash(self.text.encode())


FIELDS = frozenset(
    ("head", "area", "delivered", "channel", "choices", "version", "receipt", "set_aside", "salt")
)
_CHOICES = {choice.value: choice for choice in Choice}
_CHANNELS = frozenset({None, *(channel.value for channel in BallotChannel)})


_DECODE = json.JSONDecoder().raw_decode


class NotALine(ValueError):
    """A text is not a sealed line."""


def read_line(text: str, *, questions: int) -> HeadLine:
    """Return what a sealed line counts for; raises NotALine for any other text."""
    try:
        data, end = _DECODE(text)
        chosen = data["choices"]
        choices = None if chosen is None else tuple([_CHOICES[word] for word in chosen])
        sound = end == len(text) and _well_formed(data, choices, questions)
    except (ValueError, KeyError, TypeError) as error:
        raise NotALine(text[:80]) from error
    if not sound:
        raise NotALine(text[:80])
    return HeadLine(data["head"], data["area"], data["delivered"], choices, data["set_aside"])


def _well_formed(data: dict[str, Any], choices: tuple[Choice, ...] | None, questions: int) -> bool:
    """Whether a line has its fields, each of its kind, and as many choices as there are questions."""
    none = choices is None
    return (
        data.keys() == FIELDS
        and type(data["head"]) is type(data["area"]) is type(data["version"]) is int
        and type(data["delivered"]) is type(data["set_aside"]) is bool
        and data["area"] >= 0
        and data["channel"] in _CHANNELS
        and none is (data["channel"] is None) is (data["version"] == 0)
        and (choices is None or len(choices) == questions)
    )


def lines_root(lines: Iterable[SealedLine]) -> str:
    """Return the root over sealed lines, in the order of their heads, in hex."""
    return merkle_root([line.leaf for line in lines]).hex()


def sheets(items: Sequence[OwnersItem], counts: Sequence[QuestionCount]) -> Iterator[CountSheet]:
    """Yield the sheet of each question: what the law's arithmetic works on."""
    for item, count in zip(items, counts, strict=True):
        yield CountSheet(
            kind=DecisionKind.OWNERS_DECISION,
            majority=item.majority,
            roll=count.roll,
            participating=count.participating,
            votes_for=count.votes_for,
            against=count.against,
            abstain=count.abstain,
        )


@dataclass(frozen=True)
class Outcomes:
    """What a question came to: as ballots came in, and with what silence adds."""

    raw: Outcome
    counted: Outcome


def outcomes_of(item: OwnersItem, count: QuestionCount) -> Outcomes:
    """Return what a question's sums come to, raw and with silence counted under its rule."""
    raw, counted = sheets((item, item), (count, count.imputed))
    return Outcomes(outcome_of(raw), outcome_of(counted))


@dataclass(frozen=True)
class Reach:
    """Whom a ballot reached, and who of them did not answer."""

    delivered: Weight
    silent: Weight
    """Reached, without a ballot and not set aside."""
    not_reached: Weight
    """Without a ballot, not set aside, and not reached."""


def reach_of(lines: Iterable[HeadLine]) -> Reach:
    """Return whom a ballot reached."""
    delivered = silent = missing = Weight(0)
    for line in lines:
        own = Weight(1, line.area)
        if line.is_delivered:
            delivered += own
        if line.choices is None and not line.is_spoiled:
            silent, missing = (
                (silent + own, missing) if line.is_delivered else (silent, missing + own)
            )
    return Reach(delivered, silent, missing)
