"""Reading what is due and which meetings are called, as a calendar shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from agenda.community.models import Body
from agenda.deliberation.meetings.models import Meeting, MeetingNotice
from agenda.deliberation.meetings.rules import MeetingStatus
from agenda.opendata.queries import Scope, within
from agenda.procedure.models import DutyRow
from agenda.procedure.queries import as_duty
from agenda.procedure.rules import REMINDERS, Bearer, Duty
from agenda.proposals.models import Proposal
from agenda.proposals.queries import PUBLIC_TITLE

KEPT = timedelta(days=180)
"""How long a meeting stays in the calendar after its day."""


@dataclass(frozen=True)
class Deadline:
    """An open duty on a public proposal; none of a single person, whose business it is."""

    duty_id: int
    duty: Duty
    title: str
    body: str


@dataclass(frozen=True)
class Gathering:
    """A meeting with its latest time and place."""

    meeting: Meeting
    title: str
    """The proposal's."""
    body: str
    notices: int
    noticed_at: datetime

    @property
    def is_off(self) -> bool:
        """Whether it was called and will not take place."""
        return self.meeting.status not in {MeetingStatus.CALLED, MeetingStatus.HELD}


def list_deadlines(session: Session, scope: Scope) -> Sequence[Deadline]:
    """Return the open duties in a scope, the earliest due first."""
    query = (
        select(DutyRow, PUBLIC_TITLE, Body.short_name)
        .join(Proposal, Proposal.proposal_id == DutyRow.proposal_id)
        .outerjoin(Body, Body.body_id == DutyRow.body_id)
        .where(
            *within(scope),
            DutyRow.ended_at.is_(None),
            DutyRow.bearer != Bearer.PERSON,
            DutyRow.kind.not_in(REMINDERS),
        )
        .order_by(DutyRow.due_at, DutyRow.duty_id)
    )
    return [
        Deadline(row.duty_id, as_duty(row), title, body or "")
        for row, title, body in session.execute(query)
    ]


def list_gatherings(
    session: Session, scope: Scope, *, since: datetime, until: datetime | None = None
) -> Sequence[Gathering]:
    """Return the meetings in a scope that begin in a period, the earliest first."""
    notices = (
        select(
            MeetingNotice.meeting_id,
            func.count().label("number"),
            func.max(MeetingNotice.issued_at).label("at"),
        )
        .group_by(MeetingNotice.meeting_id)
        .subquery()
    )
    query = (
        select(Meeting, PUBLIC_TITLE, Body.short_name, notices.c.number, notices.c.at)
        .join(Proposal, Proposal.proposal_id == Meeting.proposal_id)
        .join(Body, Body.body_id == Meeting.convener_body_id)
        .join(notices, notices.c.meeting_id == Meeting.meeting_id)
        .where(*within(scope), Meeting.starts_at >= since)
        .order_by(Meeting.starts_at, Meeting.meeting_id)
    )
    if until is not None:
        query = query.where(Meeting.starts_at < until)
    return [Gathering(*row) for row in session.execute(query)]
