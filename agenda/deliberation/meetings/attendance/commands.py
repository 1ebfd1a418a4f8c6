"""Signing in: by oneself with the meeting's code, by the secretary, or from the paper list."""

from sqlalchemy import delete, exists, select, update

from agenda.deliberation.meetings import policy
from agenda.deliberation.meetings.models import Meeting
from agenda.deliberation.meetings.queries import list_invited, lock_meeting, meeting_facts
from agenda.deliberation.meetings.record.commands import keep_record
from agenda.deliberation.meetings.record.models import Attendance, Motion, Speech
from agenda.deliberation.meetings.record.queries import get_attendance, list_seat_choices
from agenda.deliberation.meetings.record.rules import (
    GUEST_NAME_MAX,
    GUEST_PLACE_MAX,
    Capacity,
    Channel,
    Part,
)
from agenda.deliberation.meetings.room.models import RoomVoter, Turn
from agenda.deliberation.meetings.room.rules import code_fits
from agenda.deliberation.parties.queries import recused_ids
from agenda.infra.audit import log
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import Actor, require
from agenda.kernel.errors import Invalid, NotPossible
from agenda.kernel.ids import AreaId, BodyId, MeetingId, PersonId


def sign_in(
    tx: Transaction, meeting_id: MeetingId, *, code: str, body_id: BodyId | None = None
) -> Attendance:
    """Sign in with the code shown in the room, for a body one has a seat in or for oneself.

    Who lives in the scope is there as a resident, anybody else as an observer.
    """
    meeting, proposal = lock_meeting(tx, meeting_id)
    require(policy.may_sign_in(tx.actor, meeting_facts(meeting, proposal), now=tx.now))
    if not code_fits(meeting.code_seed, code, tx.now):
        raise Invalid("deliberation.wrong_code", field="code")
    if body_id is not None:
        _require_seat(tx, meeting, tx.actor, body_id)
    attendance = _sign(
        tx,
        meeting,
        capacity=_own_capacity(tx.actor, body_id, proposal.scope_id),
        channel=Channel.CODE,
        body_id=body_id,
        person_id=tx.actor.person_id,
    )
    log(tx, "deliberation.signed_in", about=tx.actor.person_id, meeting_id=meeting_id)
    return attendance


def enter_seat_holder(
    tx: Transaction, meeting_id: MeetingId, *, person_id: PersonId, body_id: BodyId
) -> Attendance:
    """Sign in, as the secretary, somebody who holds a seat in an invited body."""
    meeting = keep_record(tx, meeting_id)
    choices = list_seat_choices(tx.session, meeting_id)
    if not any(c.person_id == person_id and c.body_id == body_id for c in choices):
        raise Invalid("deliberation.no_such_seat", field="seat")
    attendance = _sign(
        tx,
        meeting,
        capacity=Capacity.BODY,
        channel=Channel.SECRETARY,
        body_id=body_id,
        person_id=person_id,
    )
    log(tx, "deliberation.signed_in_by_secretary", about=person_id, meeting_id=meeting_id)
    return attendance


def enter_guest(
    tx: Transaction,
    meeting_id: MeetingId,
    *,
    name: str,
    place: str,
    capacity: Capacity,
    body_id: BodyId | None = None,
    channel: Channel = Channel.SECRETARY,
) -> Attendance:
    """Sign in, as the secretary, somebody by name: a guest, or a line of the paper list.

    `place` is a building or an organization, never a room. A guest may speak for an invited body.
    """
    meeting = keep_record(tx, meeting_id)
    if not name or len(name) > GUEST_NAME_MAX:
        raise Invalid("deliberation.name_needed", field="name")
    if len(place) > GUEST_PLACE_MAX:
        raise Invalid("deliberation.too_long", field="place", limit=GUEST_PLACE_MAX)
    speaks_for_body = capacity is Capacity.BODY
    if speaks_for_body and not _is_invited(tx, meeting_id, body_id):
        raise Invalid("deliberation.body_not_invited", field="body_id")
    attendance = _sign(
        tx,
        meeting,
        capacity=capacity,
        channel=channel,
        body_id=body_id if speaks_for_body else None,
        guest_name=name,
        guest_place=place,
    )
    log(tx, "deliberation.guest_signed_in", meeting_id=meeting_id)
    return attendance


