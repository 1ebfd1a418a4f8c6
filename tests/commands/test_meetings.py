"""Meetings: called in time, recorded by rows, closed once, and never dodged by silence."""

from datetime import timedelta

import pytest
from flask import Flask

from agenda.deliberation.meetings.commands import (
    cancel_meeting,
    convene_meeting,
    postpone_meeting,
)
from agenda.deliberation.meetings.queries import (
    count_meetings,
    deliberation_facts,
    list_invited,
    list_notices,
    panel,
)
from agenda.deliberation.meetings.rules import MeetingKind, MeetingStatus
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import BodyKind
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible
from agenda.procedure.queries import find_open_duty
from agenda.procedure.rules import DutyKind
from tests.factories import let_time_pass
from tests.meetings import (
    COMMITTEE,
    COMPANY,
    call_meeting,
    council,
    make_deliberating,
    reread,
    small_place,
)


def test_a_notice_fulfils_the_duty_and_owes_minutes(app: Flask) -> None:
    place = small_place()
    proposal = make_deliberating(place)
    meeting = call_meeting(place, proposal.proposal_id)
    session = db.session()
    assert find_open_duty(session, proposal.proposal_id, DutyKind.CONVENE_MEETING) is None
    owed = find_open_duty(
        session, proposal.proposal_id, DutyKind.PUBLISH_MINUTES, subject_id=meeting.meeting_id
    )
    assert owed is not None
    assert owed.body_id == place.bodies[COMMITTEE]
    assert owed.due_at > meeting.starts_at
    invited = {body.body_id for body in list_invited(session, meeting.meeting_id)}
    assert place.bodies[BodyKind.SUPERVISION_COMMITTEE] in invited
    assert place.bodies[COMMITTEE] in invited


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"days": 2}, "deliberation.notice_too_late"),
        ({"days": 0}, "deliberation.starts_in_past"),
        ({"days": 31}, "deliberation.too_far_ahead"),
        ({"days": 6, "kind": MeetingKind.HEARING}, "deliberation.notice_too_late"),
        ({"items": ()}, "deliberation.items_needed"),
        ({"title": "402室王小明漏水协调"}, "deliberation.private_passage"),
        ({"body_ids": (999999,)}, "deliberation.body_elsewhere"),
    ],
)
def test_a_notice_is_refused(app: Flask, changed: dict[str, object], code: str) -> None:
    place = small_place()
    proposal = make_deliberating(place)
    with (
        pytest.raises(Invalid) as refused,
        transaction(place.seat(COMMITTEE)) as tx,
    ):
        convene_meeting(tx, proposal.proposal_id, notice=council(**changed))  # type: ignore[arg-type]
    assert refused.value.code == code
    assert count_meetings(db.session(), proposal.proposal_id) == 0


def test_what_is_urgent_may_be_called_late_with_a_public_reason(app: Flask) -> None:
    place = small_place()
    proposal = make_deliberating(place)
    meeting = call_meeting(place, proposal.proposal_id, days=1, urgent_reason="水管爆裂")
    (notice,) = list_notices(db.session(), meeting.meeting_id)
    assert notice.urgent_reason == "水管爆裂"


def test_a_reason_that_is_not_needed_does_not_make_a_meeting_urgent(app: Flask) -> None:
    place = small_place()
    proposal = make_deliberating(place)
    meeting = call_meeting(place, proposal.proposal_id, urgent_reason="随便写写")
    (notice,) = list_notices(db.session(), meeting.meeting_id)
    assert notice.urgent_reason == ""


@pytest.mark.parametrize(
    ("who", "called", "code"),
    [
        (COMPANY, MeetingKind.COUNCIL, "deliberation.lead_only"),
        (COMPANY, MeetingKind.HEARING, "deliberation.committee_convenes"),
        (COMMITTEE, MeetingKind.APPRAISAL, "deliberation.not_this_stage"),
    ],
)
def test_only_who_convenes_a_kind_may_call_it(
    app: Flask, who: BodyKind, called: MeetingKind, code: str
) -> None:
    place = small_place()
    proposal = make_deliberating(place)
    with pytest.raises(NotPermitted) as refused, transaction(place.seat(who)) as tx:
        convene_meeting(tx, proposal.proposal_id, notice=council(8, kind=called))
    assert refused.value.code == code


def test_one_meeting_is_called_at_a_time(app: Flask) -> None:
    place = small_place()
    proposal = make_deliberating(place)
    call_meeting(place, proposal.proposal_id)
    with pytest.raises(NotPossible, match="called_already"):
        call_meeting(place, proposal.proposal_id)


def test_a_meeting_is_moved_with_a_reason_and_the_lead_time_again(app: Flask) -> None:
    place = small_place()
    proposal = make_deliberating(place)
    meeting = call_meeting(place, proposal.proposal_id)
    with (
        pytest.raises(Invalid, match="notice_too_late"),
        transaction(place.seat(COMMITTEE)) as tx,
    ):
        postpone_meeting(
            tx,
            meeting.meeting_id,
            starts_at=now() + timedelta(days=1),
            place="花园",
            reason="会议室漏水",
        )
    later = now() + timedelta(days=9)
    with transaction(place.seat(COMMITTEE)) as tx:
        postpone_meeting(tx, meeting.meeting_id, starts_at=later, place="花园", reason="会议室漏水")
    moved = reread(meeting.meeting_id)
    assert (moved.starts_at, moved.place) == (later, "花园")
    assert [n.reason for n in list_notices(db.session(), moved.meeting_id)] == ["", "会议室漏水"]
    owed = find_open_duty(
        db.session(), proposal.proposal_id, DutyKind.PUBLISH_MINUTES, subject_id=moved.meeting_id
    )
    assert owed is not None
    assert owed.due_at > later


def test_a_cancelled_meeting_leaves_the_lead_owing_another(app: Flask) -> None:
    place = small_place()
    proposal = make_deliberating(place)
    meeting = call_meeting(place, proposal.proposal_id)
    with transaction(place.seat(COMMITTEE)) as tx:
        cancel_meeting(tx, meeting.meeting_id, reason="主持人生病")
    assert reread(meeting.meeting_id).status is MeetingStatus.CANCELLED
    session, proposal_id = db.session(), proposal.proposal_id
    assert find_open_duty(session, proposal_id, DutyKind.CONVENE_MEETING) is not None
    subject = meeting.meeting_id
    assert (
        find_open_duty(session, proposal_id, DutyKind.PUBLISH_MINUTES, subject_id=subject) is None
    )
    assert deliberation_facts(session, proposal_id).rounds_held == 0


def test_silence_of_the_lead_is_escalated_and_the_duty_opens_again(app: Flask) -> None:
    place = small_place()
    proposal = make_deliberating(place)
    for times in (1, 2):
        let_time_pass(timedelta(days=17), proposal.proposal_id)
        seen = panel(db.session(), proposal.proposal_id, place.resident(), now())
        assert len(seen.escalated_at) == times
        duty = find_open_duty(db.session(), proposal.proposal_id, DutyKind.CONVENE_MEETING)
        assert duty is not None
        assert duty.body_id == place.bodies[COMMITTEE]
        db.session.close()
