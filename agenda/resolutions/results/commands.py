"""Posting results, explaining them, objecting and answering objections."""

from collections.abc import Sequence

from sqlalchemy import func, select

from agenda.ballots.decisions.queries import decision_facts
from agenda.ballots.decisions.rules import DecisionFacts, Outcome
from agenda.community.queries import find_body
from agenda.deliberation.meetings.record.models import AgreedTask
from agenda.deliberation.meetings.record.queries import list_agreed_tasks
from agenda.deliberation.queries import current_sitting
from agenda.infra.audit import record, text_digest
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import BodyKind, only_mechanism, require
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible
from agenda.kernel.ids import BodyId, ProposalId
from agenda.procedure.calendar.rules import due_in_days, due_in_workdays
from agenda.procedure.commands import fulfil_duty, open_duty
from agenda.procedure.rules import Duty, DutyKind, Route
from agenda.proposals.models import Proposal
from agenda.proposals.queries import facts, lock_proposal, procedure_of
from agenda.proposals.rules import Stage, StageEntry
from agenda.resolutions.results import policy
from agenda.resolutions.results.events import (
    ObjectionAnswered,
    ObjectionEscalated,
    ObjectionFiled,
    ResultExplained,
    ResultPosted,
)
from agenda.resolutions.results.models import Objection, Result
from agenda.resolutions.results.queries import get_objection, get_result
from agenda.resolutions.results.rules import (
    OBJECTION_MAX,
    OBJECTION_MIN,
    TEXT_MAX,
    TO_BE_CARRIED_OUT,
)
from agenda.resolutions.rules import ResultOutcome
from agenda.resolutions.tasks.commands import promise_result


def post_result(tx: Transaction, entry: StageEntry) -> None:
    """Post what the way just walked came to, for at least 15 days (Organic Law art. 34).

    Where the outcome is a promise, the tasks agreed in the meetings are owed at once; where none
    were, the lead body owes the whole until it names its tasks.
    """
    require(only_mechanism(tx.actor))
    outcome = _outcome(tx, entry)
    ends_at = due_in_days(tx.now, entry.procedure.posting_days)
    last = tx.session.scalar(
        select(func.max(Result.number)).where(Result.proposal_id == entry.proposal_id)
    )
    result = Result(
        neighbourhood_id=entry.neighbourhood_id,
        proposal_id=entry.proposal_id,
        number=(last or 0) + 1,
        outcome=outcome,
        body_id=_lead(tx, entry),
        posted_at=tx.now,
        posting_ends_at=ends_at,
    )
    tx.insert(result, NotPossible("resolutions.posted_meanwhile"))
    open_duty(
        tx,
        DutyKind.POST_RESULT,
        neighbourhood_id=entry.neighbourhood_id,
        proposal_id=entry.proposal_id,
        due_at=ends_at,
    )
    if outcome in TO_BE_CARRIED_OUT and result.body_id is not None:
        agreed = _agreed_tasks(tx, entry.proposal_id)
        promise_result(tx, entry, body_id=result.body_id, agreed=agreed)
    record(
        tx,
        ResultPosted(
            neighbourhood_id=entry.neighbourhood_id,
            proposal_id=entry.proposal_id,
            outcome=outcome,
            body_id=result.body_id,
            posting_ends_at=ends_at,
        ),
    )


def explain_result(tx: Transaction, proposal_id: ProposalId, *, text: str) -> Result:
    """Explain the posted result in the lead body's words; a later explanation replaces it."""
    proposal = lock_proposal(tx, proposal_id)
    result = get_result(tx.session, proposal_id)
    require(policy.may_explain(tx.actor, facts(proposal), result.body_id))
    if not 0 < len(text.strip()) <= TEXT_MAX:
        raise Invalid("resolutions.text_length", field="text", most=TEXT_MAX)
    result.explanation, result.explained_by_id = text, tx.actor.person_id
    record(
        tx,
        ResultExplained(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal_id,
            body_id=BodyId(result.body_id or 0),
            text_digest=text_digest(tx, text),
        ),
    )
    return result


def file_objection(tx: Transaction, proposal_id: ProposalId, *, text: str) -> Objection:
    """Object to the posted result; the body answers in 5 working days, or it is reviewed."""
    proposal = lock_proposal(tx, proposal_id)
    require(policy.may_object(tx.actor, facts(proposal)))
    result = get_result(tx.session, proposal_id)
    if tx.now >= result.posting_ends_at:
        raise NotPossible("resolutions.posting_over")
    if not OBJECTION_MIN <= len(text.strip()) <= OBJECTION_MAX:
        raise Invalid(
            "resolutions.objection_length", field="text", least=OBJECTION_MIN, most=OBJECTION_MAX
        )
    if tx.actor.person_id is None:
        raise NotPermitted("authz.sign_in_first")
    objection = Objection(
        neighbourhood_id=proposal.neighbourhood_id,
        proposal_id=proposal_id,
        result_id=result.result_id,
        person_id=tx.actor.person_id,
        text=text,
        filed_at=tx.now,
    )
    tx.insert(objection, NotPossible("resolutions.objected_already"))
    days = procedure_of(tx.session, proposal).objection_workdays
    open_duty(
        tx,
        DutyKind.ANSWER_OBJECTION,
        neighbourhood_id=proposal.neighbourhood_id,
        proposal_id=proposal_id,
        subject_id=objection.objection_id,
        due_at=due_in_workdays(tx.now, days),
        body_id=result.body_id,
    )
    record(
        tx,
        ObjectionFiled(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal_id,
            objection_id=objection.objection_id,
            text_digest=text_digest(tx, text),
        ),
    )
    return objection


