"""What the groups say, by the tests that Polis published.

C. Small et al., "Polis: Scaling deliberation by mapping high dimensional opinion spaces", Recerca
26(2), 2021: a statement is typical of a group by two tests of proportions (it is answered so by
more than half of the group, and more than by all others), and unites by the product of all groups'
probabilities of agreeing. Of a removed statement nothing is said, and of one that fewer than five
of any group have answered neither: what is shown must not point at anybody.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import prod, sqrt

from agenda.deliberation.opinions.groups.rules import Cluster, group
from agenda.deliberation.opinions.rules import (
    SMALLEST,
    Answer,
    Dot,
    Finding,
    Group,
    OpinionMap,
    Said,
    Tally,
)

LIKELY = 1.2816
"""The z of a one-sided test at 90 %: what Polis asks of a finding."""
MOST_TYPICAL = 5
MOST_SHOWN = 5
DIVIDING = 0.2
"""Groups differ over a statement where their shares of agreeing are this far apart."""

Tallies = Mapping[int, tuple[Tally, ...]]


def draw(said: Sequence[Said], removed: frozenset[int] = frozenset()) -> OpinionMap:
    """Return the map of all answers: groups, what unites them, what divides them."""
    latest = {(one.participant, one.statement): one for one in said}
    answers = tuple(latest[key] for key in sorted(latest))
    clusters = group(answers, removed)
    tallies = tally(answers, clusters, removed)
    count = 1 + max((cluster.group for cluster in clusters), default=-1)
    return OpinionMap(
        participants=len({one.participant for one in answers}),
        placed=sum(len(cluster.members) for cluster in clusters),
        answers=len(answers),
        groups=tuple(
            Group(
                people=sum(len(c.members) for c in clusters if c.group == number),
                typical=typical(tallies, number) if count > 1 else (),
            )
            for number in range(count)
        ),
        dots=tuple(Dot(c.x, c.y, c.group, c.members) for c in clusters),
        united=united(tallies),
        divided=divided(tallies) if count > 1 else (),
    )


def tally(said: Iterable[Said], clusters: Sequence[Cluster], removed: frozenset[int]) -> Tallies:
    """Return how each group answered each statement that at least five of every group answered."""
    group_of = {member: cluster.group for cluster in clusters for member in cluster.members}
    count = len({cluster.group for cluster in clusters})
    counts: dict[int, list[list[int]]] = {}
    for one in said:
        number = group_of.get(one.participant)
        if number is None or one.statement in removed:
            continue
        row = counts.setdefault(one.statement, [[0, 0, 0] for _ in range(count)])[number]
        row[0] += 1
        row[1] += one.answer is Answer.AGREE
        row[2] += one.answer is Answer.DISAGREE
    return {
        statement: tuple(Tally(*row) for row in rows)
        for statement, rows in sorted(counts.items())
        if all(row[0] >= SMALLEST for row in rows)
    }


def probability(tally: Tally, *, agree: bool) -> float:
    """Return the probability that somebody of a group agrees (or disagrees), never 0 or 1."""
    return (_hits(tally, agree=agree) + 1) / (tally.seen + 2)


def above_half(hits: int, seen: int) -> float:
    """Return the z of the test that a share is above one half."""
    return 2 * sqrt(seen + 1) * ((hits + 1) / (seen + 1) - 0.5)


def above_others(hits: int, seen: int, other_hits: int, other_seen: int) -> float:
    """Return the z of the test that a share is above the share of all others."""
    own, own_seen, rest, rest_seen = hits + 1, seen + 1, other_hits + 1, other_seen + 1
    both = (own + rest) / (own_seen + rest_seen)
    if both >= 1:
        return 0.0
    return (own / own_seen - rest / rest_seen) / sqrt(
        both * (1 - both) * (1 / own_seen + 1 / rest_seen)
    )


def united(tallies: Tallies) -> tuple[Finding, ...]:
    """Return what all groups agree with, or all disagree with, the most shared first.

    In every group by itself more than half must say so, beyond chance; the order is by the product
    of the groups' probabilities, so that no large group outvotes a small one.
    """
    found: list[tuple[float, Finding]] = []
    for statement, rows in tallies.items():
        for agree in (True, False):
            if all(above_half(_hits(row, agree=agree), row.seen) > LIKELY for row in rows):
                weight = prod(probability(row, agree=agree) for row in rows)
                found.append((weight ** (1 / len(rows)), Finding(statement, agree, rows)))
    return _first(found)


def divided(tallies: Tallies) -> tuple[Finding, ...]:
    """Return what the groups answer most differently, the widest gap first."""
    found: list[tuple[float, Finding]] = []
    for statement, rows in tallies.items():
        shares = [probability(row, agree=True) for row in rows]
        high, low = rows[shares.index(max(shares))], rows[shares.index(min(shares))]
        beyond_chance = above_others(high.agreed, high.seen, low.agreed, low.seen) > LIKELY
        if beyond_chance and max(shares) - min(shares) >= DIVIDING:
            found.append((max(shares) - min(shares), Finding(statement, agree=True, tallies=rows)))
    return _first(found)


def typical(tallies: Tallies, number: int) -> tuple[Finding, ...]:
    """Return the statements that set one group apart, the most telling first."""
    found: list[tuple[float, Finding]] = []
    for statement, rows in tallies.items():
        for agree in (True, False):
            weight = _telling(rows, number, agree=agree)
            if weight is not None:
                found.append((weight, Finding(statement, agree, rows)))
    return _first(found, most=MOST_TYPICAL)


def _telling(rows: tuple[Tally, ...], number: int, *, agree: bool) -> float | None:
    """Return Polis's measure of how telling an answer is of a group, None below its tests."""
    own = rows[number]
    others = [row for place, row in enumerate(rows) if place != number]
    hits, rest = _hits(own, agree=agree), sum(_hits(row, agree=agree) for row in others)
    seen = sum(row.seen for row in others)
    half, more = above_half(hits, own.seen), above_others(hits, own.seen, rest, seen)
    if half <= LIKELY or more <= LIKELY:
        return None
    share = probability(own, agree=agree)
    return (share / ((rest + 1) / (seen + 2))) * more * share * half


def _hits(tally: Tally, *, agree: bool) -> int:
    """Return how many agreed, or how many disagreed."""
    return tally.agreed if agree else tally.disagreed


def _first(found: list[tuple[float, Finding]], *, most: int = MOST_SHOWN) -> tuple[Finding, ...]:
    """Return the findings of the greatest weight, the earlier statement first among equals."""
    ranked = sorted(found, key=lambda pair: (-pair[0], pair[1].statement, not pair[1].agree))
    return tuple(finding for _weight, finding in ranked[:most])
