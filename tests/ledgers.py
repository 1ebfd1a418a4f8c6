"""A ledger made in memory: streams, seals, and the file that takes them home."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from agenda.kernel.chain import GENESIS, canonical
from agenda.ledger.files.rules import entry_line, first_line, head_line, last_line, seal_line
from agenda.ledger.rules import Link
from agenda.ledger.seals.rules import Head, Seal, Sealing, next_seal

START = datetime(2026, 3, 2, tzinfo=UTC)
STREAMS = ("community:1", "proposal:1", "proposal:2", "proposal:3")


@dataclass
class Ledger:
    """What happened and was sealed; `word` makes the acts of two ledgers differ."""

    word: str = "附议"
    links: dict[str, list[Link]] = field(default_factory=dict)
    sealed: list[tuple[list[Head], Seal]] = field(default_factory=list)
    sealing: Sealing = field(default_factory=Sealing)

    def happen(self, stream: str, times: int = 1) -> None:
        """Append acts to a stream."""
        chain = self.links.setdefault(stream, [])
        for number in range(len(chain) + 1, len(chain) + 1 + times):
            at = START + timedelta(minutes=number)
            payload = canonical({"households": number, "word": self.word})
            before = chain[-1].hash if chain else GENESIS
            link = Link(
                stream, number, at, at, "cosigns.co_signed", "p-1", None, payload, before, ""
            )
            chain.append(replace(link, hash=link.own_hash()))

    def seal(self) -> Seal:
        """Seal what happened since the seal before."""
        known = {head.stream: head.length for heads, _seal in self.sealed for head in heads}
        grown = [
            (Head(stream, len(chain), chain[-1].hash), len(chain) - known.get(stream, 0))
            for stream, chain in sorted(self.links.items())
            if len(chain) > known.get(stream, 0)
        ]
        heads = [head for head, _added in grown]
        at = START + timedelta(hours=len(self.sealed) + 1)
        added = sum(added for _head, added in grown)
        seal, peaks = next_seal(self.sealing, heads, neighbourhood_id=1, added=added, at=at)
        self.sealed.append((heads, seal))
        self.sealing = Sealing(seal.number, seal.digest(), at, seal.entries, seal.size, peaks)
        return seal

    def lines(self, *, withheld: Iterable[str] = ()) -> list[str]:
        """Return the lines of its file."""
        lines = [first_line(neighbourhood="梧桐里", at=START, withheld=withheld)]
        for heads, seal in self.sealed:
            lines += [*map(head_line, heads), seal_line(seal)]
        for stream in sorted(self.links.keys() - set(withheld)):
            lines += map(entry_line, self.links[stream])
        return [*lines, last_line(len(lines))]


def ledger(word: str = "附议", *, seals: int = 5) -> Ledger:
    """Return a ledger of four streams, sealed some times, with two acts after the newest seal."""
    made = Ledger(word)
    for hour in range(seals):
        for number, stream in enumerate(STREAMS):
            if (hour + number) % 3 != 1:
                made.happen(stream, 1 + number)
        made.seal()
    made.happen("proposal:1", 2)
    return made


def closed(lines: list[str]) -> list[str]:
    """Return lines with an end that fits them, as a forger would write it."""
    return [*lines[:-1], last_line(len(lines) - 1)]


def changed(line: str, **values: object) -> str:
    """Return a line with other values, written as the ledger writes them."""
    return canonical({**json.loads(line), **values}) + "\n"
