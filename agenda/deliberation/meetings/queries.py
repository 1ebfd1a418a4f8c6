"""Reading meetings, and where a deliberation stands by them.

For other features: `deliberation_facts` (the mechanism), `panel` (the proposal's page, with
`templates/deliberation/_meetings_panel.html`), `list_meetings` (the calendar), `find_called`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from agenda.community.models import Body
from agenda.deliberation.meetings import policy
from agenda.deliberation.meetings.models import (
    AgendaItem,
    ConveningEscalation,
    Invitation,
    Meeting,
    MeetingNotice,
)
from agenda.deliberation.meetings.rules import MeetingFacts, MeetingKind, MeetingStatus
from agenda.deliberation.minutes.models import Minutes, PublishedMinutes
from agenda.deliberation.minutes.rules import MinutesStatus
from agenda.deliberation.models import Sitting
from agenda.deliberation.parties.queries import RECUSALS, gathered_recused
from agenda.deliberation.queries import current_sitting
from agenda.deliberation.rules import DeliberationFacts
from agenda.infra.gathering import OWN, Listed, Rows, gather
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import Actor, Decision
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import BodyId, MeetingId, NeighbourhoodId, ProposalId
from agenda.proposals import policy as proposals_policy
from agenda.proposals.models import Proposal
from agenda.proposals.queries import PUBLIC_TITLE, facts, get_proposal, lock_proposal
from agenda.proposals.rules import ProposalFacts, Stage


@dataclass(frozen=True)
class MeetingLine:
    """A meeting in a list: of a proposal, of a week."""

    meeting_id: MeetingId
    proposal_id: ProposalId
    proposal: str
    number: int
    kind: MeetingKind
    title: str
    starts_at: datetime
    place: str
    status: MeetingStatus
    minutes: MinutesStatus | None


@dataclass(frozen=True)
class InvitedTo:
    """A body on a meeting's notice."""

    body_id: BodyId
    name: str


@dataclass(frozen=True)
class MeetingsPanel:
    """What the proposal's page shows of its meetings, the latest first."""

    proposal_id: ProposalId
    meetings: tuple[MeetingLine, ...]
    may_call: Decision
    escalated_at: tuple[datetime, ...]
    """When the lead body's silence was reported to the sub-district office."""


def get_meeting(session: Session, meeting_id: MeetingId) -> Meeting:
    """Return a meeting; raises NotFound."""
    meeting = session.get(Meeting, meeting_id)
    if meeting is None:
        raise NotFound("deliberation.no_meeting")
    return meeting


def get_visible(session: Session, meeting_id: MeetingId, actor: Actor) -> tuple[Meeting, Proposal]:
    """Return a meeting and its proposal, if this actor may read that; raises NotFound otherwise."""
    meeting = get_meeting(session, meeting_id)
    proposal = get_proposal(session, meeting.proposal_id)
    if not proposals_policy.may_read(actor, facts(proposal)):
        raise NotFound("deliberation.no_meeting")
    return meeting, proposal


def lock_meeting(tx: Transaction, meeting_id: MeetingId) -> tuple[Meeting, Proposal]:
    """Return a meeting and its proposal as they stand behind the proposal's lock."""
    meeting = get_meeting(tx.session, meeting_id)
    proposal = lock_proposal(tx, meeting.proposal_id)
    tx.session.refresh(meeting)
    return meeting, proposal


def meeting_facts(meeting: Meeting, proposal: Proposal) -> MeetingFacts:
    """Return a meeting's row as policies see it."""
    return MeetingFacts(
        meeting_id=meeting.meeting_id,
        proposal_id=meeting.proposal_id,
        neighbourhood_id=meeting.neighbourhood_id,
        kind=meeting.kind,
        status=meeting.status,
        convener_body_id=meeting.convener_body_id,
        scope_id=proposal.scope_id,
        starts_at=meeting.starts_at,
    )


def find_called(session: Session, proposal_id: ProposalId) -> Meeting | None:
    """Return the meeting of a proposal whose notice is out and which has not ended, or None."""
    query = select(Meeting).where(
        Meeting.proposal_id == proposal_id, Meeting.status == MeetingStatus.CALLED
    )
    return session.scalars(query).one_or_none()


def count_meetings(session: Session, proposal_id: ProposalId) -> int:
    """Return how many meetings were ever called on a proposal."""
    query = select(func.count()).where(Meeting.proposal_id == proposal_id)
    return session.execute(query).scalar_one()


def list_items(session: Session, meeting_id: MeetingId) -> Sequence[AgendaItem]:
    """Return a meeting's agenda in its order."""
    query = (
        select(AgendaItem).where(AgendaItem.meeting_id == meeting_id).order_by(AgendaItem.number)
    )
    return session.scalars(query).all()


