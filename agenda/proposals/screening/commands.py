"""Screening: completeness only, a closed list of reasons, every outcome but acceptance appealable."""

from agenda.community.queries import find_body
from agenda.infra.audit import record, text_digest
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import BodyKind, only_mechanism, require
from agenda.kernel.errors import Invalid, NotPossible
from agenda.kernel.ids import BodyId, ProposalId
from agenda.procedure.calendar.rules import due_in_days, due_in_workdays
from agenda.procedure.commands import fulfil_duty, open_duty
from agenda.procedure.rules import Bearer, Duty, DutyKind
from agenda.proposals import policy
from agenda.proposals.events import (
    MergeAnswered,
    ProposalScreened,
    ScreeningAppealDecided,
    ScreeningAppealed,
)
from agenda.proposals.models import Proposal, Screening, ScreeningAppeal
from agenda.proposals.queries import (
    count_rounds,
    facts,
    find_appeal,
    get_proposal,
    list_revisions,
    list_screenings,
    lock_proposal,
    procedure_of,
)
from agenda.proposals.rules import (
    OUTCOME_OF_REASON,
    ScreeningOutcome,
    ScreeningReason,
    Stage,
)


def accept_proposal(tx: Transaction, proposal_id: ProposalId) -> Screening:
    """Find a proposal complete: co-signing opens."""
    proposal = lock_proposal(tx, proposal_id)
    require(policy.may_screen(tx.actor, facts(proposal)))
    fulfil_duty(tx, DutyKind.SCREEN, proposal_id)
    proposal.hides_private = False
    return _screen(tx, proposal, ScreeningOutcome.ACCEPTED, body_id=_committee(tx, proposal))


def refuse_proposal(
    tx: Transaction,
    proposal_id: ProposalId,
    *,
    reason: ScreeningReason,
    explanation: str,
    duplicate_of_id: ProposalId | None = None,
) -> Screening:
    """Return, decline, refer or offer to merge a proposal, for a reason of the closed list.

    Incomplete proposals are returned once, naming all faults; a second time they are declined.
    """
    proposal = lock_proposal(tx, proposal_id)
    require(policy.may_screen(tx.actor, facts(proposal)))
    if not explanation.strip():
        raise Invalid("proposals.explanation_needed", field="explanation")
    outcome = OUTCOME_OF_REASON[reason]
    if outcome is ScreeningOutcome.RETURNED and proposal.returned_before:
        outcome = ScreeningOutcome.DECLINED
    if outcome is ScreeningOutcome.MERGE_OFFERED:
        _require_mergeable(tx, proposal, duplicate_of_id)
    fulfil_duty(tx, DutyKind.SCREEN, proposal_id)
    screening = _screen(
        tx,
        proposal,
        outcome,
        body_id=_committee(tx, proposal),
        reason=reason,
        explanation=explanation,
        duplicate_of_id=duplicate_of_id,
    )
    if outcome is ScreeningOutcome.MERGE_OFFERED:
        days = procedure_of(tx.session, proposal).merge_answer_days
        open_duty(
            tx,
            DutyKind.ANSWER_MERGE,
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal_id,
            due_at=due_in_days(tx.now, days),
            bearer=Bearer.PERSON,
            person_id=proposal.proposer_id,
        )
    proposal.referred_in_screening = outcome is ScreeningOutcome.REFERRED
    return screening


def accept_by_silence(tx: Transaction, duty: Duty) -> None:
    """Accept a proposal nobody screened in time; what may be private in it stays masked."""
    require(only_mechanism(tx.actor))
    proposal = lock_proposal(tx, duty.proposal_id)
    proposal.hides_private = True
    _screen(tx, proposal, ScreeningOutcome.ACCEPTED_BY_SILENCE, body_id=None)


def answer_merge(tx: Transaction, proposal_id: ProposalId, *, agreed: bool) -> None:
    """Answer, as the proposer, whether to merge with the proposal found to be the same."""
    proposal = lock_proposal(tx, proposal_id)
    require(policy.may_appeal(tx.actor, facts(proposal)))
    fulfil_duty(tx, DutyKind.ANSWER_MERGE, proposal_id)
    _answer_merge(tx, proposal, agreed=agreed, by_silence=False)


def refuse_merge_by_silence(tx: Transaction, duty: Duty) -> None:
    """Take a proposer's silence on a merge as no: his own proposal goes on."""
    require(only_mechanism(tx.actor))
    _answer_merge(tx, lock_proposal(tx, duty.proposal_id), agreed=False, by_silence=True)


def appeal_screening(tx: Transaction, proposal_id: ProposalId, *, text: str) -> ScreeningAppeal:
    """Appeal the latest outcome to the supervision committee; its silence restores."""
    proposal = lock_proposal(tx, proposal_id)
    require(policy.may_appeal(tx.actor, facts(proposal)))
    screening = next(iter(reversed(list_screenings(tx.session, proposal_id))), None)
    rules = procedure_of(tx.session, proposal)
    if screening is None or screening.reason is None:
        raise NotPossible("proposals.nothing_to_appeal")
    if proposal.accepted_at is not None or proposal.stage is Stage.SCREENING:
        raise NotPossible("proposals.nothing_to_appeal")
    if tx.now >= due_in_days(screening.screened_at, rules.appeal_days):
        raise NotPossible("proposals.appeal_too_late")
    appeal = ScreeningAppeal(
        neighbourhood_id=proposal.neighbourhood_id,
        proposal_id=proposal_id,
        screening_id=screening.screening_id,
        text=text,
        filed_at=tx.now,
    )
    tx.insert(appeal, NotPossible("proposals.appealed_already"))
    supervision = find_body(tx.session, proposal.neighbourhood_id, BodyKind.SUPERVISION_COMMITTEE)
    open_duty(
        tx,
        DutyKind.ANSWER_APPEAL,
        neighbourhood_id=proposal.neighbourhood_id,
        proposal_id=proposal_id,
        due_at=due_in_workdays(tx.now, rules.appeal_workdays),
        body_id=supervision.body_id if supervision else None,
    )
    record(
        tx,
        ScreeningAppealed(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal_id,
            text_digest=text_digest(tx, text),
        ),
    )
    return appeal