def answer_objection(tx: Transaction, objection_id: int, *, upheld: bool, answer: str) -> Objection:
    """Answer an objection as somebody who did not decide; upheld, it sends the proposal back once."""
    objection = get_objection(tx.session, objection_id)
    proposal = lock_proposal(tx, objection.proposal_id)
    result = get_result(tx.session, objection.proposal_id)
    decided_by = frozenset(p for p in (result.explained_by_id,) if p is not None)
    escalated = objection.escalated_at is not None
    require(
        policy.may_answer_objection(
            tx.actor,
            facts(proposal),
            body_id=result.body_id,
            decided_by=decided_by,
            escalated=escalated,
        )
    )
    if not answer.strip():
        raise Invalid("resolutions.answer_needed", field="answer")
    kind = DutyKind.REVIEW_OBJECTION if escalated else DutyKind.ANSWER_OBJECTION
    duty = fulfil_duty(tx, kind, proposal.proposal_id, subject_id=objection_id)
    body_id = duty.body_id if duty else None
    _answer(tx, proposal, objection, upheld=upheld, answer=answer, body_id=body_id)
    return objection


def escalate_objection(tx: Transaction, duty: Duty) -> None:
    """Hand an objection the body left unanswered to the supervision committee."""
    require(only_mechanism(tx.actor))
    proposal = lock_proposal(tx, duty.proposal_id)
    objection = get_objection(tx.session, duty.subject_id)
    objection.escalated_at = tx.now
    supervision = find_body(tx.session, proposal.neighbourhood_id, BodyKind.SUPERVISION_COMMITTEE)
    open_duty(
        tx,
        DutyKind.REVIEW_OBJECTION,
        neighbourhood_id=proposal.neighbourhood_id,
        proposal_id=proposal.proposal_id,
        subject_id=objection.objection_id,
        due_at=due_in_workdays(tx.now, procedure_of(tx.session, proposal).review_workdays),
        body_id=supervision.body_id if supervision else None,
    )
    record(
        tx,
        ObjectionEscalated(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal.proposal_id,
            objection_id=objection.objection_id,
            body_id=duty.body_id,
        ),
    )


def uphold_by_silence(tx: Transaction, duty: Duty) -> None:
    """Uphold an objection that body and supervision committee both left unanswered."""
    require(only_mechanism(tx.actor))
    proposal = lock_proposal(tx, duty.proposal_id)
    objection = get_objection(tx.session, duty.subject_id)
    _answer(tx, proposal, objection, upheld=True, answer="", body_id=None)


def _answer(
    tx: Transaction,
    proposal: Proposal,
    objection: Objection,
    *,
    upheld: bool,
    answer: str,
    body_id: BodyId | None,
) -> None:
    """Write an answer; an upheld objection marks its result, and the others need no answer."""
    objection.answered_at, objection.upheld, objection.answer = tx.now, upheld, answer
    objection.answered_by_body_id, objection.by_silence = body_id, body_id is None
    result = get_result(tx.session, proposal.proposal_id)
    if upheld and objection.result_id == result.result_id and result.upheld_at is None:
        result.upheld_at = tx.now
    record(
        tx,
        ObjectionAnswered(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal.proposal_id,
            objection_id=objection.objection_id,
            upheld=upheld,
            by_silence=body_id is None,
            body_id=body_id,
            text_digest=text_digest(tx, answer) if answer else None,
        ),
    )


def _agreed_tasks(tx: Transaction, proposal_id: ProposalId) -> Sequence[AgreedTask]:
    """Return the tasks agreed in the meetings of the present sitting."""
    sitting = current_sitting(tx.session, proposal_id)
    return list_agreed_tasks(tx.session, sitting.sitting_id) if sitting else ()


def _outcome(tx: Transaction, entry: StageEntry) -> ResultOutcome:
    """Return what the stage just left came to."""
    if entry.source is Stage.REFERRED:
        return ResultOutcome.OFFICE_REPLY
    if entry.source is Stage.DECIDING:
        decision = decision_facts(tx.session, entry.proposal_id)
        owners = entry.facts.route is Route.OWNERS_DECISION
        return _decision_outcome(decision, owners=owners)
    sitting = current_sitting(tx.session, entry.proposal_id)
    if sitting is None or sitting.adopted_at is None:
        return ResultOutcome.NO_AGREEMENT
    mediated = entry.facts.route is Route.MEDIATION
    return ResultOutcome.MEDIATED if mediated else ResultOutcome.AGREEMENT


def _decision_outcome(decision: DecisionFacts | None, *, owners: bool) -> ResultOutcome:
    """Return a formal decision as it is announced."""
    if decision is None or decision.not_convened_at is not None:
        return ResultOutcome.NOT_CONVENED
    if decision.outcome is Outcome.PASSED:
        return ResultOutcome.OWNERS_PASSED if owners else ResultOutcome.RESOLUTION
    if decision.outcome is Outcome.NOT_PASSED:
        return ResultOutcome.OWNERS_NOT_PASSED if owners else ResultOutcome.RESOLUTION_FAILED
    return ResultOutcome.NO_VALID_DECISION


def _lead(tx: Transaction, entry: StageEntry) -> BodyId | None:
    """Return the lead body, or the residents' committee where none was set."""
    if entry.facts.lead_body_id is not None:
        return entry.facts.lead_body_id
    committee = find_body(tx.session, entry.neighbourhood_id, BodyKind.RESIDENTS_COMMITTEE)
    return committee.body_id if committee else None
