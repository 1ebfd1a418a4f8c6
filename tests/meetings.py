"""A deliberation and its meetings for tests to start from, made by the real commands."""

from datetime import datetime, timedelta

from flask import current_app

from agenda.deliberation.meetings.attendance.commands import (
    assign_part,
    enter_seat_holder,
    sign_in,
)
from agenda.deliberation.meetings.closing.commands import close_meeting
from agenda.deliberation.meetings.commands import convene_meeting
from agenda.deliberation.meetings.models import Meeting
from agenda.deliberation.meetings.queries import find_called, get_meeting
from agenda.deliberation.meetings.record.commands import note_speech
from agenda.deliberation.meetings.record.queries import Record, meeting_record
from agenda.deliberation.meetings.record.rules import Part
from agenda.deliberation.meetings.room.rules import room_code
from agenda.deliberation.meetings.rules import MeetingKind, Notice
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import MECHANISM, BodyKind
from agenda.kernel.ids import MeetingId, ProposalId
from agenda.mechanism.commands import proceed
from agenda.proposals.models import Proposal
from agenda.proposals.rules import Stage
from tests.factories import Place, let_time_pass, make_crossed, make_place, reload

COMMITTEE = BodyKind.RESIDENTS_COMMITTEE
COMPANY = BodyKind.PROPERTY_COMPANY


def small_place() -> Place:
    """Set up a place too small for a secret vote: co-signing alone lists."""
    return make_place(households=8)


def make_deliberating(place: Place) -> Proposal:
    """Have a proposal routed by silence: the residents' committee leads its deliberation."""
    proposal = make_crossed(place)
    assert proposal.stage is Stage.LISTED
    proposal = let_time_pass(timedelta(days=21), proposal.proposal_id)
    assert proposal.stage is Stage.DELIBERATING
    return proposal


def move_clock(to: datetime, proposal_id: ProposalId) -> Proposal:
    """Put the clock to an instant and let the mechanism look at a proposal."""
    current_app.extensions["agenda"].clock.set(to)
    with transaction(MECHANISM) as tx:
        proceed(tx, proposal_id)
    return reload(proposal_id)


def council(days: int = 4, **changed: object) -> Notice:
    """Return a notice of a council in so many days, at the same hour."""
    values: dict[str, object] = {
        "kind": MeetingKind.COUNCIL,
        "title": "加装电梯议事会",
        "starts_at": now() + timedelta(days=days),
        "place": "居委会二楼活动室",
        "items": ("各方说明立场", "讨论费用分摊"),
    }
    return Notice(**{**values, **changed})  # type: ignore[arg-type]


def call_meeting(place: Place, proposal_id: ProposalId, **changed: object) -> Meeting:
    """Give notice of a council as the residents' committee."""
    with transaction(place.seat(COMMITTEE)) as tx:
        return convene_meeting(tx, proposal_id, notice=council(**changed))  # type: ignore[arg-type]


def open_doors(place: Place, proposal_id: ProposalId) -> MeetingId:
    """Move the clock to the hour of the called meeting, and sign in committee and company.

    The committee's chair chairs, its secretary records, the company's chair is there.
    """
    meeting = find_called(db.session(), proposal_id)
    assert meeting is not None
    meeting_id, code = meeting.meeting_id, room_code(meeting.code_seed, meeting.starts_at)
    move_clock(meeting.starts_at, proposal_id)
    with transaction(place.seat(COMMITTEE)) as tx:
        for person_id, part in zip(
            place.seated[COMMITTEE], (Part.CHAIR, Part.RECORDER), strict=True
        ):
            there = enter_seat_holder(
                tx, meeting_id, person_id=person_id, body_id=place.bodies[COMMITTEE]
            )
            assign_part(tx, there.attendance_id, part=part)
    with transaction(place.seat(COMPANY)) as tx:
        sign_in(tx, meeting_id, code=code, body_id=place.bodies[COMPANY])
    return meeting_id


def read_record(meeting_id: MeetingId) -> Record:
    """Return the record of a meeting as it stands in the database now."""
    db.session.close()
    return meeting_record(db.session(), meeting_id)


def reread(meeting_id: MeetingId) -> Meeting:
    """Return a meeting as it stands in the database now."""
    db.session.close()
    return get_meeting(db.session(), meeting_id)


def hold_meeting(place: Place, proposal_id: ProposalId, *, words: str = "同意加装。") -> MeetingId:
    """Call, open and close a council in which somebody said something."""
    call_meeting(place, proposal_id)
    meeting_id = open_doors(place, proposal_id)
    record = read_record(meeting_id)
    with transaction(place.seat(COMMITTEE, 1)) as tx:
        note_speech(
            tx,
            meeting_id,
            item_id=record.items[0].item.item_id,
            attendance_id=max(record.attendees),
            text=words,
        )
        close_meeting(tx, meeting_id)
    return meeting_id


def code_on_the_wall(meeting_id: MeetingId) -> str:
    """Return the digits the wall of a meeting shows at this moment."""
    return room_code(reread(meeting_id).code_seed, now())
