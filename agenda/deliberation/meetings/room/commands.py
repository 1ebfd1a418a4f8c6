"""Running the room: hands go up, the floor goes round, items are taken up, secret votes counted."""

from sqlalchemy import delete, update

from agenda.ballots.rules import Choice
from agenda.deliberation.meetings import policy
from agenda.deliberation.meetings.events import SecretVoteOpened, SecretVoteVoided
from agenda.deliberation.meetings.models import AgendaItem, Meeting
from agenda.deliberation.meetings.queries import list_items, lock_meeting, meeting_facts
from agenda.deliberation.meetings.record.commands import keep_record
from agenda.deliberation.meetings.record.models import Attendance, Motion
from agenda.deliberation.meetings.record.motions.commands import count_decision, require_decidable
from agenda.deliberation.meetings.record.queries import find_attendance, get_motion
from agenda.deliberation.meetings.record.rules import Hands
from agenda.deliberation.meetings.room.models import ItemTime, RoomVote, RoomVoter, Turn
from agenda.deliberation.meetings.room.queries import (
    count_hands,
    count_taken_part,
    find_floor,
    find_item_on,
    find_open_vote,
    find_vote,
    get_turn,
    has_hand,
)
from agenda.deliberation.meetings.room.rules import SECRET_LEAST, Side, TurnKind
from agenda.deliberation.parties.queries import declared_ids
from agenda.infra.audit import quiet, record
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Invalid, NotFound, NotPossible
from agenda.kernel.ids import MeetingId

_COUNTERS = {
    Choice.FOR: RoomVote.votes_for,
    Choice.AGAINST: RoomVote.votes_against,
    Choice.ABSTAIN: RoomVote.votes_abstain,
}


def raise_hand(tx: Transaction, meeting_id: MeetingId, *, kind: TurnKind, side: Side) -> Turn:
    """Ask for the floor, as somebody signed in; raises NotPossible while the hand is up already."""
    meeting, own = _own(tx, meeting_id)
    turn = _ask(tx, meeting, own.attendance_id, kind, side)
    quiet(tx)
    return turn


def note_hand(
    tx: Transaction, meeting_id: MeetingId, *, attendance_id: int, kind: TurnKind, side: Side
) -> Turn:
    """Put somebody without a phone on the list of speakers, for whoever keeps the record."""
    meeting = keep_record(tx, meeting_id)
    there = tx.session.get(Attendance, attendance_id)
    if there is None or there.meeting_id != meeting_id:
        raise Invalid("deliberation.not_signed_in", field="attendance_id")
    turn = _ask(tx, meeting, attendance_id, kind, side)
    quiet(tx)
    return turn


def lower_hand(tx: Transaction, turn_id: int) -> None:
    """Take back one's raised hand, or end one's own speech."""
    turn = get_turn(tx.session, turn_id)
    _meeting, own = _own(tx, turn.meeting_id)
    if turn.attendance_id != own.attendance_id:
        raise NotPossible("deliberation.not_your_turn")
    _end(tx, turn)
    quiet(tx)


def give_floor(tx: Transaction, turn_id: int) -> Turn:
    """Give somebody the floor; whoever had it before has spoken."""
    turn = get_turn(tx.session, turn_id)
    keep_record(tx, turn.meeting_id)
    tx.session.refresh(turn)
    if turn.started_at or turn.ended_at:
        raise NotPossible("deliberation.turn_over")
    before = find_floor(tx.session, turn.meeting_id)
    if before is not None:
        before.ended_at = tx.now
        tx.session.flush()  # one has the floor at a time
    turn.started_at = tx.now
    quiet(tx)
    return turn


def end_turn(tx: Transaction, turn_id: int) -> None:
    """End somebody's time, or take a hand off the list, for whoever keeps the record."""
    turn = get_turn(tx.session, turn_id)
    keep_record(tx, turn.meeting_id)
    _end(tx, turn)
    quiet(tx)


def take_up_item(tx: Transaction, meeting_id: MeetingId, *, item_id: int) -> ItemTime:
    """Take up an item of the agenda; the one before is done. An item can be taken up again."""
    keep_record(tx, meeting_id)
    item = _item(tx, meeting_id, item_id)
    before = find_item_on(tx.session, meeting_id)
    if before is not None:
        before.ended_at = tx.now
    time = tx.session.get(ItemTime, item_id)
    if time is None:
        time = ItemTime(
            item_id=item_id,
            neighbourhood_id=item.neighbourhood_id,
            meeting_id=meeting_id,
            started_at=tx.now,
        )
        tx.session.add(time)
    time.ended_at = None
    quiet(tx)
    return time


def open_vote(tx: Transaction, motion_id: int) -> RoomVote:
    """Open a secret vote on a motion among those who are signed in now and have a hand.

    Their number stands from now on; a void vote can be held anew. Raises NotPossible with fewer than five of them, or while another one is going on.
    """
    motion = get_motion(tx.session, motion_id)
    meeting = keep_record(tx, motion.meeting_id)
    require_decidable(tx, meeting, motion)
    voters = count_hands(tx.session, meeting)
    if voters < SECRET_LEAST:
        raise NotPossible("deliberation.too_few_for_secret")
    void = find_vote(tx.session, motion_id)
    if void is not None:
        tx.session.delete(void)
        tx.session.flush()  # a motion has one row
    vote = RoomVote(
        motion_id=motion_id,
        neighbourhood_id=meeting.neighbourhood_id,
        meeting_id=meeting.meeting_id,
        opened_at=tx.now,
        voters=voters,
    )
    tx.insert(vote, NotPossible("deliberation.vote_open"))
    record(
        tx,
        SecretVoteOpened(
            neighbourhood_id=meeting.neighbourhood_id,
            proposal_id=meeting.proposal_id,
            meeting_id=meeting.meeting_id,
            motion=motion.number,
            voters=voters,
        ),
    )
    return vote


