"""A file of the ledger and a seal on paper show every way of tampering."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agenda.ledger.files.rules import check_file, entry_line, seal_line
from agenda.ledger.rules import FaultKind
from agenda.ledger.seals.rules import Sealing, is_due, read_digest, written
from tests.ledgers import Ledger, changed, closed, ledger

HONEST = ledger()
LINES = HONEST.lines()
PRINTED = [read_digest(written(seal.digest())) for _heads, seal in HONEST.sealed]
"""What neighbours hold on paper, in the order of the seals."""


def kinds(lines: list[str], printed: str | None = PRINTED[-1]) -> set[FaultKind]:
    return {fault.kind for fault in check_file(closed(lines), printed).faults}


def places(kind: str) -> list[int]:
    return [at for at, line in enumerate(LINES) if json.loads(line)["type"] == kind]


@pytest.mark.parametrize("number", range(len(PRINTED)))
def test_an_honest_file_fits_every_seal_ever_printed(number: int) -> None:
    found = check_file(LINES, PRINTED[number])
    assert found.faults == ()
    assert (found.streams, found.seals, found.unsealed) == (4, 5, 2)
    assert found.entries == sum(map(len, HONEST.links.values()))
    assert found.matched == HONEST.sealed[number][1]


def test_an_edited_entry_is_found() -> None:
    for at in places("entry"):
        lines = [*LINES]
        lines[at] = changed(LINES[at], payload='{"households":999}')
        assert FaultKind.EDITED in kinds(lines, None)


@pytest.mark.parametrize("stream", HONEST.links)
def test_a_stream_edited_with_all_its_hashes_is_found(stream: str) -> None:
    other = Ledger("表决")
    other.happen(stream, len(HONEST.links[stream]))
    entries = iter(other.links[stream])
    lines = [
        entry_line(next(entries)) if at in places("entry") and f'"{stream}"' in line else line
        for at, line in enumerate(LINES)
    ]
    assert kinds(lines, None) == {FaultKind.REWRITTEN}


def test_reordered_entries_are_found() -> None:
    entries = places("entry")
    for one, two in pairwise(entries):
        if json.loads(LINES[one])["stream"] == json.loads(LINES[two])["stream"]:
            lines = [*LINES]
            lines[one], lines[two] = lines[two], lines[one]
            assert {FaultKind.MISSING, FaultKind.BROKEN} <= kinds(lines, None)


def test_a_missing_entry_is_found() -> None:
    last = {json.loads(LINES[at])["stream"]: at for at in places("entry")}
    for at in places("entry"):
        if at not in last.values():
            assert FaultKind.MISSING in kinds(LINES[:at] + LINES[at + 1 :], None)


@pytest.mark.parametrize("stream", HONEST.links)
def test_a_stream_left_out_or_cut_below_its_seal_is_found(stream: str) -> None:
    own = [at for at in places("entry") if f'"{stream}"' in LINES[at]]
    sealed = max(h.length for heads, _s in HONEST.sealed for h in heads if h.stream == stream)
    for kept in range(sealed):
        lines = [line for at, line in enumerate(LINES) if at not in own[kept:]]
        assert kinds(lines, None) == {FaultKind.CUT}


def test_a_file_that_ends_early_is_found() -> None:
    for length in range(len(LINES)):
        faults = check_file(LINES[:length]).faults
        assert FaultKind.CUT in {fault.kind for fault in faults}


@pytest.mark.parametrize("number", range(len(PRINTED)))
def test_a_ledger_written_anew_with_all_its_seals_is_found_by_any_seal_on_paper(number) -> None:
    forged = ledger("表决").lines()
    assert check_file(forged).faults == ()
    assert kinds(forged, PRINTED[number]) == {FaultKind.STRANGE}


def test_what_was_sealed_after_the_printed_seal_may_grow_and_the_past_may_not() -> None:
    grown = ledger()
    grown.happen("proposal:9", 3)
    grown.seal()
    assert check_file(grown.lines(), PRINTED[0]).faults == ()
    forged = Ledger("表决")
    for stream, chain in grown.links.items():
        forged.happen(stream, len(chain))
    forged.seal()
    assert kinds(forged.lines(), PRINTED[0]) == {FaultKind.STRANGE}


def test_a_changed_a_missing_and_a_moved_seal_are_found() -> None:
    for at, (_heads, seal) in zip(places("seal"), HONEST.sealed, strict=True):
        edited = replace(seal, entries=seal.entries + 1)
        assert FaultKind.SEAL in kinds([*LINES[:at], seal_line(edited), *LINES[at + 1 :]], None)
    for at in places("seal")[:-1] + places("head"):
        assert FaultKind.SEAL in kinds(LINES[:at] + LINES[at + 1 :], None)
    first, second = places("seal")[:2]
    lines = [*LINES]
    lines[first], lines[second] = lines[second], lines[first]
    assert FaultKind.SEAL in kinds(lines, None)


@given(st.data())
def test_no_character_behind_the_opening_line_changes_unseen(data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(LINES) - 1))
    line = LINES[at].rstrip("\n")
    place = data.draw(st.integers(0, len(line) - 1))
    other = data.draw(st.characters(codec="utf-8").filter(lambda c: c != line[place]))
    lines = [*LINES]
    lines[at] = line[:place] + other + line[place + 1 :] + "\n"
    assert check_file(lines, PRINTED[-1]).faults


@given(st.permutations(range(len(LINES))))
def test_lines_in_any_other_order_are_found(order: list[int]) -> None:
    streams = [json.loads(LINES[n]).get("stream") for n in order]
    found = check_file([LINES[n] for n in order], PRINTED[-1]).faults
    assert bool(found) or streams == [json.loads(line).get("stream") for line in LINES]


def test_what_is_not_public_yet_is_withheld_and_said_so() -> None:
    lines = HONEST.lines(withheld=["proposal:2"])
    found = check_file(lines, PRINTED[-1])
    assert (found.faults, found.withheld) == ((), ("proposal:2",))
    hidden = [changed(lines[0], withheld=[]), *lines[1:]]
    assert kinds(hidden) == {FaultKind.CUT}


@pytest.mark.parametrize("text", ["", "\n", "{}\n", "[1]\n", "nonsense\n", "[" * 5000, "1\n"])
def test_what_is_no_ledger_is_called_unreadable(text: str) -> None:
    faults = check_file([text] * 50 if text else []).faults
    assert {f.kind for f in faults} == (
        {FaultKind.UNREADABLE, FaultKind.CUT} if text else {FaultKind.CUT}
    )
    assert len(faults) <= 21


def test_a_seal_is_due_when_the_hour_has_struck() -> None:
    at = datetime(2026, 3, 2, 9, 59, 50, tzinfo=UTC)
    assert is_due(Sealing(), at)
    assert not is_due(Sealing(sealed_at=at), at + timedelta(seconds=9))
    assert is_due(Sealing(sealed_at=at), at + timedelta(seconds=10))


def test_a_seal_can_be_copied_from_paper_as_people_write() -> None:
    digest = HONEST.sealed[0][1].digest()
    shown = written(digest)
    assert [len(group) for group in shown.split()] == [4] * 5
    assert read_digest(f" {shown.upper().replace(' ', '-')} ") == digest[:20]
    assert read_digest(digest) == digest
    for wrong in ("", digest[:19], digest + "0", shown.replace(shown[0], "g")):
        assert read_digest(wrong) is None
