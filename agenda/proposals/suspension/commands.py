"""Suspending a proposal: by its lead body, with a public reason, at most 60 days in all."""

from datetime import timedelta

from agenda.infra.audit import record, text_digest
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import only_mechanism, require
from agenda.kernel.errors import Invalid, NotPossible
from agenda.kernel.ids import BodyId, ProposalId
from agenda.procedure.commands import end_clock, open_duty, resume_duties, suspend_duties
from agenda.procedure.queries import find_open_duty
from agenda.procedure.rules import Duty, DutyKind
from agenda.proposals import policy
from agenda.proposals.events import ProposalResumed, ProposalSuspended
from agenda.proposals.models import Proposal
from agenda.proposals.queries import facts, lock_proposal, procedure_of

OWNERS_BALLOT = (DutyKind.OPEN_OWNERS_BALLOT, DutyKind.CAST_OWNERS_BALLOT)
"""From its notice to its closing the days of an owners' ballot stand: no clock may be stopped."""


def suspend_proposal(
    tx: Transaction, proposal_id: ProposalId, *, days: int, reason: str
) -> Proposal:
    """Stop a proposal's clocks for some days with a public reason; raises Invalid past the limit."""
    proposal = lock_proposal(tx, proposal_id)
    require(policy.may_suspend(tx.actor, facts(proposal)))
    if any(find_open_duty(tx.session, proposal_id, kind) for kind in OWNERS_BALLOT):
        raise NotPossible("proposals.owners_ballot_under_way")
    if not reason.strip():
        raise Invalid("proposals.explanation_needed", field="reason")
    left = procedure_of(tx.session, proposal).suspension_days - proposal.suspended_days
    if not 1 <= days <= left:
        raise Invalid("proposals.suspension_too_long", field="days", left=left)
    until = tx.now + timedelta(days=days)
    suspend_duties(tx, proposal_id)
    proposal.suspended_until = until
    proposal.suspended_days += days
    proposal.suspension_reason = reason
    lead = BodyId(proposal.lead_body_id or 0)
    open_duty(
        tx,
        DutyKind.RESUME,
        neighbourhood_id=proposal.neighbourhood_id,
        proposal_id=proposal_id,
        due_at=until,
    )
    record(
        tx,
        ProposalSuspended(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal_id,
            body_id=lead,
            text_digest=text_digest(tx, reason),
            until=until,
        ),
    )
    return proposal


def lift_suspension(tx: Transaction, proposal_id: ProposalId) -> Proposal:
    """Let the clocks run again before the review date."""
    proposal = lock_proposal(tx, proposal_id)
    require(policy.may_lift_suspension(tx.actor, facts(proposal)))
    end_clock(tx, proposal_id, DutyKind.RESUME)
    return _resume(tx, proposal, by_clock=False)


def resume_by_clock(tx: Transaction, duty: Duty) -> None:
    """Let the clocks run again at the review date."""
    require(only_mechanism(tx.actor))
    _resume(tx, lock_proposal(tx, duty.proposal_id), by_clock=True)


def _resume(tx: Transaction, proposal: Proposal, *, by_clock: bool) -> Proposal:
    """Clear the suspension and move the due dates."""
    proposal.suspended_until = proposal.suspension_reason = None
    resume_duties(tx, proposal.proposal_id)
    record(
        tx,
        ProposalResumed(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal.proposal_id,
            by_clock=by_clock,
        ),
    )
    return proposal
