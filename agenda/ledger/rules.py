"""Checking a chain of public acts: what was edited, reordered, left out or cut off."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from agenda.kernel.chain import GENESIS, chain_hash


class FaultKind(StrEnum):
    """What is wrong with a chain."""

    EDITED = "edited"
    """A row's content does not match its hash."""
    BROKEN = "broken"
    """A row does not hold the hash of the one before: something was changed, moved or left out."""
    MISSING = "missing"
    """A position is skipped or doubled."""
    CUT = "cut"
    """The chain is shorter than its head or a seal says, or ends in another hash."""
    REWRITTEN = "rewritten"
    """At the length that was sealed the chain has another hash than the sealed one."""
    SEAL = "seal"
    """A seal does not follow from the heads it seals and the seal before."""
    STRANGE = "strange"
    """No seal of this ledger is the one on paper: it was written anew, or is another ledger."""
    UNREADABLE = "unreadable"
    """A line of a file is not an entry, a head or a seal as the ledger writes them."""


@dataclass(frozen=True)
class Link:
    """One row of a chain, as hashed."""

    stream: str
    position: int
    occurred_at: datetime
    recorded_at: datetime
    kind: str
    actor: str
    cause_id: int | None
    payload: str
    previous_hash: str
    hash: str

    def own_hash(self) -> str:
        """Return the hash that the row's content gives."""
        return chain_hash(
            previous=self.previous_hash,
            stream=self.stream,
            position=self.position,
            occurred_at=self.occurred_at,
            recorded_at=self.recorded_at,
            kind=self.kind,
            actor=self.actor,
            cause_id=self.cause_id,
            payload=self.payload,
        )


@dataclass(frozen=True)
class Fault:
    """Where a chain is wrong, and how.

    For a seal the stream is `seals` and the position its number, for a line of a file `file` and
    the line's number.
    """

    stream: str
    position: int
    kind: FaultKind


class ChainWalk:
    """Walks along one stream's rows and tells what is wrong with each."""

    def __init__(self, stream: str) -> None:
        self.stream = stream
        self.position = 0
        self.last = GENESIS

    def step(self, link: Link) -> Iterator[Fault]:
        """Yield what is wrong with the next row."""
        if link.position != self.position + 1:
            yield Fault(self.stream, self.position + 1, FaultKind.MISSING)
        if link.previous_hash != self.last:
            yield Fault(self.stream, link.position, FaultKind.BROKEN)
        if link.own_hash() != link.hash:
            yield Fault(self.stream, link.position, FaultKind.EDITED)
        self.position, self.last = link.position, link.hash


def chain_faults(
    links: Iterable[Link], *, stream: str, length: int, head: str
) -> tuple[Fault, ...]:
    """Return what is wrong with one stream's rows, given in order of position, against its head."""
    walk = ChainWalk(stream)
    found = [fault for link in links for fault in walk.step(link)]
    if (walk.position, walk.last) != (length, head):
        found.append(Fault(stream, walk.position, FaultKind.CUT))
    return tuple(found)
