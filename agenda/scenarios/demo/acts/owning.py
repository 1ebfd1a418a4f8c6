"""Owners' decisions held on the platform itself: notice, deliveries, ballots online and on paper, signatures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise

from sqlalchemy import select

from agenda.ballots.decisions.counting.commands import sign_count
from agenda.ballots.decisions.queries import get_latest
from agenda.ballots.decisions.rules import OwnersItem
from agenda.ballots.owners.casting.commands import cast_ballot
from agenda.ballots.owners.delivery.commands import record_deliveries
from agenda.ballots.owners.delivery.queries import list_delivery_units
from agenda.ballots.owners.delivery.rules import DeliveryEntry, DeliveryMethod
from agenda.ballots.owners.models import HeadOwner, VotingHead
from agenda.ballots.owners.paper.commands import read_ballot, register_ballots
from agenda.ballots.owners.paper.rules import Sheet
from agenda.ballots.owners.queries import get_ballot
from agenda.ballots.owners.roll.commands import give_notice
from agenda.ballots.owners.rules import BallotPlan, Question
from agenda.ballots.rules import Choice
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import Actor
from agenda.kernel.clock import local_date
from agenda.kernel.ids import DecisionId, HeadId, PersonId
from agenda.scenarios.demo.content import Record
from agenda.scenarios.demo.days import spread
from agenda.scenarios.demo.kinds import Kind
from agenda.scenarios.demo.scene import Course, Scene

IN_TIME = timedelta(hours=1)
ENTERED_AFTER = timedelta(hours=20)
STACKS = (0.35, 0.7, 0.97)
"""At which shares of the time that is told the paper ballots come in, a third each time."""


@dataclass(frozen=True)
class _Voter:
    """A head with one of its owners, and what he chooses."""

    head_id: HeadId
    owner: Actor
    choice: Choice


def give_notice_here(
    scene: Scene,
    decision_id: DecisionId,
    told: Record,
    *,
    by: Actor,
    item: OwnersItem,
    at: datetime,
) -> None:
    """Give notice of a decision that the platform holds, on the days that are told."""
    plan = BallotPlan(
        questions=(Question(1, item, told["question"]),),
        place=told["note"],
        opens_on=scene.days.day(told["opens_on"]),
        closes_on=scene.days.day(told["closes_on"]),
    )
    with transaction(by, at=at) as tx:
        give_notice(tx, decision_id, plan=plan)


def plan_ballots_here(scene: Scene, course: Course, told: Record) -> None:
    """Plan deliveries and ballots for once the roll is frozen."""
    opens_at = scene.days.start_of(scene.days.day(told["opens_on"]))
    begin = partial(_deliver, scene, course, told)
    scene.plan(course, Kind.DELIVERY, opens_at + IN_TIME, begin)


def sign_here(scene: Scene, course: Course, at: datetime) -> None:
    """Let two of the convening body sign the platform's own count."""
    db.session.close()
    decision_id = get_latest(db.session(), course.proposal_id).decision_id
    for hand in _hands(scene, course):
        with transaction(hand, at=at) as tx:
            sign_count(tx, decision_id)


def _deliver(scene: Scene, course: Course, told: Record, at: datetime) -> None:
    """Enter how the ballots reached the homes, and plan who votes when and how."""
    session = db.session()
    ballot = get_ballot(session, get_latest(session, course.proposal_id).decision_id)
    homes = [unit.household_id for unit in list_delivery_units(session, ballot)]
    methods = [
        None if number % 25 == 24 else DeliveryMethod.REFUSED if number % 40 == 7 else method
        for number, method in enumerate(
            course.rng.choices((DeliveryMethod.MAILBOX, DeliveryMethod.IN_PERSON), k=len(homes))
        )
    ]
    entries = [DeliveryEntry(home, how) for home, how in zip(homes, methods, strict=True)]
    with transaction(_hands(scene, course)[0], at=at) as tx:
        record_deliveries(tx, ballot.decision_id, entries=entries, day=local_date(at))
    _plan_voters(scene, course, told, begin=at, end=min(ballot.closes_at, scene.days.now))


