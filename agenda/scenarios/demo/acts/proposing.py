"""Drafting, submitting, screening, appealing, withdrawing."""

from datetime import datetime
from functools import partial

from agenda.infra.transaction import transaction
from agenda.kernel.ids import ProposalId
from agenda.procedure.rules import DutyKind
from agenda.proposals.commands import draft_proposal, submit_proposal, withdraw_proposal
from agenda.proposals.rules import ProposalText, ScreeningReason, Stage, Topic
from agenda.proposals.screening.commands import (
    accept_proposal,
    answer_appeal,
    appeal_screening,
    refuse_proposal,
)
from agenda.scenarios.demo.acts.merging import plan_merge_answer
from agenda.scenarios.demo.acts.waiting import submission_for
from agenda.scenarios.demo.content import Record
from agenda.scenarios.demo.kinds import BY_SILENCE, Kind
from agenda.scenarios.demo.scene import Course, Scene

SUPERVISION = "supervision"
"""The key of the supervision committee in the content."""


def plan_draft(scene: Scene, course: Course) -> None:
    """Plan the proposal's beginning."""
    at = scene.when(course, course.record["drafted_on"])
    scene.plan(course, Kind.DRAFT, at, partial(_draft, scene, course))


def plan_submission(scene: Scene, course: Course, at: datetime) -> None:
    """Plan the submission of a draft, and once more where screening returns it and comes again."""
    attempts = len(course.record["screening"])
    if course.record["submitted_on"] is None or course.submissions >= max(attempts, 1):
        return
    day = course.record["submitted_on"]
    if course.submissions < attempts - 1:
        day = course.record["drafted_on"]
    due = submission_for(course.record, scene.when(course, day, after=at), scene.days.now)
    scene.plan(course, Kind.SUBMISSION, due, partial(_submit, scene, course))


def plan_screening(scene: Scene, course: Course, at: datetime) -> None:
    """Plan what screening finds; where the content has silence, the clock speaks."""
    record = course.record
    if record["stage"] == Stage.WITHDRAWN:
        due = scene.when(course, record["ending"]["on"], after=at, duty=DutyKind.SCREEN)
        scene.plan(course, Kind.WITHDRAWAL, due, partial(_withdraw, scene, course))
    if not record["screening"]:
        return
    attempt = record["screening"][course.submissions - 1]
    if attempt["outcome"] != BY_SILENCE:
        due = scene.when(course, attempt["on"], after=at, duty=DutyKind.SCREEN, office=True)
        scene.plan(course, Kind.SCREENING, due, partial(_screen, scene, course, attempt))


def plan_appeal(scene: Scene, course: Course, at: datetime) -> None:
    """Plan the appeal against the latest outcome of screening, if there is one."""
    if course.submissions:
        appeal = course.record["screening"][course.submissions - 1]["appeal"]
        if appeal is not None:
            due = scene.when(course, appeal["on"], after=at)
            scene.plan(course, Kind.APPEAL, due, partial(_appeal, scene, course, appeal))


def _draft(scene: Scene, course: Course, at: datetime) -> None:
    """Begin the draft with the text as it was first submitted."""
    record = course.record
    with transaction(scene.cast.named(record["proposer"]), at=at) as tx:
        proposal = draft_proposal(
            tx,
            scope_id=scene.cast.areas[record["scope"]],
            topic=Topic(record["topic"]),
            text=_first_text(scene, record),
        )
    course.proposal_id = proposal.proposal_id


def _submit(scene: Scene, course: Course, at: datetime) -> None:
    """Submit it."""
    course.submissions += 1
    with transaction(scene.cast.named(course.record["proposer"]), at=at) as tx:
        submit_proposal(tx, course.proposal_id)


def _withdraw(scene: Scene, course: Course, at: datetime) -> None:
    """Withdraw it as its proposer."""
    with transaction(scene.cast.named(course.record["proposer"]), at=at) as tx:
        withdraw_proposal(tx, course.proposal_id)


def _screen(scene: Scene, course: Course, attempt: Record, at: datetime) -> None:
    """Accept it, or refuse it for a reason of the closed list."""
    with transaction(scene.cast.named(attempt["by"]), at=at) as tx:
        if attempt["reason_code"] is None:
            accept_proposal(tx, course.proposal_id)
            return
        refuse_proposal(
            tx,
            course.proposal_id,
            reason=ScreeningReason(attempt["reason_code"]),
            explanation=scene.days.prose(attempt["reason"], own=attempt["on"]),
            duplicate_of_id=_duplicate_of(scene, course, attempt),
        )
    if attempt["outcome"] == Stage.MERGED:
        plan_merge_answer(scene, course, at)


def _duplicate_of(scene: Scene, course: Course, attempt: Record) -> ProposalId | None:
    """Return the proposal another one is found to say again."""
    if attempt["outcome"] != Stage.MERGED:
        return None
    return scene.courses[course.record["ending"]["into"]].proposal_id


def _appeal(scene: Scene, course: Course, appeal: Record, at: datetime) -> None:
    """Appeal as the proposer; the supervision committee answers on its day."""
    with transaction(scene.cast.named(appeal["by"]), at=at) as tx:
        appeal_screening(
            tx, course.proposal_id, text=scene.days.prose(appeal["text"], own=appeal["on"])
        )
    if appeal["outcome"] is not None:
        due = scene.when(
            course, appeal["decided_on"], after=at, duty=DutyKind.ANSWER_APPEAL, office=True
        )
        scene.plan(course, Kind.APPEAL_ANSWER, due, partial(_answer, scene, course, appeal))


def _answer(scene: Scene, course: Course, appeal: Record, at: datetime) -> None:
    """Answer an appeal for the supervision committee."""
    with transaction(scene.cast.of_body(SUPERVISION), at=at) as tx:
        answer_appeal(
            tx,
            course.proposal_id,
            restored=appeal["outcome"] == "restored",
            answer=scene.days.prose(appeal["answer"], own=appeal["decided_on"]),
        )


def _first_text(scene: Scene, record: Record) -> ProposalText:
    """Return a proposal's text as first submitted: its revisions taken back from the last."""
    text = {field: record[field] for field in ("title", "matter", "remedy")}
    for revision in reversed(record["revisions"]):
        text[revision["field"]] = revision["before"]
    own = record["submitted_on"] or record["drafted_on"]
    return ProposalText(**{field: scene.days.prose(said, own=own) for field, said in text.items()})