def cast_vote(tx: Transaction, motion_id: int, *, choice: Choice) -> None:
    """Vote secretly in the room, once and for good: that one voted is kept, never what."""
    motion = get_motion(tx.session, motion_id)
    meeting, own = _own(tx, motion.meeting_id)
    if not has_hand(own, declared_ids(tx.session, meeting.proposal_id)):
        raise NotPossible("deliberation.no_vote_here")
    vote = find_vote(tx.session, motion_id)
    if vote is None or vote.closed_at is not None:
        raise NotPossible("deliberation.no_open_vote")
    is_full = count_taken_part(tx.session, motion_id) >= vote.voters
    if own.signed_in_at > vote.opened_at or is_full:
        raise NotPossible("deliberation.came_after_opening")
    voter = RoomVoter(
        motion_id=motion_id,
        attendance_id=own.attendance_id,
        neighbourhood_id=meeting.neighbourhood_id,
    )
    tx.insert(voter, NotPossible("deliberation.voted_already"))
    counter = _COUNTERS[choice]
    tx.session.execute(
        update(RoomVote).where(RoomVote.motion_id == motion_id).values({counter: counter + 1})
    )
    quiet(tx)


def close_vote(tx: Transaction, motion_id: int, *, slips: Hands) -> Motion:
    """Close a secret vote and count it, with the paper slips of those who have no phone.

    With fewer than five ballots it is void and the motion stays undecided. Raises Invalid where there are more slips than voters who have not voted by phone.
    """
    motion = get_motion(tx.session, motion_id)
    meeting = keep_record(tx, motion.meeting_id)
    vote = find_vote(tx.session, motion_id)
    if vote is None or vote.closed_at is not None:
        raise NotPossible("deliberation.no_open_vote")
    left = vote.voters - count_taken_part(tx.session, motion_id)
    parts = (slips.votes_for, slips.votes_against, slips.votes_abstain)
    if min(parts) < 0 or slips.total > left:
        raise Invalid("deliberation.slips_do_not_fit", field="votes_for", left=left)
    return _count(tx, meeting, vote, slips)


def end_open_vote(tx: Transaction, meeting: Meeting) -> None:
    """End the secret vote that is going on when its meeting ends. For commands that end it."""
    vote = find_open_vote(tx.session, meeting.meeting_id)
    if vote is not None:
        _count(tx, meeting, vote, Hands(0, 0, 0))


def _count(tx: Transaction, meeting: Meeting, vote: RoomVote, slips: Hands) -> Motion:
    """Close a secret vote: counted, or void where so few ballots would tell each choice."""
    tx.session.refresh(vote)
    motion = get_motion(tx.session, vote.motion_id)
    ballots = count_taken_part(tx.session, vote.motion_id) + slips.total
    vote.closed_at = tx.now
    if ballots < SECRET_LEAST:
        _void(tx, meeting, motion, vote, ballots)
        return motion
    sums = Hands(
        vote.votes_for + slips.votes_for,
        vote.votes_against + slips.votes_against,
        vote.votes_abstain + slips.votes_abstain,
    )
    return count_decision(tx, meeting, motion, hands=sums, voters=vote.voters, is_secret=True)


def _void(tx: Transaction, meeting: Meeting, motion: Motion, vote: RoomVote, ballots: int) -> None:
    """Drop the ballots of a vote uncounted, and write that it is void."""
    tx.session.execute(delete(RoomVoter).where(RoomVoter.motion_id == vote.motion_id))
    vote.is_void = True
    vote.votes_for = vote.votes_against = vote.votes_abstain = 0
    record(
        tx,
        SecretVoteVoided(
            neighbourhood_id=meeting.neighbourhood_id,
            proposal_id=meeting.proposal_id,
            meeting_id=meeting.meeting_id,
            motion=motion.number,
            ballots=ballots,
        ),
    )


def _own(tx: Transaction, meeting_id: MeetingId) -> tuple[Meeting, Attendance]:
    """Return a meeting under its lock and the actor's place in it, for somebody signed in."""
    meeting, proposal = lock_meeting(tx, meeting_id)
    require(policy.may_sign_in(tx.actor, meeting_facts(meeting, proposal), now=tx.now))
    own = find_attendance(tx.session, meeting_id, tx.actor.person_id)
    if own is None:
        raise NotPossible("deliberation.sign_in_first")
    return meeting, own


def _ask(tx: Transaction, meeting: Meeting, attendance_id: int, kind: TurnKind, side: Side) -> Turn:
    """Write a raised hand; the unique index refuses a second one."""
    on = find_item_on(tx.session, meeting.meeting_id)
    turn = Turn(
        neighbourhood_id=meeting.neighbourhood_id,
        meeting_id=meeting.meeting_id,
        item_id=on.item_id if on else None,
        attendance_id=attendance_id,
        kind=kind,
        side=side,
        asked_at=tx.now,
    )
    tx.insert(turn, NotPossible("deliberation.hand_up_already"))
    return turn


def _end(tx: Transaction, turn: Turn) -> None:
    """End a turn that is not over yet."""
    tx.session.refresh(turn)
    if turn.ended_at is not None:
        raise NotPossible("deliberation.turn_over")
    turn.ended_at = tx.now


def _item(tx: Transaction, meeting_id: MeetingId, item_id: int) -> AgendaItem:
    """Return an item of this meeting's agenda; raises NotFound for any other."""
    for item in list_items(tx.session, meeting_id):
        if item.item_id == item_id:
            return item
    raise NotFound("deliberation.no_item")
