"""What a seal says, when one is due, and how it is written so that people can compare it.

Each neighbourhood keeps one list that only grows: whenever a seal is made, the head of every stream
that grew since the seal before is put at its end. The seal holds the Merkle root of the whole list
(RFC 6962) and the digest of the seal before. A head speaks for its stream up to that length, so the
root speaks for every act of the neighbourhood.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from agenda.kernel.chain import GENESIS
from agenda.kernel.merkle import GrowingTree, leaf_hash

FORMAT = "agenda-seal/1"
SHOWN = 20
"""How many hexadecimal digits of a seal stand on paper: 80 bits, nobody makes a second ledger for."""
_GROUP = 4


@dataclass(frozen=True)
class Head:
    """How long a stream was when it was sealed, and the hash it ended in: one leaf of the tree."""

    stream: str
    length: int
    head: str

    def leaf(self) -> bytes:
        """Return the leaf's digest: over the JSON list of stream, length and head."""
        return leaf_hash(_json([self.stream, self.length, self.head]))


@dataclass(frozen=True)
class Seal:
    """One seal of a neighbourhood's ledger, as printed."""

    neighbourhood_id: int
    number: int
    sealed_at: datetime
    entries: int
    """How many acts it speaks for."""
    size: int
    """How many heads the tree has."""
    root: str
    previous: str

    def digest(self) -> str:
        """Return the seal's own digest: SHA-256 over the JSON list of all it says."""
        said = [FORMAT, self.neighbourhood_id, self.number, self.sealed_at.isoformat()]
        return hashlib.sha256(
            _json([*said, self.entries, self.size, self.root, self.previous])
        ).hexdigest()


@dataclass(frozen=True)
class Sealing:
    """Where the list of sealed heads stands: what the next seal continues."""

    number: int = 0
    digest: str = GENESIS
    sealed_at: datetime | None = None
    entries: int = 0
    size: int = 0
    peaks: tuple[bytes, ...] = ()


def is_due(sealing: Sealing, now: datetime) -> bool:
    """Whether the clock has struck a new hour since the seal before."""
    return sealing.sealed_at is None or _hour(sealing.sealed_at) < _hour(now)


def next_seal(
    sealing: Sealing, grown: Sequence[Head], *, neighbourhood_id: int, added: int, at: datetime
) -> tuple[Seal, tuple[bytes, ...]]:
    """Return the seal over what grew since the one before, and the peaks to continue from.

    `added` is by how many acts the streams grew.
    """
    tree = GrowingTree(sealing.size, sealing.peaks)
    for head in grown:
        tree.append(head.leaf())
    seal = Seal(
        neighbourhood_id=neighbourhood_id,
        number=sealing.number + 1,
        sealed_at=at,
        entries=sealing.entries + added,
        size=tree.size,
        root=tree.root().hex(),
        previous=sealing.digest,
    )
    return seal, tuple(tree.peaks)


def written(digest: str) -> str:
    """Return a digest as it stands on paper: its first digits in groups, to read to each other."""
    shown = digest[:SHOWN]
    return " ".join(shown[at : at + _GROUP] for at in range(0, len(shown), _GROUP))


def read_digest(text: str) -> str | None:
    """Return the digits of a seal as somebody copied it from paper, or None where too few are left.

    Blanks and hyphens do not count; more digits than stand on paper, up to all 64, are welcome.
    """
    digits = "".join(c for c in text.lower() if not c.isspace() and c not in "-·.")
    is_hexadecimal = all(c in "0123456789abcdef" for c in digits)
    return digits if is_hexadecimal and SHOWN <= len(digits) <= len(GENESIS) else None


def _hour(instant: datetime) -> datetime:
    """Return the hour an instant lies in."""
    return instant.replace(minute=0, second=0, microsecond=0)


def _json(columns: Iterable[object]) -> bytes:
    """Return columns as the one JSON text over which a digest is taken."""
    return json.dumps(list(columns), separators=(",", ":"), ensure_ascii=False).encode()
