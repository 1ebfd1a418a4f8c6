"""The running room as its pages show it, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from agenda.deliberation.meetings import policy
from agenda.deliberation.meetings.models import AgendaItem, Meeting
from agenda.deliberation.meetings.queries import (
    get_visible,
    list_invited,
    list_items,
    meeting_facts,
)
from agenda.deliberation.meetings.record.models import Attendance, Motion
from agenda.deliberation.meetings.record.queries import (
    Attendee,
    attended_ids,
    find_attendance,
    list_attendees,
    list_motions,
    list_paragraphs,
    present,
)
from agenda.deliberation.meetings.record.rules import Present, count_voters, may_show_hands
from agenda.deliberation.meetings.room.models import ItemTime, RoomVote, RoomVoter, Turn
from agenda.deliberation.meetings.room.rules import (
    SECRET_LEAST,
    Waiting,
    has_quorum,
    in_order,
    room_code,
)
from agenda.deliberation.parties.queries import declared_ids, recused_ids
from agenda.kernel.authz import Actor, Decision
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import MeetingId
from agenda.proposals.models import Proposal
from agenda.proposals.queries import procedure_of


@dataclass(frozen=True)
class TurnShown:
    """A turn with who has it."""

    turn: Turn
    who: str


@dataclass(frozen=True)
class ItemShown:
    """An item of the agenda with its time."""

    item: AgendaItem
    time: ItemTime | None

    @property
    def state(self) -> str:
        """Whether it is done, on now, or comes later."""
        if self.time is None:
            return "later"
        return "now" if self.time.ended_at is None else "done"


@dataclass(frozen=True)
class MotionShown:
    """A motion in the room, with its secret vote where there is one."""

    motion: Motion
    paragraphs: tuple[str, ...]
    vote: RoomVote | None
    taken_part: int
    own_part: bool
    """Whether the reader has voted."""
    is_amended: bool
    """Whether an amendment to it still waits for its decision."""

    @property
    def is_open(self) -> bool:
        """Whether a secret vote on it is going on."""
        return self.vote is not None and self.vote.closed_at is None


@dataclass(frozen=True)
class Room:
    """Everything the pages of a running room show."""

    meeting: Meeting
    proposal: Proposal
    items: tuple[ItemShown, ...]
    floor: TurnShown | None
    floor_until: datetime | None
    waiting: tuple[TurnShown, ...]
    motions: tuple[MotionShown, ...]
    attendees: tuple[Attendee, ...]
    represented: tuple[str, ...]
    missing: tuple[str, ...]
    """Invited bodies nobody speaks for yet."""
    voters: int
    own: Attendance | None
    own_turn: Turn | None
    code: str
    """The digits of this moment: for the wall alone."""
    may_enter: Decision
    may_sign_in: Decision
    may_keep: Decision
    has_hand: bool
    recused: tuple[str, ...]
    """Who is here and keeps away from the vote."""

    @property
    def has_quorum(self) -> bool:
        """Whether enough of the invited bodies are there."""
        return has_quorum(len(self.represented), len(self.represented) + len(self.missing))

    @property
    def now_on(self) -> ItemShown | None:
        """The item that is on."""
        return next((shown for shown in self.items if shown.state == "now"), None)

    def number_of(self, motion_id: int | None) -> int:
        """Return the number of a motion of this meeting."""
        return next(s.motion.number for s in self.motions if s.motion.motion_id == motion_id)

    @property
    def may_vote_secretly(self) -> bool:
        """Whether enough voters are there for a secret vote."""
        return self.voters >= SECRET_LEAST


def room_of(session: Session, meeting_id: MeetingId, actor: Actor, *, now: datetime) -> Room:
    """Return the room of a meeting as this reader sees it; raises NotFound for a hidden one."""
    meeting, proposal = get_visible(session, meeting_id, actor)
    known, away = meeting_facts(meeting, proposal), recused_ids(session, proposal.proposal_id)
    attendees = tuple(list_attendees(session, meeting_id))
    turns = _turns(session, meeting_id, {a.attendance_id: a.label for a in attendees})
    floor = next((t for t in turns if t.turn.started_at and not t.turn.ended_at), None)
    own = find_attendance(session, meeting_id, actor.person_id)
    bodies = {a.body_id for a in attendees}
    invited = list_invited(session, meeting_id)
    declared = declared_ids(session, proposal.proposal_id)
    minutes = procedure_of(session, proposal).speaking_minutes
    return Room(
        meeting=meeting,
        proposal=proposal,
        items=_items(session, meeting_id),
        floor=floor,
        floor_until=_until(floor, minutes),
        waiting=_waiting(turns),
        motions=_motions(session, meeting_id, own),
        attendees=attendees,
        represented=tuple(b.name for b in invited if b.body_id in bodies),
        missing=tuple(b.name for b in invited if b.body_id not in bodies),
        voters=count_hands(session, meeting),
        own=own,
        own_turn=next((t.turn for t in turns if own and _is_own(t.turn, own)), None),
        code=room_code(meeting.code_seed, now),
        may_enter=policy.may_read_record(actor, known, attended_ids(session, meeting_id)),
        may_sign_in=policy.may_sign_in(actor, known, now=now),
        may_keep=policy.may_keep_record(actor, known, away, now=now),
        has_hand=has_hand(own, declared),
        recused=tuple(a.label for a in attendees if a.person_id in declared),
    )


def has_hand(own: Attendance | None, declared: frozenset[int]) -> bool:
    """Whether somebody signed in votes here: a body or a resident, without a declared interest."""
    if own is None or own.person_id in declared:
        return False
    return may_show_hands(Present(own.capacity))


def count_hands(session: Session, meeting: Meeting) -> int:
    """Return how many of those signed in vote: not those with a declared interest."""
    declared = declared_ids(session, meeting.proposal_id)
    there = present(session, meeting.meeting_id)
    return count_voters(p for p in there if p.person_id not in declared)


def get_turn(session: Session, turn_id: int) -> Turn:
    """Return a turn; raises NotFound."""
    turn = session.get(Turn, turn_id)
    if turn is None:
        raise NotFound("deliberation.no_turn")
    return turn


def find_floor(session: Session, meeting_id: MeetingId) -> Turn | None:
    """Return the turn of whoever has the floor, or None."""
    query = select(Turn).where(
        Turn.meeting_id == meeting_id, Turn.started_at.is_not(None), Turn.ended_at.is_(None)
    )
    return session.scalars(query).one_or_none()


def find_item_on(session: Session, meeting_id: MeetingId) -> ItemTime | None:
    """Return the item that is on, or None."""
    query = select(ItemTime).where(ItemTime.meeting_id == meeting_id, ItemTime.ended_at.is_(None))
    return session.scalars(query).one_or_none()


def find_vote(session: Session, motion_id: int) -> RoomVote | None:
    """Return the secret vote on a motion, or None."""
    return session.get(RoomVote, motion_id)


def find_open_vote(session: Session, meeting_id: MeetingId) -> RoomVote | None:
    """Return the secret vote that is going on in a meeting, or None."""
    query = select(RoomVote).where(RoomVote.meeting_id == meeting_id, RoomVote.closed_at.is_(None))
    return session.scalars(query).one_or_none()


def count_taken_part(session: Session, motion_id: int) -> int:
    """Return how many voted by their own phone in a secret vote."""
    query = select(func.count()).where(RoomVoter.motion_id == motion_id)
    return session.execute(query).scalar_one()


def list_turns(session: Session, meeting_id: MeetingId) -> Sequence[Turn]:
    """Return every turn of a meeting in the order asked for: what the minutes can draw on."""
    query = select(Turn).where(Turn.meeting_id == meeting_id).order_by(Turn.turn_id)
    return session.scalars(query).all()


def _turns(session: Session, meeting_id: MeetingId, names: dict[int, str]) -> list[TurnShown]:
    """Return the turns with their owners."""
    turns = list_turns(session, meeting_id)
    return [TurnShown(turn, names.get(turn.attendance_id, "")) for turn in turns]


def _waiting(turns: Sequence[TurnShown]) -> tuple[TurnShown, ...]:
    """Return the raised hands in the order they will be heard."""
    spoken: dict[int, timedelta] = defaultdict(timedelta)
    for shown in turns:
        if shown.turn.started_at and shown.turn.ended_at:
            spoken[shown.turn.attendance_id] += shown.turn.ended_at - shown.turn.started_at
    raised = {t.turn.turn_id: t for t in turns if not t.turn.started_at and not t.turn.ended_at}
    hands = (
        Waiting(t.turn.turn_id, t.turn.attendance_id, t.turn.kind, t.turn.asked_at)
        for t in raised.values()
    )
    return tuple(raised[hand.turn_id] for hand in in_order(hands, spoken))


def _items(session: Session, meeting_id: MeetingId) -> tuple[ItemShown, ...]:
    """Return the agenda with the time of each item."""
    query = select(ItemTime).where(ItemTime.meeting_id == meeting_id)
    times = {row.item_id: row for row in session.scalars(query)}
    return tuple(ItemShown(i, times.get(i.item_id)) for i in list_items(session, meeting_id))


def _motions(
    session: Session, meeting_id: MeetingId, own: Attendance | None
) -> tuple[MotionShown, ...]:
    """Return the motions with their secret votes."""
    query = select(RoomVote).where(RoomVote.meeting_id == meeting_id)
    votes = {vote.motion_id: vote for vote in session.scalars(query)}
    motions = list_motions(session, meeting_id)
    amended = {m.amends_id for m in motions if m.amends_id and m.outcome is None}
    return tuple(
        MotionShown(
            motion=motion,
            paragraphs=list_paragraphs(session, motion.motion_id),
            vote=votes.get(motion.motion_id),
            taken_part=count_taken_part(session, motion.motion_id),
            own_part=own is not None
            and session.get(RoomVoter, (motion.motion_id, own.attendance_id)) is not None,
            is_amended=motion.motion_id in amended,
        )
        for motion in motions
    )


def _is_own(turn: Turn, own: Attendance) -> bool:
    """Whether an unfinished turn is the reader's."""
    return turn.attendance_id == own.attendance_id and turn.ended_at is None


def _until(floor: TurnShown | None, minutes: int) -> datetime | None:
    """Return when the time of whoever has the floor is over."""
    if floor is None or floor.turn.started_at is None:
        return None
    return floor.turn.started_at + timedelta(minutes=minutes)
