"""Setting the way of a listed proposal, and carrying a matter to its office."""

from datetime import date, datetime, timedelta
from functools import partial

from agenda.deliberation.routing.commands import defer_routing, route_proposal
from agenda.deliberation.routing.matters.rules import Matter
from agenda.deliberation.routing.referral.commands import prove_hand_over, record_reply
from agenda.deliberation.routing.rules import RoutingPlan
from agenda.infra.transaction import transaction
from agenda.kernel.clock import local_date
from agenda.kernel.ids import BodyId
from agenda.procedure.rules import DutyKind, Route
from agenda.scenarios.demo.content import Record
from agenda.scenarios.demo.kinds import Kind
from agenda.scenarios.demo.scene import Course, Scene

ROUTING, AGENT = "party", "committee"
MATTERS = (
    Matter.LIFT_INSTALLATION,
    Matter.LIFT_RENEWAL,
    Matter.LEAKS,
    Matter.FUND_RAISING,
    Matter.PROPERTY_FEE,
    Matter.PROPERTY_CONTRACT,
    Matter.OWNERS_ELECTION,
    Matter.PARKING_RULES,
    Matter.NEW_PARKING,
    Matter.GREEN_TO_PARKING,
    Matter.SHARED_PARKING,
    Matter.EBIKE_SHEDS,
    Matter.EBIKES_INDOORS,
    Matter.EV_CHARGING,
    Matter.CLUTTER,
    Matter.WASTE_ROOM,
    Matter.WASTE_HOURS,
    Matter.BULKY_WASTE,
    Matter.DANCING,
    Matter.PETS,
    Matter.CAMERAS,
    Matter.ACCESS_CONTROL,
    Matter.GATES_AND_WALLS,
    Matter.LOCKERS,
    Matter.COMMON_INCOME,
    Matter.SHOP_IN_HOME,
    Matter.ILLEGAL_BUILDING,
    Matter.RENOVATION_NOISE,
    Matter.RENOVATION,
    Matter.PLAYGROUND,
    Matter.BARRIER_FREE,
    Matter.CANTEEN,
    Matter.GARDEN,
    Matter.ACTIVITIES,
)
"""The kinds of the content, 1 to 34, as the catalogue of matters names them."""


def plan_routing(scene: Scene, course: Course, at: datetime) -> None:
    """Plan the deferral and the routing; where the content has silence, the clock routes."""
    routing = course.record["routing"]
    if routing is None or routing["by_default"]:
        return
    if routing["deferral"] is not None:
        on = routing["deferral"]["on"]
        due = scene.when(course, on, after=at, duty=DutyKind.ROUTE, office=True)
        scene.plan(course, Kind.DEFERRAL, due, partial(_defer, scene, course, routing["deferral"]))
    if routing["on"] is not None:
        due = scene.when(course, routing["on"], after=at, duty=DutyKind.ROUTE, office=True)
        scene.plan(course, Kind.ROUTING, due, partial(_route, scene, course, routing))


def plan_referral(scene: Scene, course: Course, at: datetime) -> None:
    """Plan the proof of the hand-over and the office's reply."""
    referral = course.record["referral"]
    due = scene.when(course, referral["handed_on"], after=at, office=True)
    scene.plan(course, Kind.HAND_OVER, due, partial(_prove, scene, course, referral))
    if referral["replied_on"] is not None:
        due = scene.when(course, referral["replied_on"], after=due, office=True)
        scene.plan(course, Kind.OFFICE_REPLY, due, partial(_reply, scene, course, referral))


def _defer(scene: Scene, course: Course, deferral: Record, at: datetime) -> None:
    """Put routing off once."""
    with transaction(scene.cast.of_body(ROUTING, besides=course.away), at=at) as tx:
        defer_routing(
            tx,
            course.proposal_id,
            until=scene.days.day(deferral["until"]),
            reason=scene.days.prose(deferral["reason"], own=deferral["on"]),
        )


def _route(scene: Scene, course: Course, routing: Record, at: datetime) -> None:
    """Set route, lead, parties, dates and recusals."""
    plan = _plan(scene, course, routing, today=local_date(at))
    with transaction(scene.cast.of_body(ROUTING, besides=course.away), at=at) as tx:
        route_proposal(tx, course.proposal_id, plan=plan)


def _plan(scene: Scene, course: Course, routing: Record, *, today: date) -> RoutingPlan:
    """Return the plan the content tells of; the proposer keeps away by himself."""
    record, cast, prose = course.record, scene.cast, scene.days.prose
    recused = [one for one in routing["recused"] if one["person"] in course.recused]
    due_on = None
    if routing["positions_due"] is not None:
        due_on = max(scene.days.day(routing["positions_due"]), today + timedelta(days=1))
    return RoutingPlan(
        matter=MATTERS[record["kind"] - 1],
        route=Route(routing["route"]),
        lead_body_id=cast.bodies[routing["lead"]],
        assisting=_bodies(scene, routing["assisting"]),
        parties=_bodies(scene, routing["parties"]),
        positions_due_on=due_on,
        affected=prose(routing["affected"] or "", own=routing["on"]),
        reason=prose(routing["reason"], own=routing["on"]),
        office=record["referral"]["office"] if record["referral"] else "",
        recused=tuple(cast.persons[one["person"]] for one in recused),
        recusal_reason="；".join(one["reason"] for one in recused),
    )


def _bodies(scene: Scene, keys: list[str]) -> tuple[BodyId, ...]:
    """Return bodies by their keys."""
    return tuple(scene.cast.bodies[key] for key in keys)


def _prove(scene: Scene, course: Course, referral: Record, at: datetime) -> None:
    """Put down to which office the matter was handed, and what proves it."""
    with transaction(scene.cast.of_body(AGENT, besides=course.away), at=at) as tx:
        prove_hand_over(
            tx,
            course.proposal_id,
            office=referral["office"],
            proof=scene.days.prose(referral["proof"], own=referral["handed_on"]),
        )


def _reply(scene: Scene, course: Course, referral: Record, at: datetime) -> None:
    """Put down the office's reply."""
    with transaction(scene.cast.of_body(AGENT, besides=course.away), at=at) as tx:
        record_reply(
            tx,
            course.proposal_id,
            reply=scene.days.prose(referral["reply"], own=referral["replied_on"]),
        )
