"""Seeding the demo: every act of the content on one line of time, the clock ticking between."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from agenda.infra.db import db
from agenda.mechanism.tick.commands import tick
from agenda.procedure.models import DutyRow
from agenda.proposals.rules import Stage
from agenda.scenarios.demo.acts.proposing import plan_draft
from agenda.scenarios.demo.content import Record, read_neighbourhood, read_proposals
from agenda.scenarios.demo.days import Days
from agenda.scenarios.demo.phases import PHASES
from agenda.scenarios.demo.scene import Course, Scene
from agenda.scenarios.demo.settle import settle

SETTLED_BEFORE = timedelta(days=40)
"""So long before the first draft the neighbourhood is set up."""

Watch = Callable[[datetime], None]


def build_scene(now: datetime) -> Scene:
    """Set the neighbourhood up and put every proposal's beginning on the line of time."""
    neighbourhood, proposals = read_neighbourhood(), read_proposals()
    days = Days(date.fromisoformat(neighbourhood["as_of"]), now)
    first = min(days.day(record["drafted_on"]) for record in proposals)
    cast = settle(neighbourhood, at=days.start_of(first) - SETTLED_BEFORE)
    scene = Scene(days, cast, entered=_enter)
    for record in proposals:
        scene.courses[record["key"]] = _course(scene, record)
    return scene


def play(scene: Scene, *, watch: Watch = lambda _at: None) -> None:
    """Do every act in the order of time up to now; whatever falls due between, the clock does."""
    clock = _Clock(scene)
    while True:
        upto = scene.timeline.next_at or scene.days.now
        if clock.tick_before(upto):
            continue
        if scene.timeline.next_at is None:
            return
        watch(upto)
        scene.timeline.step()


def _course(scene: Scene, record: Record) -> Course:
    """Return a proposal's course, its beginning planned."""
    course = Course(record, random.Random(f"demo:{record['key']}"))
    plan_draft(scene, course)
    return course


def _enter(scene: Scene, course: Course, stage: Stage, at: datetime) -> None:
    """Plan what the content tells of a stage that was just reached."""
    for plan in PHASES.get(stage, ()):
        plan(scene, course, at)


@dataclass
class _Clock:
    """Ticks at every instant at which some duty is over."""

    scene: Scene
    stands_at: datetime | None = None
    _due_at: datetime | None = None

    def tick_before(self, upto: datetime) -> bool:
        """Carry out what falls due first before an instant; returns whether there was anything."""
        if self.scene.moved:
            self._due_at, self.scene.moved = self._next_due(), False
        due_at = self._due_at
        if due_at is None or due_at > upto:
            return False
        self.stands_at, self.scene.moved = due_at, True
        ticked = tick(at=due_at)
        known = {course.proposal_id: course for course in self.scene.begun()}
        for proposal_id in (*ticked.proceeded, *ticked.failed):
            self.scene.look(known[proposal_id], due_at)
        self.scene.failed_ticks += len(ticked.failed)
        return True

    def _next_due(self) -> datetime | None:
        """Return the next instant at which a duty is over, later than the last tick."""
        query = select(func.min(DutyRow.due_at)).where(
            DutyRow.ended_at.is_(None), DutyRow.suspended_at.is_(None)
        )
        if self.stands_at is not None:
            query = query.where(DutyRow.due_at > self.stands_at)
        db.session.close()
        return db.session.scalar(query)
