"""The running room: the changing code, equal time, amendments, secret votes at once."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from agenda.ballots.rules import Choice
from agenda.deliberation.meetings.attendance.commands import sign_in, strike_attendee
from agenda.deliberation.meetings.closing.commands import close_meeting, settle_meeting
from agenda.deliberation.meetings.record.motions.commands import (
    decide_motion,
    put_amendment,
    put_motion,
)
from agenda.deliberation.meetings.record.rules import Hands, MotionOutcome
from agenda.deliberation.meetings.room.commands import (
    cast_vote,
    close_vote,
    give_floor,
    lower_hand,
    note_hand,
    open_vote,
    raise_hand,
    take_up_item,
)
from agenda.deliberation.meetings.room.models import RoomVoter
from agenda.deliberation.meetings.room.queries import Room, list_turns, room_of
from agenda.deliberation.meetings.room.rules import Side, TurnKind
from agenda.deliberation.parties.commands import declare_recusal
from agenda.infra.audit import LedgerEvent
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import MECHANISM, Actor, BodyKind
from agenda.kernel.clock import SetClock
from agenda.kernel.errors import Invalid, NotPossible
from agenda.kernel.ids import MeetingId
from tests.factories import Place
from tests.meetings import (
    COMMITTEE,
    COMPANY,
    call_meeting,
    code_on_the_wall,
    make_deliberating,
    open_doors,
    read_record,
    small_place,
)

ORDER, SPEECH = TurnKind.ORDER, TurnKind.SPEECH


@pytest.fixture
def place(app: Flask) -> Place:
    return small_place()


@pytest.fixture
def meeting_id(place: Place) -> MeetingId:
    """A council in which committee (two), company and three residents are signed in."""
    proposal_id = make_deliberating(place).proposal_id
    call_meeting(place, proposal_id, items=("各方说明立场 | 10", "讨论费用分摊"))
    meeting_id = open_doors(place, proposal_id)
    for number in range(1, 4):
        code = code_on_the_wall(meeting_id)
        with transaction(place.resident(number)) as tx:
            sign_in(tx, meeting_id, code=code)
    return meeting_id


def seen(meeting_id: MeetingId, actor: Actor) -> Room:
    db.session.close()
    return room_of(db.session(), meeting_id, actor, now=now())


def move(place: Place, meeting_id: MeetingId, *, paragraphs: tuple[str, ...] = ()) -> int:
    record = read_record(meeting_id)
    with transaction(place.seat(COMMITTEE)) as tx:
        return put_motion(
            tx,
            meeting_id,
            item_id=record.items[0].item.item_id,
            mover_id=next(iter(record.attendees)),
            text="同意先公示再施工。",
            paragraphs=paragraphs,
        ).motion_id


def test_an_old_code_opens_no_door(place: Place, meeting_id: MeetingId, clock: SetClock) -> None:
    code = code_on_the_wall(meeting_id)
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code)
    clock.advance(timedelta(minutes=5))
    assert code_on_the_wall(meeting_id) != code
    with transaction(place.resident(4)) as tx:
        sign_in(tx, meeting_id, code=f"{wide[:3]} {wide[3:]}²")
    clock.advance(timedelta(minutes=5))
    with pytest.raises(Invalid, match="wrong_code"), transaction(place.resident(5)) as tx:
        sign_in(tx, meeting_id, code=code)


def test_points_of_order_first_then_who_spoke_least(
    place: Place, meeting_id: MeetingId, clock: SetClock
) -> None:
    chair = place.seat(COMMITTEE)
    item = read_record(meeting_id).items[0].item
    assert (item.title, item.minutes) == ("各方说明立场", 10)
    with transaction(chair) as tx:
        take_up_item(tx, meeting_id, item_id=item.item_id)
    hands: dict[int, int] = {}
    for number, kind in ((1, SPEECH), (2, SPEECH)):
        clock.advance(timedelta(seconds=10))
        with transaction(place.resident(number)) as tx:
            hands[number] = raise_hand(tx, meeting_id, kind=kind, side=Side.AGAINST).turn_id
    with pytest.raises(NotPossible, match="hand_up"), transaction(place.resident(1)) as tx:
        raise_hand(tx, meeting_id, kind=SPEECH, side=Side.NEITHER)
    with transaction(chair) as tx:
        give_floor(tx, hands[1])
    clock.advance(timedelta(minutes=2))
    with transaction(place.resident(1)) as tx:
        lower_hand(tx, hands[1])
        raise_hand(tx, meeting_id, kind=SPEECH, side=Side.FOR)
    company = next(a for a in seen(meeting_id, chair).attendees if a.body == COMPANY)
    with transaction(chair) as tx:
        note_hand(
            tx, meeting_id, attendance_id=company.attendance_id, kind=ORDER, side=Side.NEITHER
        )
    room = seen(meeting_id, chair)
    assert [t.turn.kind for t in room.waiting] == [ORDER, SPEECH, SPEECH]
    assert room.waiting[1].turn.turn_id == hands[2], "who has not spoken comes before who has"
    with transaction(chair) as tx:
        give_floor(tx, hands[2])
    floor = seen(meeting_id, chair)
    assert floor.floor is not None
    assert floor.floor_until == now() + timedelta(minutes=3)
    assert len(list_turns(db.session(), meeting_id)) == 4


def test_an_amendment_is_decided_first_and_keeps_the_words_before(
    place: Place, meeting_id: MeetingId
) -> None:
    motion_id = move(place, meeting_id, paragraphs=("费用按楼层分摊。", "先公示。"))
    mover = next(iter(read_record(meeting_id).attendees))
    with transaction(place.seat(COMMITTEE)) as tx:
        amendment = put_amendment(
            tx,
            motion_id,
            mover_id=mover,
            text="一楼不出钱。",
            paragraphs=("费用由二楼以上分摊。", "先公示。"),
        ).motion_id
    yes = Hands(5, 0, 1)
    with pytest.raises(NotPossible, match="amendment_first"):
        decide(place, motion_id, yes)
    decide(place, amendment, yes)
    decide(place, motion_id, yes)
    record = read_record(meeting_id)
    assert record.paragraphs[motion_id] == ("费用由二楼以上分摊。", "先公示。")
    changed = next(m for i in record.items for m in i.motions if m.motion_id == amendment)
    assert changed.replaced == "费用按楼层分摊。\n先公示。"


def decide(place: Place, motion_id: int, hands: Hands) -> None:
    with transaction(place.seat(COMMITTEE)) as tx:
        decide_motion(tx, motion_id, hands=hands)


def test_a_secret_vote_keeps_that_one_voted_and_never_what(
    place: Place, meeting_id: MeetingId
) -> None:
    motion_id, chair = move(place, meeting_id), place.seat(COMMITTEE)
    proposal_id = seen(meeting_id, chair).meeting.proposal_id
    with transaction(place.seat(COMPANY)) as tx:
        declare_recusal(tx, proposal_id, reason="承接工程")
    with transaction(chair) as tx:
        open_vote(tx, motion_id)
    with pytest.raises(NotPossible, match="no_vote_here"):
        vote(place.seat(COMPANY), motion_id)
    for number in range(1, 4):
        vote(place.resident(number), motion_id, Choice.FOR if number < 3 else Choice.AGAINST)
    with pytest.raises(NotPossible, match="voted_already"):
        vote(place.resident(1), motion_id, Choice.AGAINST)
    with pytest.raises(NotPossible, match="vote_open"):
        decide(place, motion_id, Hands(3, 0, 0))
    with pytest.raises(Invalid, match="slips"), transaction(chair) as tx:
        close_vote(tx, motion_id, slips=Hands(3, 0, 0))
    with transaction(chair) as tx:
        motion = close_vote(tx, motion_id, slips=Hands(1, 0, 1))
        counted = (motion.votes_for, motion.votes_against, motion.votes_abstain, motion.voters)
    assert counted == (3, 1, 1, 5)
    assert motion.outcome is MotionOutcome.CARRIED
    columns = set(RoomVoter.__table__.columns.keys())
    assert columns == {"motion_id", "attendance_id", "neighbourhood_id"}, "no choice, no time"
    assert len(db.session().scalars(select(RoomVoter)).all()) == 3


def vote(who: Actor, motion_id: int, choice: Choice = Choice.FOR) -> None:
    with transaction(who) as tx:
        cast_vote(tx, motion_id, choice=choice)


def test_too_few_ballots_are_void_and_the_motion_can_be_put_again(
    place: Place, meeting_id: MeetingId
) -> None:
    motion_id, chair = move(place, meeting_id), place.seat(COMMITTEE)
    with transaction(chair) as tx:
        open_vote(tx, motion_id)
    vote(place.resident(1), motion_id)
    struck = next(a for a in seen(meeting_id, chair).attendees if a.person_id == place.people[1])
    with pytest.raises(NotPossible, match="has_spoken"), transaction(chair) as tx:
        strike_attendee(tx, struck.attendance_id)
    with transaction(chair) as tx:
        assert close_vote(tx, motion_id, slips=Hands(2, 1, 0)).outcome is None
    void = seen(meeting_id, chair).motions[0]
    assert void.vote is not None
    assert (void.vote.is_void, void.vote.votes_for, void.taken_part) == (True, 0, 0)
    with transaction(chair) as tx:
        open_vote(tx, motion_id)
        assert close_vote(tx, motion_id, slips=Hands(5, 0, 0)).outcome is MotionOutcome.CARRIED
    assert kinds() == ["secret_vote_opened", "secret_vote_voided", "secret_vote_opened"]


@pytest.mark.parametrize(("ballots", "by_clock"), [(5, True), (4, True), (5, False), (4, False)])
def test_a_vote_left_open_is_counted_or_void_when_its_meeting_ends(
    place: Place, meeting_id: MeetingId, clock: SetClock, *, ballots: int, by_clock: bool
) -> None:
    motion_id, chair = move(place, meeting_id), place.seat(COMMITTEE)
    proposal_id = seen(meeting_id, chair).meeting.proposal_id
    with transaction(chair) as tx:
        open_vote(tx, motion_id)
    clock.advance(timedelta(seconds=1))
    code = code_on_the_wall(meeting_id)
    with transaction(place.resident(4)) as tx:
        sign_in(tx, meeting_id, code=code)
    with pytest.raises(NotPossible, match="came_after"):
        vote(place.resident(4), motion_id)
    voters = [place.seat(COMPANY), *(place.resident(n) for n in (1, 2, 3)), chair]
    for voter in voters[:ballots]:
        vote(voter, motion_id)
    with transaction(place.seat(COMPANY)) as tx:
        declare_recusal(tx, proposal_id, reason="承接工程")
    with transaction(MECHANISM if by_clock else chair) as tx:
        (settle_meeting if by_clock else close_meeting)(tx, meeting_id)
    motion = seen(meeting_id, chair).motions[0].motion
    assert (motion.votes_for, motion.voters) == ((5, 6) if ballots == 5 else (0, None))
    assert ("secret_vote_voided" in kinds()) is (ballots == 4)


def kinds() -> list[str]:
    """Return what the ledger says of secret votes, in order."""
    query = select(LedgerEvent.kind).order_by(LedgerEvent.event_id)
    found = db.session().scalars(query).all()
    return [kind.split(".")[1] for kind in found if ".secret_vote" in kind]


def test_too_few_voters_and_too_few_bodies_are_refused(place: Place) -> None:
    proposal_id = make_deliberating(place).proposal_id
    others = tuple(place.bodies[k] for k in BodyKind)
    call_meeting(place, proposal_id, body_ids=others)
    meeting_id = open_doors(place, proposal_id)
    motion_id = move(place, meeting_id)
    with (
        pytest.raises(NotPossible, match="too_few_for_secret"),
        transaction(place.seat(COMMITTEE)) as tx,
    ):
        open_vote(tx, motion_id)
    agreement = move(place, meeting_id, paragraphs=("同意加装。",))
    with pytest.raises(NotPossible, match="no_quorum"):
        decide(place, agreement, Hands(3, 0, 0))
