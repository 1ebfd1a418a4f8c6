"""The sealed lines of an owners' ballot: one text per voting head, and the root over all of them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

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


_CHOICES = {choice.value: choice for choice in Choice}
_LINE = re.compile(
    r'\{"area":(0|[1-9]\d{0,17}),'
    rf'"channel":(?:(null)|"(?:{"|".join(BallotChannel)})"),'
    r'"choices":(?:(null)|\[([a-z",]+)\]),'
    r'"delivered":(true|false),'
    r'"head":(0|[1-9]\d{0,17}),'
    r'"receipt":"[0-9a-f]*",'
    r'"salt":"[0-9a-f]*",'
    r'"set_aside":(true|false),'
    r'"version":(?:(0)|[1-9]\d{0,17})\}',
    re.ASCII,
)
"""A line's one canonical text. Matching it takes a third of the time of parsing any JSON, and
nothing else passes: not another order of fields, and not a blank."""


class NotALine(ValueError):
    """A text is not a sealed line."""


def read_line(text: str, *, questions: int) -> HeadLine:
    """Return what a sealed line counts for; raises NotALine for any other text."""
    match = _LINE.fullmatch(text)
    if match is None:
        raise NotALine(text[:80])
    area, channel, none, chosen, delivered, number, set_aside, version = match.groups()
    if not (channel is None) is (none is None) is (version is None):
        raise NotALine(text[:80])
    choices = None if none else _choices(chosen, questions)
    return HeadLine(int(number), int(area), delivered == "true", choices, set_aside == "true")


@lru_cache(maxsize=10_000)
def _choices(text: str, questions: int) -> tuple[Choice, ...]:
    """Return the choices of a ballot, one for each question; raises NotALine for any other text."""
    words = text[1:-1].split('","')
    try:
        choices = tuple([_CHOICES[word] for word in words])
    except KeyError as error:
        raise NotALine(text[:80]) from error
    if len(choices) != questions or text[0] + text[-1] != '""':
        raise NotALine(text[:80])
    return choices


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
