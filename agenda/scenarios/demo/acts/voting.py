"""The residents' secret vote: so many ballots for and against as the content tells."""

from datetime import datetime
from functools import partial

from agenda.ballots.commands import cast_ballot
from agenda.ballots.queries import get_vote
from agenda.ballots.rules import Choice
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.ids import PersonId, VoteId
from agenda.scenarios.demo.days import spread
from agenda.scenarios.demo.kinds import Kind
from agenda.scenarios.demo.scene import Course, Scene


def plan_ballots(scene: Scene, course: Course, _at: datetime) -> None:
    """Plan the ballots of a vote that was just scheduled: drawn from the roll, over its days."""
    told = course.record["vote"]
    if told is None:
        return
    vote = get_vote(db.session(), course.proposal_id)
    scope = scene.cast.areas[course.record["scope"]]
    choices = [choice for choice in Choice for _ in range(told[choice.value])]
    course.rng.shuffle(choices)
    voters = scene.cast.sample(scope, len(choices), course.rng)
    ends_at = min(vote.closes_at, scene.days.now)
    instants = spread(vote.opens_at, ends_at, len(voters), course.rng)
    for voter, choice, at in zip(voters, choices, instants, strict=True):
        act = partial(_vote, scene, vote.vote_id, voter, choice)
        scene.plan(course, Kind.BALLOT, at, act, moves=False)


def _vote(scene: Scene, vote_id: VoteId, voter: PersonId, choice: Choice, at: datetime) -> None:
    """Let a resident cast a ballot."""
    with transaction(scene.cast.actor(voter), at=at) as tx:
        cast_ballot(tx, vote_id, choice)
