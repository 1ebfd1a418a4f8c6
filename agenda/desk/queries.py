"""What is due: for one person's seats, and for the whole neighbourhood."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, false, select
from sqlalchemy.orm import Session

from agenda.community.models import Body
from agenda.kernel.authz import Actor
from agenda.kernel.ids import NeighbourhoodId
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


def count_desk(session: Session, actor: Actor) -> int:
    """Return how many duties wait on the actor's desk."""
    return len(list_desk(session, actor))


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
