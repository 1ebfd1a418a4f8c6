"""Checking a chain of public acts: what was edited, reordered, left out or cut off."""

from collections.abc import Iterable
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
    """The chain is shorter than its head says, or ends in another hash."""


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
    """Where a chain is wrong, and how."""

    stream: str
    position: int
    kind: FaultKind


def chain_faults(
    links: Iterable[Link], *, stream: str, length: int, head: str
) -> tuple[Fault, ...]:
    """Return what is wrong with one stream's rows, given in order of position, against its head."""
    found: list[Fault] = []
    previous, position = GENESIS, 0
    for link in links:
        position += 1
        if link.position != position:
            found.append(Fault(stream, position, FaultKind.MISSING))
            position = link.position
        if link.previous_hash != previous:
            found.append(Fault(stream, link.position, FaultKind.BROKEN))
        if link.own_hash() != link.hash:
            found.append(Fault(stream, link.position, FaultKind.EDITED))
        previous = link.hash
    if (position, previous) != (length, head):
        found.append(Fault(stream, position, FaultKind.CUT))
    return tuple(found)
