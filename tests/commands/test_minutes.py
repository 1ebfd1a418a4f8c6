"""Minutes: drafted from the record, confirmed by who was there, then changed by nobody."""

import json
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from agenda.deliberation.meetings.queries import deliberation_facts
from agenda.deliberation.meetings.rules import MeetingStatus
from agenda.deliberation.minutes.confirmation.commands import answer_minutes, reply_to_objection
from agenda.deliberation.minutes.drafting.commands import (
    add_note,
    draft_minutes,
    edit_entry,
    mask_minutes,
    submit_minutes,
)
from agenda.deliberation.minutes.models import MinutesEntry
from agenda.deliberation.minutes.publication.commands import publish_minutes
from agenda.deliberation.minutes.queries import (
    find_published,
    get_minutes,
    list_answers,
    list_entries,
    minutes_to_confirm,
)
from agenda.deliberation.minutes.rules import Answer, EntryKind, MinutesStatus
from agenda.infra.audit import LedgerEvent
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible, Stale
from agenda.kernel.ids import MeetingId
from agenda.procedure.queries import find_open_duty
from agenda.procedure.rules import DutyKind
from tests.factories import Place, let_time_pass
from tests.meetings import (
    COMMITTEE,
    COMPANY,
    call_meeting,
    hold_meeting,
    make_deliberating,
    move_clock,
    open_doors,
    reread,
    small_place,
)


def draft(place: Place, meeting_id: MeetingId) -> list[MinutesEntry]:
    """Draft minutes and return their entries."""
    with transaction(place.seat(COMMITTEE, 1)) as tx:
        minutes = draft_minutes(tx, meeting_id)
    return list(list_entries(db.session(), minutes.minutes_id))


def submit(place: Place, meeting_id: MeetingId) -> None:
    """Send a draft to the attendees."""
    with transaction(place.seat(COMMITTEE, 1)) as tx:
        submit_minutes(tx, meeting_id, version=get_minutes(tx.session, meeting_id).version)


def test_a_draft_is_drawn_from_the_record(app: Flask) -> None:
    place = small_place()
    proposal = make_deliberating(place)
    entries = draft(place, hold_meeting(place, proposal.proposal_id))
    kinds = [entry.kind for entry in entries]
    assert kinds.count(EntryKind.ITEM) == 2
    speech = next(entry for entry in entries if entry.kind is EntryKind.SPEECH)
    assert speech.text == "同意加装。"
    assert "赵建国" not in speech.heading
    assert "赵**" in speech.heading
    codes = {e.code for e in entries if e.kind is EntryKind.ATTENDANCE}
    assert codes == {"body", "absent"}
    assert EntryKind.POSITION in kinds


def test_words_may_be_mended_but_not_what_was_counted(app: Flask) -> None:
    place = small_place()
    proposal = make_deliberating(place)
    entries = draft(place, hold_meeting(place, proposal.proposal_id))
    speech = next(entry for entry in entries if entry.kind is EntryKind.SPEECH)
    item = next(entry for entry in entries if entry.kind is EntryKind.ITEM)
    with transaction(place.seat(COMMITTEE)) as tx:
        edit_entry(tx, speech.entry_id, text="同意加装，费用另议。", version=1)
        add_note(tx, item.entry_id, text="会前已发放方案。")
    with pytest.raises(Stale) as stale, transaction(place.seat(COMMITTEE)) as tx:
        edit_entry(tx, speech.entry_id, text="反对。", version=1)
    assert stale.value.current == "同意加装，费用另议。"
    with pytest.raises(NotPossible, match="entry_fixed"), transaction(place.seat(COMMITTEE)) as tx:
        edit_entry(tx, item.entry_id, text="改议程", version=1)
    with pytest.raises(NotPermitted), transaction(place.seat(COMPANY)) as tx:
        edit_entry(tx, speech.entry_id, text="反对。", version=2)
    rows = list_entries(db.session(), speech.minutes_id)
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    after = rows[[row.entry_id for row in rows].index(item.entry_id) + 1]
    assert (after.kind, after.text) == (EntryKind.NOTE, "会前已发放方案。")


def test_everybody_who_was_there_answers_and_the_minutes_go_out(app: Flask) -> None:
    place = small_place()
    proposal = make_deliberating(place)
    meeting_id = hold_meeting(place, proposal.proposal_id)
    draft(place, meeting_id)
    submit(place, meeting_id)
    company = place.seat(COMPANY)
    assert company.person_id is not None
    assert [m.meeting_id for m in minutes_to_confirm(db.session(), company.person_id)] == [
        meeting_id
    ]
    with pytest.raises(NotPermitted, match="attendees"), transaction(place.resident(3)) as tx:
        answer_minutes(tx, meeting_id, answer=Answer.CONFIRMED, version=1)
    with pytest.raises(Invalid, match="objection_needed"), transaction(company) as tx:
        answer_minutes(tx, meeting_id, answer=Answer.OBJECTED, version=1, text=" ")
    with transaction(company) as tx:
        objected = answer_minutes(
            tx, meeting_id, answer=Answer.OBJECTED, version=1, text="我没有同意维护。"
        )
    with transaction(place.seat(COMMITTEE)) as tx:
        reply_to_objection(tx, objected.answer_id, reply="已在会后核实。")
    with (
        pytest.raises(NotPermitted, match="being_confirmed"),
        transaction(place.seat(COMMITTEE)) as tx,
    ):
        publish_minutes(tx, meeting_id, version=1)
    for number in (0, 1):
        with transaction(place.seat(COMMITTEE, number)) as tx:
            answer_minutes(tx, meeting_id, answer=Answer.CONFIRMED, version=1)
    assert get_minutes(db.session(), meeting_id).status is MinutesStatus.CONFIRMED
    with transaction(place.seat(COMMITTEE)) as tx:
        publish_minutes(tx, meeting_id, version=1)
    published = find_published(db.session(), meeting_id)
    assert published is not None
    assert published.row.is_confirmed
    assert not published.row.by_default
    assert (published.paper.confirmed, published.paper.objected) == (2, 1)
    ending = [(e.kind, e.text) for e in published.paper.entries[-2:]]
    assert ending == [
        (EntryKind.OBJECTION, "我没有同意维护。"),
        (EntryKind.REPLY, "已在会后核实。"),
    ]
    assert not deliberation_facts(db.session(), proposal.proposal_id).minutes_pending


