"""The duty of deciding a correction: opened with it, ended with its decision, or lapsing."""

from agenda.ballots.decisions.queries import get_decision
from agenda.ballots.owners.corrections.events import RollCorrectionLapsed
from agenda.ballots.owners.corrections.models import RollCorrection
from agenda.ballots.owners.corrections.queries import get_correction
from agenda.ballots.owners.corrections.rules import correction_due
from agenda.ballots.owners.models import OwnersBallot
from agenda.community.queries import find_body
from agenda.infra.audit import record
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import BodyKind, only_mechanism, require
from agenda.kernel.ids import ProposalId
from agenda.procedure.commands import fulfil_duty, open_duty
from agenda.procedure.rules import Bearer, Duty, DutyKind


def lapse_correction(tx: Transaction, duty: Duty) -> None:
    """Leave the roll as it is where nobody decided a correction in time, for all to see."""
    require(only_mechanism(tx.actor))
    correction = get_correction(tx.session, duty.subject_id)
    correction.lapsed_at = tx.now
    record(
        tx,
        RollCorrectionLapsed(
            neighbourhood_id=correction.neighbourhood_id,
            proposal_id=duty.proposal_id,
            correction=correction.kind,
        ),
    )


def open_deciding(
    tx: Transaction, ballot: OwnersBallot, correction: RollCorrection, proposal_id: ProposalId
) -> None:
    """Put a correction on the desk of the residents' committee until it is due."""
    committee = find_body(tx.session, ballot.neighbourhood_id, BodyKind.RESIDENTS_COMMITTEE)
    open_duty(
        tx,
        DutyKind.DECIDE_CORRECTION,
        neighbourhood_id=ballot.neighbourhood_id,
        proposal_id=proposal_id,
        subject_id=correction.correction_id,
        due_at=correction_due(tx.now, closes_at=ballot.closes_at),
        bearer=Bearer.BODY if committee else Bearer.CLOCK,
        body_id=committee.body_id if committee else None,
    )


def end_deciding(tx: Transaction, correction: RollCorrection) -> None:
    """End the duty of a correction that was decided; raises NotPossible once its time is over."""
    proposal_id = get_decision(tx.session, correction.decision_id).proposal_id
    own = correction.correction_id
    fulfil_duty(tx, DutyKind.DECIDE_CORRECTION, proposal_id, subject_id=own)
