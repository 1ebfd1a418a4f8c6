"""Groups of the roll: the small ones hidden, and none to be worked out from the others."""

import pytest

from agenda.docket.reports.rules import Group, at_least_five, guarded, to_invite


@pytest.mark.parametrize(
    ("groups", "hidden"),
    [
        ([(40, 20), (50, 10), (30, 6)], []),
        ([(4, 2), (50, 10), (30, 6)], ["0", "2"]),
        ([(40, 3), (50, 10), (30, 6)], ["0", "2"]),
        ([(40, 38), (50, 10), (30, 6)], ["0", "2"]),
        ([(40, 0), (50, 10)], []),
        ([(40, 40), (50, 10)], []),
        ([(4, 2), (3, 1), (30, 6)], ["0", "1"]),
        ([(4, 2)], ["0"]),
    ],
)
def test_small_groups_are_hidden_and_never_one_alone(groups, hidden) -> None:
    made = guarded(Group(str(n), *numbers) for n, numbers in enumerate(groups))
    assert [group.name for group in made if group.hidden] == hidden


def test_whom_to_invite_are_groups_clearly_below_the_whole() -> None:
    whole = Group("", 100, 40)
    groups = (Group("a", 50, 25), Group("b", 30, 8), Group("c", 20, 5, hidden=True))
    assert to_invite(groups, whole) == ("b",)
    assert to_invite((Group("b", 30, 9),), whole) == (), "three quarters of the whole is no less"


def test_counts_of_one_to_four_are_not_told() -> None:
    assert [at_least_five(n) for n in (0, 1, 4, 5)] == [0, None, None, 5]
