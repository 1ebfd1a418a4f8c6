"""The way as it is drawn: walked, present, ahead; and what a reader asks of the agenda."""

from datetime import UTC, datetime, timedelta

import pytest

from agenda.docket.forms import Asked, asked, wish_of
from agenda.docket.rules import Standing, StepState, the_way
from agenda.procedure.rules import Route
from agenda.proposals.rules import ENDS, Stage

START = datetime(2026, 3, 2, tzinfo=UTC)


def drawn(stage: Stage, *entered: Stage, **more: object) -> str:
    """Draw a way in one line, each step with the sign of its state."""
    times = [(s, START + timedelta(days=n)) for n, s in enumerate(entered)]
    steps = the_way(Standing(stage, START, **more), times)  # type: ignore[arg-type]
    signs = {"walked": "{}.", "present": "[{}]", "ahead": "{}", "ended": "{}!"}
    return " ".join(signs[step.state].format(step.stage) for step in steps)


@pytest.mark.parametrize(
    ("line", "way"),
    [
        (
            drawn(Stage.COSIGNING, Stage.SCREENING, Stage.COSIGNING),
            (
                "screening. [cosigning] voting listed deliberating announced implementing appraising"
                " closed"
            ),
        ),
        (
            drawn(Stage.COSIGNING, holds_vote=False),
            "screening. [cosigning] listed deliberating announced implementing appraising closed",
        ),
        (
            drawn(Stage.DELIBERATING, route=Route.OWNERS_DECISION),
            (
                "screening. cosigning. voting. listed. [deliberating] deciding announced implementing"
                " appraising closed"
            ),
        ),
        (
            drawn(Stage.REFERRED, Stage.SCREENING, Stage.REFERRED, accepted=False),
            "screening. [referred] announced closed",
        ),
        (
            drawn(
                Stage.DELIBERATING,
                Stage.SCREENING,
                Stage.COSIGNING,
                Stage.VOTING,
                Stage.LISTED,
                Stage.DELIBERATING,
                Stage.ANNOUNCED,
                Stage.DELIBERATING,
            ),
            (
                "screening. cosigning. voting. listed. [deliberating] announced implementing"
                " appraising closed"
            ),
        ),
        (drawn(Stage.NOT_CARRIED), "screening. cosigning. voting. not_carried!"),
        (
            drawn(Stage.EXPIRED, Stage.SCREENING, Stage.COSIGNING, Stage.EXPIRED),
            "screening. cosigning. expired!",
        ),
        (
            drawn(Stage.DRAFT, Stage.SCREENING, Stage.DRAFT),
            (
                "screening. [draft] screening cosigning voting listed deliberating announced"
                " implementing appraising closed"
            ),
        ),
    ],
)
def test_the_way_shows_what_was_walked_and_what_lies_ahead(line: str, way: str) -> None:
    assert line == way


@pytest.mark.parametrize("stage", list(Stage))
def test_every_stage_stands_once_on_its_way(stage: Stage) -> None:
    steps = the_way(Standing(stage, START))
    here = [s for s in steps if s.state in {StepState.PRESENT, StepState.ENDED}]
    assert [s.stage for s in here] == [stage]
    assert (here[0].state is StepState.ENDED) is (stage in ENDS)


def test_what_is_not_offered_is_not_asked() -> None:
    args = {"area": "7", "topic": "x", "stage": "draft", "order": "y", "page": "0", "view": "z"}
    assert asked(args, areas=[1], bodies=[]) == Asked()


def test_an_address_holds_only_what_differs_from_the_usual() -> None:
    known = asked({"area": "7", "page": "3"}, areas=[7], bodies=[])
    assert known.address(page=1) == {"area": "7"}
    assert wish_of(known, "东苑").area_path == "东苑"
