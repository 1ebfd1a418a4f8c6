"""Who is asked and what the bodies say, in versions; stopping the clocks of a deliberation."""

from datetime import datetime, timedelta
from functools import partial

from agenda.deliberation.parties.invitations.commands import invite_body
from agenda.deliberation.positions.commands import file_position
from agenda.deliberation.positions.rules import Stance
from agenda.infra.transaction import transaction
from agenda.proposals.suspension.commands import suspend_proposal
from agenda.scenarios.demo.content import Record
from agenda.scenarios.demo.kinds import Kind, invited_later, new_stances
from agenda.scenarios.demo.scene import Course, Scene


def plan_invitations(scene: Scene, course: Course, at: datetime) -> None:
    """Plan that the lead invites whom silence forgot: the clock asks its two partners alone."""
    for number, body in enumerate(invited_later(course.record), 1):
        due = at + timedelta(minutes=10 * number)
        act = partial(_invite, scene, course, body)
        scene.plan(course, Kind.INVITATION, due, act)


def plan_positions(scene: Scene, course: Course, at: datetime) -> None:
    """Plan every version of every body's position, each after the one before."""
    for position in course.record["positions"]:
        before = at
        for version in position["versions"]:
            before = scene.when(course, version["on"], after=before, office=True)
            act = partial(_file, scene, course, position["body"], version)
            scene.plan(course, Kind.POSITION, before, act, moves=False)


def plan_suspension(scene: Scene, course: Course, at: datetime) -> None:
    """Plan the day on which the lead body stops the clocks."""
    suspension = course.record["suspension"]
    if suspension is not None:
        due = scene.when(course, suspension["on"], after=at, office=True)
        scene.plan(course, Kind.SUSPENSION, due, partial(_suspend, scene, course, suspension))


def plan_stances(scene: Scene, course: Course, at: datetime) -> None:
    """Plan, on the day a text was adopted, the last word of each body on it."""
    for number, stance in enumerate(new_stances(course.record), 1):
        due = at + timedelta(minutes=10 * number)
        act = partial(_file, scene, course, stance["body"], stance)
        scene.plan(course, Kind.STANCE, due, act, moves=False)


def _invite(scene: Scene, course: Course, body: str, at: datetime) -> None:
    """Invite a further body for the lead."""
    lead = course.record["routing"]["lead"]
    with transaction(scene.cast.of_body(lead, besides=course.away), at=at) as tx:
        invite_body(tx, course.proposal_id, body_id=scene.cast.bodies[body])


def _file(scene: Scene, course: Course, body: str, version: Record, at: datetime) -> None:
    """File a position for a body, by one of its seats."""
    filed = course.positions.get(body, 0)
    with transaction(scene.cast.of_body(body, besides=course.recused), at=at) as tx:
        file_position(
            tx,
            course.proposal_id,
            scene.cast.bodies[body],
            stance=Stance(version["stance"]),
            reasons=scene.days.prose(version["reasons"], own=version["on"]),
            conditions=[scene.days.prose(c, own=version["on"]) for c in version["conditions"]],
            version=filed,
        )
    course.positions[body] = filed + 1


def _suspend(scene: Scene, course: Course, suspension: Record, at: datetime) -> None:
    """Stop the clocks up to the day of review."""
    until = scene.days.day(suspension["until"])
    days = (until - scene.days.day(suspension["on"])).days
    with transaction(scene.cast.of_body(suspension["body"], besides=course.away), at=at) as tx:
        suspend_proposal(
            tx,
            course.proposal_id,
            days=days,
            reason=scene.days.prose(suspension["reason"], own=suspension["on"]),
        )
