"""Reading notices, and finding whom a public act concerns."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, false, func, or_, select
from sqlalchemy.orm import Session

from agenda.community.models import Body, Household, Ownership, Person, Seat
from agenda.cosigns.models import Cosign
from agenda.deliberation.meetings.record.models import Attendance
from agenda.deliberation.models import Sitting
from agenda.deliberation.parties.models import Party, Recusal
from agenda.deliberation.removals.models import Removal
from agenda.infra.audit import LedgerEvent, pseudonym
from agenda.kernel.authz import Actor, BodyKind
from agenda.kernel.ids import BodyId, NeighbourhoodId, PersonId, ProposalId
from agenda.notifications.choices.models import TopicFollowed
from agenda.notifications.models import Notice
from agenda.notifications.rules import AUDIENCES, Audience, is_before_public
from agenda.procedure.models import DutyRow
from agenda.proposals.models import Proposal
from agenda.proposals.queries import PUBLIC_TITLE
from agenda.resolutions.results.models import Objection

PAGE = 30
Wanted = Select[PersonId]


@dataclass(frozen=True)
class Told:
    """A notice as its reader sees it; the page finds the sentence for its kind and payload."""

    notice_id: int
    proposal_id: ProposalId
    title: str
    kind: str
    payload: dict[str, Any]
    body: str
    at: datetime
    is_read: bool


def count_unread(session: Session, actor: Actor) -> int:
    """Return how many notices the actor has not read yet."""
    if actor.person_id is None or actor.neighbourhood_id is None:
        return 0
    query = select(func.count()).where(
        Notice.neighbourhood_id == actor.neighbourhood_id,
        Notice.person_id == actor.person_id,
        Notice.read_at.is_(None),
    )
    return session.execute(query).scalar_one()


def list_notices(
    session: Session,
    neighbourhood_id: NeighbourhoodId,
    person_id: PersonId,
    *,
    before: int | None = None,
) -> Sequence[Told]:
    """Return a page of a person's notices, the latest first; `before` pages on."""
    query = (
        select(Notice, LedgerEvent.kind, LedgerEvent.payload, PUBLIC_TITLE)
        .join(LedgerEvent, LedgerEvent.event_id == Notice.event_id)
        .join(Proposal, Proposal.proposal_id == Notice.proposal_id)
        .where(Notice.neighbourhood_id == neighbourhood_id, Notice.person_id == person_id)
        .order_by(Notice.notice_id.desc())
        .limit(PAGE)
    )
    if before is not None:
        query = query.where(Notice.notice_id < before)
    rows = [(n, kind, json.loads(text), title) for n, kind, text, title in session.execute(query)]
    names = _body_names(session, [payload for _n, _kind, payload, _title in rows])
    return [
        Told(
            notice_id=notice.notice_id,
            proposal_id=notice.proposal_id,
            title=title,
            kind=kind,
            payload=payload,
            body=names.get(payload.get("body_id"), ""),
            at=notice.created_at,
            is_read=notice.read_at is not None,
        )
        for notice, kind, payload, title in rows
    ]


def recipients(session: Session, event: LedgerEvent) -> Mapping[PersonId, Audience]:
    """Return whom an act is to be told to, each with why; whoever did it needs no word of it."""
    if event.proposal_id is None:
        return {}
    payload = json.loads(event.payload)
    found: dict[PersonId, Audience] = {}
    for audience in sorted(AUDIENCES.get(event.kind, ()), key=list(Audience).index):
        for person_id in session.scalars(_FINDERS[audience](event, payload)):
            found.setdefault(person_id, audience)
    query = select(Person.person_id, Person.ledger_key).where(
        Person.person_id.in_(found), Person.moved_out_at.is_(None)
    )
    return {
        person_id: found[person_id]
        for person_id, key in session.execute(query)
        if key is None or pseudonym(key, event.stream) != event.actor
    }


def _proposer(event: LedgerEvent, _payload: Mapping[str, Any]) -> Wanted:
    """Select the proposer, unless he stepped down."""
    return select(Proposal.proposer_id).where(
        Proposal.proposal_id == event.proposal_id, Proposal.stepped_down_at.is_(None)
    )


def _cosigners(event: LedgerEvent, _payload: Mapping[str, Any]) -> Wanted:
    """Select who had co-signed by then and still does; the proposer's own comes with the proposal."""
    return (
        select(Cosign.person_id)
        .join(Proposal, Proposal.proposal_id == Cosign.proposal_id)
        .where(
            Cosign.proposal_id == event.proposal_id,
            Cosign.signed_at <= event.occurred_at,
            Cosign.withdrawn_at.is_(None),
            Cosign.person_id != Proposal.proposer_id,
        )
    )


def _bearers(event: LedgerEvent, _payload: Mapping[str, Any]) -> Wanted:
    """Select who bears a duty that was opened with the act: a person, or the seats of a body."""
    opened = and_(DutyRow.proposal_id == event.proposal_id, DutyRow.opened_at == event.occurred_at)
    seated = select(Seat.person_id).join(DutyRow, DutyRow.body_id == Seat.body_id)
    in_person = select(DutyRow.person_id).where(opened, DutyRow.person_id.is_not(None))
    return seated.where(opened, *_holds()).union(in_person)  # type: ignore[return-value]


def _table(event: LedgerEvent, _payload: Mapping[str, Any]) -> Wanted:
    """Select the seats of the bodies invited to the latest sitting."""
    latest = (
        select(func.max(Sitting.sitting_id))
        .where(Sitting.proposal_id == event.proposal_id)
        .scalar_subquery()
    )
    return (
        select(Seat.person_id)
        .join(Party, Party.body_id == Seat.body_id)
        .where(Party.sitting_id == latest, *_holds())
    )


