"""Merkle trees after RFC 6962: one root speaks for a list, short proofs speak for its parts.

Leaves are given as the digests that `leaf_hash` makes; digests are the 32 bytes of SHA-256. The tree
of the first m leaves and that of n > m leaves share their left part, so a list that only grows can
prove that it grew: nothing before was changed, moved or taken out.
"""

import hashlib
from collections.abc import Sequence

_LEAF, _NODE = b"\x00", b"\x01"
"""What goes before the content, so that no leaf can pass for an inner node (RFC 6962, 2.1)."""


def leaf_hash(content: bytes) -> bytes:
    """Return the digest of one entry of the list."""
    return hashlib.sha256(_LEAF + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the digest over two digests."""
    return hashlib.sha256(_NODE + left + right).digest()


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """Return the one digest of a list of leaves; the empty list has that of no bytes at all."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    level = leaves
    while len(level) > 1:
        level = _above(level)
    return level[0]


def inclusion_proof(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """Return the neighbours that lead from the leaf at `index` (from 0) up to the root.

    Raises IndexError where the list has no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    proof: list[bytes] = []
    level = leaves
    while len(level) > 1:
        neighbour = index ^ 1
        if neighbour < len(level):
            proof.append(level[neighbour])
        level, index = _above(level), index >> 1
    return tuple(proof)


def consistency_proof(leaves: Sequence[bytes], size: int) -> tuple[bytes, ...]:
    """Return what shows that the list of `leaves` continues the list of its first `size`.

    Raises IndexError unless 0 < size <= len(leaves): an empty list is continued by any.
    """
    if not 0 < size <= len(leaves):
        raise IndexError(size)
    return _continuation(leaves, size, known=True)


def is_included(leaf: bytes, index: int, *, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the proof leads from the leaf at `index` to the root of a list of `size` leaves."""
    if not 0 <= index < size:
        return False
    here, last, digest = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if here & 1 or here == last:
            digest = node_hash(step, digest)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            digest = node_hash(digest, step)
        here, last = here >> 1, last >> 1
    return last == 0 and digest == root


def is_consistent(
    old_root: bytes, new_root: bytes, *, old_size: int, new_size: int, proof: Sequence[bytes]
) -> bool:
    """Whether the proof shows that the newer list begins with the whole of the older one."""
    if not 0 < old_size <= new_size:
        return False
    if old_size == new_size:
        return not proof and old_root == new_root
    steps = list(proof)
    if old_size & (old_size - 1) == 0:
        steps.insert(0, old_root)  # a whole tree stands in the newer one as it is
    if not steps:
        return False
    here, last = old_size - 1, new_size - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            new = node_hash(new, step)
        here, last = here >> 1, last >> 1
    return last == 0 and (old, new) == (old_root, new_root)


class GrowingTree:
    """The tree of a list that grows at its end: each new leaf and each root cost a few hashes.

    `peaks` are the roots of its whole parts, the largest first: all that must be kept to grow on.
    """

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        self.size = size
        self.peaks = list(peaks)

    def append(self, leaf: bytes) -> None:
        """Add a leaf at the end."""
        below, digest = self.size, leaf
        while below & 1:
            below, digest = below >> 1, node_hash(self.peaks.pop(), digest)
        self.peaks.append(digest)
        self.size += 1

    def root(self) -> bytes:
        """Return the root of all leaves so far."""
        if not self.peaks:
            return merkle_root(())
        digest = self.peaks[-1]
        for peak in self.peaks[-2::-1]:
            digest = node_hash(peak, digest)
        return digest


def _above(level: Sequence[bytes]) -> Sequence[bytes]:
    """Return the digests over each two neighbours; one left over rises as it is."""
    pairs = zip(level[::2], level[1::2], strict=False)
    paired = [node_hash(left, right) for left, right in pairs]
    return [*paired, level[-1]] if len(level) & 1 else paired


def _continuation(leaves: Sequence[bytes], size: int, *, known: bool) -> tuple[bytes, ...]:
    """Return SUBPROOF of RFC 6962, 2.1.2; `known` while the old root itself is what is proved."""
    if size == len(leaves):
        return () if known else (merkle_root(leaves),)
    split = 1 << (len(leaves) - 1).bit_length() - 1
    left, right = leaves[:split], leaves[split:]
    if size <= split:
        return (*_continuation(left, size, known=known), merkle_root(right))
    return (*_continuation(right, size - split, known=False), merkle_root(left))
