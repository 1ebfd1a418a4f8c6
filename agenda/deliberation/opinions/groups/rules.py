"""Groups of participants by the method that Polis published.

C. Small et al., "Polis: Scaling deliberation by mapping high dimensional opinion spaces", Recerca
26(2), 2021: the matrix of answers with its gaps filled by each statement's mean, two principal
components, each participant projected by what he answered and scaled for what he did not, k-means
in two steps (a hundred small clusters, then two to five groups), the number of groups by
silhouette. The settings are those of Polis's own server. Nothing is drawn by lot: clusters start
from the first participants, so the same answers under the same numbers give the same groups.

NumPy is imported inside the functions: only whoever draws a map loads it, never a web worker.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from agenda.deliberation.opinions.rules import PLACED_AFTER, SMALLEST, Answer, Said

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Labels = NDArray[np.intp]

BASE_CLUSTERS = 100
MOST_GROUPS = 5
BASE_ROUNDS = 100
GROUP_ROUNDS = 20
STILL = 0.01
"""Clusters have settled once no centre moves further than this."""
_VALUE = {Answer.AGREE: 1.0, Answer.DISAGREE: -1.0, Answer.PASS: 0.0}


@dataclass(frozen=True)
class Cluster:
    """Participants close to each other: their middle on the map, their group, their numbers."""

    x: float
    y: float
    group: int
    members: tuple[int, ...]


def group(said: Sequence[Said], removed: frozenset[int] = frozenset()) -> tuple[Cluster, ...]:
    """Return everybody who has a place, in small clusters, each in its group (0 the largest).

    The last answer to a statement counts. A removed statement says nothing of anybody, as in
    Polis: it counts as answered by all with a pass. Groups are of at least five; where the answers
    show no two such groups, everybody is in one.
    """
    latest = {(one.participant, one.statement): one.answer for one in said}
    people = sorted({participant for participant, _ in latest})
    counts = dict.fromkeys(people, 0)
    for participant, _ in latest:
        counts[participant] += 1
    placed = [p for p in people if counts[p] >= PLACED_AFTER]
    if len(placed) < SMALLEST:
        return ()
    spots = _spots(latest, people, removed)
    rows = [row for row, participant in enumerate(people) if counts[participant] >= PLACED_AFTER]
    base, centres = k_means(spots[rows], BASE_CLUSTERS, rounds=BASE_ROUNDS)
    labels = _best(centres, base)
    members = [[placed[i] for i in (base == j).nonzero()[0]] for j in range(len(centres))]
    return tuple(
        Cluster(round(float(x), 3), round(float(y), 3), int(label), tuple(inside))
        for (x, y), label, inside in zip(centres, labels, members, strict=True)
    )


def _spots(
    latest: dict[tuple[int, int], Answer], people: list[int], removed: frozenset[int]
) -> "Numbers":
    """Return where each participant stands on the two principal components."""
    import numpy as np  # see above

    statements = sorted({statement for _, statement in latest})
    row = {participant: i for i, participant in enumerate(people)}
    column = {statement: j for j, statement in enumerate(statements)}
    matrix = np.full((len(people), len(statements)), np.nan)
    for (participant, statement), answer in latest.items():
        matrix[row[participant], column[statement]] = _VALUE[answer]
    matrix[:, [column[s] for s in statements if s in removed]] = 0.0
    return project(matrix)


def project(matrix: "Numbers") -> "Numbers":
    """Return each row's place on the two principal components of a matrix with gaps (NaN).

    Only what a participant answered moves him from the middle, scaled by the root of statements
    over answers, so that who answered little is not pressed towards the middle.
    """
    import numpy as np  # see above

    known = ~np.isnan(matrix)
    centre = np.where(known, matrix, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    apart = np.where(known, matrix - centre, 0.0)
    _values, vectors = np.linalg.eigh(apart.T @ apart)
    components = vectors[:, ::-1][:, :2]
    largest = np.abs(components).argmax(axis=0)
    turned = np.sign(components[largest, range(components.shape[1])])
    scale = np.sqrt(matrix.shape[1] / np.maximum(known.sum(axis=1), 1))
    spots: Numbers = (apart @ (components * turned)) * scale[:, None]
    return spots


def k_means(
    spots: "Numbers", k: int, *, rounds: int, weights: "Numbers | None" = None
) -> "tuple[Labels, Numbers]":
    """Return each spot's cluster and the clusters' centres, from the first k distinct spots.

    There are fewer than k where the spots differ less; an emptied cluster is dropped.
    """
    import numpy as np  # see above

    weights = np.ones(len(spots)) if weights is None else weights
    _values, first = np.unique(spots.round(9), axis=0, return_index=True)
    centres = spots[np.sort(first)[:k]]
    labels = _nearest(spots, centres)
    for _ in range(rounds):
        kept, labels = np.unique(labels, return_inverse=True)
        mass = np.bincount(labels, weights)
        moved = np.stack([np.bincount(labels, weights * axis) / mass for axis in spots.T], axis=1)
        still = float(np.hypot(*(moved - centres[kept]).T).max()) < STILL
        centres, labels = moved, _nearest(spots, moved)
        if still:
            break
    kept, labels = np.unique(labels, return_inverse=True)
    return labels, centres[kept]


def _nearest(spots: "Numbers", centres: "Numbers") -> "Labels":
    """Return for each spot the number of the nearest centre, the first of equally near ones."""
    across = (spots[:, None, 0] - centres[None, :, 0]) ** 2
    nearest: Labels = (across + (spots[:, None, 1] - centres[None, :, 1]) ** 2).argmin(axis=1)
    return nearest


def silhouette(spots: "Numbers", labels: "Labels") -> float:
    """Return how clearly clusters stand apart, from -1 to 1; a lone spot counts as 0."""
    import numpy as np  # see above

    away = np.hypot(*(spots[:, None] - spots[None]).transpose(2, 0, 1))
    sizes = np.bincount(labels)
    sums = np.stack([away[:, labels == j].sum(axis=1) for j in range(len(sizes))], axis=1)
    every = np.arange(len(spots))
    own = sums[every, labels] / np.maximum(sizes[labels] - 1, 1)
    others = sums / sizes
    others[every, labels] = np.inf
    nearest = others.min(axis=1)
    larger = np.maximum(np.maximum(own, nearest), 1e-12)
    scores = np.where(sizes[labels] > 1, (nearest - own) / larger, 0.0)
    return float(scores.mean())


def _best(centres: "Numbers", base: "Labels") -> "Labels":
    """Return each base cluster's group: of 2 to 5 groups the number that stands apart best."""
    import numpy as np  # see above

    weights = np.bincount(base).astype(float)
    most = min(MOST_GROUPS, 2 + len(centres) // 12)
    found: list[tuple[float, Any]] = []
    for k in range(2, most + 1):
        labels, middles = k_means(centres, k, rounds=GROUP_ROUNDS, weights=weights)
        sizes = np.bincount(labels, weights)
        if len(middles) == k and sizes.min() >= SMALLEST:
            found.append((silhouette(centres, labels), labels))
    if not found:
        return np.zeros(len(centres), dtype=np.intp)
    labels = max(found, key=lambda pair: pair[0])[1]
    order = np.argsort(-np.bincount(labels, weights), kind="stable")
    ranks: Labels = np.argsort(order, kind="stable")[labels]
    return ranks
