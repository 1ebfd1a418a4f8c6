"""What is due: for one person's seats, and for the whole neighbourhood."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, case, exists, false, func, or_, select
from sqlalchemy.orm import Session

from agenda.community.models import Body, Person, Seat
from agenda.community.rules import office_name
from agenda.deliberation.meetings.models import Invitation, Meeting
from agenda.deliberation.meetings.rules import MeetingKind, MeetingStatus
from agenda.kernel.authz import Actor
from agenda.kernel.ids import MeetingId, NeighbourhoodId, ProposalId
from agenda.procedure.models import DutyRow
from agenda.procedure.queries import as_duty
from agenda.procedure.rules import REMINDERS, Duty
from agenda.proposals.models import Proposal
from agenda.proposals.queries import PUBLIC_TITLE


@dataclass(frozen=True)
class Due:
    """An open duty with what a reader needs to know about it."""

    duty: Duty
    title: str
    body: str


def list_desk(session: Session, actor: Actor, *, limit: int = 200) -> Sequence[Due]:
    """Return the open duties of the actor's bodies and his own, earliest due first."""
    bodies = [seat.body_id for seat in actor.seats]
    mine: ColumnElement[bool] = DutyRow.body_id.in_(bodies) if bodies else false()
    if actor.person_id is not None:
        mine = mine | (DutyRow.person_id == actor.person_id)
    query = _open().where(DutyRow.neighbourhood_id == actor.neighbourhood_id, mine)
    return _read(session, query.limit(limit))


@dataclass(frozen=True)
class MeetingToday:
    """A meeting that a reader's body calls or is invited to."""

    meeting_id: MeetingId
    proposal_id: ProposalId
    kind: MeetingKind
    about: str
    starts_at: datetime
    place: str


@dataclass(frozen=True)
class Load:
    """What lies on one seat holder's desk, in his own bodies."""

    who: str
    open: int
    late: int


def list_meetings_at(
    session: Session, actor: Actor, *, since: datetime, until: datetime
) -> Sequence[MeetingToday]:
    """Return the called meetings of a span to which the actor's bodies are invited."""
    invited = exists().where(
        Invitation.meeting_id == Meeting.meeting_id,
        Invitation.body_id.in_([seat.body_id for seat in actor.seats]),
    )
    query = (
        select(
            Meeting.meeting_id,
            Meeting.proposal_id,
            Meeting.kind,
            PUBLIC_TITLE,
            Meeting.starts_at,
            Meeting.place,
        )
        .join(Proposal, Proposal.proposal_id == Meeting.proposal_id)
        .where(
            Meeting.neighbourhood_id == actor.neighbourhood_id,
            Meeting.status == MeetingStatus.CALLED,
            Meeting.starts_at >= since,
            Meeting.starts_at < until,
            invited,
        )
        .order_by(Meeting.starts_at)
    )
    return [MeetingToday(*row) for row in session.execute(query)]


def list_load(session: Session, actor: Actor, *, now: datetime) -> Sequence[Load]:
    """Return how much lies on the desk of each holder of a seat in the actor's bodies.

    What a body owes counts for each of its members: each of them could do it.
    """
    bodies = [seat.body_id for seat in actor.seats]
    late = case(((DutyRow.due_at <= now) & DutyRow.suspended_at.is_(None), 1))
    query = (
        select(Person.name, Seat.title, func.count(DutyRow.duty_id), func.count(late))
        .select_from(Seat)
        .join(Person, Person.person_id == Seat.person_id)
        .outerjoin(
            DutyRow,
            or_(DutyRow.body_id == Seat.body_id, DutyRow.person_id == Seat.person_id)
            & DutyRow.ended_at.is_(None),
        )
        .where(Seat.body_id.in_(bodies), Seat.confirmed_at.is_not(None), Seat.ended_at.is_(None))
        .group_by(Seat.seat_id, Person.name, Seat.title)
        .order_by(func.count(DutyRow.duty_id).desc(), Seat.seat_id)
    )
    rows = session.execute(query) if bodies else ()
    return [Load(office_name(name, title), n, over) for name, title, n, over in rows]


def list_between(
    session: Session, neighbourhood_id: NeighbourhoodId, *, start: datetime, end: datetime
) -> Sequence[Due]:
    """Return the open duties on public proposals that are due in a span of time."""
    query = _open().where(
        DutyRow.neighbourhood_id == neighbourhood_id,
        DutyRow.due_at > start,
        DutyRow.due_at <= end,
        DutyRow.kind.not_in(REMINDERS),
        Proposal.accepted_at.is_not(None),
    )
    return _read(session, query)


def list_late(
    session: Session, neighbourhood_id: NeighbourhoodId, *, now: datetime
) -> Sequence[Due]:
    """Return the open duties of bodies on public proposals whose date has passed."""
    query = _open().where(
        DutyRow.neighbourhood_id == neighbourhood_id,
        DutyRow.due_at <= now,
        DutyRow.suspended_at.is_(None),
        DutyRow.body_id.is_not(None),
        Proposal.accepted_at.is_not(None),
    )
    return _read(session, query)


def _open() -> Select[DutyRow, str, str]:
    """Return the query of open duties with title and body: earliest due first, suspended ones last."""
    return (
        select(DutyRow, PUBLIC_TITLE, Body.short_name)
        .join(Proposal, Proposal.proposal_id == DutyRow.proposal_id)
        .outerjoin(Body, Body.body_id == DutyRow.body_id)
        .where(DutyRow.ended_at.is_(None))
        .order_by(DutyRow.suspended_at.is_not(None), DutyRow.due_at, DutyRow.duty_id)
    )


def _read(session: Session, query: Select[DutyRow, str, str]) -> Sequence[Due]:
    """Return a query's rows as duties with their words."""
    return [Due(as_duty(row), title, body or "") for row, title, body in session.execute(query)]
