"""The way a proposal walks, as pages show it; what the agenda can be filtered and sorted by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from agenda.kernel.ids import BodyId, ProposalId
from agenda.procedure.rules import Route
from agenda.proposals.rules import ENDS, MAIN_WAY, Stage, Topic

FORMAL_ROUTES = frozenset({Route.RESIDENTS_MEETING, Route.OWNERS_DECISION})
RUNNING = tuple(s for s in Stage if s not in ENDS and s is not Stage.DRAFT)
OPEN_TO_ALL = tuple(s for s in RUNNING if s is not Stage.SCREENING)
"""Stages of what is under way in public."""


class StepState(StrEnum):
    """Where a step lies, seen from where the proposal stands."""

    WALKED = "walked"
    PRESENT = "present"
    AHEAD = "ahead"
    ENDED = "ended"


@dataclass(frozen=True)
class Step:
    """One step of the way; `at` is when it was entered, for steps not ahead."""

    stage: Stage
    state: StepState
    at: datetime | None = None


@dataclass(frozen=True)
class Standing:
    """What the way depends on: where the proposal stands, and what is known of the rest."""

    stage: Stage
    since: datetime
    route: Route | None = None
    holds_vote: bool = True
    """Whether enough adults live there for a secret vote."""
    accepted: bool = True
    """Whether screening ever accepted it; what was referred before goes no long way."""


def the_way(standing: Standing, entered: Sequence[tuple[Stage, datetime]] = ()) -> tuple[Step, ...]:
    """Return the steps walked, the present one and those ahead.

    `entered` tells the stages entered so far in order of time; where the way went back, only the
    last pass is shown. Without it, the steps before the present one are the usual ones, undated.
    """
    walked = _walked(standing, entered)
    if standing.stage in ENDS and standing.stage is not Stage.CLOSED:
        return (*walked, Step(standing.stage, StepState.ENDED, standing.since))
    here = StepState.ENDED if standing.stage is Stage.CLOSED else StepState.PRESENT
    ahead = (Step(stage, StepState.AHEAD) for stage in _ahead(standing))
    return (*walked, Step(standing.stage, here, standing.since), *ahead)


BEFORE_END: dict[Stage, tuple[Stage, ...]] = {
    Stage.WITHDRAWN: (Stage.DRAFT,),
    Stage.DECLINED: (Stage.SCREENING,),
    Stage.MERGED: (Stage.SCREENING,),
    Stage.EXPIRED: (Stage.SCREENING, Stage.COSIGNING),
    Stage.NOT_CARRIED: (Stage.SCREENING, Stage.COSIGNING, Stage.VOTING),
}
"""What usually came before an end that is not completion."""


def _walked(standing: Standing, entered: Sequence[tuple[Stage, datetime]]) -> list[Step]:
    """Return the steps before the present one."""
    if not entered:
        if standing.stage in BEFORE_END:
            return [Step(stage, StepState.WALKED) for stage in BEFORE_END[standing.stage]]
        whole = _whole_way(standing)
        before = whole[: whole.index(standing.stage)] if standing.stage in whole else ()
        return [Step(stage, StepState.WALKED) for stage in before]
    path: list[Step] = []
    for stage, at in entered:
        places = [n for n, step in enumerate(path) if step.stage is stage]
        path = path[: places[0]] if places else path
        path.append(Step(stage, StepState.WALKED, at))
    return [step for step in path if step.stage is not standing.stage]


def _ahead(standing: Standing) -> tuple[Stage, ...]:
    """Return the steps after the present one, if all goes its usual way."""
    if standing.stage is Stage.REFERRED and not standing.accepted:
        return (Stage.ANNOUNCED, Stage.CLOSED)
    whole = _whole_way(standing)
    return whole[whole.index(standing.stage) + 1 :] if standing.stage in whole else ()


def _whole_way(standing: Standing) -> tuple[Stage, ...]:
    """Return the way a proposal of this standing walks from screening to the end."""
    way = [s for s in MAIN_WAY if s is not Stage.VOTING or standing.holds_vote]
    middle = way.index(Stage.DELIBERATING)
    if standing.stage is Stage.REFERRED or standing.route is Route.REFERRAL:
        way[middle] = Stage.REFERRED
    elif standing.stage is Stage.DECIDING or standing.route in FORMAL_ROUTES:
        way.insert(middle + 1, Stage.DECIDING)
    return (Stage.DRAFT, *way) if standing.stage is Stage.DRAFT else tuple(way)


class Order(StrEnum):
    """By what the agenda is sorted."""

    SUPPORT = "support"
    """What is under way first; then the larger share of the scope's households that co-signed."""
    DUE = "due"
    """What somebody must do soonest."""
    NEW = "new"
    """What moved last."""


class Status(StrEnum):
    """Groups of stages a reader asks for."""

    RUNNING = "running"
    ENDED = "ended"
    ALL = "all"


@dataclass(frozen=True)
class Wish:
    """What a reader wants to see of the agenda."""

    area_path: str = ""
    """The area in which its scope lies, as the area's path; empty for all."""
    topic: Topic | None = None
    body_id: BodyId | None = None
    stages: tuple[Stage, ...] = OPEN_TO_ALL
    order: Order = Order.SUPPORT
    found: tuple[ProposalId, ...] | None = None
    """What the words were found in, the best match first; None where no words were given."""


CLOSED_STAGES = tuple(s for s in Stage if s in ENDS)
COLUMNS: tuple[tuple[Stage, ...], ...] = (
    (Stage.COSIGNING,),
    (Stage.VOTING,),
    (Stage.LISTED, Stage.REFERRED),
    (Stage.DELIBERATING, Stage.DECIDING),
    (Stage.ANNOUNCED,),
    (Stage.IMPLEMENTING,),
    (Stage.APPRAISING,),
)
"""The columns of the board; each is named after its first stage."""
