"""What residents and bodies say to each other, and the text that two people remove."""

from datetime import datetime, timedelta
from functools import partial

from agenda.deliberation.discussion.commands import write_comment
from agenda.deliberation.discussion.queries import get_comment
from agenda.deliberation.removals.commands import confirm_removal, propose_removal
from agenda.deliberation.removals.rules import RemovalReason, TextKind
from agenda.infra.transaction import transaction
from agenda.kernel.errors import NotFound
from agenda.scenarios.demo.content import Record
from agenda.scenarios.demo.kinds import Kind
from agenda.scenarios.demo.scene import Course, Scene

MODERATING = "committee"
SECOND_LOOK = timedelta(hours=1)
"""So long after the first moderator the second one agrees."""


def plan_discussion(scene: Scene, course: Course, at: datetime) -> None:
    """Plan every comment in the order of the content: nobody answers before he is spoken to."""
    before = at
    for comment in course.record["discussion"]:
        before = scene.when(course, comment["on"], after=before, apart=timedelta(minutes=3))
        act = partial(_write, scene, course, comment)
        scene.plan(course, Kind.COMMENT, before, act, moves=False)
        if comment["removed"] is not None:
            due = scene.when(course, comment["removed"]["on"], after=before)
            scene.plan(course, Kind.REMOVAL, due, partial(_remove, scene, course, comment))


def _write(scene: Scene, course: Course, comment: Record, at: datetime) -> None:
    """Write a comment, below the one it answers."""
    reply_to = course.comments.get(comment["reply_to"])
    if comment["reply_to"] is not None and reply_to is None:
        raise NotFound("deliberation.no_comment")
    with transaction(scene.cast.named(comment["author"]), at=at) as tx:
        written = write_comment(
            tx,
            course.proposal_id,
            text=scene.days.prose(comment["text"], own=comment["on"]),
            reply_to=reply_to,
        )
    course.comments[comment["id"]] = written.comment_id


def _remove(scene: Scene, course: Course, comment: Record, at: datetime) -> None:
    """Remove a comment by two moderators, one after the other."""
    removed = comment["removed"]
    with transaction(scene.cast.named(removed["by"]), at=at) as tx:
        removal = propose_removal(
            tx,
            course.proposal_id,
            kind=TextKind.COMMENT,
            number=get_comment(tx.session, course.comments[comment["id"]]).number,
            reason=RemovalReason.PERSONAL_ATTACK,
            explanation=scene.days.prose(removed["reason"], own=removed["on"]),
        )
    besides = (removed["by"], comment["author"], *course.away)
    second = scene.cast.of_body(MODERATING, besides=besides)
    with transaction(second, at=at + SECOND_LOOK) as tx:
        confirm_removal(tx, removal.removal_id)
