"""All that a proposal's page shows of what came of it: gathered, and one query for the scores."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from agenda.attachments.models import Attachment
from agenda.attachments.queries import list_beside
from agenda.attachments.rules import Subject
from agenda.community.people.queries import public_names
from agenda.community.queries import get_area, scope_size
from agenda.infra.gathering import OWN, Listed, Rows, gather
from agenda.kernel.authz import Actor, Decision
from agenda.kernel.ids import BodyId, PersonId, ProposalId
from agenda.procedure.rules import Procedure
from agenda.proposals.bodies.queries import BODIES, body_names
from agenda.proposals.models import Proposal
from agenda.proposals.queries import facts, get_proposal, procedure_of
from agenda.proposals.rules import ProposalFacts
from agenda.resolutions.appraisal import policy as appraisal_policy
from agenda.resolutions.appraisal.models import Appraisal, Reopening
from agenda.resolutions.appraisal.queries import list_answered, list_answers
from agenda.resolutions.results import policy as result_policy
from agenda.resolutions.results.models import Objection, Result
from agenda.resolutions.tasks import policy as task_policy
from agenda.resolutions.tasks.models import Task, TaskReport
from agenda.resolutions.tasks.rules import Light, TaskState, light
from agenda.resolutions.terms.queries import SHOWN as TERMS_SHOWN
from agenda.resolutions.terms.queries import Terms, gathered_terms


@dataclass(frozen=True)
class ShownObjection:
    """An objection with its author masked, and whether the reader may answer it."""

    objection: Objection
    who: str
    body: str
    may_answer: bool


@dataclass(frozen=True)
class ShownTask:
    """A promise with its light, its reports and whether the reader may report on it."""

    task: Task
    body: str
    light: Light
    reports: Sequence[TaskReport]
    files: Mapping[int, tuple[Attachment, ...]]
    """What stands beside the reports, by report id."""
    may_report: bool
    terms: Terms


@dataclass(frozen=True)
class ShownAppraisal:
    """One round of appraisal; scores and comments are known only once its survey is closed."""

    appraisal: Appraisal
    scores: dict[int, int]
    comments: Sequence[str]
    answered: bool


@dataclass(frozen=True)
class ResultPanel:
    """What came of a proposal, what is promised, and what the reader can do about it."""

    proposal_id: ProposalId
    results: Sequence[Result]
    body: str
    objections: Sequence[ShownObjection]
    tasks: Sequence[ShownTask]
    may_explain: Decision
    may_object: Decision
    may_promise: Decision

    @property
    def result(self) -> Result | None:
        """The result that counts: the latest."""
        return self.results[-1] if self.results else None


@dataclass(frozen=True)
class AppraisalPanel:
    """How residents grade what was done, and what follows."""

    proposal_id: ProposalId
    appraisals: Sequence[ShownAppraisal]
    reopening: Reopening | None
    reopening_needed: int
    may_answer_survey: Decision
    may_grade: bool
    may_file_plan: bool
    may_reopen: Decision


RESULT_SHOWN = (
    Listed(Result, Result.proposal_id == OWN),
    Listed(Objection, Objection.proposal_id == OWN),
    Listed(Task, Task.proposal_id == OWN),
    Listed(TaskReport, TaskReport.proposal_id == OWN),
    *TERMS_SHOWN,
    BODIES,
)
"""What the panel of results shows."""
APPRAISAL_SHOWN = (
    Listed(Appraisal, Appraisal.proposal_id == OWN),
    Listed(Reopening, Reopening.proposal_id == OWN),
)
"""What the panel of appraisals shows."""


def gathered_people(rows: Rows) -> set[PersonId]:
    """Return whose names the panel of results shows."""
    return {objection.person_id for objection in rows.of(Objection)}


def result_panel(
    session: Session,
    proposal_id: ProposalId,
    actor: Actor,
    now: datetime,
    *,
    anonymous_word: str,
    rows: Rows | None = None,
    names: Mapping[PersonId, str] | None = None,
) -> ResultPanel:
    """Return what came of a proposal as this reader sees it."""
    rows = rows or gather(session, RESULT_SHOWN, proposal_id)
    names = names or public_names(session, gathered_people(rows), anonymous_word=anonymous_word)
    own = facts(get_proposal(session, proposal_id))
    bodies = body_names(rows)
    results = sorted(rows.of(Result), key=lambda result: result.number)
    latest = results[-1] if results else None
    lead = latest.body_id if latest else None
    return ResultPanel(
        proposal_id=proposal_id,
        results=results,
        body=bodies.get(lead or BodyId(0), ""),
        objections=_objections(rows, own, actor, latest, names),
        tasks=_tasks(session, rows, own, actor, now),
        may_explain=result_policy.may_explain(actor, own, lead),
        may_object=result_policy.may_object(actor, own),
        may_promise=task_policy.may_promise(actor, own, lead_body_id=lead),
    )


def appraisal_panel(
    session: Session,
    proposal_id: ProposalId,
    actor: Actor,
    _now: datetime,
    *,
    rows: Rows | None = None,
) -> AppraisalPanel:
    """Return the rounds of appraisal as this reader sees them, and what he can do."""
    rows = rows or gather(session, APPRAISAL_SHOWN, proposal_id)
    proposal = get_proposal(session, proposal_id)
    own = facts(proposal)
    appraisals = _appraisals(session, rows, actor)
    closed_now = (one for one in rows.of(Reopening) if one.closed_at == proposal.stage_since)
    last = appraisals[-1].appraisal if appraisals else None
    may_reopen = appraisal_policy.may_ask_reopening(actor, own)
    return AppraisalPanel(
        proposal_id=proposal_id,
        appraisals=appraisals,
        reopening=next(closed_now, None),
        reopening_needed=_needed(session, proposal) if may_reopen else 0,
        may_answer_survey=appraisal_policy.may_answer_survey(actor, own),
        may_grade=_waits_for_meeting(last)
        and bool(appraisal_policy.may_grade_at_meeting(actor, own)),
        may_file_plan=_waits_for_plan(last, procedure_of(session, proposal))
        and bool(appraisal_policy.may_file_plan(actor, last.plan_body_id if last else None)),
        may_reopen=may_reopen,
    )


def _objections(
    rows: Rows,
    own: ProposalFacts,
    actor: Actor,
    result: Result | None,
    names: Mapping[PersonId, str],
) -> list[ShownObjection]:
    """Return all objections with masked authors, the first first."""
    bodies = body_names(rows)
    explained = result.explained_by_id if result else None
    decided_by = frozenset([explained] if explained else [])
    return [
        ShownObjection(
            objection=one,
            who=names[one.person_id],
            body=bodies.get(one.answered_by_body_id or BodyId(0), ""),
            may_answer=one.answered_at is None
            and result is not None
            and one.result_id == result.result_id
            and bool(
                result_policy.may_answer_objection(
                    actor,
                    own,
                    body_id=result.body_id,
                    decided_by=decided_by,
                    escalated=one.escalated_at is not None,
                )
            ),
        )
        for one in sorted(rows.of(Objection), key=lambda one: (one.filed_at, one.objection_id))
    ]


def _tasks(
    session: Session, rows: Rows, own: ProposalFacts, actor: Actor, now: datetime
) -> list[ShownTask]:
    """Return the promises that stand, each with its reports."""
    bodies = body_names(rows)
    reports: dict[int, list[TaskReport]] = {}
    for report in sorted(rows.of(TaskReport), key=lambda one: (one.reported_at, one.report_id)):
        reports.setdefault(report.task_id, []).append(report)
    ids = [report.report_id for report in rows.of(TaskReport)]
    files = list_beside(session, Subject.TASK_REPORT, ids)
    terms = gathered_terms(rows, bodies)
    return [
        ShownTask(
            task=task,
            body=bodies.get(task.body_id, ""),
            light=light(task.state, promised_at=task.promised_at, due_at=task.due_at, now=now),
            reports=reports.get(task.task_id, []),
            files=files,
            may_report=bool(
                task_policy.may_report(actor, own, body_id=task.body_id, state=task.state)
            ),
            terms=terms[task.task_id],
        )
        for task in sorted(rows.of(Task), key=lambda task: task.number)
        if task.state is not TaskState.REPLACED
    ]


def _appraisals(session: Session, rows: Rows, actor: Actor) -> list[ShownAppraisal]:
    """Return all rounds; of an open survey only whether the reader has answered."""
    rounds = sorted(rows.of(Appraisal), key=lambda one: one.number)
    answers = list_answers(session, [r.appraisal_id for r in rounds if r.survey_closed_at])
    answered = list_answered(session, [r.appraisal_id for r in rounds], actor.person_id)
    return [
        ShownAppraisal(
            appraisal=one,
            scores=Counter(answer.score for answer in answers.get(one.appraisal_id, ())),
            comments=[a.comment for a in answers.get(one.appraisal_id, ()) if a.comment],
            answered=one.appraisal_id in answered,
        )
        for one in rounds
    ]


def _waits_for_meeting(appraisal: Appraisal | None) -> bool:
    """Whether the survey left the grade to the appraisal meeting."""
    return (
        appraisal is not None
        and appraisal.survey_closed_at is not None
        and appraisal.verdict is None
    )


def _waits_for_plan(appraisal: Appraisal | None, rules: Procedure) -> bool:
    """Whether a rectification plan is due."""
    return (
        appraisal is not None
        and appraisal.plan_body_id is not None
        and appraisal.plan_filed_at is None
        and appraisal.plan_missed_at is None
        and appraisal.round <= rules.rectification_rounds
    )


def _needed(session: Session, proposal: Proposal) -> int:
    """Return how many households reopen the issue."""
    size = scope_size(session, get_area(session, proposal.scope_id))
    return procedure_of(session, proposal).cosigns_required(
        proposal.scope_kind, households=size.households, adults=size.adults
    )
