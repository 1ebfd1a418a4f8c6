"""A proposal that says what another says already: offered to merge, and the proposer's answer."""

from datetime import datetime
from functools import partial

from agenda.infra.transaction import transaction
from agenda.procedure.rules import DutyKind
from agenda.proposals.screening.commands import answer_merge
from agenda.scenarios.demo.kinds import Kind
from agenda.scenarios.demo.scene import Course, Scene


def plan_merge_answer(scene: Scene, course: Course, at: datetime) -> None:
    """Plan the proposer's yes."""
    on = course.record["ending"]["on"]
    due = scene.when(course, on, after=at, duty=DutyKind.ANSWER_MERGE)
    scene.plan(course, Kind.MERGE_ANSWER, due, partial(_agree, scene, course))


def _agree(scene: Scene, course: Course, at: datetime) -> None:
    """Agree to the merge as the proposer."""
    with transaction(scene.cast.named(course.record["proposer"]), at=at) as tx:
        answer_merge(tx, course.proposal_id, agreed=True)
