"""Keeping a meeting's record: who is there, what is said, moved and adopted, and how it is closed."""

from datetime import timedelta

import pytest
from flask import Flask

from agenda.deliberation.meetings.attendance.commands import (
    assign_part,
    enter_guest,
    sign_in,
    strike_attendee,
)
from agenda.deliberation.meetings.closing.commands import close_meeting
from agenda.deliberation.meetings.queries import (
    deliberation_facts,
)
from agenda.deliberation.meetings.record.commands import agree_task, edit_speech, note_speech
from agenda.deliberation.meetings.record.motions.commands import decide_motion, put_motion
from agenda.deliberation.meetings.record.rules import Capacity, Hands, MotionOutcome, Part
from agenda.deliberation.meetings.rules import MeetingStatus
from agenda.deliberation.queries import current_sitting, list_paragraphs
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import BodyKind
from agenda.kernel.clock import SetClock, local_date
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible, Stale
from agenda.procedure.queries import find_open_duty
from agenda.procedure.rules import DutyKind
from agenda.proposals.rules import Stage
from tests.factories import let_time_pass
from tests.meetings import (
    COMMITTEE,
    COMPANY,
    call_meeting,
    code_on_the_wall,
    hold_meeting,
    make_deliberating,
    open_doors,
    read_record,
    reread,
    small_place,
)


def test_signing_in_by_code_says_in_what_capacity(app: Flask) -> None:
    place = small_place()
    proposal = make_deliberating(place)
    call_meeting(place, proposal.proposal_id)
    meeting_id = open_doors(place, proposal.proposal_id)
    code = code_on_the_wall(meeting_id)
    with pytest.raises(Invalid, match="wrong_code"), transaction(place.resident(1)) as tx:
        sign_in(tx, meeting_id, code="222222" if code != "222222" else "333333")
    with transaction(place.resident(1)) as tx:
        assert sign_in(tx, meeting_id, code=f"{code[:3]} {code[3:]}").capacity is Capacity.RESIDENT
    with transaction(place.seat(BodyKind.PARTY_ORGANIZATION)) as tx:
        assert sign_in(tx, meeting_id, code=code).capacity is Capacity.OBSERVER
    with (
        pytest.raises(NotPossible, match="signed_in_already"),
        transaction(place.resident(1)) as tx,
    ):
        sign_in(tx, meeting_id, code=code)
    with pytest.raises(Invalid, match="no_such_seat"), transaction(place.resident(2)) as tx:
        sign_in(tx, meeting_id, code=code, body_id=place.bodies[COMPANY])
    assert [a.capacity for a in read_record(meeting_id).attendees.values()] == [
        Capacity.BODY,
        Capacity.BODY,
        Capacity.BODY,
        Capacity.RESIDENT,
        Capacity.OBSERVER,
    ]


def test_nobody_signs_in_or_records_before_the_doors_open(app: Flask, clock: SetClock) -> None:
    place = small_place()
    proposal = make_deliberating(place)
    meeting = call_meeting(place, proposal.proposal_id)
    clock.set(meeting.starts_at - timedelta(minutes=61))
    with pytest.raises(NotPermitted, match="doors_closed"), transaction(place.resident()) as tx:
        sign_in(tx, meeting.meeting_id, code="000000")
    with (
        pytest.raises(NotPermitted, match="doors_closed"),
        transaction(place.seat(COMMITTEE)) as tx,
    ):
        enter_guest(tx, meeting.meeting_id, name="王小明", place="", capacity=Capacity.RESIDENT)


def test_guests_stand_masked_on_the_list(app: Flask) -> None:
    place = small_place()
    proposal = make_deliberating(place)
    call_meeting(place, proposal.proposal_id)
    meeting_id = open_doors(place, proposal.proposal_id)
    with transaction(place.seat(COMMITTEE)) as tx:
        guest = enter_guest(
            tx, meeting_id, name="欧阳明", place="5号楼", capacity=Capacity.RESIDENT
        )
    assert read_record(meeting_id).attendees[guest.attendance_id].name == "5号楼 欧阳*"
    with pytest.raises(NotPossible, match="already"), transaction(place.seat(COMMITTEE)) as tx:
        enter_guest(tx, meeting_id, name="欧阳明", place="5号楼", capacity=Capacity.EXPERT)
    with transaction(place.seat(COMMITTEE)) as tx:
        strike_attendee(tx, guest.attendance_id)
    assert guest.attendance_id not in read_record(meeting_id).attendees


def test_the_proposer_may_not_chair_his_own_issue(app: Flask) -> None:
    place = small_place()
    proposal = make_deliberating(place)
    call_meeting(place, proposal.proposal_id)
    meeting_id = open_doors(place, proposal.proposal_id)
    code = code_on_the_wall(meeting_id)
    with transaction(place.resident(0)) as tx:
        own = sign_in(tx, meeting_id, code=code)
    with pytest.raises(NotPossible, match="recused"), transaction(place.seat(COMMITTEE)) as tx:
        assign_part(tx, own.attendance_id, part=Part.CHAIR)


def test_two_people_keep_the_record_without_losing_a_word(app: Flask) -> None:
    place = small_place()
    proposal = make_deliberating(place)
    call_meeting(place, proposal.proposal_id)
    meeting_id = open_doors(place, proposal.proposal_id)
    record = read_record(meeting_id)
    item_id, who = record.items[0].item.item_id, next(iter(record.attendees))
    with transaction(place.seat(COMMITTEE, 0)) as tx:
        first = note_speech(tx, meeting_id, item_id=item_id, attendance_id=who, text="第一句")
    with transaction(place.seat(COMMITTEE, 1)) as tx:
        note_speech(tx, meeting_id, item_id=item_id, attendance_id=who, text="第二句")
        edit_speech(tx, first.speech_id, text="第一句，更正", version=1)
    with pytest.raises(Stale) as stale, transaction(place.seat(COMMITTEE, 0)) as tx:
        edit_speech(tx, first.speech_id, text="又改", version=1)
    assert stale.value.current == "第一句，更正"
    said = [speech.text for speech in read_record(meeting_id).items[0].speeches]
    assert said == ["第一句，更正", "第二句"]