def strike_attendee(tx: Transaction, attendance_id: int) -> None:
    """Take somebody off the list who was entered by mistake and has done nothing on record."""
    attendance = get_attendance(tx.session, attendance_id)
    keep_record(tx, attendance.meeting_id)
    spoke = exists().where(Speech.attendance_id == attendance_id)
    moved = exists().where(Motion.mover_id == attendance_id)
    asked = exists().where(Turn.attendance_id == attendance_id)
    voted = exists().where(RoomVoter.attendance_id == attendance_id)
    if tx.session.scalar(select(spoke | moved | asked | voted)):
        raise NotPossible("deliberation.has_spoken")
    tx.session.execute(delete(Attendance).where(Attendance.attendance_id == attendance_id))
    person_id = attendance.person_id
    log(tx, "deliberation.struck_off", about=person_id, meeting_id=attendance.meeting_id)


def assign_part(tx: Transaction, attendance_id: int, *, part: Part) -> Attendance:
    """Say who chairs and who records; nobody recused from the issue can.

    There is one of each: the one before becomes a participant.
    """
    attendance = get_attendance(tx.session, attendance_id)
    meeting = keep_record(tx, attendance.meeting_id)
    if part is not Part.PARTICIPANT:
        if attendance.person_id in recused_ids(tx.session, meeting.proposal_id):
            raise NotPossible("deliberation.recused_cannot_chair")
        tx.session.execute(
            update(Attendance)
            .where(Attendance.meeting_id == meeting.meeting_id, Attendance.part == part)
            .values(part=Part.PARTICIPANT)
        )
    attendance.part = part
    log(tx, "deliberation.part_assigned", meeting_id=meeting.meeting_id, part=part)
    return attendance


def _sign(
    tx: Transaction,
    meeting: Meeting,
    *,
    capacity: Capacity,
    channel: Channel,
    body_id: BodyId | None = None,
    person_id: PersonId | None = None,
    guest_name: str = "",
    guest_place: str = "",
) -> Attendance:
    """Write a line of the attendance list; raises NotPossible for the second one of somebody."""
    guest = f"g:{guest_name}/{guest_place}"
    attendance = Attendance(
        neighbourhood_id=meeting.neighbourhood_id,
        meeting_id=meeting.meeting_id,
        attendee_key=f"p:{person_id}" if person_id else guest,
        person_id=person_id,
        guest_name=guest_name,
        guest_place=guest_place,
        capacity=capacity,
        body_id=body_id,
        channel=channel,
        signed_in_at=tx.now,
    )
    tx.insert(attendance, NotPossible("deliberation.signed_in_already"))
    return attendance


def _own_capacity(actor: Actor, body_id: BodyId | None, scope_id: AreaId) -> Capacity:
    """Return in what capacity somebody signs in for himself."""
    if body_id is not None:
        return Capacity.BODY
    lives_here = actor.is_resident and scope_id in actor.area_ids
    return Capacity.RESIDENT if lives_here else Capacity.OBSERVER


def _require_seat(tx: Transaction, meeting: Meeting, actor: Actor, body_id: BodyId) -> None:
    """Raise Invalid unless the actor has a seat in this body and it is invited."""
    if actor.seat_in(body_id) is None:
        raise Invalid("deliberation.no_such_seat", field="body_id")
    if not _is_invited(tx, meeting.meeting_id, body_id):
        raise Invalid("deliberation.body_not_invited", field="body_id")


def _is_invited(tx: Transaction, meeting_id: MeetingId, body_id: BodyId | None) -> bool:
    """Whether a body is on the meeting's notice."""
    return body_id in {invited.body_id for invited in list_invited(tx.session, meeting_id)}