def _party(_event: LedgerEvent, payload: Mapping[str, Any]) -> Wanted:
    """Select who speaks for a party: the seats of its body, or the adults of its home."""
    own = Party.party_id == payload["party_id"]
    seated = select(Seat.person_id).join(Party, Party.body_id == Seat.body_id)
    at_home = select(Person.person_id).join(Party, Party.household_id == Person.household_id)
    return seated.where(own, *_holds()).union(  # type: ignore[return-value]
        at_home.where(own, Person.is_adult)
    )


def _attendees(_event: LedgerEvent, payload: Mapping[str, Any]) -> Wanted:
    """Select who signed in at the meeting, guests apart."""
    return select(Attendance.person_id).where(  # type: ignore[return-value]
        Attendance.meeting_id == payload["meeting_id"], Attendance.person_id.is_not(None)
    )


def _objector(_event: LedgerEvent, payload: Mapping[str, Any]) -> Wanted:
    """Select who objected."""
    return select(Objection.person_id).where(Objection.objection_id == payload["objection_id"])


def _author(_event: LedgerEvent, payload: Mapping[str, Any]) -> Wanted:
    """Select who wrote the text that was removed."""
    return select(Removal.author_id).where(Removal.removal_id == payload["removal_id"])


def _recused(_event: LedgerEvent, payload: Mapping[str, Any]) -> Wanted:
    """Select the person a recusal is about, and who asked for it."""
    concerned = or_(Person.person_id == Recusal.person_id, Person.person_id == Recusal.asked_by_id)
    return (
        select(Person.person_id)
        .join(Recusal, concerned)
        .where(Recusal.recusal_id == payload["recusal_id"])
    )


def _overseers(event: LedgerEvent, _payload: Mapping[str, Any]) -> Wanted:
    """Select who sits in the Party organization and in the sub-district office."""
    return (
        select(Seat.person_id)
        .join(Body, Body.body_id == Seat.body_id)
        .where(Body.neighbourhood_id == event.neighbourhood_id, Body.kind.in_(_OVERSEE), *_holds())
    )


_OVERSEE = (BodyKind.PARTY_ORGANIZATION, BodyKind.SUBDISTRICT_OFFICE)


def _owners(event: LedgerEvent, _payload: Mapping[str, Any]) -> Wanted:
    """Select who owns a home in the scope of the proposal at the time."""
    scope = (
        select(Proposal.scope_id).where(Proposal.proposal_id == event.proposal_id).scalar_subquery()
    )
    places = (Household.compound_id, Household.building_id, Household.unit_id)
    return (
        select(Ownership.person_id)
        .join(Household, Household.household_id == Ownership.household_id)
        .where(Ownership.ended_at.is_(None), or_(*(place == scope for place in places)))
    )


def _committee(_event: LedgerEvent, payload: Mapping[str, Any]) -> Wanted:
    """Select the seats of the body that the act tells."""
    return select(Seat.person_id).where(Seat.body_id == payload["body_id"], *_holds())


def _followers(event: LedgerEvent, payload: Mapping[str, Any]) -> Wanted:
    """Select who follows the topic; nobody as long as the proposal is not public."""
    is_public = false() if is_before_public(payload) else Proposal.accepted_at.is_not(None)
    return (
        select(TopicFollowed.person_id)
        .join(Proposal, Proposal.topic == TopicFollowed.topic)
        .where(
            TopicFollowed.neighbourhood_id == event.neighbourhood_id,
            Proposal.proposal_id == event.proposal_id,
            is_public,
        )
    )


def _holds() -> tuple[Any, ...]:
    """Return the conditions that a seat is confirmed and not ended."""
    return Seat.confirmed_at.is_not(None), Seat.ended_at.is_(None)


_FINDERS: dict[Audience, Callable[[LedgerEvent, Mapping[str, Any]], Any]] = {
    Audience.PROPOSER: _proposer,
    Audience.COSIGNERS: _cosigners,
    Audience.BEARERS: _bearers,
    Audience.TABLE: _table,
    Audience.PARTY: _party,
    Audience.ATTENDEES: _attendees,
    Audience.OBJECTOR: _objector,
    Audience.AUTHOR: _author,
    Audience.RECUSED: _recused,
    Audience.OVERSEERS: _overseers,
    Audience.OWNERS: _owners,
    Audience.COMMITTEE: _committee,
    Audience.FOLLOWERS: _followers,
}


def find_told(session: Session, neighbourhood_id: NeighbourhoodId, event_id: int) -> Told | None:
    """Return a public act as a letter or a chat group tells it, or None where it is not public."""
    query = (
        select(LedgerEvent, PUBLIC_TITLE)
        .join(Proposal, Proposal.proposal_id == LedgerEvent.proposal_id)
        .where(LedgerEvent.event_id == event_id, LedgerEvent.neighbourhood_id == neighbourhood_id)
    )
    row = session.execute(query).one_or_none()
    if row is None:
        return None
    event, title = row
    payload = json.loads(event.payload)
    return Told(
        notice_id=0,
        proposal_id=ProposalId(event.proposal_id or 0),
        title=title,
        kind=event.kind,
        payload=payload,
        body=_body_names(session, [payload]).get(payload.get("body_id"), ""),
        at=event.occurred_at,
        is_read=False,
    )


def _body_names(session: Session, payloads: Sequence[dict[str, Any]]) -> dict[BodyId | None, str]:
    """Return the names of all bodies that a page of notices mentions, in one query."""
    ids = {payload["body_id"] for payload in payloads if payload.get("body_id")}
    if not ids:
        return {}
    query = select(Body.body_id, Body.short_name).where(Body.body_id.in_(ids))
    return {BodyId(body_id): name for body_id, name in session.execute(query)}
