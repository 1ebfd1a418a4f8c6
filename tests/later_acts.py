"""Random acts of the later stages: votes, routing, talks, results, tasks, appraisal, reopening."""

from collections.abc import Callable
from datetime import timedelta

from agenda.ballots.commands import cast_ballot
from agenda.ballots.queries import find_vote
from agenda.ballots.rules import Choice
from agenda.deliberation.commands import adopt_agreement, conclude_without_agreement
from agenda.deliberation.positions.commands import file_position
from agenda.deliberation.positions.rules import Stance
from agenda.deliberation.queries import current_sitting
from agenda.deliberation.routing.commands import route_proposal
from agenda.deliberation.routing.matters.rules import Matter
from agenda.deliberation.routing.referral.commands import record_reply
from agenda.deliberation.routing.rules import RoutingPlan
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import BodyKind
from agenda.procedure.rules import Route
from agenda.proposals.rules import Stage
from agenda.resolutions.appraisal.commands import (
    PlannedTask,
    answer_survey,
    file_rectification,
    grade_at_meeting,
)
from agenda.resolutions.reopening.commands import ask_reopening, support_reopening
from agenda.resolutions.results.commands import answer_objection, file_objection
from agenda.resolutions.results.queries import list_objections
from agenda.resolutions.tasks.commands import finish_task, promise_task, report_progress
from agenda.resolutions.tasks.queries import list_open_tasks
from tests.factories import reload
from tests.world import World

COMMITTEE = BodyKind.RESIDENTS_COMMITTEE


def vote(world: World) -> None:
    """Let some residents vote, if a vote is open."""
    found = find_vote(db.session(), world.proposal_id)
    db.session.close()
    if found is None:
        return
    if found.closed_at is None and found.opens_at > world.clock.now():
        world.clock.set(found.opens_at)
    for _ in range(world.random.randrange(1, 40)):
        choice = world.random.choice((Choice.FOR, Choice.FOR, Choice.AGAINST, Choice.ABSTAIN))
        with transaction(world.anybody()) as tx:
            cast_ballot(tx, found.vote_id, choice)


def route(world: World) -> None:
    plan = RoutingPlan(
        matter=world.random.choice(list(Matter)),
        route=world.random.choice(list(Route)),
        lead_body_id=world.place.bodies[world.random.choice(list(BodyKind))],
        parties=(world.place.bodies[BodyKind.PROPERTY_COMPANY],),
        reason="按居民意见办理。",
        office="城管执法中队",
    )
    with transaction(world.seat(BodyKind.PARTY_ORGANIZATION)) as tx:
        route_proposal(tx, world.proposal_id, plan=plan)


def reply(world: World) -> None:
    with transaction(world.seat(COMMITTEE)) as tx:
        record_reply(tx, world.proposal_id, reply="已经上门检查并责令整改。")


def take_position(world: World) -> None:
    kind = world.random.choice(list(BodyKind))
    with transaction(world.seat(kind)) as tx:
        file_position(
            tx,
            world.proposal_id,
            world.place.bodies[kind],
            stance=Stance.FOR,
            reasons="赞成，愿意配合。",
        )


def agree(world: World) -> None:
    """Let a meeting's motion adopt a text: what the record would write, without the meeting."""
    if reload(world.proposal_id).stage is not Stage.DELIBERATING:
        return
    with transaction(world.seat(COMMITTEE)) as tx:
        sitting = current_sitting(tx.session, world.proposal_id)
        if sitting is not None:
            adopt_agreement(tx, sitting, paragraphs=["加装一部电梯。"], motion_id=1)


def give_up(world: World) -> None:
    with transaction(world.seat()) as tx:
        conclude_without_agreement(tx, world.proposal_id, reason="各方意见仍然不同。")


def object_to_result(world: World) -> None:
    with transaction(world.anybody()) as tx:
        file_objection(tx, world.proposal_id, text="公示的费用和会上说的不一样，请说明。")


def answer_objections(world: World) -> None:
    open_ones = [
        one for one in list_objections(db.session(), world.proposal_id) if not one.answered_at
    ]
    db.session.close()
    for one in open_ones:
        with transaction(world.seat()) as tx:
            answer_objection(tx, one.objection_id, upheld=world.yes(), answer="已经核对。")


def promise(world: World) -> None:
    lead = reload(world.proposal_id).lead_body_id
    with transaction(world.seat()) as tx:
        promise_task(
            tx,
            world.proposal_id,
            lead_body_id=lead,
            body_id=world.place.bodies[world.random.choice(list(BodyKind))],
            what="完成施工图",
            due_at=now() + timedelta(days=world.random.randint(1, 90)),
        )


def work(world: World) -> None:
    tasks = list_open_tasks(db.session(), world.proposal_id)
    db.session.close()
    for task in tasks:
        kind = next(k for k, body in world.place.bodies.items() if body == task.body_id)
        with transaction(world.seat(kind)) as tx:
            if world.yes():
                finish_task(tx, task.task_id, text="已经完成。")
            else:
                report_progress(tx, task.task_id, text="正在施工。")


def grade(world: World) -> None:
    for number in range(min(12, len(world.place.people))):
        with transaction(world.place.resident(number)) as tx:
            answer_survey(tx, world.proposal_id, score=world.random.randint(1, 5), comment="")


def meet_and_grade(world: World) -> None:
    with transaction(world.seat(COMMITTEE)) as tx:
        grade_at_meeting(tx, world.proposal_id, satisfied=world.yes(), note="到会十二人。")


def rectify(world: World) -> None:
    body = world.place.bodies[BodyKind.PROPERTY_COMPANY]
    task = PlannedTask(body, "返工并复验", now() + timedelta(days=20))
    with transaction(world.seat()) as tx:
        file_rectification(
            tx, world.proposal_id, plan="漏水部位全部返工，请居民代表到场验收。", tasks=[task]
        )


def reopen(world: World) -> None:
    with transaction(world.anybody()) as tx:
        if world.yes():
            ask_reopening(tx, world.proposal_id, new_facts="政府新出了补贴办法。")
        else:
            support_reopening(tx, world.proposal_id)


LATER_ACTS: dict[str, Callable[[World], None]] = {
    "agree": agree,
    "answer_objections": answer_objections,
    "give_up": give_up,
    "grade": grade,
    "meet_and_grade": meet_and_grade,
    "object": object_to_result,
    "promise": promise,
    "rectify": rectify,
    "reopen": reopen,
    "reply": reply,
    "route": route,
    "take_position": take_position,
    "vote": vote,
    "work": work,
}
