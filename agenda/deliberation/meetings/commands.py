"""Calling meetings: the notice with its lead time, moving it, and calling it off."""

from datetime import datetime

from agenda.community.models import Body
from agenda.community.queries import list_bodies
from agenda.deliberation.meetings import policy
from agenda.deliberation.meetings.duties.commands import (
    cancel_minutes,
    owe_minutes,
    owe_next_meeting,
)
from agenda.deliberation.meetings.events import (
    MeetingCalled,
    MeetingCancelled,
    MeetingPostponed,
)
from agenda.deliberation.meetings.models import (
    AgendaItem,
    Invitation,
    Meeting,
    MeetingNotice,
)
from agenda.deliberation.meetings.queries import (
    count_meetings,
    find_called,
    list_items,
    list_notices,
    lock_meeting,
    meeting_facts,
    running_sitting,
)
from agenda.deliberation.meetings.rules import (
    REASON_MAX,
    RULES,
    MeetingKind,
    MeetingStatus,
    Notice,
    earliest_day,
    is_link,
    is_too_far,
    is_too_late,
    item_words,
    lead_days,
    notice_fault,
)
from agenda.deliberation.models import Sitting
from agenda.deliberation.parties.queries import list_parties, recused_ids
from agenda.infra.audit import record, text_digest
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import SeatHeld, require
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible
from agenda.kernel.ids import BodyId, MeetingId, ProposalId, new_token
from agenda.kernel.privacy import is_fit_for_public
from agenda.procedure.commands import fulfil_duty
from agenda.procedure.queries import find_open_duty
from agenda.procedure.rules import DutyKind, Procedure
from agenda.proposals.models import Proposal
from agenda.proposals.queries import facts, lock_proposal, procedure_of


def convene_meeting(tx: Transaction, proposal_id: ProposalId, *, notice: Notice) -> Meeting:
    """Give notice of a meeting: time, place, who is invited, and an agenda that is now frozen.

    Raises Invalid where the notice lacks something or comes too late for its kind without a public
    reason why it is urgent; NotPossible while another meeting is called or no round is left.
    """
    proposal = lock_proposal(tx, proposal_id)
    known = facts(proposal)
    away = recused_ids(tx.session, proposal_id)
    require(policy.may_convene(tx.actor, known, away, kind=notice.kind))
    seat = policy.convening_seat(tx.actor, known, notice.kind)
    procedure = procedure_of(tx.session, proposal)
    _require_complete(notice)
    urgent = _urgent_reason(tx, notice.kind, notice.starts_at, notice.urgent_reason, procedure)
    sitting = running_sitting(tx.session, known)
    _require_room(tx, proposal_id, sitting, procedure)
    meeting = _call(tx, proposal, notice, sitting, seat)
    bodies = _invite(tx, meeting, notice, sitting)
    owe_minutes(tx, meeting, procedure)
    if sitting and find_open_duty(tx.session, proposal_id, DutyKind.CONVENE_MEETING):
        fulfil_duty(tx, DutyKind.CONVENE_MEETING, proposal_id)
    issued = _issue(tx, meeting, urgent_reason=urgent, reason="")
    record(
        tx,
        MeetingCalled(
            neighbourhood_id=meeting.neighbourhood_id,
            proposal_id=proposal_id,
            meeting_id=meeting.meeting_id,
            number=meeting.number,
            meeting=meeting.kind,
            body_id=meeting.convener_body_id,
            starts_at=meeting.starts_at,
            is_urgent=bool(urgent),
            bodies_invited=bodies,
            text_digest=issued.digest,
        ),
    )
    return meeting


def postpone_meeting(
    tx: Transaction,
    meeting_id: MeetingId,
    *,
    starts_at: datetime,
    place: str,
    reason: str,
    link: str = "",
    urgent_reason: str = "",
) -> Meeting:
    """Move a meeting to another time or place, with a public reason and a new notice in time."""
    meeting, proposal = lock_meeting(tx, meeting_id)
    away = recused_ids(tx.session, proposal.proposal_id)
    require(policy.may_run(tx.actor, meeting_facts(meeting, proposal), away))
    procedure = procedure_of(tx.session, proposal)
    _require_reason(reason)
    if not place:
        raise Invalid("deliberation.place_needed", field="place")
    if not is_link(link):
        raise Invalid("deliberation.link_unsafe", field="link")
    urgent = _urgent_reason(tx, meeting.kind, starts_at, urgent_reason, procedure)
    meeting.starts_at, meeting.place, meeting.link = starts_at, place, link
    issued = _issue(tx, meeting, urgent_reason=urgent, reason=reason)
    cancel_minutes(tx, meeting)
    owe_minutes(tx, meeting, procedure)
    record(
        tx,
        MeetingPostponed(
            neighbourhood_id=meeting.neighbourhood_id,
            proposal_id=meeting.proposal_id,
            meeting_id=meeting_id,
            number=meeting.number,
            body_id=meeting.convener_body_id,
            starts_at=starts_at,
            is_urgent=bool(urgent),
            text_digest=issued.digest,
        ),
    )
    return meeting


def cancel_meeting(tx: Transaction, meeting_id: MeetingId, *, reason: str) -> Meeting:
    """Call a meeting off, with a public reason; in a sitting the lead owes another one."""
    meeting, proposal = lock_meeting(tx, meeting_id)
    away = recused_ids(tx.session, proposal.proposal_id)
    require(policy.may_run(tx.actor, meeting_facts(meeting, proposal), away))
    _require_reason(reason)
    meeting.status, meeting.ended_at = MeetingStatus.CANCELLED, tx.now
    meeting.ended_reason = reason
    cancel_minutes(tx, meeting)
    owe_next_meeting(tx, proposal)
    record(
        tx,
        MeetingCancelled(
            neighbourhood_id=meeting.neighbourhood_id,
            proposal_id=meeting.proposal_id,
            meeting_id=meeting_id,
            number=meeting.number,
            body_id=meeting.convener_body_id,
            text_digest=text_digest(tx, reason),
        ),
    )
    return meeting


