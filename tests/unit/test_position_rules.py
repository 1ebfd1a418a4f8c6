"""What a filing must have, and what changed from one version to the next."""

import pytest

from agenda.deliberation.positions.rules import (
    CONDITION_MAX,
    CONDITIONS_MOST,
    REASONS_MAX,
    Stance,
    Version,
    change_between,
    position_fault,
)


@pytest.mark.parametrize(
    ("stance", "reasons", "conditions"),
    [
        (Stance.FOR, "", []),
        (Stance.NONE, "", []),
        (Stance.AGAINST, "挡了采光", []),
        (Stance.CONDITIONAL, "原则同意", ["费用按楼层分摊"]),
        (Stance.CONDITIONAL, "原则同意", ["条" * CONDITION_MAX] * CONDITIONS_MOST),
        (Stance.FOR, "好" * REASONS_MAX, []),
    ],
)
def test_a_whole_filing_passes(stance: Stance, reasons: str, conditions: list[str]) -> None:
    assert position_fault(stance, reasons=reasons, conditions=conditions) is None


@pytest.mark.parametrize(
    ("stance", "reasons", "conditions", "code"),
    [
        (Stance.AGAINST, "  ", [], "deliberation.reasons_needed"),
        (Stance.CONDITIONAL, "", ["先公示"], "deliberation.reasons_needed"),
        (Stance.CONDITIONAL, "原则同意", [], "deliberation.conditions_needed"),
        (Stance.FOR, "好", ["先公示"], "deliberation.conditions_elsewhere"),
        (Stance.FOR, "好" * (REASONS_MAX + 1), [], "deliberation.too_long"),
        (
            Stance.CONDITIONAL,
            "原则同意",
            ["条"] * (CONDITIONS_MOST + 1),
            "deliberation.too_many_conditions",
        ),
        (
            Stance.CONDITIONAL,
            "原则同意",
            ["条" * (CONDITION_MAX + 1)],
            "deliberation.condition_too_long",
        ),
    ],
)
def test_a_filing_says_what_it_lacks(
    stance: Stance, reasons: str, conditions: list[str], code: str
) -> None:
    fault = position_fault(stance, reasons=reasons, conditions=conditions)
    assert fault is not None
    assert fault.code == code


FIRST = Version(Stance.CONDITIONAL, "原则同意", ("先公示费用", "晚十点后不施工"))


def test_a_change_names_stance_and_conditions() -> None:
    change = change_between(FIRST, Version(Stance.FOR, "费用已公示", ("晚十点后不施工",)))
    assert change.stance_before is Stance.CONDITIONAL
    assert change.reasons_changed
    assert change.added == ()
    assert change.dropped == ("先公示费用",)
    assert change


def test_the_same_words_are_no_change() -> None:
    assert not change_between(FIRST, Version(FIRST.stance, " 原则同意 ", FIRST.conditions))
    assert change_between(FIRST, Version(FIRST.stance, FIRST.reasons, FIRST.conditions[::-1])) == (
        change_between(FIRST, FIRST)
    )
