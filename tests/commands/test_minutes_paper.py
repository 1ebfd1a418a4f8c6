"""Published minutes: changed by nobody, sealed by their digest, corrected by appending."""

import json
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DatabaseError

from agenda.deliberation.meetings.closing.commands import close_meeting
from agenda.deliberation.meetings.record.motions.commands import decide_motion, put_motion
from agenda.deliberation.meetings.record.rules import Hands
from agenda.deliberation.minutes.drafting.commands import (
    edit_entry,
    mask_minutes,
)
from agenda.deliberation.minutes.models import PublishedMinutes
from agenda.deliberation.minutes.publication.commands import correct_minutes
from agenda.deliberation.minutes.queries import (
    find_published,
    get_minutes,
    list_entries,
)
from agenda.deliberation.minutes.rules import EntryKind
from agenda.infra.audit import LedgerEvent, LedgerSalt, salted_digest
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import OPERATOR
from agenda.kernel.errors import Invalid, NotPermitted
from agenda.kernel.ids import MeetingId
from agenda.proposals.rules import Stage
from tests.factories import Place, let_time_pass
from tests.meetings import (
    COMMITTEE,
    call_meeting,
    hold_meeting,
    make_deliberating,
    open_doors,
    read_record,
    small_place,
)


def publish(place: Place) -> MeetingId:
    """Let the clock publish the minutes of a meeting."""
    proposal = make_deliberating(place)
    meeting_id = hold_meeting(place, proposal.proposal_id)
    let_time_pass(timedelta(days=6), proposal.proposal_id)
    return meeting_id


def test_published_minutes_are_changed_by_nobody_and_corrected_by_appending(app: Flask) -> None:
    place = small_place()
    meeting_id = publish(place)
    entries = list_entries(db.session(), get_minutes(db.session(), meeting_id).minutes_id)
    speech = next(entry for entry in entries if entry.kind is EntryKind.SPEECH)
    with pytest.raises(NotPermitted, match="published"), transaction(place.seat(COMMITTEE)) as tx:
        edit_entry(tx, speech.entry_id, text="改", version=speech.version)
    with pytest.raises(NotPermitted, match="published"), transaction(place.seat(COMMITTEE)) as tx:
        mask_minutes(tx, meeting_id)
    with pytest.raises(Invalid, match="private"), transaction(place.seat(COMMITTEE)) as tx:
        correct_minutes(tx, meeting_id, text="电话应为13812345678")
    with transaction(place.seat(COMMITTEE)) as tx:
        correct_minutes(tx, meeting_id, text="第二项的发言人应为物业经理。")
        correct_minutes(tx, meeting_id, text="地点应为一楼。")
    published = find_published(db.session(), meeting_id)
    assert published is not None
    assert [c.text for c in published.corrections] == [
        "第二项的发言人应为物业经理。",
        "地点应为一楼。",
    ]


@pytest.mark.parametrize("table", ["ledger_events", "published_minutes", "minutes_corrections"])
@pytest.mark.parametrize("act", ["UPDATE {} SET neighbourhood_id = 0", "DELETE FROM {}"])
def test_the_database_refuses_to_change_what_stands(app: Flask, table: str, act: str) -> None:
    place = small_place()
    meeting_id = publish(place)
    with transaction(place.seat(COMMITTEE)) as tx:
        correct_minutes(tx, meeting_id, text="地点应为一楼。")
    with pytest.raises(DatabaseError, match="append-only"), transaction(OPERATOR) as tx:
        tx.session.execute(text(act.format(table)))


def test_a_salt_may_be_erased(app: Flask) -> None:
    publish(small_place())
    with transaction(OPERATOR) as tx:
        tx.session.execute(delete(LedgerSalt))
        tx.session.execute(update(LedgerSalt).values(salt=b""))
    assert db.session.scalars(select(LedgerSalt)).all() == []


def test_the_seal_is_the_digest_of_the_paper(app: Flask) -> None:
    publish(small_place())
    row = db.session.scalars(select(PublishedMinutes)).one()
    salt = db.session.get(LedgerSalt, row.digest)
    assert salt is not None
    assert salted_digest(row.paper, salt.salt) == row.digest
    event = db.session.scalars(
        select(LedgerEvent).where(LedgerEvent.kind == "deliberation.minutes_published")
    ).one()
    assert json.loads(event.payload)["text_digest"] == row.digest


def test_an_agreement_moves_the_proposal_once_its_minutes_are_out(app: Flask) -> None:
    place = small_place()
    proposal = make_deliberating(place)
    call_meeting(place, proposal.proposal_id)
    meeting_id = open_doors(place, proposal.proposal_id)
    record = read_record(meeting_id)
    with transaction(place.seat(COMMITTEE)) as tx:
        motion = put_motion(
            tx,
            meeting_id,
            item_id=record.items[1].item.item_id,
            mover_id=next(iter(record.attendees)),
            text="通过加装方案",
            paragraphs=("费用按楼层分摊",),
        )
        decide_motion(tx, motion.motion_id, hands=Hands(3, 0, 0))
        close_meeting(tx, meeting_id)
    assert let_time_pass(timedelta(days=1), proposal.proposal_id).stage is Stage.DELIBERATING
    assert let_time_pass(timedelta(days=5), proposal.proposal_id).stage is Stage.ANNOUNCED
    assert find_published(db.session(), meeting_id) is not None