def test_silence_of_the_attendees_is_no_objection(app: Flask) -> None:
    place = small_place()
    proposal = make_deliberating(place)
    meeting_id = hold_meeting(place, proposal.proposal_id)
    draft(place, meeting_id)
    submit(place, meeting_id)
    minutes = get_minutes(db.session(), meeting_id)
    assert minutes.confirm_by is not None
    owed = find_open_duty(
        db.session(), proposal.proposal_id, DutyKind.PUBLISH_MINUTES, subject_id=meeting_id
    )
    assert owed is not None
    assert owed.due_at > minutes.confirm_by
    move_clock(minutes.confirm_by, proposal.proposal_id)
    assert get_minutes(db.session(), meeting_id).status is MinutesStatus.CONFIRMED
    assert find_published(db.session(), meeting_id) is None
    move_clock(owed.due_at, proposal.proposal_id)
    published = find_published(db.session(), meeting_id)
    assert published is not None
    assert published.row.is_confirmed
    assert published.row.by_default


def test_the_clock_publishes_what_the_secretary_left_lying(app: Flask) -> None:
    place = small_place()
    proposal = make_deliberating(place)
    words = "402室王阿姨电话13812345678，同意。"
    meeting_id = hold_meeting(place, proposal.proposal_id, words=words)
    let_time_pass(timedelta(days=6), proposal.proposal_id)
    published = find_published(db.session(), meeting_id)
    assert published is not None
    assert published.row.by_default
    assert not published.row.is_confirmed
    said = [e.text for e in published.paper.entries if e.kind is EntryKind.SPEECH]
    assert said == ["■■■■■■■电话■■■■■■■■■■■，同意。"]
    event = db.session.scalars(
        select(LedgerEvent).where(LedgerEvent.kind == "deliberation.minutes_published")
    ).one()
    assert json.loads(event.payload)["passages_masked"] == 2
    assert "13812345678" not in event.payload


def test_a_meeting_nobody_closed_is_settled_by_its_record(app: Flask) -> None:
    place = small_place()
    proposal = make_deliberating(place)
    call_meeting(place, proposal.proposal_id)
    meeting_id = open_doors(place, proposal.proposal_id)
    let_time_pass(timedelta(days=6), proposal.proposal_id)
    assert reread(meeting_id).status is MeetingStatus.HELD
    facts = deliberation_facts(db.session(), proposal.proposal_id)
    assert (facts.rounds_held, facts.minutes_pending) == (1, False)
    assert find_published(db.session(), meeting_id) is not None


def test_a_meeting_nobody_came_to_is_none_and_the_lead_owes_another(app: Flask) -> None:
    place = small_place()
    proposal = make_deliberating(place)
    meeting = call_meeting(place, proposal.proposal_id)
    move_clock(meeting.starts_at + timedelta(days=6), proposal.proposal_id)
    assert reread(meeting.meeting_id).status is MeetingStatus.NOT_HELD
    session, proposal_id = db.session(), proposal.proposal_id
    assert deliberation_facts(session, proposal_id).rounds_held == 0
    assert find_published(session, meeting.meeting_id) is None
    assert find_open_duty(session, proposal_id, DutyKind.CONVENE_MEETING) is not None


def test_what_may_not_be_published_blocks_until_it_is_gone(app: Flask) -> None:
    place = small_place()
    proposal = make_deliberating(place)
    meeting_id = hold_meeting(place, proposal.proposal_id, words="我家住402室，要装。")
    draft(place, meeting_id)
    submit(place, meeting_id)
    let_time_pass(timedelta(days=4), proposal.proposal_id)
    with pytest.raises(Invalid) as refused, transaction(place.seat(COMMITTEE)) as tx:
        publish_minutes(tx, meeting_id, version=1)
    assert refused.value.params["count"] == 1
    with transaction(place.seat(COMMITTEE)) as tx:
        assert mask_minutes(tx, meeting_id) == 1
    with pytest.raises(Stale), transaction(place.seat(COMMITTEE)) as tx:
        publish_minutes(tx, meeting_id, version=1)
    with transaction(place.seat(COMMITTEE)) as tx:
        publish_minutes(tx, meeting_id, version=2)
    published = find_published(db.session(), meeting_id)
    assert published is not None
    said = [e.text for e in published.paper.entries if e.kind is EntryKind.SPEECH]
    assert said == ["■■■■■■■，要装。"]


def test_a_changed_mind_counts_once(app: Flask) -> None:
    place = small_place()
    proposal = make_deliberating(place)
    meeting_id = hold_meeting(place, proposal.proposal_id)
    draft(place, meeting_id)
    submit(place, meeting_id)
    with transaction(place.seat(COMPANY)) as tx:
        answer_minutes(tx, meeting_id, answer=Answer.OBJECTED, version=1, text="数字不对。")
        answer_minutes(tx, meeting_id, answer=Answer.CONFIRMED, version=1)
    (line,) = list_answers(db.session(), get_minutes(db.session(), meeting_id))
    assert (line.answer, line.text) == (Answer.CONFIRMED, "")
