"""Merkle trees: the published vectors of Certificate Transparency, and a naive tree beside ours."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agenda.kernel.merkle import (
    GrowingTree,
    consistency_proof,
    inclusion_proof,
    is_consistent,
    is_included,
    leaf_hash,
    merkle_root,
)

ENTRIES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
"""The entries of the Certificate Transparency reference test, and below its published digests."""
LEAVES = [leaf_hash(entry) for entry in ENTRIES]
EMPTY_ROOT = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
SECOND = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
THIRD_FOURTH = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
FIFTH_TO_EIGHTH = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
FIFTH = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
FIFTH_SIXTH = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
SEVENTH_EIGHTH = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
INCLUSION = {
    (0, 1): [],
    (0, 8): [SECOND, THIRD_FOURTH, FIFTH_TO_EIGHTH],
    (5, 8): [FIFTH, SEVENTH_EIGHTH, ROOTS[3]],
    (2, 3): [ROOTS[1]],
    (1, 5): [ROOTS[0], THIRD_FOURTH, FIFTH],
}
CONSISTENCY = {
    (1, 1): [],
    (1, 8): [SECOND, THIRD_FOURTH, FIFTH_TO_EIGHTH],
    (6, 8): [FIFTH_SIXTH, SEVENTH_EIGHTH, ROOTS[3]],
    (2, 5): [THIRD_FOURTH, FIFTH],
}


def test_roots_are_those_of_the_reference() -> None:
    assert merkle_root([]).hex() == EMPTY_ROOT
    assert [merkle_root(LEAVES[:size]).hex() for size in range(1, 9)] == ROOTS


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_inclusion_proofs_are_those_of_the_reference(index: int, size: int) -> None:
    proof = inclusion_proof(LEAVES[:size], index)
    assert [step.hex() for step in proof] == INCLUSION[index, size]


@pytest.mark.parametrize(("old", "new"), CONSISTENCY)
def test_consistency_proofs_are_those_of_the_reference(old: int, new: int) -> None:
    proof = consistency_proof(LEAVES[:new], old)
    assert [step.hex() for step in proof] == CONSISTENCY[old, new]


def test_every_part_of_every_small_tree_is_proved() -> None:
    leaves = [leaf_hash(str(number).encode()) for number in range(40)]
    for size in range(1, 41):
        root = merkle_root(leaves[:size])
        for index in range(size):
            proof = inclusion_proof(leaves[:size], index)
            assert is_included(leaves[index], index, size=size, proof=proof, root=root)
            grown = consistency_proof(leaves[:size], index + 1)
            old = merkle_root(leaves[: index + 1])
            assert is_consistent(old, root, old_size=index + 1, new_size=size, proof=grown)


def test_what_is_not_in_the_list_has_no_proof() -> None:
    for index in (-1, 8):
        with pytest.raises(IndexError):
            inclusion_proof(LEAVES, index)
    for size in (0, 9):
        with pytest.raises(IndexError):
            consistency_proof(LEAVES, size)


def test_impossible_sizes_prove_nothing() -> None:
    root = merkle_root(LEAVES)
    assert not is_included(LEAVES[0], 8, size=8, proof=[], root=root)
    assert not is_included(LEAVES[0], 0, size=0, proof=[], root=root)
    assert not is_consistent(root, root, old_size=0, new_size=8, proof=[])
    assert not is_consistent(root, root, old_size=9, new_size=8, proof=[])
    assert not is_consistent(root, LEAVES[0], old_size=8, new_size=8, proof=[])


@dataclass(frozen=True)
class Naive:
    """The tree as RFC 6962 writes it: split at the greatest power of two below the size."""

    entries: Sequence[bytes]

    def root(self) -> bytes:
        """Return MTH of 2.1, word for word."""
        if not self.entries:
            return hashlib.sha256().digest()
        if len(self.entries) == 1:
            return hashlib.sha256(b"\x00" + self.entries[0]).digest()
        split = 1
        while split * 2 < len(self.entries):
            split *= 2
        left, right = Naive(self.entries[:split]), Naive(self.entries[split:])
        return hashlib.sha256(b"\x01" + left.root() + right.root()).digest()


lists = st.lists(st.binary(max_size=8), min_size=1, max_size=70)


@given(lists)
def test_the_root_is_that_of_the_naive_tree(entries: list[bytes]) -> None:
    assert merkle_root([leaf_hash(entry) for entry in entries]) == Naive(entries).root()


@given(lists, st.integers(0, 70))
def test_a_growing_tree_has_the_root_of_the_list_so_far(entries: list[bytes], stop: int) -> None:
    leaves = [leaf_hash(entry) for entry in entries]
    tree = GrowingTree()
    assert tree.root() == merkle_root([])
    for size, leaf in enumerate(leaves, 1):
        if size == stop:  # put away and taken up again
            tree = GrowingTree(tree.size, tuple(tree.peaks))
        tree.append(leaf)
        assert tree.root() == merkle_root(leaves[:size])


@given(lists, st.data())
def test_a_proof_speaks_for_one_leaf_in_one_place(
    entries: list[bytes], data: st.DataObject
) -> None:
    leaves = [leaf_hash(entry) for entry in entries]
    index = data.draw(st.integers(0, len(leaves) - 1))
    other = data.draw(st.integers(0, len(leaves) - 1))
    root, proof = merkle_root(leaves), inclusion_proof(leaves, index)
    assert is_included(leaves[index], index, size=len(leaves), proof=proof, root=root)
    here = leaves[other] == leaves[index]
    assert is_included(leaves[other], index, size=len(leaves), proof=proof, root=root) is here
    assert not is_included(leaf_hash(b"no entry"), index, size=len(leaves), proof=proof, root=root)
    longer = (*proof, root)
    assert not is_included(leaves[index], index, size=len(leaves), proof=longer, root=root)
    if proof:
        shorter = proof[:-1]
        assert not is_included(leaves[index], index, size=len(leaves), proof=shorter, root=root)


@given(lists, st.data())
def test_a_changed_past_is_never_consistent(entries: list[bytes], data: st.DataObject) -> None:
    leaves = [leaf_hash(entry) for entry in entries]
    size = data.draw(st.integers(1, len(leaves)))
    changed = data.draw(st.integers(0, size - 1))
    old = merkle_root(leaves[:size])
    rewritten = [*leaves[:changed], leaf_hash(b"rewritten"), *leaves[changed + 1 :]]
    for new_leaves, honest in ((leaves, True), (rewritten, False)):
        proof = consistency_proof(new_leaves, size)
        root = merkle_root(new_leaves)
        sizes = {"old_size": size, "new_size": len(leaves)}
        assert is_consistent(old, root, proof=proof, **sizes) is honest
        assert not is_consistent(old, root, proof=(*proof, old), **sizes)
