"""The lines of an exported ledger, how they are written, and how a file of them is checked.

Each line is one JSON object with sorted keys. First `ledger` (format, neighbourhood, when, which
streams are withheld), then for every seal its new `head` lines and the `seal`, then the `entry`
lines stream by stream, and `end` with the number of lines before it.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from agenda.kernel.chain import canonical
from agenda.ledger.checks.rules import Findings, LedgerCheck
from agenda.ledger.rules import Fault, FaultKind, Link
from agenda.ledger.seals.rules import Head, Seal

FORMAT = "agenda-ledger/1"
FILE = "file"
"""Where a fault lies that is a line's of the file."""
_MOST_UNREADABLE = 20
"""After so many a file is no ledger, and reading on would tell nothing more."""


def first_line(*, neighbourhood: str, at: datetime, withheld: Iterable[str]) -> str:
    """Return the line that opens a file."""
    return _line(
        "ledger",
        format=FORMAT,
        neighbourhood=neighbourhood,
        exported_at=at,
        withheld=sorted(withheld),
    )


def head_line(head: Head) -> str:
    """Return the line of a sealed head."""
    return _line("head", stream=head.stream, length=head.length, head=head.head)


def seal_line(seal: Seal) -> str:
    """Return the line of a seal."""
    return _line("seal", **vars(seal), digest=seal.digest())


def entry_line(link: Link) -> str:
    """Return the line of an act."""
    return _line("entry", **vars(link))


def last_line(lines: int) -> str:
    """Return the line that closes a file of so many lines before it."""
    return _line("end", lines=lines)


class Unreadable(ValueError):
    """A line is not as the ledger writes it."""


def check_file(lines: Iterable[str], printed: str | None = None) -> Findings:
    """Check an exported ledger, against the digits of a printed seal where one is given."""
    reading = _Reading(printed)
    for line in lines:
        if not reading.take(line):
            break
    return reading.findings()


@dataclass
class _Reading:
    """A file as far as it has been read."""

    printed: str | None
    check: LedgerCheck = field(default_factory=LedgerCheck)
    withheld: tuple[str, ...] = ()
    lines: int = 0
    unreadable: int = 0
    is_open: bool = False
    is_closed: bool = False
    has_entries: bool = False

    def take(self, line: str) -> bool:
        """Take in the next line; returns whether it is worth reading on."""
        self.lines += 1
        try:
            values = json.loads(line)
            kind = values.pop("type")
            if self.is_closed or self.is_open is (kind == "ledger"):
                raise Unreadable
            _TAKE[kind](self, values)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            self.unreadable += 1
            self.check.faults.append(Fault(FILE, self.lines, FaultKind.UNREADABLE))
        return self.unreadable < _MOST_UNREADABLE

    def findings(self) -> Findings:
        """Return what the whole file shows."""
        if not self.is_closed:
            self.check.faults.append(Fault(FILE, self.lines, FaultKind.CUT))
        return self.check.findings(withheld=self.withheld, printed=self.printed)

    def open(self, values: dict[str, Any]) -> None:
        """Take in the opening line."""
        if values["format"] != FORMAT:
            raise Unreadable
        self.withheld = tuple(str(stream) for stream in values["withheld"])
        self.is_open = True

    def head(self, values: dict[str, Any]) -> None:
        """Take in a sealed head; they stand before all entries."""
        if self.has_entries:
            raise Unreadable
        _typed(values, stream=str, length=int, head=str)
        self.check.head(Head(**values))

    def seal(self, values: dict[str, Any]) -> None:
        """Take in a seal."""
        if self.has_entries:
            raise Unreadable
        digest = values.pop("digest")
        sealed_at = _instant(values.pop("sealed_at"))
        _typed(values, neighbourhood_id=int, number=int, entries=int, size=int, root=str)
        self.check.seal(Seal(sealed_at=sealed_at, **values), digest, printed=self.printed)

    def entry(self, values: dict[str, Any]) -> None:
        """Take in an act."""
        self.has_entries = True
        values["occurred_at"] = _instant(values["occurred_at"])
        values["recorded_at"] = _instant(values["recorded_at"])
        _typed(values, stream=str, position=int, kind=str, actor=str, payload=str, hash=str)
        self.check.entry(Link(**values))

    def close(self, values: dict[str, Any]) -> None:
        """Take in the closing line."""
        if values["lines"] != self.lines - 1:
            raise Unreadable
        self.is_closed = True


_TAKE: Mapping[str, Callable[[_Reading, dict[str, Any]], None]] = {
    "ledger": _Reading.open,
    "head": _Reading.head,
    "seal": _Reading.seal,
    "entry": _Reading.entry,
    "end": _Reading.close,
}


def _line(type: str, /, **values: object) -> str:  # noqa: A002 - rows have a kind of their own
    """Return one line of the file."""
    return canonical({"type": type, **values}) + "\n"


def _instant(text: str) -> datetime:
    """Return an instant; raises Unreadable unless it is written as the ledger writes it."""
    instant = datetime.fromisoformat(text)
    if instant.isoformat() != text or instant.tzinfo is None:
        raise Unreadable
    return instant


def _typed(values: dict[str, Any], **types: type) -> None:
    """Raise Unreadable unless each value is of its type."""
    for name, kind in types.items():
        if type(values[name]) is not kind:
            raise Unreadable
