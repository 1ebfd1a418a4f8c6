"""The order of threads: every reply stands below what it answers, whatever is written when."""

from hypothesis import given
from hypothesis import strategies as st

from agenda.deliberation.discussion.rules import (
    DEEPEST,
    PAGE_SIZE,
    page_of,
    pages,
    path_below,
    step,
)


@given(st.lists(st.integers(min_value=0, max_value=10**6), max_size=80))
def test_threads_stay_together_and_keep_the_order_of_writing(answers: list[int]) -> None:
    paths: list[str] = []
    parents: list[int | None] = []
    for number, chosen in enumerate(answers):
        parent = chosen % (number + 1) - 1  # -1 begins a thread
        parents.append(parent if parent >= 0 else None)
        paths.append(path_below(paths[parent] if parent >= 0 else "", number + 1))
    assert len(set(paths)) == len(paths)
    order = sorted(range(len(paths)), key=paths.__getitem__)
    place = {number: at for at, number in enumerate(order)}
    for number, above in enumerate(parents):
        if above is None:
            continue
        assert place[above] < place[number]
        between = order[place[above] + 1 : place[number]]
        assert all(_root(parents, n) == _root(parents, number) for n in between)


def _root(parents: list[int | None], number: int) -> int:
    above = parents[number]
    return number if above is None else _root(parents, above)


@given(st.integers(0, 32**5 - 1), st.integers(0, 32**5 - 1))
def test_steps_sort_like_numbers(one: int, other: int) -> None:
    assert (step(one) < step(other)) is (one < other)
    assert len(step(one)) == 5


def test_paths_end_at_the_deepest_level() -> None:
    path = ""
    for number in range(1, 40):
        path = path_below(path, number)
    assert len(path) == 5 * DEEPEST
    assert path.endswith(step(39))


def test_pages_hold_fifty() -> None:
    assert [pages(n) for n in (0, 1, PAGE_SIZE, PAGE_SIZE + 1, 5000)] == [1, 1, 1, 2, 100]
    assert [page_of(n) for n in (0, PAGE_SIZE - 1, PAGE_SIZE)] == [1, 1, 2]