def list_invited(session: Session, meeting_id: MeetingId) -> Sequence[InvitedTo]:
    """Return the bodies invited to a meeting."""
    query = (
        select(Body.body_id, Body.short_name)
        .join(Invitation, Invitation.body_id == Body.body_id)
        .where(Invitation.meeting_id == meeting_id)
        .order_by(Body.body_id)
    )
    return [InvitedTo(*row) for row in session.execute(query)]


def list_notices(session: Session, meeting_id: MeetingId) -> Sequence[MeetingNotice]:
    """Return every issue of a meeting's notice, the first one first."""
    query = (
        select(MeetingNotice)
        .where(MeetingNotice.meeting_id == meeting_id)
        .order_by(MeetingNotice.number)
    )
    return session.scalars(query).all()


def running_sitting(session: Session, proposal: ProposalFacts) -> Sitting | None:
    """Return the sitting a meeting would be a round of, or None outside a running one."""
    sitting = current_sitting(session, proposal.proposal_id)
    if proposal.stage is not Stage.DELIBERATING or sitting is None:
        return None
    over = sitting.adopted_at is not None or sitting.ended_without_agreement_at is not None
    return None if over else sitting


def deliberation_facts(session: Session, proposal_id: ProposalId) -> DeliberationFacts:
    """Return what the current sitting of a proposal has come to."""
    row = session.execute(_FACTS, {"own": proposal_id}).one_or_none()
    if row is None:
        return DeliberationFacts()
    return DeliberationFacts(
        rounds_held=row.rounds_held,
        adopted_at=row.adopted_at,
        minutes_pending=bool(row.minutes_pending),
        ended_without_agreement_at=row.ended_without_agreement_at,
    )


_PENDING = exists().where(
    Meeting.sitting_id == Sitting.sitting_id,
    Meeting.status == MeetingStatus.HELD,
    ~exists().where(PublishedMinutes.meeting_id == Meeting.meeting_id),
)
_FACTS = (
    select(
        Sitting.rounds_held,
        Sitting.adopted_at,
        Sitting.ended_without_agreement_at,
        _PENDING.label("minutes_pending"),
    )
    .where(Sitting.proposal_id == OWN)
    .order_by(Sitting.number.desc())
    .limit(1)
)
"""Built once: the mechanism and the proposal's page look."""


def list_meetings(
    session: Session, neighbourhood_id: NeighbourhoodId, *, since: datetime, until: datetime
) -> Sequence[MeetingLine]:
    """Return the meetings of a neighbourhood that begin in a period, the earliest first."""
    return _lines(
        session,
        Meeting.neighbourhood_id == neighbourhood_id,
        Meeting.starts_at >= since,
        Meeting.starts_at < until,
    )


SHOWN = (
    Listed(Meeting, Meeting.proposal_id == OWN),
    Listed(Minutes, Minutes.proposal_id == OWN, only=(Minutes.meeting_id, Minutes.status)),
    Listed(ConveningEscalation, ConveningEscalation.proposal_id == OWN),
    RECUSALS,
)
"""What the panel shows."""


def panel(
    session: Session,
    proposal_id: ProposalId,
    actor: Actor,
    _now: datetime,
    *,
    rows: Rows | None = None,
) -> MeetingsPanel:
    """Return what the proposal's page shows of its meetings."""
    rows = rows or gather(session, SHOWN, proposal_id)
    proposal = get_proposal(session, proposal_id)
    known, away = facts(proposal), gathered_recused(rows, proposal.proposer_id)
    statuses = {minutes.meeting_id: minutes.status for minutes in rows.of(Minutes)}
    lines = (
        _line(meeting, proposal.public_title, statuses.get(meeting.meeting_id))
        for meeting in rows.of(Meeting)
    )
    return MeetingsPanel(
        proposal_id=proposal_id,
        meetings=tuple(
            sorted(lines, key=lambda line: (line.starts_at, line.meeting_id), reverse=True)
        ),
        may_call=policy.may_call_meeting(actor, known, away),
        escalated_at=tuple(sorted(one.escalated_at for one in rows.of(ConveningEscalation))),
    )


def _lines(session: Session, *conditions: ColumnElement[bool]) -> list[MeetingLine]:
    """Return meetings as lines of a list, the earliest first."""
    query = (
        select(Meeting, PUBLIC_TITLE, Minutes.status)
        .join(Proposal, Proposal.proposal_id == Meeting.proposal_id)
        .outerjoin(Minutes, Minutes.meeting_id == Meeting.meeting_id)
        .where(*conditions)
        .order_by(Meeting.starts_at, Meeting.meeting_id)
    )
    return [_line(*row) for row in session.execute(query)]


def _line(meeting: Meeting, title: str, minutes: MinutesStatus | None) -> MeetingLine:
    """Return a meeting as a line of a list."""
    return MeetingLine(
        meeting_id=meeting.meeting_id,
        proposal_id=meeting.proposal_id,
        proposal=title,
        number=meeting.number,
        kind=meeting.kind,
        title=meeting.title,
        starts_at=meeting.starts_at,
        place=meeting.place,
        status=meeting.status,
        minutes=minutes,
    )
