"""Groups of who answers alike, measured against Polis's own, and on tables one can follow."""

import csv
import gzip
import random
import subprocess
import sys
from collections import Counter
from functools import cache
from math import comb
from time import perf_counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agenda.deliberation.opinions.findings.rules import draw
from agenda.deliberation.opinions.groups.rules import group, k_means, project, silhouette
from agenda.deliberation.opinions.rules import (
    PLACED_AFTER,
    SMALLEST,
    Answer,
    Said,
    answers_digest,
    from_json,
    to_json,
)
from tests.architecture.sources import ROOT

SIGN = {"+": Answer.AGREE, "-": Answer.DISAGREE, "0": Answer.PASS}
ANSWERS = st.lists(st.text("++--0.", min_size=12, max_size=12), max_size=24).map(
    lambda rows: [
        Said(p, s, SIGN[sign])
        for p, row in enumerate(rows, 1)
        for s, sign in enumerate(row, 1)
        if sign in SIGN
    ]
)


@cache
def vtaiwan() -> tuple[list[Said], frozenset[int], dict[int, str]]:
    """Return the answers of the vTaiwan UberX conversation and the groups Polis gave."""
    path = ROOT / "tests" / "data" / "vtaiwan-uberx" / "participants.csv.gz"
    with gzip.open(path, "rt", encoding="ascii") as lines:
        marks, *rows = csv.DictReader(lines)
    removed = frozenset(j for j, mark in enumerate(marks["answers"]) if mark == "x")
    said = [
        Said(int(row["participant"]), j, SIGN[sign])
        for row in rows
        for j, sign in enumerate(row["answers"])
        if sign in SIGN
    ]
    return said, removed, {int(r["participant"]): r["group"] for r in rows if r["group"]}


def adjusted_rand(one: list, other: list) -> float:
    """Return the adjusted Rand index of two groupings of the same people."""
    together = sum(comb(n, 2) for n in Counter(zip(one, other, strict=True)).values())
    own, their = (sum(comb(n, 2) for n in Counter(x).values()) for x in (one, other))
    by_chance = own * their / comb(len(one), 2)
    return (together - by_chance) / ((own + their) / 2 - by_chance)


def block(people: range, pattern: str) -> list[Said]:
    """Return what people say who all answer by one pattern, one sign a statement from 1."""
    return [Said(p, s, SIGN[sign]) for p in people for s, sign in enumerate(pattern, 1)]


def labels(said: list[Said], removed: frozenset[int] = frozenset()) -> dict[int, int]:
    return {m: cluster.group for cluster in group(said, removed) for m in cluster.members}


def test_the_groups_of_vtaiwan_are_those_of_polis() -> None:
    said, removed, theirs = vtaiwan()
    began = perf_counter()
    drawn = draw(said, removed)
    spent = perf_counter() - began
    ours = {member: dot.group for dot in drawn.dots for member in dot.members}
    both = sorted(set(ours) & set(theirs))
    assert (len(said), len(theirs), len(both)) == (49443, 1219, 1218)
    index = adjusted_rand([ours[p] for p in both], [theirs[p] for p in both])
    pairs = Counter((ours[p], theirs[p]) for p in both)
    right = sum(max(n for (_, g), n in pairs.items() if g == group) for group in ("0", "1"))
    assert [g.people for g in drawn.groups] == [890, 328]
    assert index > 0.91
    assert right / len(theirs) > 0.97
    assert spent < 5, "2 s alone on the machine; a busy one is given more"


def test_two_camps_are_two_groups_the_larger_first() -> None:
    said = block(range(1, 9), "++++--++") + block(range(9, 20), "----++--")
    found = labels(said)
    assert {found[p] for p in range(1, 9)} == {1}
    assert {found[p] for p in range(9, 20)} == {0}


def test_nobody_is_placed_before_the_seventh_answer() -> None:
    said = block(range(1, 9), "+++++++") + block(range(9, 17), "-------")
    short = [one for one in said if (one.participant, one.statement) != (3, 1)]
    assert 3 in labels(said)
    assert set(labels(said)) - set(labels(short)) == {3}


def test_a_group_below_five_is_never_broken_out() -> None:
    said = block(range(1, 20), "++++++++") + block(range(20, 24), "--------")
    assert set(labels(said).values()) == {0}


def test_who_all_answer_alike_are_one_group() -> None:
    assert set(labels(block(range(1, 30), "+-+-+-+0")).values()) == {0}
    assert labels(block(range(1, 5), "++++++++")) == {}


def test_a_removed_statement_moves_nobody() -> None:
    said = block(range(1, 9), "+++++++-") + block(range(9, 17), "+++++++" + "+")
    assert set(labels(said, frozenset({8})).values()) == {0}
    assert set(labels(said).values()) == {0, 1}


def test_the_last_answer_counts() -> None:
    said = block(range(1, 9), "++++++++") + block(range(9, 17), "--------")
    again = [Said(one.participant, one.statement, Answer.PASS) for one in said]
    assert set(labels(again + said).values()) == {0, 1}
    assert set(labels(said + again).values()) == {0}


def test_who_answered_little_is_not_pressed_to_the_middle() -> None:
    matrix = np.array([[1.0] * 8, [1.0] * 2 + [np.nan] * 6, [-1.0] * 8, [-1.0] * 8])
    full, few = project(matrix)[:2]
    assert abs(few[0]) / abs(full[0]) == pytest.approx((2 / 8) * (8 / 2) ** 0.5, rel=0.2)


def test_silhouette_of_a_table_one_can_compute() -> None:
    spots = np.array([[0.0, 0.0], [0.0, 1.0], [4.0, 0.0]])
    far = (17**0.5 - 1) / 17**0.5
    assert silhouette(spots, np.array([0, 0, 1])) == pytest.approx((0.75 + far) / 3)


def test_clusters_begin_with_the_first_distinct_spots() -> None:
    spots = np.array([[0.0, 0.0], [0.0, 0.0], [9.0, 9.0], [9.0, 8.0]])
    marks, centres = k_means(spots, 2, rounds=20)
    assert marks.tolist() == [0, 0, 1, 1]
    assert centres.tolist() == [[0, 0], [9, 8.5]]
    assert len(k_means(spots, 9, rounds=20)[1]) == 3


@settings(max_examples=60)
@given(ANSWERS)
def test_whatever_is_said_the_map_keeps_its_promises(said: list[Said]) -> None:
    drawn = draw(said)
    latest = {(one.participant, one.statement) for one in said}
    counts = Counter(participant for participant, _ in latest)
    ready = [p for p, n in counts.items() if n >= PLACED_AFTER]
    members = [member for dot in drawn.dots for member in dot.members]
    assert sorted(members) == sorted(ready if len(ready) >= SMALLEST else [])
    assert all(one.people >= SMALLEST for one in drawn.groups)
    shown = [*drawn.united, *drawn.divided, *(f for g in drawn.groups for f in g.typical)]
    assert all(tally.seen >= SMALLEST for finding in shown for tally in finding.tallies)
    assert from_json(to_json(drawn)) == drawn


@settings(max_examples=30)
@given(ANSWERS, st.randoms(use_true_random=False))
def test_the_same_answers_in_any_order_are_the_same_map(
    said: list[Said], chance: random.Random
) -> None:
    one_each = list({(one.participant, one.statement): one for one in said}.values())
    mixed = chance.sample(one_each, len(one_each))
    assert draw(one_each) == draw(mixed)
    assert answers_digest(one_each, ()) == answers_digest(mixed, ())


def test_no_web_worker_loads_numpy() -> None:
    code = "import agenda.app, agenda.cli, sys; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
