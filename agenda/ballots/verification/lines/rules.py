"""The file of all sealed lines, for counters, the supervision committee and a court.

One line of JSON says what the ballot is, and below it stands one sealed line per head, so that a
million of them are recounted without being held in memory.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from agenda.ballots.owners.closing.rules import NotALine, read_line
from agenda.ballots.owners.rules import HeadLine, SilentRule, count_lines
from agenda.ballots.verification.owners.rules import SUMS, ClosedBallot
from agenda.ballots.verification.rules import (
    Check,
    Data,
    FileKind,
    Finding,
    Findings,
    has_fields,
    is_digest,
)
from agenda.kernel.chain import canonical
from agenda.kernel.merkle import GrowingTree, leaf_hash

FIELDS = {
    "format": str,
    "decision": int,
    "silent_rule": str,
    "size": int,
    "questions": int,
    "counts": list,
    "lines_root": str,
}


def lines_file(ballot: ClosedBallot, lines: Iterable[str]) -> Iterator[str]:
    """Yield the file's lines, each with its end: the head of the file, then every sealed line."""
    yield canonical(lines_head(ballot)) + "\n"
    yield from (f"{line}\n" for line in lines)


def lines_head(ballot: ClosedBallot) -> dict[str, Any]:
    """Return what stands above the sealed lines."""
    counts = [result.count for result in ballot.questions]
    return {
        "format": FileKind.LINES.value,
        "decision": ballot.decision_id,
        "silent_rule": ballot.silent_rule.value,
        "size": ballot.roll.heads,
        "questions": len(counts),
        "counts": [{name: asdict(getattr(count, name)) for name in SUMS} for count in counts],
        "lines_root": ballot.lines_root,
    }


class Recount:
    """Recounts sealed lines as they are read: their sums and their root, in one pass."""

    def __init__(self, head: Data) -> None:
        """Take what the file says of itself."""
        self.head = head
        self.is_sound = has_fields(head, FIELDS) and (
            head["silent_rule"] in set(SilentRule) and is_digest(head["lines_root"])
        )
        self._tree = GrowingTree()

    def findings(self, lines: Iterable[str]) -> Findings:
        """Recount every line, and compare with what the file says of itself."""
        yield Finding(Check.FIELDS, self.is_sound)
        if not self.is_sound:
            return
        asked = self.head["questions"]
        try:
            counts = count_lines(
                self._read(lines, asked),
                questions=asked,
                silent_rule=SilentRule(self.head["silent_rule"]),
            )
        except NotALine:
            yield Finding(Check.RECOUNT, holds=False)
            return
        found = [{name: asdict(getattr(count, name)) for name in SUMS} for count in counts]
        all_there = self._tree.size == self.head["size"]
        yield Finding(Check.RECOUNT, all_there and found == self.head["counts"])
        yield Finding(Check.ROOT, self._tree.root().hex() == self.head["lines_root"])

    def _read(self, lines: Iterable[str], questions: int) -> Iterator[HeadLine]:
        """Yield the heads in their order, and hash each line on the way."""
        before, seal = 0, self._tree.append
        for text in lines:
            bare = text.rstrip("\n")
            line = read_line(bare, questions=questions)
            if line.number <= before:
                raise NotALine(bare[:80])
            before = line.number
            seal(leaf_hash(bare.encode()))
            yield line


def read_head(text: str) -> Data | None:
    """Return the head of a file of sealed lines, or None for any other text."""
    try:
        data = json.loads(text)
    except ValueError:
        return None
    is_head = isinstance(data, dict) and data.get("format") == FileKind.LINES
    return data if is_head else None