def _require_complete(notice: Notice) -> None:
    """Raise Invalid, naming the first thing a notice lacks."""
    fault = notice_fault(notice)
    if fault is not None:
        raise Invalid(fault.code, field=fault.field, limit=fault.limit)


def _require_reason(reason: str) -> None:
    """Raise Invalid where no reason is given, or one that cannot be public."""
    if not reason.strip():
        raise Invalid("deliberation.reason_needed", field="reason")
    if len(reason) > REASON_MAX:
        raise Invalid("deliberation.too_long", field="reason", limit=REASON_MAX)
    if not is_fit_for_public(reason):
        raise Invalid("deliberation.private_passage", field="reason")


def _urgent_reason(
    tx: Transaction, kind: MeetingKind, starts_at: datetime, reason: str, procedure: Procedure
) -> str:
    """Return the reason that makes up for a missing lead time, or nothing where it is kept.

    Raises Invalid where a notice is too late and no reason is given, or the day is too far.
    """
    days = lead_days(kind, procedure)
    if starts_at <= tx.now:
        raise Invalid("deliberation.starts_in_past", field="starts_at")
    if is_too_far(tx.now, starts_at, procedure.meeting_within_days):
        within = procedure.meeting_within_days
        raise Invalid("deliberation.too_far_ahead", field="starts_at", days=within)
    if not is_too_late(tx.now, starts_at, days):
        return ""
    if not reason.strip():
        earliest = earliest_day(tx.now, days).isoformat()
        raise Invalid(
            "deliberation.notice_too_late", field="starts_at", days=days, earliest=earliest
        )
    return reason


def _require_room(
    tx: Transaction, proposal_id: ProposalId, sitting: Sitting | None, procedure: Procedure
) -> None:
    """Raise NotPossible while another meeting is called, or where no round is left."""
    if find_called(tx.session, proposal_id):
        raise NotPossible("deliberation.called_already")
    if sitting is not None and sitting.rounds_held >= procedure.rounds:
        raise NotPossible("deliberation.no_round_left")


def _call(
    tx: Transaction,
    proposal: Proposal,
    notice: Notice,
    sitting: Sitting | None,
    seat: SeatHeld | None,
) -> Meeting:
    """Write a meeting and its agenda."""
    if seat is None:
        raise NotPermitted("deliberation.lead_only")
    meeting = Meeting(
        neighbourhood_id=proposal.neighbourhood_id,
        proposal_id=proposal.proposal_id,
        sitting_id=sitting.sitting_id if sitting else None,
        number=count_meetings(tx.session, proposal.proposal_id) + 1,
        kind=notice.kind,
        title=notice.title,
        convener_body_id=seat.body_id,
        starts_at=notice.starts_at,
        place=notice.place,
        link=notice.link,
        code_seed=new_token(),
        called_at=tx.now,
    )
    tx.insert(meeting, NotPossible("deliberation.called_already"))
    tx.session.add_all(
        AgendaItem(
            neighbourhood_id=meeting.neighbourhood_id,
            meeting_id=meeting.meeting_id,
            number=number,
            title=item_words(line)[0],
            minutes=item_words(line)[1],
        )
        for number, line in enumerate(notice.items, start=1)
    )
    return meeting


def _invite(tx: Transaction, meeting: Meeting, notice: Notice, sitting: Sitting | None) -> int:
    """Invite the bodies named, all parties of the sitting, and those the law names; count them."""
    here = list_bodies(tx.session, meeting.neighbourhood_id)
    known: dict[BodyId, Body] = {body.body_id: body for body in here}
    if not set(notice.body_ids) <= set(known):
        raise Invalid("deliberation.body_elsewhere", field="body_ids")
    parties = list_parties(tx.session, sitting.sitting_id) if sitting else ()
    must = RULES[meeting.kind].must_invite
    invited = {
        meeting.convener_body_id,
        *notice.body_ids,
        *(p.body_id for p in parties if p.body_id),
    }
    invited |= {body.body_id for body in here if body.kind in must}
    tx.session.add_all(
        Invitation(
            neighbourhood_id=meeting.neighbourhood_id,
            meeting_id=meeting.meeting_id,
            body_id=body_id,
        )
        for body_id in sorted(invited)
    )
    return len(invited)


def _issue(tx: Transaction, meeting: Meeting, *, urgent_reason: str, reason: str) -> MeetingNotice:
    """Keep one issue of a meeting's notice, with the digest of what it says."""
    tx.session.flush()  # the agenda is read below
    items = [item.title for item in list_items(tx.session, meeting.meeting_id)]
    lines = [meeting.title, meeting.starts_at.isoformat(), meeting.place, meeting.link, *items]
    notice = MeetingNotice(
        neighbourhood_id=meeting.neighbourhood_id,
        meeting_id=meeting.meeting_id,
        number=len(list_notices(tx.session, meeting.meeting_id)) + 1,
        starts_at=meeting.starts_at,
        place=meeting.place,
        reason=reason,
        urgent_reason=urgent_reason,
        digest=text_digest(tx, "\n".join([*lines, reason, urgent_reason])),
        issued_at=tx.now,
    )
    tx.session.add(notice)
    return notice
