"""The posted result: its explanation, objections with their answers, and the tasks promised."""

from datetime import datetime, timedelta
from functools import partial

from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import Actor
from agenda.kernel.clock import end_of_day
from agenda.procedure.queries import find_open_duty
from agenda.procedure.rules import DutyKind
from agenda.resolutions.results.commands import (
    answer_objection,
    explain_result,
    file_objection,
)
from agenda.resolutions.tasks.commands import promise_task
from agenda.scenarios.demo.content import Record
from agenda.scenarios.demo.kinds import Kind, planned_later
from agenda.scenarios.demo.scene import BEFORE_DUE, Course, Scene

SUPERVISION = "supervision"


def plan_result(scene: Scene, course: Course, at: datetime) -> None:
    """Plan what the lead says of the result, who objects, and which tasks it names."""
    record = course.record
    result = record["result"]
    explained_at = scene.when(course, result["posted_on"], after=at, office=True)
    scene.plan(
        course,
        Kind.EXPLANATION,
        explained_at,
        partial(_explain, scene, course, result),
        moves=False,
    )
    for objection in record["objections"]:
        due = scene.when(course, objection["on"], after=at)
        scene.plan(course, Kind.OBJECTION, due, partial(_object, scene, course, objection))
    later = planned_later(record)
    for number, task in enumerate(one for one in record["tasks"] if one["key"] not in later):
        due = explained_at + timedelta(minutes=10 * (number + 1))
        act = partial(_promise, scene, course, task)
        scene.plan(course, Kind.TASK, due, act, moves=False)


def _lead(scene: Scene, course: Course) -> str:
    """Return the body that answers for the result."""
    lead: str = course.record["routing"]["lead"] or "committee"
    return lead


def _explain(scene: Scene, course: Course, result: Record, at: datetime) -> None:
    """Explain the result for its lead body, by somebody who answers no objection."""
    with transaction(_speaker(scene, course), at=at) as tx:
        explain_result(
            tx,
            course.proposal_id,
            text=scene.days.prose(result["text"], own=result["posted_on"]),
        )


def _speaker(scene: Scene, course: Course) -> Actor:
    """Return who speaks for the lead body: nobody who keeps away or answers objections."""
    answering = [one["answer"]["person"] for one in course.record["objections"] if one["answer"]]
    return scene.cast.of_body(_lead(scene, course), besides=(*course.away, *answering))


def _object(scene: Scene, course: Course, objection: Record, at: datetime) -> None:
    """Object as a resident; the answer comes on its day, or once it was escalated."""
    with transaction(scene.cast.named(objection["by"]), at=at) as tx:
        filed = file_objection(
            tx,
            course.proposal_id,
            text=scene.days.prose(objection["text"], own=objection["on"]),
        )
    answer = objection["answer"]
    if answer is None:
        return
    db.session.close()
    duty = find_open_duty(
        db.session(),
        course.proposal_id,
        DutyKind.ANSWER_OBJECTION,
        subject_id=filed.objection_id,
    )
    due = scene.when(course, answer["on"], after=at, office=True)
    if duty is not None and answer["body"] == SUPERVISION:
        due = max(due, duty.due_at + timedelta(hours=10))
    elif duty is not None:
        due = min(due, duty.due_at - BEFORE_DUE)
    act = partial(_answer, scene, course, answer, filed.objection_id)
    scene.plan(course, Kind.OBJECTION_ANSWER, due, act)


def _answer(scene: Scene, course: Course, answer: Record, objection_id: int, at: datetime) -> None:
    """Answer an objection; one that is upheld in part stays an answer with its promise."""
    with transaction(scene.cast.named(answer["person"]), at=at) as tx:
        answer_objection(
            tx,
            objection_id,
            upheld=answer["outcome"] == "upheld",
            answer=scene.days.prose(answer["text"], own=answer["on"]),
        )


def _promise(scene: Scene, course: Course, task: Record, at: datetime) -> None:
    """Name a task with its body and day, for the lead body."""
    with transaction(_speaker(scene, course), at=at) as tx:
        promised = promise_task(
            tx,
            course.proposal_id,
            lead_body_id=scene.cast.bodies[_lead(scene, course)],
            body_id=scene.cast.bodies[task["body"]],
            what=task["what"],
            due_at=end_of_day(scene.days.day(task["due_on"])),
        )
    course.tasks[task["key"]] = promised.task_id