def _plan_voters(
    scene: Scene, course: Course, told: Record, *, begin: datetime, end: datetime
) -> None:
    """Plan the ballots that are told: most online one by one, the others in stacks of paper."""
    voters = _voters(scene, course, told)
    on_paper, online = voters[: told["paper"]], voters[told["paper"] :]
    for voter, at in zip(online, spread(begin, end, len(online), course.rng), strict=True):
        act = partial(_cast, voter)
        scene.plan(course, Kind.OWNERS_BALLOT, at, act, moves=False)
    bounds = [len(on_paper) * part // len(STACKS) for part in range(len(STACKS) + 1)]
    for share, (first, last) in zip(STACKS, pairwise(bounds), strict=True):
        taken = partial(_take_in, scene, course, on_paper[first:last])
        at = begin + (end - begin) * share
        scene.plan(course, Kind.PAPER_STACK, at, taken)


def _voters(scene: Scene, course: Course, told: Record) -> Sequence[_Voter]:
    """Draw as many heads as took part, by their share of the roll, each with its choice."""
    session = db.session()
    decision_id = get_latest(session, course.proposal_id).decision_id
    query = (
        select(HeadOwner.head_id, HeadOwner.person_id)
        .join(VotingHead, VotingHead.head_id == HeadOwner.head_id)
        .where(HeadOwner.decision_id == decision_id)
        .order_by(VotingHead.number, HeadOwner.person_id)
    )
    owners: dict[HeadId, PersonId] = {}
    for head_id, person_id in session.execute(query):
        owners.setdefault(head_id, person_id)
    choices = [choice for choice in Choice for _ in range(told[choice.value])]
    course.rng.shuffle(choices)
    drawn = course.rng.sample(sorted(owners), min(len(choices), len(owners)))
    return [
        _Voter(head_id, scene.cast.actor(owners[head_id]), choice)
        for head_id, choice in zip(drawn, choices, strict=False)
    ]


def _cast(voter: _Voter, at: datetime) -> None:
    """Cast one ballot online."""
    with transaction(voter.owner, at=at) as tx:
        cast_ballot(tx, voter.head_id, (voter.choice,), based_on=0)


def _take_in(scene: Scene, course: Course, sheets: Sequence[_Voter], at: datetime) -> None:
    """Take a stack of paper in, and plan that two enter it the next day."""
    if not sheets:
        return
    decision_id = get_latest(db.session(), course.proposal_id).decision_id
    with transaction(_hands(scene, course)[0], at=at) as tx:
        stack_id = register_ballots(tx, decision_id, sheets=len(sheets)).stack_id
    enter = partial(_enter, scene, course, sheets, stack_id)
    if at + ENTERED_AFTER < scene.days.now:
        scene.plan(course, Kind.PAPER_STACK, at + ENTERED_AFTER, enter)


def _enter(
    scene: Scene, course: Course, sheets: Sequence[_Voter], stack_id: int, at: datetime
) -> None:
    """Let two of the convening body read every sheet of a stack."""
    for hand in _hands(scene, course):
        with transaction(hand, at=at) as tx:
            for number, one in enumerate(sheets, start=1):
                sheet = Sheet(one.head_id, (one.choice,))
                read_ballot(tx, stack_id, number, key="", sheet=sheet)


def _hands(scene: Scene, course: Course) -> tuple[Actor, Actor]:
    """Return two of the body charged with the decision who do not keep away."""
    db.session.close()
    body_id = get_latest(db.session(), course.proposal_id).convening_body_id
    key = next(key for key, known in scene.cast.bodies.items() if known == body_id)
    first, second = [who for who in scene.cast.seats[key] if who not in course.away][:2]
    return scene.cast.named(first), scene.cast.named(second)
