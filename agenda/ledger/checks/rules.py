"""A ledger beside its seals: what was edited, moved, left out, cut off or written anew.

The same check serves the database and a file taken home. Seals and sealed heads come first, then the
entries, each stream's in order; so a ledger of any length is checked in the memory its seals need.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from agenda.kernel.chain import GENESIS
from agenda.kernel.merkle import GrowingTree
from agenda.ledger.rules import ChainWalk, Fault, FaultKind, Link
from agenda.ledger.seals.rules import Head, Seal

SEALS = "seals"
"""Where a fault lies that is no stream's."""


@dataclass(frozen=True)
class Findings:
    """What a check found."""

    entries: int
    streams: int
    seals: int
    faults: tuple[Fault, ...]
    unsealed: int
    """How many acts came after the newest seal: only the next one will speak for them."""
    withheld: tuple[str, ...] = ()
    """Streams of which only the sealed heads are here: their proposals are not public yet."""
    matched: Seal | None = None
    """The seal on paper, if this ledger has it."""


@dataclass
class LedgerCheck:
    """Takes in seals, heads and entries one by one, and tells at the end what is wrong."""

    faults: list[Fault] = field(default_factory=list)
    matched: Seal | None = None
    _tree: GrowingTree = field(default_factory=GrowingTree)
    _seal: Seal | None = None
    _digest: str = GENESIS
    _sealed: dict[str, dict[int, str]] = field(default_factory=dict)
    _longest: dict[str, int] = field(default_factory=dict)
    _walks: dict[str, ChainWalk] = field(default_factory=dict)
    _covered: int = 0
    _entries: int = 0

    def head(self, head: Head) -> None:
        """Take in the next leaf of the tree; the seal that closes over it follows."""
        before = self._longest.get(head.stream, 0)
        if head.length <= before:
            self._blame_seal((self._seal.number if self._seal else 0) + 1)
        self._longest[head.stream] = max(head.length, before)
        self._covered += self._longest[head.stream] - before
        self._sealed.setdefault(head.stream, {})[head.length] = head.head
        self._tree.append(head.leaf())

    def seal(self, seal: Seal, digest: str, *, printed: str | None = None) -> None:
        """Take in the next seal with the digest it claims; `printed` are the digits on paper."""
        before = self._seal.number if self._seal else 0
        holds = (
            seal.number == before + 1
            and seal.previous == self._digest
            and (seal.size, seal.root) == (self._tree.size, self._tree.root().hex())
            and seal.entries == self._covered
            and digest == seal.digest()
        )
        if not holds:
            self._blame_seal(seal.number)
        if printed is not None and seal.digest().startswith(printed):
            self.matched = seal
        self._seal, self._digest = seal, digest

    def entry(self, link: Link) -> None:
        """Take in the next act of its stream."""
        walk = self._walks.setdefault(link.stream, ChainWalk(link.stream))
        self.faults += walk.step(link)
        self._entries += 1
        sealed = self._sealed.get(link.stream, {}).pop(link.position, link.hash)
        if sealed != link.hash:
            self.faults.append(Fault(link.stream, link.position, FaultKind.REWRITTEN))

    def findings(self, *, withheld: Iterable[str] = (), printed: str | None = None) -> Findings:
        """Return what is wrong, once everything has been taken in."""
        absent = tuple(s for s in withheld if s not in self._walks and s in self._longest)
        for stream, lengths in self._sealed.items():
            walk = self._walks.get(stream)
            if lengths and stream not in absent:
                self.faults.append(Fault(stream, walk.position if walk else 0, FaultKind.CUT))
        if printed is not None and self.matched is None:
            self.faults.append(Fault(SEALS, 0, FaultKind.STRANGE))
        walked = self._walks.items()
        return Findings(
            entries=self._entries,
            streams=len(self._walks),
            seals=self._seal.number if self._seal else 0,
            faults=tuple(self.faults),
            unsealed=sum(max(0, w.position - self._longest.get(s, 0)) for s, w in walked),
            withheld=absent,
            matched=self.matched,
        )

    def _blame_seal(self, number: int) -> None:
        """Note that a seal does not follow."""
        self.faults.append(Fault(SEALS, number, FaultKind.SEAL))
