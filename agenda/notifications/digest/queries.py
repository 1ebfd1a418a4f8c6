"""Reading a week as one letter tells it: what moved, what is asked next, what is late."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from agenda.community.models import Body
from agenda.deliberation.meetings.models import Meeting
from agenda.deliberation.meetings.rules import MeetingStatus
from agenda.infra.audit import LedgerEvent
from agenda.kernel.clock import end_of_day, local_instant
from agenda.kernel.ids import NeighbourhoodId, PersonId, ProposalId
from agenda.notifications.choices.models import NoticeChoices
from agenda.notifications.rules import TOLD_TO_GROUPS, is_before_public
from agenda.procedure.models import DutyRow
from agenda.procedure.rules import Bearer, DutyKind
from agenda.proposals.models import Proposal
from agenda.proposals.queries import PUBLIC_TITLE
from agenda.resolutions.tasks.models import Task
from agenda.resolutions.tasks.rules import TaskState

MOST = 20
AHEAD = timedelta(days=10)
_ASKS = (DutyKind.GATHER_COSIGNS, DutyKind.CAST_VOTES, DutyKind.CAST_OWNERS_BALLOT)
_ASKED = (*_ASKS, DutyKind.ANSWER_SURVEY)


@dataclass(frozen=True)
class Moved:
    """A public act of the week."""

    proposal_id: ProposalId
    title: str
    kind: str
    payload: dict[str, Any]
    body: str


@dataclass(frozen=True)
class Ahead:
    """What residents or owners are asked soon; a meeting has no duty."""

    proposal_id: ProposalId
    title: str
    at: datetime
    duty: DutyKind | None = None


@dataclass(frozen=True)
class LatePromise:
    """A promise whose date has passed."""

    proposal_id: ProposalId
    title: str
    body: str
    due_at: datetime


@dataclass(frozen=True)
class Week:
    """All that a digest tells."""

    first: date
    last: date
    moved: Sequence[Moved]
    ahead: Sequence[Ahead]
    late: Sequence[LatePromise]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write of."""
        return not (self.moved or self.ahead or self.late)


_NAMES = select(Body.body_id, Body.short_name)


def list_subscribers(session: Session, neighbourhood_id: NeighbourhoodId) -> Sequence[PersonId]:
    """Return who wants the week in one letter."""
    query = select(NoticeChoices.person_id).where(
        NoticeChoices.neighbourhood_id == neighbourhood_id, NoticeChoices.wants_digest
    )
    return session.scalars(query).all()


def get_week(
    session: Session, neighbourhood_id: NeighbourhoodId, first: date, *, now: datetime
) -> Week:
    """Return the week that began on a Monday, and what is ahead of now."""
    last = first + timedelta(days=6)
    return Week(
        first=first,
        last=last,
        moved=_moved(session, neighbourhood_id, local_instant(first), end_of_day(last)),
        ahead=sorted(_ahead(session, neighbourhood_id, now), key=lambda one: one.at)[:MOST],
        late=_late(session, neighbourhood_id),
    )


def _moved(
    session: Session, neighbourhood_id: NeighbourhoodId, start: datetime, end: datetime
) -> list[Moved]:
    """Return the milestones between two instants, the latest of each proposal."""
    query = (
        select(LedgerEvent, PUBLIC_TITLE)
        .join(Proposal, Proposal.proposal_id == LedgerEvent.proposal_id)
        .where(
            LedgerEvent.neighbourhood_id == neighbourhood_id,
            LedgerEvent.kind.in_(TOLD_TO_GROUPS),
            LedgerEvent.occurred_at >= start,
            LedgerEvent.occurred_at < end,
            Proposal.accepted_at.is_not(None),
        )
        .order_by(LedgerEvent.event_id.desc())
    )
    latest: dict[ProposalId, Moved] = {}
    names = {row.body_id: row.short_name for row in session.execute(_NAMES)}
    for event, title in session.execute(query):
        payload = json.loads(event.payload)
        if is_before_public(payload):
            continue
        body = names.get(payload.get("body_id"), "")
        proposal_id = ProposalId(event.proposal_id or 0)
        latest.setdefault(proposal_id, Moved(proposal_id, title, event.kind, payload, body))
    return list(latest.values())[:MOST]


def _ahead(session: Session, neighbourhood_id: NeighbourhoodId, now: datetime) -> list[Ahead]:
    """Return what residents and owners are asked in the next days, meetings included."""
    duties = (
        select(DutyRow.proposal_id, PUBLIC_TITLE, DutyRow.due_at, DutyRow.kind)
        .join(Proposal, Proposal.proposal_id == DutyRow.proposal_id)
        .where(
            DutyRow.neighbourhood_id == neighbourhood_id,
            DutyRow.ended_at.is_(None),
            DutyRow.suspended_at.is_(None),
            DutyRow.bearer.in_((Bearer.RESIDENTS, Bearer.OWNERS)),
            DutyRow.kind.in_(_ASKED),
            DutyRow.due_at > now,
            DutyRow.due_at <= now + AHEAD,
            Proposal.accepted_at.is_not(None),
        )
    )
    meetings = (
        select(Meeting.proposal_id, PUBLIC_TITLE, Meeting.starts_at)
        .join(Proposal, Proposal.proposal_id == Meeting.proposal_id)
        .where(
            Meeting.neighbourhood_id == neighbourhood_id,
            Meeting.status == MeetingStatus.CALLED,
            Meeting.starts_at > now,
            Meeting.starts_at <= now + AHEAD,
        )
    )
    asked = [Ahead(*row) for row in session.execute(duties)]
    return asked + [Ahead(*row) for row in session.execute(meetings)]


def _late(session: Session, neighbourhood_id: NeighbourhoodId) -> list[LatePromise]:
    """Return the promises that are late, the longest first."""
    query = (
        select(Task.proposal_id, PUBLIC_TITLE, Body.short_name, Task.due_at)
        .join(Proposal, Proposal.proposal_id == Task.proposal_id)
        .join(Body, Body.body_id == Task.body_id)
        .where(
            Task.neighbourhood_id == neighbourhood_id,
            Task.state == TaskState.OPEN,
            Task.late_since.is_not(None),
        )
        .order_by(Task.due_at)
        .limit(MOST)
    )
    return [LatePromise(*row) for row in session.execute(query)]
