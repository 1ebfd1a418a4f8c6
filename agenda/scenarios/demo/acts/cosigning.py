"""Co-signing and taking it back, and editing the text meanwhile."""

from datetime import datetime
from functools import partial

from agenda.ballots.queries import get_vote
from agenda.community.calendar.rules import due_in_workdays
from agenda.cosigns.commands import cosign, withdraw_cosign
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.ids import PersonId
from agenda.procedure.rules import STANDARD, DutyKind
from agenda.proposals.commands import edit_proposal
from agenda.proposals.queries import get_proposal
from agenda.proposals.rules import ProposalText, Stage
from agenda.scenarios.demo.acts.signers import Signers, choose_signers
from agenda.scenarios.demo.acts.waiting import crossing_for
from agenda.scenarios.demo.content import Record
from agenda.scenarios.demo.days import spread
from agenda.scenarios.demo.kinds import Kind
from agenda.scenarios.demo.scene import BEFORE_DUE, Course, Scene

_EARLY = 0.6
"""The share of those whose household has joined already who sign before the threshold is reached."""


def plan_cosigning(scene: Scene, course: Course, at: datetime) -> None:
    """Plan the households up to the threshold, or all where it is never reached, and the edits."""
    cosigns = course.record["cosigns"]
    course.signers = _choose(scene, course, cosigns)
    for revision in course.record["revisions"]:
        due = scene.when(course, revision["on"], after=at, duty=DutyKind.GATHER_COSIGNS)
        scene.plan(course, Kind.REVISION, due, partial(_revise, scene, course, revision))
    if cosigns["crossed_on"] is None:
        ends_at = scene.when(course, cosigns["last_on"], after=at, duty=DutyKind.GATHER_COSIGNS)
        _plan_all(scene, course, course.signers, at, ends_at)
        return
    wish = scene.when(course, cosigns["crossed_on"], after=at, duty=DutyKind.GATHER_COSIGNS)
    latest = scene.before_due(course, DutyKind.GATHER_COSIGNS)
    crossing = crossing_for(course.record, wish, scene.days, before=latest)
    needed = scene.proposal(course).cosigns_needed
    early, course.signers = course.signers.split(needed - 1, course.rng, share=_EARLY)
    _plan_all(scene, course, early, at, crossing, last_at=crossing)


def plan_further_cosigns(scene: Scene, course: Course, at: datetime) -> None:
    """Plan who co-signs after the threshold was reached, while that is still possible."""
    ends_at = scene.when(course, course.record["cosigns"]["last_on"], after=at)
    vote = get_vote(db.session(), course.proposal_id)
    closed_at = vote.closes_at
    if course.record["stage"] != Stage.NOT_CARRIED:
        closed_at = due_in_workdays(vote.closes_at, STANDARD.routing_workdays)
    ends_at = min(ends_at, closed_at - BEFORE_DUE)
    _plan_all(scene, course, course.signers, at, min(ends_at, scene.days.now))


def _choose(scene: Scene, course: Course, cosigns: Record) -> Signers:
    """Choose who signs beside the proposer."""
    cast, record = scene.cast, course.record
    return choose_signers(
        cast.residents[cast.areas[record["scope"]]],
        proposer=cast.persons[record["proposer"]],
        told=[cast.persons[key] for key in cosigns["persons"]],
        people=cosigns["people"],
        households=cosigns["households"],
        withdrawn=cosigns["withdrawn"],
        rng=course.rng,
    )


def _plan_all(
    scene: Scene,
    course: Course,
    signers: Signers,
    begin: datetime,
    end: datetime,
    *,
    last_at: datetime | None = None,
) -> None:
    """Plan co-signatures between two instants; `last_at` is when the last household joins."""
    rng, firsts = course.rng, signers.firsts
    instants = spread(begin, end, len(firsts), rng)
    if last_at is not None and instants:
        instants[-1] = last_at
    for person_id, at in zip(firsts, instants, strict=True):
        act = partial(_cosign, scene, course, person_id)
        scene.plan(course, Kind.COSIGN, at, act, moves=at == last_at)
    for person_id, joined in (*signers.seconds, *signers.withdrawn):
        since = instants[joined - 1] if 0 < joined <= len(instants) else begin
        (at,) = spread(since, end, 1, rng)
        act = partial(_cosign, scene, course, person_id)
        scene.plan(course, Kind.COSIGN, at, act, moves=False)
        if (person_id, joined) in signers.withdrawn:
            (back_at,) = spread(at, end, 1, rng)
            act = partial(_take_back, scene, course, person_id)
            scene.plan(course, Kind.COSIGN_WITHDRAWAL, back_at, act, moves=False)


def _cosign(scene: Scene, course: Course, person_id: PersonId, at: datetime) -> None:
    """Let a resident co-sign."""
    with transaction(scene.cast.actor(person_id), at=at) as tx:
        cosign(tx, course.proposal_id)


def _take_back(scene: Scene, course: Course, person_id: PersonId, at: datetime) -> None:
    """Let a resident take the co-signature back."""
    with transaction(scene.cast.actor(person_id), at=at) as tx:
        withdraw_cosign(tx, course.proposal_id)


def _revise(scene: Scene, course: Course, revision: Record, at: datetime) -> None:
    """Let the proposer edit one field of the text."""
    record, prose = course.record, scene.days.prose
    later = [one for one in record["revisions"] if one["on"] > revision["on"]]
    field = revision["field"]
    said = next((one["before"] for one in later if one["field"] == field), record[field])
    with transaction(scene.cast.named(record["proposer"]), at=at) as tx:
        proposal = get_proposal(tx.session, course.proposal_id)
        text = {name: getattr(proposal, name) for name in ("title", "matter", "remedy")}
        text[field] = prose(said, own=revision["on"])
        edit_proposal(
            tx,
            course.proposal_id,
            text=ProposalText(**text),
            version=proposal.version,
            note=prose(revision["note"], own=revision["on"]),
        )
