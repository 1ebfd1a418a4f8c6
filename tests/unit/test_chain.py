"""A chain of public acts shows every way of tampering with it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agenda.kernel.chain import GENESIS, canonical
from agenda.ledger.rules import FaultKind, Link, chain_faults

START = datetime(2026, 3, 2, tzinfo=UTC)


def chain(count: int, *, stream: str = "proposal:1") -> list[Link]:
    links: list[Link] = []
    previous = GENESIS
    for number in range(1, count + 1):
        at = START + timedelta(minutes=number)
        payload = canonical({"households": number, "词": "附议"})
        bare = Link(stream, number, at, at, "cosigns.co_signed", "p-1", None, payload, previous, "")
        links.append(replace(bare, hash=bare.own_hash()))
        previous = links[-1].hash
    return links


def kinds(links: list[Link], *, of: list[Link]) -> set[FaultKind]:
    found = chain_faults(links, stream="proposal:1", length=len(of), head=of[-1].hash)
    return {fault.kind for fault in found}


def test_an_honest_chain_has_no_fault() -> None:
    links = chain(20)
    assert kinds(links, of=links) == set()
    assert chain_faults([], stream="proposal:2", length=0, head=GENESIS) == ()


fields = st.sampled_from(["occurred_at", "recorded_at", "kind", "actor", "cause_id", "payload"])
OTHER = {
    "occurred_at": START,
    "recorded_at": START,
    "kind": "x.y",
    "actor": "p-2",
    "cause_id": 7,
    "payload": "{}",
}


@given(at=st.integers(0, 19), field=fields)
def test_an_edited_row_is_found(at: int, field: str) -> None:
    links = chain(20)
    edited = [*links]
    edited[at] = replace(links[at], **{field: OTHER[field]})
    assert FaultKind.EDITED in kinds(edited, of=links)


@given(at=st.integers(0, 18))
def test_an_edited_row_with_a_new_hash_breaks_the_next(at: int) -> None:
    links = chain(20)
    forged = replace(links[at], payload="{}")
    edited = [*links]
    edited[at] = replace(forged, hash=forged.own_hash())
    assert FaultKind.BROKEN in kinds(edited, of=links)


@given(at=st.integers(0, 18))
def test_a_row_left_out_is_found(at: int) -> None:
    links = chain(20)
    assert FaultKind.MISSING in kinds(links[:at] + links[at + 1 :], of=links)


@given(order=st.permutations(range(8)))
def test_reordered_rows_are_found(order: list[int]) -> None:
    links = chain(8)
    mixed = [links[n] for n in order]
    assert (kinds(mixed, of=links) == set()) is (mixed == links)


@pytest.mark.parametrize("kept", [0, 1, 19])
def test_a_cut_tail_is_found(kept: int) -> None:
    links = chain(20)
    assert FaultKind.CUT in kinds(links[:kept], of=links)


def test_a_rewritten_chain_does_not_fit_its_head() -> None:
    links, rewritten = chain(20), chain(20, stream="proposal:9")
    assert FaultKind.CUT in kinds(rewritten, of=links)
