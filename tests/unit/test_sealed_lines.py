"""Sealed lines are recounted without being held: the root is the one of the whole tree."""

from dataclasses import asdict

from hypothesis import given
from hypothesis import strategies as st

from agenda.ballots.owners.closing.rules import lines_root
from agenda.ballots.owners.rules import SilentRule, count_lines
from agenda.ballots.verification.lines.rules import Recount
from agenda.ballots.verification.owners.rules import SUMS
from tests.unit.test_verification import failed, sealed


@given(st.integers(1, 40))
def test_any_number_of_sealed_lines_has_the_root_of_its_tree(count: int) -> None:
    lines = sealed(count)
    head = {"format": "agenda-owners-lines/1", "decision": 9, "silent_rule": "none"}
    counts = count_lines([s.line for s in lines], questions=2, silent_rule=SilentRule.NONE)
    sums = [{name: asdict(getattr(one, name)) for name in SUMS} for one in counts]
    whole = {**head, "size": count, "questions": 2, "counts": sums, "lines_root": lines_root(lines)}
    assert failed(Recount(whole).findings(line.text for line in lines)) == set()
