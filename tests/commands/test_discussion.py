"""What residents say to each other: threads, names of bodies, limits."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from flask import Flask
from sqlalchemy import event

from agenda.deliberation.discussion.commands import write_comment
from agenda.deliberation.discussion.models import Comment
from agenda.deliberation.discussion.queries import (
    count_comments,
    get_comment,
    list_comments,
    panel,
    position_in_threads,
)
from agenda.deliberation.discussion.rules import (
    COMMENTS,
    DEEPEST,
    PAGE_SIZE,
    ThreadOrder,
)
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import Actor, BodyKind
from agenda.kernel.clock import SetClock
from agenda.kernel.errors import DomainError, NotFound, NotPermitted, RateLimited
from agenda.kernel.ids import BodyId, ProposalId
from tests.factories import Place, make_cosigning, make_place, make_submitted, reload

COMMITTEE = BodyKind.RESIDENTS_COMMITTEE
SUPERVISION = BodyKind.SUPERVISION_COMMITTEE
COMPANY = BodyKind.PROPERTY_COMPANY
NUMBER = count(1)


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(households=30)


def write(
    who: Actor,
    proposal_id: ProposalId,
    text: str = "",
    *,
    to: int | None = None,
    body_id: BodyId | None = None,
) -> Comment:
    said = text or f"支持 {next(NUMBER)}"  # the same words again would be the same comment
    with transaction(who) as tx:
        return write_comment(tx, proposal_id, text=said, reply_to=to, body_id=body_id)


def test_replies_stand_below_what_they_answer(place: Place) -> None:
    proposal_id = make_cosigning(place).proposal_id
    first = write(place.resident(1), proposal_id, "费用怎么分？")
    second = write(place.resident(2), proposal_id, "一楼采光怎么办？")
    answer = write(place.resident(0), proposal_id, "按楼层", to=first.comment_id)
    again = write(place.resident(1), proposal_id, "好的", to=answer.comment_id)
    rows = list_comments(db.session(), proposal_id, order=ThreadOrder.THREADS, page=1)
    assert [(r.number, r.depth, r.reply_to) for r in rows] == [
        (1, 0, None),
        (3, 1, 1),
        (4, 2, 3),
        (2, 0, None),
    ]
    assert [r.is_proposer for r in rows] == [False, True, False, False]
    assert position_in_threads(db.session(), get_comment(db.session(), second.comment_id)) == 3
    latest = list_comments(db.session(), proposal_id, order=ThreadOrder.LATEST, page=1)
    assert next(r.comment_id for r in latest) == again.comment_id
    assert reload(proposal_id).discussion_count == count_comments(db.session(), proposal_id) == 4


def test_deep_threads_go_on_beside_each_other(place: Place, clock: SetClock) -> None:
    proposal_id = make_cosigning(place).proposal_id
    last: int | None = None
    for number in range(DEEPEST + 3):
        last = write(place.resident(number), proposal_id, to=last).comment_id
    rows = list_comments(db.session(), proposal_id, order=ThreadOrder.THREADS, page=1)
    assert [r.number for r in rows] == list(range(1, DEEPEST + 4))
    assert rows[-1].reply_to == DEEPEST + 2


def test_bodies_speak_through_their_seats(place: Place) -> None:
    proposal_id = make_cosigning(place).proposal_id
    staff = place.seat(COMPANY)
    spoken = write(staff, proposal_id)
    assert spoken.body_id == place.bodies[COMPANY]
    resident = replace(place.resident(4), seats=staff.seats)
    assert write(resident, proposal_id).body_id is None
    named = write(resident, proposal_id, body_id=place.bodies[COMPANY])
    seen = panel(db.session(), proposal_id, resident, now(), anonymous_word="居民")
    assert (seen.latest[0].number, seen.latest[0].body) == (named.number, str(COMPANY))
    with pytest.raises(NotPermitted, match="seat_of_body_writes"):
        write(place.resident(1), proposal_id, body_id=place.bodies[COMPANY])


def test_nobody_writes_where_it_is_not_open(place: Place) -> None:
    hidden = make_submitted(place).proposal_id
    with pytest.raises(NotPermitted, match="discussion_closed"):
        write(place.resident(1), hidden)
    proposal_id = make_cosigning(place, by=1).proposal_id
    other = make_place(households=3, name="柳营")
    with pytest.raises(NotPermitted, match="residents_discuss"):
        write(other.resident(0), proposal_id)
    for text, why in (("  ", "write_it_down"), ("长" * 2001, "too_long")):
        with pytest.raises(DomainError, match=why):
            write(place.resident(2), proposal_id, text)
    elsewhere = write(place.resident(1), make_cosigning(place, by=2).proposal_id)
    with pytest.raises(NotFound, match="no_comment"):
        write(place.resident(2), proposal_id, to=elsewhere.comment_id)


def test_a_person_writes_only_so_often(place: Place, clock: SetClock) -> None:
    proposal_id = make_cosigning(place).proposal_id
    for _ in range(COMMENTS.most):
        write(place.resident(1), proposal_id)
    with pytest.raises(RateLimited):
        write(place.resident(1), proposal_id)
    write(place.resident(2), proposal_id)
    clock.advance(timedelta(minutes=10))
    write(place.resident(1), proposal_id)
    assert reload(proposal_id).discussion_count == COMMENTS.most + 2


def test_a_form_sent_twice_is_one_comment(place: Place, clock: SetClock) -> None:
    proposal_id = make_cosigning(place).proposal_id
    first = write(place.resident(1), proposal_id, "支持")
    clock.advance(timedelta(minutes=9))
    assert write(place.resident(1), proposal_id, "支持").comment_id == first.comment_id
    reply = write(place.resident(1), proposal_id, "支持", to=first.comment_id)
    other = write(place.resident(2), proposal_id, "支持")
    clock.advance(timedelta(minutes=11))
    later = write(place.resident(1), proposal_id, "支持")
    ids = {one.comment_id for one in (first, reply, other, later)}
    assert len(ids) == reload(proposal_id).discussion_count == 4


def test_a_page_is_one_query_however_many_comments_there_are(place: Place) -> None:
    proposal_id = make_cosigning(place).proposal_id
    for number in range(PAGE_SIZE + 5):
        write(place.resident(number % 30), proposal_id)
    session = db.session()
    asked: list[str] = []

    def note(*seen: object) -> None:
        asked.append(str(seen[2]))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        pages = [
            list_comments(session, proposal_id, order=ThreadOrder.THREADS, page=number)
            for number in (1, 2)
        ]
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert [len(page) for page in pages] == [PAGE_SIZE, 5]
    assert sum("SELECT" in query for query in asked) == 2
