"""The duties that hang on meetings: minutes from the notice on, and the next meeting after each.

The parts are for the commands that call, move and end meetings, under the proposal's lock.
"""

from agenda.community.queries import find_body
from agenda.deliberation.meetings.events import ConveningEscalated
from agenda.deliberation.meetings.models import ConveningEscalation, Meeting
from agenda.deliberation.meetings.queries import find_called, running_sitting
from agenda.infra.audit import record
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import BodyKind, only_mechanism, require
from agenda.procedure.calendar.rules import due_in_days, due_in_workdays
from agenda.procedure.commands import cancel_duty, open_duty
from agenda.procedure.queries import find_open_duty
from agenda.procedure.rules import Duty, DutyKind, Procedure
from agenda.proposals.models import Proposal
from agenda.proposals.queries import facts, lock_proposal, procedure_of


def escalate_convening(tx: Transaction, duty: Duty) -> None:
    """Report a lead body that called no meeting to the sub-district office, and ask it again.

    The same lead owes the meeting still: silence moves the matter up, never away.
    """
    require(only_mechanism(tx.actor))
    proposal = lock_proposal(tx, duty.proposal_id)
    office = find_body(tx.session, proposal.neighbourhood_id, BodyKind.SUBDISTRICT_OFFICE)
    sitting = running_sitting(tx.session, facts(proposal))
    escalation = ConveningEscalation(
        neighbourhood_id=proposal.neighbourhood_id,
        proposal_id=proposal.proposal_id,
        sitting_id=sitting.sitting_id if sitting else None,
        body_id=duty.body_id,
        office_body_id=office.body_id if office else None,
        escalated_at=tx.now,
    )
    tx.session.add(escalation)
    owe_next_meeting(tx, proposal)
    record(
        tx,
        ConveningEscalated(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal.proposal_id,
            body_id=duty.body_id,
            office_body_id=escalation.office_body_id,
        ),
    )


def owe_next_meeting(tx: Transaction, proposal: Proposal) -> None:
    """Charge the lead body with calling the next meeting, where a round is left and none is called."""
    tx.session.flush()  # whether a meeting is called is read below
    sitting = running_sitting(tx.session, facts(proposal))
    procedure = procedure_of(tx.session, proposal)
    if sitting is None or sitting.rounds_held >= procedure.rounds:
        return
    if find_called(tx.session, proposal.proposal_id):
        return
    open_duty(
        tx,
        DutyKind.CONVENE_MEETING,
        neighbourhood_id=proposal.neighbourhood_id,
        proposal_id=proposal.proposal_id,
        due_at=due_in_days(tx.now, procedure.convening_days),
        body_id=proposal.lead_body_id,
    )


def cancel_minutes(tx: Transaction, meeting: Meeting) -> None:
    """End the duty of minutes of a meeting that does not take place, or not then."""
    kind = DutyKind.PUBLISH_MINUTES
    duty = find_open_duty(tx.session, meeting.proposal_id, kind, subject_id=meeting.meeting_id)
    if duty is not None:
        cancel_duty(tx, duty)


def owe_minutes(tx: Transaction, meeting: Meeting, procedure: Procedure) -> None:
    """Charge the convener with the minutes from the notice on: no meeting is left unrecorded.

    If nobody closes the record by then, the default closes it, so that the wait has an end.
    """
    open_duty(
        tx,
        DutyKind.PUBLISH_MINUTES,
        neighbourhood_id=meeting.neighbourhood_id,
        proposal_id=meeting.proposal_id,
        due_at=due_in_workdays(meeting.starts_at, procedure.minutes_workdays),
        body_id=meeting.convener_body_id,
        subject_id=meeting.meeting_id,
    )
