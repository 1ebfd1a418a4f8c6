"""Carrying tasks out, and asking residents what they think of it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.clock import end_of_day
from agenda.kernel.ids import PersonId
from agenda.resolutions.appraisal.commands import (
    PlannedTask,
    answer_survey,
    file_rectification,
)
from agenda.resolutions.appraisal.queries import get_appraisal
from agenda.resolutions.tasks.commands import finish_task, report_progress
from agenda.resolutions.tasks.queries import list_tasks
from agenda.scenarios.demo.acts.meetings import plan_appraisal_meeting
from agenda.scenarios.demo.content import Record
from agenda.scenarios.demo.days import spread
from agenda.scenarios.demo.kinds import Kind, planned_later
from agenda.scenarios.demo.scene import Course, Scene

DONE = "已完成。"
LAST_MINUTES = timedelta(minutes=30)


def plan_tasks(scene: Scene, course: Course, at: datetime) -> None:
    """Plan every report and every end of the tasks that are now carried out."""
    for task in course.record["tasks"]:
        if task["key"] in course.tasks and task["key"] not in course.started:
            course.started.add(task["key"])
            _plan_task(scene, course, task, at)


def plan_survey(scene: Scene, course: Course, at: datetime) -> None:
    """Plan the answers to the survey that was just opened, its meeting, and the plan it brings."""
    appraisals = course.record["appraisals"]
    if course.appraisals >= len(appraisals):
        return
    told = appraisals[course.appraisals]
    course.appraisals += 1
    plan_appraisal_meeting(scene, course, at)
    ends_at = min(get_appraisal(db.session(), course.proposal_id).survey_ends_at, scene.days.now)
    db.session.close()
    answers = list(_answers(scene, course, told))
    instants = spread(at, ends_at - LAST_MINUTES, len(answers), course.rng)
    for (person_id, score, comment), due in zip(answers, instants, strict=True):
        act = partial(_answer, scene, course, person_id, score, comment)
        scene.plan(course, Kind.SURVEY_ANSWER, due, act, moves=False)
    if told["rectification"] is not None:
        due = scene.when(course, told["rectification"]["on"], after=ends_at, office=True)
        act_of_plan = partial(_rectify, scene, course, told["rectification"])
        scene.plan(course, Kind.RECTIFICATION, due, act_of_plan)


def _plan_task(scene: Scene, course: Course, task: Record, at: datetime) -> None:
    """Plan the reports on one task, the last of a done one with its end."""
    before, last_text = at, DONE
    for note in task["progress"]:
        text = scene.days.prose(note["text"], own=note["on"])
        if note["on"] == task["done_on"]:
            last_text = text
            continue
        before = scene.when(course, note["on"], after=before, office=True)
        act = partial(_report, scene, course, task, text)
        scene.plan(course, Kind.PROGRESS, before, act)
    if task["done_on"] is not None:
        due = scene.when(course, task["done_on"], after=before, office=True)
        scene.plan(course, Kind.TASK_END, due, partial(_finish, scene, course, task, last_text))


def _report(scene: Scene, course: Course, task: Record, text: str, at: datetime) -> None:
    """Report how far a task is."""
    with transaction(scene.cast.of_body(task["body"]), at=at) as tx:
        report_progress(tx, course.tasks[task["key"]], text=text)


def _finish(scene: Scene, course: Course, task: Record, text: str, at: datetime) -> None:
    """Report a task done."""
    with transaction(scene.cast.of_body(task["body"]), at=at) as tx:
        finish_task(tx, course.tasks[task["key"]], text=text)


def _answers(scene: Scene, course: Course, told: Record) -> Iterator[tuple[PersonId, int, str]]:
    """Yield who gives which score and says what: those told of first, then drawn residents."""
    left = {int(score): count for score, count in told["scores"].items()}
    named: set[PersonId] = set()
    for comment in told["comments"]:
        person_id = scene.cast.persons[comment["by"]]
        named.add(person_id)
        left[comment["score"]] -= 1
        yield person_id, comment["score"], scene.days.prose(comment["text"], own=told["opened_on"])
    scores = [score for score, count in left.items() for _ in range(count)]
    course.rng.shuffle(scores)
    scope = scene.cast.areas[course.record["scope"]]
    drawn = scene.cast.sample(scope, len(scores) + len(named), course.rng)
    others = [person_id for person_id in drawn if person_id not in named]
    yield from ((person_id, score, "") for person_id, score in zip(others, scores, strict=False))


def _answer(
    scene: Scene, course: Course, person_id: PersonId, score: int, comment: str, at: datetime
) -> None:
    """Let a resident answer the survey."""
    with transaction(scene.cast.actor(person_id), at=at) as tx:
        answer_survey(tx, course.proposal_id, score=score, comment=comment)


def _rectify(scene: Scene, course: Course, told: Record, at: datetime) -> None:
    """File the plan with its tasks, and remember which of them is which."""
    tasks = [t for t in course.record["tasks"] if t["key"] in planned_later(course.record)]
    with transaction(scene.cast.of_body(told["body"], besides=course.away), at=at) as tx:
        file_rectification(
            tx,
            course.proposal_id,
            plan=scene.days.prose(told["text"], own=told["on"]),
            tasks=[
                PlannedTask(
                    body_id=scene.cast.bodies[task["body"]],
                    what=task["what"],
                    due_at=end_of_day(scene.days.day(task["due_on"])),
                )
                for task in tasks
            ],
        )
    ours = list_tasks(db.session(), course.proposal_id)[-len(tasks) :]
    db.session.close()
    course.tasks |= {task["key"]: row.task_id for task, row in zip(tasks, ours, strict=True)}
