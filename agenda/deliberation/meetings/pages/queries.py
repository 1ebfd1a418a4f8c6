"""One meeting as its page shows it, with what the reader may do there and why not more."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from agenda.community.queries import get_body
from agenda.deliberation.meetings import policy
from agenda.deliberation.meetings.models import AgendaItem, Meeting, MeetingNotice
from agenda.deliberation.meetings.queries import (
    InvitedTo,
    get_visible,
    list_invited,
    list_items,
    list_notices,
    meeting_facts,
)
from agenda.deliberation.meetings.record.models import Attendance, Motion
from agenda.deliberation.meetings.record.queries import (
    attended_ids,
    find_attendance,
    list_motions,
    present,
)
from agenda.deliberation.meetings.rules import MeetingKind, earliest_day, lead_days
from agenda.deliberation.minutes.models import Minutes
from agenda.deliberation.minutes.queries import find_minutes
from agenda.deliberation.parties.queries import recused_ids
from agenda.kernel.authz import Actor, Decision
from agenda.kernel.ids import BodyId, MeetingId, ProposalId
from agenda.proposals.models import Proposal
from agenda.proposals.queries import facts, get_proposal, procedure_of


@dataclass(frozen=True)
class MeetingPage:
    """Everything the page of a meeting shows."""

    meeting: Meeting
    proposal: Proposal
    convener: str
    items: tuple[AgendaItem, ...]
    invited: tuple[InvitedTo, ...]
    notices: tuple[MeetingNotice, ...]
    motions: tuple[Motion, ...]
    """Those put to a show of hands."""
    attended: int
    own: Attendance | None
    own_bodies: tuple[tuple[BodyId, str], ...]
    """Invited bodies the reader has a seat in."""
    minutes: Minutes | None
    may_sign_in: Decision
    may_keep_record: Decision
    may_run: Decision
    may_read_record: Decision


@dataclass(frozen=True)
class KindOffered:
    """A kind of meeting somebody may call now, and from which day on."""

    kind: MeetingKind
    days: int
    earliest: date


def meeting_page(
    session: Session, meeting_id: MeetingId, actor: Actor, *, now: datetime
) -> MeetingPage:
    """Return a meeting as its page shows it; raises NotFound where the actor may not read it."""
    meeting, proposal = get_visible(session, meeting_id, actor)
    known = meeting_facts(meeting, proposal)
    away = recused_ids(session, proposal.proposal_id)
    invited = tuple(list_invited(session, meeting_id))
    motions = (m for m in list_motions(session, meeting_id) if m.outcome is not None)
    return MeetingPage(
        meeting=meeting,
        proposal=proposal,
        convener=get_body(session, meeting.convener_body_id).name,
        items=tuple(list_items(session, meeting_id)),
        invited=invited,
        notices=tuple(list_notices(session, meeting_id)),
        motions=tuple(motions),
        attended=len(present(session, meeting_id)),
        own=find_attendance(session, meeting_id, actor.person_id),
        own_bodies=tuple((b.body_id, b.name) for b in invited if actor.seat_in(b.body_id)),
        minutes=find_minutes(session, meeting_id),
        may_sign_in=policy.may_sign_in(actor, known, now=now),
        may_keep_record=policy.may_keep_record(actor, known, away, now=now),
        may_run=policy.may_run(actor, known, away),
        may_read_record=policy.may_read_record(actor, known, attended_ids(session, meeting_id)),
    )


def kinds_offered(
    session: Session, proposal_id: ProposalId, actor: Actor, *, now: datetime
) -> tuple[KindOffered, ...]:
    """Return the kinds of meeting somebody may call on a proposal, with their lead times."""
    proposal = get_proposal(session, proposal_id)
    procedure = procedure_of(session, proposal)
    kinds = policy.kinds_open(actor, facts(proposal), recused_ids(session, proposal_id))
    return tuple(
        KindOffered(kind, days, earliest_day(now, days))
        for kind in kinds
        for days in (lead_days(kind, procedure),)
    )
