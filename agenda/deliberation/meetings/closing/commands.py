"""Ending a meeting: held, counted once as a round, its adopted text adopted; or not held."""

from agenda.deliberation.commands import adopt_agreement, note_round_held
from agenda.deliberation.meetings import policy
from agenda.deliberation.meetings.duties.commands import owe_next_meeting
from agenda.deliberation.meetings.events import MeetingHeld, MeetingNotHeld
from agenda.deliberation.meetings.models import Meeting
from agenda.deliberation.meetings.queries import lock_meeting, meeting_facts, running_sitting
from agenda.deliberation.meetings.record.queries import (
    count_motions,
    find_agreement,
    list_paragraphs,
    present,
)
from agenda.deliberation.meetings.record.rules import Part, counts_as_held
from agenda.deliberation.meetings.room.commands import end_open_vote
from agenda.deliberation.meetings.rules import MeetingStatus
from agenda.deliberation.parties.queries import recused_ids
from agenda.infra.audit import record
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import only_mechanism, require
from agenda.kernel.errors import NotPossible
from agenda.kernel.ids import MeetingId
from agenda.proposals.models import Proposal
from agenda.proposals.queries import facts


def close_meeting(tx: Transaction, meeting_id: MeetingId) -> Meeting:
    """Close a meeting that was held: its record is frozen and counts as one round of the sitting.

    A text it adopted is the agreement from now on; a secret vote still open is counted or void. Raises NotPossible where nobody but the convener
    came, or chair and recorder are not named.
    """
    meeting, proposal = lock_meeting(tx, meeting_id)
    away = recused_ids(tx.session, proposal.proposal_id)
    require(policy.may_close(tx.actor, meeting_facts(meeting, proposal), away, now=tx.now))
    end_open_vote(tx, meeting)
    there = present(tx.session, meeting_id)
    if not counts_as_held(meeting.convener_body_id, there):
        raise NotPossible("deliberation.nobody_came")
    if not {Part.CHAIR, Part.RECORDER} <= {p.part for p in there}:
        raise NotPossible("deliberation.chair_missing")
    _hold(tx, meeting, proposal, attended=len(there), by_clock=False)
    return meeting


def settle_meeting(tx: Transaction, meeting_id: MeetingId) -> Meeting:
    """End a meeting whose record nobody closed: held if somebody came, else not held.

    What was adopted stands; where nobody came, the lead owes a meeting again.
    """
    require(only_mechanism(tx.actor))
    meeting, proposal = lock_meeting(tx, meeting_id)
    end_open_vote(tx, meeting)
    there = present(tx.session, meeting_id)
    if counts_as_held(meeting.convener_body_id, there):
        _hold(tx, meeting, proposal, attended=len(there), by_clock=True)
        return meeting
    meeting.status, meeting.ended_at = MeetingStatus.NOT_HELD, tx.now
    owe_next_meeting(tx, proposal)
    record(
        tx,
        MeetingNotHeld(
            neighbourhood_id=meeting.neighbourhood_id,
            proposal_id=meeting.proposal_id,
            meeting_id=meeting_id,
            number=meeting.number,
            body_id=meeting.convener_body_id,
        ),
    )
    return meeting


def _hold(
    tx: Transaction, meeting: Meeting, proposal: Proposal, *, attended: int, by_clock: bool
) -> None:
    """Write that a meeting was held, and what follows for its sitting."""
    meeting.status, meeting.ended_at = MeetingStatus.HELD, tx.now
    record(
        tx,
        MeetingHeld(
            neighbourhood_id=meeting.neighbourhood_id,
            proposal_id=meeting.proposal_id,
            meeting_id=meeting.meeting_id,
            number=meeting.number,
            attended=attended,
            motions=count_motions(tx.session, meeting.meeting_id),
            by_clock=by_clock,
        ),
    )
    sitting = running_sitting(tx.session, facts(proposal))
    if sitting is None or sitting.sitting_id != meeting.sitting_id:
        return
    note_round_held(tx, sitting)
    adopted = find_agreement(tx.session, meeting.meeting_id)
    if adopted is not None:
        paragraphs = list_paragraphs(tx.session, adopted.motion_id)
        adopt_agreement(tx, sitting, paragraphs=paragraphs, motion_id=adopted.motion_id)
    owe_next_meeting(tx, proposal)
