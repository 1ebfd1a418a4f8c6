"""The stage of the demo: who and when, the line of time, and the count of what was done and refused."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from agenda.infra.db import db
from agenda.kernel.errors import DomainError
from agenda.kernel.ids import ProposalId, TaskId
from agenda.procedure.queries import find_open_duty
from agenda.procedure.rules import DutyKind
from agenda.proposals.models import Proposal
from agenda.proposals.queries import get_proposal
from agenda.proposals.rules import Stage
from agenda.scenarios.demo.acts.signers import NOBODY, Signers
from agenda.scenarios.demo.cast import Cast
from agenda.scenarios.demo.content import Record
from agenda.scenarios.demo.days import Days
from agenda.scenarios.demo.kinds import Kind
from agenda.scenarios.timeline import Planned, Timeline

BEFORE_DUE = timedelta(hours=4)
"""An act whose day falls after its duty's end is done so long before it."""
AFTER_ENTRY = timedelta(minutes=20)
"""An act whose day falls before its stage was reached is done so long after."""
OFFICE_HOURS = 0.6
"""Until which share of the day bodies act: 16:00."""

Act = Callable[[datetime], None]


@dataclass(frozen=True)
class Refusal:
    """An act of the content that the rules refused, or that today has not reached yet."""

    proposal: str
    kind: Kind
    code: str
    at: datetime


@dataclass
class Course:
    """One proposal of the content on its way."""

    record: Record
    rng: random.Random
    proposal_id: ProposalId = field(init=False)
    stage: Stage | None = None
    submissions: int = 0
    signers: Signers = NOBODY
    """Who is still to co-sign."""
    comments: dict[str, int] = field(default_factory=dict)
    """Comments written so far: the content's id and ours."""

    positions: dict[str, int] = field(default_factory=dict)
    """Which version each body has filed last."""
    tasks: dict[str, TaskId] = field(default_factory=dict)
    """Tasks promised so far: the content's key and our id."""
    started: set[str] = field(default_factory=set)
    """Keys of the tasks whose reports are planned."""
    masked: int = 0
    """Entries of its minutes in which the scan blotted something out."""
    decisions: int = 0
    """How many attempts at a formal decision have begun."""
    appraisals: int = 0
    """How many surveys have been opened."""

    @property
    def recused(self) -> tuple[str, ...]:
        """Who declared an interest, by the key of the person, besides the proposer."""
        routing = self.record["routing"] or {"recused": []}
        people = (one["person"] for one in routing["recused"])
        return tuple(key for key in people if key != self.record["proposer"])

    @property
    def away(self) -> tuple[str, ...]:
        """Who keeps away from running it: the proposer, and whoever is recused."""
        return (self.record["proposer"], *self.recused)

    @property
    def key(self) -> str:
        """Its key in the content."""
        key: str = self.record["key"]
        return key


@dataclass
class Scene:
    """What every act needs to know, and where it leaves what became of it."""

    days: Days
    cast: Cast
    courses: dict[str, Course] = field(default_factory=dict)
    timeline: Timeline = field(default_factory=Timeline)
    done: Counter[Kind] = field(default_factory=Counter)
    refusals: list[Refusal] = field(default_factory=list)
    moved: bool = True
    """Whether duties may have changed since the clock looked last."""
    failed_ticks: int = 0
    """Looks of the clock at a proposal that went wrong; there should be none."""
    entered: Callable[["Scene", Course, Stage, datetime], None] = lambda *_what: None
    """Told when a proposal has come to another stage."""

    def plan(
        self, course: Course, kind: Kind, at: datetime, act: Act, *, moves: bool = True
    ) -> None:
        """Let an act wait for its instant; one that would be in the future is noted as refused.

        `moves` is False for acts after which no stage and no duty can be another one.
        """
        if at >= self.days.now:
            self.refusals.append(Refusal(course.key, kind, "scenarios.not_yet", at))
            return

        def run(now: datetime) -> Iterator[Planned]:
            if self._do(course, kind, now, act) and moves:
                self.look(course, now)
            yield from ()

        self.timeline.add([Planned(at, run)])

    def look(self, course: Course, at: datetime) -> None:
        """See whether a proposal has come to another stage, and plan what happens there."""
        self.moved = True
        stage = self.proposal(course).stage
        if stage is not course.stage:
            course.stage = stage
            self.entered(self, course, stage, at)

    def begun(self) -> list[Course]:
        """Return the proposals that exist by now."""
        return [course for course in self.courses.values() if course.stage is not None]

    def proposal(self, course: Course) -> Proposal:
        """Return a proposal as it stands now."""
        db.session.close()
        return get_proposal(db.session(), course.proposal_id)

    def when(
        self,
        course: Course,
        day: str,
        *,
        after: datetime | None = None,
        duty: DutyKind | None = None,
        subject_id: int | None = None,
        office: bool = False,
        apart: timedelta = AFTER_ENTRY,
    ) -> datetime:
        """Return the instant for an act meant for a day: a binding order, and a duty's end, go first."""
        wish = self.days.within(day, course.rng.random() * (OFFICE_HOURS if office else 1))
        if duty is not None:
            wish = min(wish, self.before_due(course, duty, subject_id=subject_id) or wish)
        return wish if after is None else max(wish, after + apart)

    def before_due(
        self, course: Course, kind: DutyKind, *, subject_id: int | None = None
    ) -> datetime | None:
        """Return the last good instant before an open duty's end, None where none is open."""
        db.session.close()
        duty = find_open_duty(db.session(), course.proposal_id, kind, subject_id=subject_id)
        return duty.due_at - BEFORE_DUE if duty else None

    def _do(self, course: Course, kind: Kind, at: datetime, act: Act) -> bool:
        """Do an act and count it; returns whether the rules let it be done."""
        try:
            act(at)
        except DomainError as error:
            self.refusals.append(Refusal(course.key, kind, error.code, at))
            return False
        self.done[kind] += 1
        return True
