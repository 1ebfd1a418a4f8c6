"""Formal decisions: notice, count and confirmation; the roll is that of the demo's own owners."""

import re
from datetime import date, datetime, timedelta
from functools import partial

from sqlalchemy import func, select

from agenda.ballots.assembly.commands import convene_assembly
from agenda.ballots.assembly.rules import lawful_bases
from agenda.ballots.decisions.commands import convene_decision
from agenda.ballots.decisions.counting.commands import Ballots, confirm_count, record_count
from agenda.ballots.decisions.counting.rules import Weight
from agenda.ballots.decisions.queries import get_latest, list_counts
from agenda.ballots.decisions.rules import (
    DecisionKind,
    DecisionNotice,
    OwnersItem,
    first_lawful_day,
    last_day,
)
from agenda.community.models import Household
from agenda.community.queries import get_area, in_scope
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import Actor
from agenda.kernel.clock import end_of_day, local_date
from agenda.kernel.ids import DecisionId
from agenda.procedure.queries import find_open_duty
from agenda.procedure.rules import STANDARD, DutyKind
from agenda.scenarios.demo.acts.owning import give_notice_here, plan_ballots_here, sign_here
from agenda.scenarios.demo.content import Record
from agenda.scenarios.demo.kinds import Kind
from agenda.scenarios.demo.scene import Course, Scene

RUNNING = "running"
SUPERVISION = "supervision"
BY_WRITING = "书面征求意见：表决票送到各户，票箱设在门厅和居委会"
PAPER_IS_IN = timedelta(hours=36)
"""So long after closing the last stack of paper is entered and the platform has counted."""
_ITEM = re.compile("第([一二三四五六七八九])")
_NUMERALS = "一二三四五六七八九"


def plan_decision(scene: Scene, course: Course, at: datetime) -> None:
    """Plan the attempt at a decision that was just opened; count and confirmation follow."""
    attempts = course.record["decisions"]
    if course.decisions >= len(attempts):
        return
    told = attempts[course.decisions]
    course.decisions += 1
    due = scene.when(course, told["noticed_on"], after=at, office=True)
    scene.plan(course, Kind.DECISION_NOTICE, due, partial(_convene, scene, course, told))


def _convene(scene: Scene, course: Course, told: Record, at: datetime) -> None:
    """Give notice, and plan the count for when it was held."""
    kind = DecisionKind(told["kind"])
    held_on = _held_on(scene, course, told, kind, at)
    decision_id, convener = _current(scene, course)
    by_owners = kind is DecisionKind.OWNERS_DECISION
    if told.get("held_here"):
        _hold_here(scene, course, told, at)
        return
    notice = DecisionNotice(
        kind=kind,
        question=told["question"],
        place=told["note"] if told["outcome"] == RUNNING else BY_WRITING,
        held_on=held_on,
        item=_item(told["basis"]) if by_owners else None,
    )
    with transaction(convener, at=at) as tx:
        if by_owners:
            convene_decision(tx, decision_id, notice=notice)
        else:
            convene_assembly(tx, decision_id, notice=notice, basis=lawful_bases(kind)[0])
    if told["outcome"] != RUNNING:
        counted_at = end_of_day(held_on) + timedelta(hours=10)
        scene.plan(course, Kind.COUNT, counted_at, partial(_count, scene, course, told))


def _hold_here(scene: Scene, course: Course, told: Record, at: datetime) -> None:
    """Hold an owners' decision on the platform; the clock counts it, two sign and one confirms."""
    decision_id, convener = _current(scene, course)
    item = _item(told["basis"])
    give_notice_here(scene, decision_id, told, by=convener, item=item, at=at)
    plan_ballots_here(scene, course, told)
    if told["outcome"] != RUNNING:
        counted_at = end_of_day(scene.days.day(told["closes_on"])) + PAPER_IS_IN
        scene.plan(course, Kind.COUNT, counted_at, partial(_count, scene, course, told))


def _held_on(scene: Scene, course: Course, told: Record, kind: DecisionKind, at: datetime) -> date:
    """Return the day of a decision as told, moved into what notice and counting leave."""
    db.session.close()
    duty = find_open_duty(db.session(), course.proposal_id, DutyKind.CONVENE_DECISION)
    wish = max(scene.days.day(told["closes_on"]), first_lawful_day(kind, local_date(at)))
    if duty is None:
        return wish
    return min(wish, last_day(duty.due_at, STANDARD.count_confirmation_workdays))


def _count(scene: Scene, course: Course, told: Record, at: datetime) -> None:
    """Record the count for the convening body, and plan that the supervision confirms it."""
    decision_id, convener = _current(scene, course)
    if told.get("held_here"):
        sign_here(scene, course, at)
    else:
        with transaction(convener, at=at) as tx:
            record_count(tx, decision_id, ballots=_ballots(scene, told))
    due = scene.when(course, told["closes_on"], after=at, duty=DutyKind.CONFIRM_COUNT)
    result = course.record["result"]
    if course.decisions < len(course.record["decisions"]):
        due = scene.before_due(course, DutyKind.CONFIRM_COUNT) or due
    elif result is not None:
        due = scene.when(course, result["posted_on"], after=at, duty=DutyKind.CONFIRM_COUNT)
    scene.plan(course, Kind.CONFIRMATION, due, partial(_confirm, scene, course))


def _confirm(scene: Scene, course: Course, at: datetime) -> None:
    """Confirm the count for the supervision committee; without a valid decision it is tried again."""
    decision_id, _convener = _current(scene, course)
    number = list_counts(db.session(), decision_id)[-1].number
    with transaction(scene.cast.of_body(SUPERVISION, besides=course.away), at=at) as tx:
        confirm_count(tx, decision_id, number=number)
    plan_decision(scene, course, at)


def _current(scene: Scene, course: Course) -> tuple[DecisionId, Actor]:
    """Return the running attempt, and who acts for the body charged with it."""
    db.session.close()
    decision = get_latest(db.session(), course.proposal_id)
    body_id = decision.convening_body_id
    key = next(key for key, known in scene.cast.bodies.items() if known == body_id)
    return decision.decision_id, scene.cast.of_body(key, besides=course.away)


def _item(basis: str) -> OwnersItem:
    """Return the item of Civil Code art. 278 a basis names last but for its paragraph."""
    named = _ITEM.search(basis.rpartition("款")[2])
    number = _NUMERALS.index(named[1]) + 1 if named else 9
    return list(OwnersItem)[number - 1]


def _ballots(scene: Scene, told: Record) -> Ballots:
    """Return the sheet; where area counts, it is shared out by heads, rounded down."""
    heads = told["heads"]
    area = 0
    if told["kind"] == DecisionKind.OWNERS_DECISION:
        area = _area_of(scene, told["scope"])
    votes = [Weight(told[name], area * told[name] // heads) for name in ("for", "against")]
    abstain = Weight(told["abstain"], area * told["abstain"] // heads)
    return Ballots(
        roll=Weight(heads, area),
        participating=votes[0] + votes[1] + abstain,
        votes_for=votes[0],
        against=votes[1],
        abstain=abstain,
        spoiled=told["spoiled"],
    )


def _area_of(scene: Scene, scope: str) -> int:
    """Return the exclusive area of all homes of an area, in 0.01 m2."""
    session = db.session()
    area = get_area(session, scene.cast.areas[scope])
    return session.scalar(select(func.sum(Household.exclusive_area)).where(in_scope(area))) or 0
