"""Asking residents how satisfied they are, and what follows from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from agenda.community.queries import find_body
from agenda.infra.audit import record, text_digest
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import BodyKind, only_mechanism, require
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible
from agenda.kernel.ids import BodyId, ProposalId
from agenda.procedure.calendar.rules import due_in_days, due_in_workdays
from agenda.procedure.commands import fulfil_duty, open_duty
from agenda.procedure.rules import Bearer, Duty, DutyKind
from agenda.proposals.models import Proposal
from agenda.proposals.queries import facts, lock_proposal, procedure_of
from agenda.proposals.rules import StageEntry
from agenda.resolutions.appraisal import policy
from agenda.resolutions.appraisal.events import (
    AppraisalDecided,
    RectificationFiled,
    RectificationMissed,
    SurveyAnswered,
    SurveyClosed,
    SurveyOpened,
)
from agenda.resolutions.appraisal.models import Appraisal, AppraisalAnswer
from agenda.resolutions.appraisal.queries import (
    find_appraisal,
    get_appraisal,
    satisfied_and_all,
)
from agenda.resolutions.appraisal.rules import (
    COMMENT_MAX,
    HIGHEST,
    LOWEST,
    PLAN_MAX,
    PLAN_MIN,
    is_satisfied,
)
from agenda.resolutions.rules import AppraisalVerdict
from agenda.resolutions.tasks.commands import add_task


@dataclass(frozen=True)
class PlannedTask:
    """A task of a rectification plan."""

    body_id: BodyId
    what: str
    due_at: datetime


def open_survey(tx: Transaction, entry: StageEntry) -> None:
    """Ask the residents of the scope; after rectification in a further round."""
    require(only_mechanism(tx.actor))
    last = find_appraisal(tx.session, entry.proposal_id)
    again = last is not None and last.plan_filed_at is not None
    ends_at = due_in_days(tx.now, entry.procedure.survey_days)
    appraisal = Appraisal(
        neighbourhood_id=entry.neighbourhood_id,
        proposal_id=entry.proposal_id,
        number=last.number + 1 if last else 1,
        round=last.round + 1 if last and again else 1,
        opened_at=tx.now,
        survey_ends_at=ends_at,
    )
    tx.insert(appraisal, NotPossible("resolutions.survey_open_already"))
    open_duty(
        tx,
        DutyKind.ANSWER_SURVEY,
        neighbourhood_id=entry.neighbourhood_id,
        proposal_id=entry.proposal_id,
        due_at=ends_at,
        bearer=Bearer.RESIDENTS,
    )
    record(
        tx,
        SurveyOpened(
            neighbourhood_id=entry.neighbourhood_id,
            proposal_id=entry.proposal_id,
            round=appraisal.round,
            ends_at=ends_at,
        ),
    )


def answer_survey(
    tx: Transaction, proposal_id: ProposalId, *, score: int, comment: str
) -> AppraisalAnswer:
    """Answer the survey once, from 1 (not at all) to 5 (very satisfied)."""
    proposal = lock_proposal(tx, proposal_id)
    require(policy.may_answer_survey(tx.actor, facts(proposal)))
    appraisal = get_appraisal(tx.session, proposal_id)
    if appraisal.survey_closed_at is not None or tx.now >= appraisal.survey_ends_at:
        raise NotPossible("resolutions.survey_over")
    if not LOWEST <= score <= HIGHEST:
        raise Invalid("resolutions.score_range", field="score")
    if len(comment) > COMMENT_MAX:
        raise Invalid("resolutions.comment_length", field="comment", most=COMMENT_MAX)
    if tx.actor.person_id is None:
        raise NotPermitted("authz.sign_in_first")
    answer = AppraisalAnswer(
        appraisal_id=appraisal.appraisal_id,
        person_id=tx.actor.person_id,
        neighbourhood_id=proposal.neighbourhood_id,
        score=score,
        comment=comment.strip(),
    )
    tx.insert(answer, NotPossible("resolutions.answered_already"))
    record(
        tx,
        SurveyAnswered(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal_id,
            round=appraisal.round,
        ),
    )
    return answer


def close_survey(tx: Transaction, duty: Duty) -> None:
    """End the survey: enough answers decide; with too few the appraisal meeting has to."""
    require(only_mechanism(tx.actor))
    proposal = lock_proposal(tx, duty.proposal_id)
    appraisal = get_appraisal(tx.session, duty.proposal_id)
    rules = procedure_of(tx.session, proposal)
    appraisal.survey_closed_at = tx.now
    appraisal.satisfied, appraisal.answers = satisfied_and_all(tx.session, appraisal.appraisal_id)
    record(
        tx,
        SurveyClosed(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal.proposal_id,
            round=appraisal.round,
            answers=appraisal.answers,
            satisfied=appraisal.satisfied,
        ),
    )
    if appraisal.answers >= rules.survey_least_answers:
        _decide_by_answers(tx, proposal, appraisal, by="survey")
        return
    committee = find_body(tx.session, proposal.neighbourhood_id, BodyKind.RESIDENTS_COMMITTEE)
    open_duty(
        tx,
        DutyKind.GRADE_AT_MEETING,
        neighbourhood_id=proposal.neighbourhood_id,
        proposal_id=proposal.proposal_id,
        due_at=due_in_days(tx.now, rules.appraisal_meeting_days),
        body_id=committee.body_id if committee else None,
    )


def grade_at_meeting(
    tx: Transaction, proposal_id: ProposalId, *, satisfied: bool, note: str
) -> Appraisal:
    """Record what the appraisal meeting found, with who was there and why."""
    proposal = lock_proposal(tx, proposal_id)
    require(policy.may_grade_at_meeting(tx.actor, facts(proposal)))
    if not note.strip():
        raise Invalid("resolutions.note_needed", field="note")
    duty = fulfil_duty(tx, DutyKind.GRADE_AT_MEETING, proposal_id)
    appraisal = get_appraisal(tx.session, proposal_id)
    appraisal.meeting_note = note.strip()
    verdict = AppraisalVerdict.SATISFIED if satisfied else AppraisalVerdict.RECTIFY
    body_id = duty.body_id if duty else None
    _decide(tx, proposal, appraisal, verdict, by="meeting", body_id=body_id)
    return appraisal


def grade_by_silence(tx: Transaction, duty: Duty) -> None:
    """Decide by the answers at hand where no appraisal meeting was held."""
    require(only_mechanism(tx.actor))
    proposal = lock_proposal(tx, duty.proposal_id)
    appraisal = get_appraisal(tx.session, duty.proposal_id)
    _decide_by_answers(tx, proposal, appraisal, by="silence")


def file_rectification(
    tx: Transaction, proposal_id: ProposalId, *, plan: str, tasks: Sequence[PlannedTask]
) -> Appraisal:
    """File the written plan with its tasks; the issue is carried out again."""
    proposal = lock_proposal(tx, proposal_id)
    appraisal = get_appraisal(tx.session, proposal_id)
    require(policy.may_file_plan(tx.actor, appraisal.plan_body_id))
    if not PLAN_MIN <= len(plan.strip()) <= PLAN_MAX:
        raise Invalid("resolutions.plan_length", field="plan", least=PLAN_MIN, most=PLAN_MAX)
    if not tasks:
        raise Invalid("resolutions.plan_without_tasks", field="what")
    fulfil_duty(tx, DutyKind.FILE_RECTIFICATION, proposal_id)
    for task in tasks:
        add_task(tx, proposal, body_id=task.body_id, what=task.what, due_at=task.due_at)
    appraisal.plan, appraisal.plan_filed_at = plan.strip(), tx.now
    record(
        tx,
        RectificationFiled(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal_id,
            round=appraisal.round,
            body_id=BodyId(appraisal.plan_body_id or 0),
            text_digest=text_digest(tx, plan),
        ),
    )
    return appraisal


def miss_rectification(tx: Transaction, duty: Duty) -> None:
    """Show that no plan came in time; the issue ends with that on its page."""
    require(only_mechanism(tx.actor))
    proposal = lock_proposal(tx, duty.proposal_id)
    appraisal = get_appraisal(tx.session, duty.proposal_id)
    appraisal.plan_missed_at = tx.now
    record(
        tx,
        RectificationMissed(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal.proposal_id,
            round=appraisal.round,
            body_id=duty.body_id,
        ),
    )


def _decide_by_answers(
    tx: Transaction, proposal: Proposal, appraisal: Appraisal, *, by: str
) -> None:
    """Decide by the share of satisfied answers."""
    share = procedure_of(tx.session, proposal).survey_satisfied
    well = is_satisfied(satisfied=appraisal.satisfied, answers=appraisal.answers, share=share)
    verdict = AppraisalVerdict.SATISFIED if well else AppraisalVerdict.RECTIFY
    _decide(tx, proposal, appraisal, verdict, by=by, body_id=None)


def _decide(
    tx: Transaction,
    proposal: Proposal,
    appraisal: Appraisal,
    verdict: AppraisalVerdict,
    *,
    by: str,
    body_id: BodyId | None,
) -> None:
    """Write the verdict; where it asks for rectification and a round is left, the plan is due."""
    appraisal.verdict, appraisal.decided_at = verdict, tx.now
    rules = procedure_of(tx.session, proposal)
    if verdict is AppraisalVerdict.RECTIFY and appraisal.round <= rules.rectification_rounds:
        appraisal.plan_body_id = proposal.lead_body_id
        open_duty(
            tx,
            DutyKind.FILE_RECTIFICATION,
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal.proposal_id,
            due_at=due_in_workdays(tx.now, rules.rectification_workdays),
            body_id=proposal.lead_body_id,
        )
    record(
        tx,
        AppraisalDecided(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal.proposal_id,
            round=appraisal.round,
            verdict=verdict,
            by=by,
            body_id=body_id,
        ),
    )