def answer_appeal(
    tx: Transaction, proposal_id: ProposalId, *, restored: bool, answer: str
) -> ScreeningAppeal:
    """Answer an appeal for the supervision committee: restore the proposal or dismiss."""
    proposal = lock_proposal(tx, proposal_id)
    require(policy.may_answer_appeal(tx.actor, facts(proposal)))
    if not answer.strip():
        raise Invalid("proposals.explanation_needed", field="answer")
    duty = fulfil_duty(tx, DutyKind.ANSWER_APPEAL, proposal_id)
    body_id = duty.body_id if duty else None
    return _decide_appeal(tx, proposal, restored=restored, answer=answer, body_id=body_id)


def restore_by_silence(tx: Transaction, duty: Duty) -> None:
    """Restore a proposal whose appeal the supervision committee left unanswered."""
    require(only_mechanism(tx.actor))
    _decide_appeal(tx, lock_proposal(tx, duty.proposal_id), restored=True, answer="", body_id=None)


def _screen(
    tx: Transaction,
    proposal: Proposal,
    outcome: ScreeningOutcome,
    *,
    body_id: BodyId | None,
    reason: ScreeningReason | None = None,
    explanation: str = "",
    duplicate_of_id: ProposalId | None = None,
) -> Screening:
    """Write a screening outcome and record it."""
    screening = Screening(
        neighbourhood_id=proposal.neighbourhood_id,
        proposal_id=proposal.proposal_id,
        round=count_rounds(tx.session, proposal.proposal_id) + 1,
        outcome=outcome,
        reason=reason,
        explanation=explanation,
        duplicate_of_id=duplicate_of_id,
        body_id=body_id,
        screened_at=tx.now,
    )
    tx.insert(screening, NotPossible("proposals.screened_meanwhile"))
    proposal.screening = outcome
    record(
        tx,
        ProposalScreened(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal.proposal_id,
            outcome=outcome,
            reason=reason,
            body_id=body_id,
        ),
    )
    return screening


def _answer_merge(tx: Transaction, proposal: Proposal, *, agreed: bool, by_silence: bool) -> None:
    """Write the proposer's answer: merged into the other, or accepted on its own."""
    latest = list_screenings(tx.session, proposal.proposal_id)[-1]
    into_id = latest.duplicate_of_id
    if into_id is None:
        raise NotPossible("proposals.no_merge_offered")
    if agreed:
        proposal.merged_into_id = into_id
    else:
        proposal.screening = ScreeningOutcome.ACCEPTED
    record(
        tx,
        MergeAnswered(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal.proposal_id,
            into_id=into_id,
            agreed=agreed,
            by_silence=by_silence,
        ),
    )


def _decide_appeal(
    tx: Transaction, proposal: Proposal, *, restored: bool, answer: str, body_id: BodyId | None
) -> ScreeningAppeal:
    """Write the answer to an appeal and, if it restores, the fact that moves the proposal."""
    latest = list_screenings(tx.session, proposal.proposal_id)[-1]
    appeal = find_appeal(tx.session, latest.screening_id)
    if appeal is None or appeal.decided_at is not None:
        raise NotPossible("proposals.no_appeal")
    appeal.decided_at, appeal.restored, appeal.answer = tx.now, restored, answer
    appeal.by_silence = body_id is None
    if restored:
        proposal.screening = ScreeningOutcome.RESTORED
        _put_back(tx, proposal)
    record(
        tx,
        ScreeningAppealDecided(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal.proposal_id,
            restored=restored,
            by_silence=body_id is None,
            body_id=body_id,
        ),
    )
    return appeal


def _put_back(tx: Transaction, proposal: Proposal) -> None:
    """Let a returned proposal stand again as it was submitted, whatever was drafted since."""
    if proposal.stage is not Stage.DRAFT:
        return
    submitted = list_revisions(tx.session, proposal.proposal_id)[0]
    proposal.title, proposal.matter = submitted.title, submitted.matter
    proposal.remedy = submitted.remedy
    proposal.version += 1
    proposal.submitted_at = tx.now


def _committee(tx: Transaction, proposal: Proposal) -> BodyId | None:
    """Return the residents' committee for which the actor screens."""
    seats = (s for s in tx.actor.seats if s.body_kind is BodyKind.RESIDENTS_COMMITTEE)
    return next((seat.body_id for seat in seats), None)


def _require_mergeable(
    tx: Transaction, proposal: Proposal, duplicate_of_id: ProposalId | None
) -> None:
    """Raise Invalid unless the other proposal is public, of this place, and not in a ballot."""
    if duplicate_of_id is None or duplicate_of_id == proposal.proposal_id:
        raise Invalid("proposals.name_the_duplicate", field="duplicate_of_id")
    other = get_proposal(tx.session, duplicate_of_id)
    elsewhere = other.neighbourhood_id != proposal.neighbourhood_id
    if elsewhere or other.accepted_at is None or other.stage is Stage.VOTING:
        raise Invalid("proposals.name_the_duplicate", field="duplicate_of_id")