def test_hands_are_checked_against_the_attendance(app: Flask) -> None:
    place = small_place()
    proposal = make_deliberating(place)
    call_meeting(place, proposal.proposal_id)
    meeting_id = open_doors(place, proposal.proposal_id)
    record = read_record(meeting_id)
    item_id, who = record.items[0].item.item_id, next(iter(record.attendees))
    with transaction(place.seat(COMMITTEE)) as tx:
        motion = put_motion(tx, meeting_id, item_id=item_id, mover_id=who, text="先做测绘")
    with pytest.raises(Invalid, match="hands"), transaction(place.seat(COMMITTEE)) as tx:
        decide_motion(tx, motion.motion_id, hands=Hands(3, 1, 0))
    with transaction(place.seat(COMMITTEE)) as tx:
        decided = decide_motion(tx, motion.motion_id, hands=Hands(2, 1, 0))
        assert decided.outcome is MotionOutcome.CARRIED
        assert decided.voters == 3
    with pytest.raises(NotPossible, match="decided"), transaction(place.seat(COMMITTEE)) as tx:
        decide_motion(tx, motion.motion_id, hands=Hands(0, 3, 0))


def test_an_agreement_is_adopted_when_the_meeting_is_closed(app: Flask) -> None:
    place = small_place()
    proposal = make_deliberating(place)
    call_meeting(place, proposal.proposal_id)
    meeting_id = open_doors(place, proposal.proposal_id)
    record = read_record(meeting_id)
    item_id, who = record.items[1].item.item_id, next(iter(record.attendees))
    with transaction(place.seat(COMMITTEE)) as tx:
        motion = put_motion(
            tx,
            meeting_id,
            item_id=item_id,
            mover_id=who,
            text="通过加装方案",
            paragraphs=("费用按楼层分摊", " ", "物业负责日常维护"),
        )
        decide_motion(tx, motion.motion_id, hands=Hands(3, 0, 0))
        agree_task(
            tx,
            meeting_id,
            item_id=item_id,
            text="委托测绘",
            body_id=place.bodies[COMMITTEE],
            due_on=local_date(now()) + timedelta(days=30),
        )
    sitting = current_sitting(db.session(), proposal.proposal_id)
    assert sitting is not None
    assert sitting.adopted_at is None
    with transaction(place.seat(COMMITTEE)) as tx:
        close_meeting(tx, meeting_id)
    session = db.session()
    sitting = current_sitting(session, proposal.proposal_id)
    assert sitting is not None
    assert (sitting.rounds_held, sitting.adopted_motion_id) == (1, motion.motion_id)
    adopted = [row.text for row in list_paragraphs(session, sitting.sitting_id)]
    assert adopted == ["费用按楼层分摊", "物业负责日常维护"]
    facts = deliberation_facts(session, proposal.proposal_id)
    assert facts.minutes_pending
    assert find_open_duty(session, proposal.proposal_id, DutyKind.CONVENE_MEETING) is None
    assert let_time_pass(timedelta(), proposal.proposal_id).stage is Stage.DELIBERATING


def test_a_held_round_without_agreement_asks_for_the_next(app: Flask) -> None:
    place = small_place()
    proposal = make_deliberating(place)
    meeting_id = hold_meeting(place, proposal.proposal_id)
    session = db.session()
    assert reread(meeting_id).status is MeetingStatus.HELD
    assert deliberation_facts(session, proposal.proposal_id).rounds_held == 1
    assert find_open_duty(session, proposal.proposal_id, DutyKind.CONVENE_MEETING) is not None
    with (
        pytest.raises(NotPermitted, match="meeting_closed"),
        transaction(place.seat(COMMITTEE)) as tx,
    ):
        close_meeting(tx, meeting_id)
    assert deliberation_facts(db.session(), proposal.proposal_id).rounds_held == 1


def test_a_convener_alone_cannot_burn_a_round(app: Flask) -> None:
    place = small_place()
    proposal = make_deliberating(place)
    meeting = call_meeting(place, proposal.proposal_id)
    current = meeting.starts_at
    app.extensions["agenda"].clock.set(current)
    with pytest.raises(NotPossible, match="nobody_came"), transaction(place.seat(COMMITTEE)) as tx:
        sign_in(
            tx,
            meeting.meeting_id,
            code=code_on_the_wall(meeting.meeting_id),
            body_id=place.bodies[COMMITTEE],
        )
        close_meeting(tx, meeting.meeting_id)
    assert deliberation_facts(db.session(), proposal.proposal_id).rounds_held == 0


def test_the_record_is_closed_to_other_bodies(app: Flask) -> None:
    place = small_place()
    proposal = make_deliberating(place)
    call_meeting(place, proposal.proposal_id)
    meeting_id = open_doors(place, proposal.proposal_id)
    record = read_record(meeting_id)
    with pytest.raises(NotPermitted, match="convener_only"), transaction(place.seat(COMPANY)) as tx:
        note_speech(
            tx,
            meeting_id,
            item_id=record.items[0].item.item_id,
            attendance_id=next(iter(record.attendees)),
            text="改写历史",
        )
