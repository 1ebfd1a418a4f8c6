"""Reading how far co-signers are from obliging a meeting, and the requests that were issued.

`panel(session, proposal_id, actor, now)` is what the proposal's page shows
(templates/cosigns/requests/_panel.html).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from agenda.community.models import Area, Body, Household, Ownership, Person
from agenda.community.people.queries import RealName, get_real_name
from agenda.community.queries import find_body
from agenda.community.representatives.queries import represents
from agenda.community.rules import AreaKind
from agenda.cosigns.models import Cosign
from agenda.cosigns.requests import policy
from agenda.cosigns.requests.models import MeetingRequest, OwnerCosign, RequestSigner
from agenda.cosigns.requests.rules import (
    CONVENERS,
    Called,
    Ground,
    Owned,
    Progress,
    RequestFacts,
    count_owners,
    most_heads,
)
from agenda.infra.gathering import OWN, Listed, Rows, gather
from agenda.kernel.authz import Actor, Decision
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import AreaId, BodyId, PersonId, ProposalId
from agenda.procedure.rules import ScopeKind
from agenda.proposals.models import Proposal
from agenda.proposals.queries import facts, get_proposal
from agenda.proposals.rules import COSIGNABLE


@dataclass(frozen=True)
class RequestsPanel:
    """How far a proposal is from each meeting its co-signers can oblige, and what they did."""

    proposal_id: ProposalId
    progress: tuple[Progress, ...]
    requests: Sequence[MeetingRequest]
    is_open: bool
    """Whether co-signing goes on."""
    may_cosign: Decision
    """Whether the reader may co-sign as an owner alone."""
    has_cosigned: bool


@dataclass(frozen=True)
class Weighed:
    """How many have co-signed on each ground, and for how many heads one owner signs at most."""

    progress: tuple[Progress, ...]
    most_heads: int = 1


def weigh(session: Session, proposal: Proposal) -> Weighed:
    """Return how many have co-signed on each ground, of how many: reads the whole roster.

    Residents are counted over the whole neighbourhood, whose meeting it is; owners over the
    compound of the scope. A scope wider than a compound has no owners' meeting.
    """
    residents = _residents(session, proposal)
    owned, signers = _owned(session, proposal)
    if not owned:
        return Weighed(residents)
    return Weighed((*residents, count_owners(owned, signers=signers)), most_heads(owned))


def progress_of(session: Session, proposal: Proposal) -> tuple[Progress, ...]:
    """Return how many have co-signed on each ground, of how many."""
    return weigh(session, proposal).progress


def list_signers(session: Session, proposal: Proposal, ground: Ground) -> Sequence[PersonId]:
    """Return who has co-signed on a ground and stands."""
    if ground is Ground.OWNERS:
        return sorted(_owned(session, proposal)[1])
    query = (
        select(Person.person_id)
        .join(Cosign, Cosign.person_id == Person.person_id)
        .where(
            Cosign.proposal_id == proposal.proposal_id,
            Cosign.withdrawn_at.is_(None),
            _CONDITIONS[ground],
        )
        .order_by(Person.person_id)
    )
    return session.scalars(query).all()


def list_requests(session: Session, proposal_id: ProposalId) -> Sequence[MeetingRequest]:
    """Return the requests issued on a proposal, the first one first."""
    query = (
        select(MeetingRequest)
        .where(MeetingRequest.proposal_id == proposal_id)
        .order_by(MeetingRequest.request_id)
    )
    return session.scalars(query).all()


def get_request(session: Session, request_id: int) -> MeetingRequest:
    """Return a request; raises NotFound."""
    request = session.get(MeetingRequest, request_id)
    if request is None:
        raise NotFound("cosigns.no_request")
    return request


def request_facts(request: MeetingRequest) -> RequestFacts:
    """Return a request as policies look at it."""
    return RequestFacts(
        neighbourhood_id=request.neighbourhood_id,
        body_id=request.body_id,
        office_body_id=request.office_body_id,
        is_answered=request.answered_at is not None,
    )


def list_request_names(session: Session, request_id: int) -> Sequence[RealName]:
    """Return who signed a request, by real name; called by the command that notes the look."""
    query = (
        select(RequestSigner.person_id)
        .where(RequestSigner.request_id == request_id)
        .order_by(RequestSigner.person_id)
    )
    return [get_real_name(session, person_id) for person_id in session.scalars(query)]


def find_convener(session: Session, proposal: Proposal, called: Called) -> BodyId | None:
    """Return the body that must convene: for owners that of their compound; None without one."""
    kind = CONVENERS[called]
    if called is not Called.OWNERS_MEETING:
        body = find_body(session, proposal.neighbourhood_id, kind)
        return body.body_id if body else None
    compound_id = compound_of(session, proposal.scope_id)
    query = (
        select(Body.body_id)
        .where(
            Body.neighbourhood_id == proposal.neighbourhood_id,
            Body.kind == kind,
            Body.compound_id.is_(None) | (Body.compound_id == compound_id),
        )
        .order_by(Body.compound_id.is_(None), Body.body_id)
        .limit(1)
    )
    return session.scalar(query)


def compound_of(session: Session, area_id: AreaId) -> AreaId | None:
    """Return the compound an area lies in; None for the whole neighbourhood."""
    return session.scalar(_compound(area_id))


def _compound(area_id: AreaId) -> Select[AreaId]:
    """Return the query of the compound an area lies in."""
    inner, compound = aliased(Area), aliased(Area)
    lies_in = (inner.path == compound.path) | inner.path.startswith(compound.path + "/")
    return select(compound.area_id).where(
        inner.area_id == area_id,
        compound.neighbourhood_id == inner.neighbourhood_id,
        compound.kind == AreaKind.COMPOUND,
        lies_in,
    )


def owns_in(session: Session, actor: Actor, compound_id: AreaId | None) -> bool:
    """Whether the actor owns a home in a compound."""
    if compound_id is None or not actor.owns_household_ids:
        return False
    query = select(
        exists().where(
            Household.compound_id == compound_id,
            Household.household_id.in_(actor.owns_household_ids),
        )
    )
    return bool(session.scalar(query))


SHOWN = (Listed(MeetingRequest, MeetingRequest.proposal_id == OWN),)
"""What the panel shows."""


def panel(
    session: Session,
    proposal_id: ProposalId,
    actor: Actor,
    _now: datetime,
    *,
    rows: Rows | None = None,
) -> RequestsPanel:
    """Return what the proposal's page shows of the meetings its co-signers can oblige."""
    rows = rows or gather(session, SHOWN, proposal_id)
    proposal = get_proposal(session, proposal_id)
    owns = bool(actor.owns_household_ids) and owns_in(
        session, actor, compound_of(session, proposal.scope_id)
    )
    mine = session.get(OwnerCosign, (proposal_id, actor.person_id)) if actor.person_id else None
    is_open = proposal.stage in COSIGNABLE
    return RequestsPanel(
        proposal_id=proposal_id,
        progress=progress_of(session, proposal) if is_open else (),
        requests=rows.of(MeetingRequest),
        is_open=is_open,
        may_cosign=policy.may_cosign_as_owner(actor, facts(proposal), owns_here=owns),
        has_cosigned=mine is not None and mine.withdrawn_at is None,
    )


_CONDITIONS: dict[Ground, ColumnElement[bool]] = {
    Ground.ADULTS: Person.is_adult.is_(True),
    Ground.HOUSEHOLD_REPRESENTATIVES: Person.is_household_representative.is_(True),
    Ground.THIRD_OF_REPRESENTATIVES: represents(),
    Ground.FIFTH_OF_REPRESENTATIVES: represents(),
}


def _residents(session: Session, proposal: Proposal) -> tuple[Progress, ...]:
    """Return how far the adults living in the neighbourhood are on each of their grounds."""
    signed = exists().where(
        Cosign.proposal_id == proposal.proposal_id,
        Cosign.person_id == Person.person_id,
        Cosign.withdrawn_at.is_(None),
    )
    counts = [
        func.coalesce(func.sum(case((one & which, 1), else_=0)), 0)
        for one in _CONDITIONS.values()
        for which in (signed, true())
    ]
    query = select(*counts).where(
        Person.neighbourhood_id == proposal.neighbourhood_id,
        Person.is_adult,
        Person.moved_out_at.is_(None),
        Person.household_id.is_not(None),
    )
    row = [int(number) for number in session.execute(query).one()]
    return tuple(
        Progress(ground, *pair)
        for ground, pair in zip(_CONDITIONS, zip(row[::2], row[1::2], strict=True), strict=True)
    )


def _owned(session: Session, proposal: Proposal) -> tuple[list[Owned], set[PersonId]]:
    """Return the homes of the scope's compound with their owners, and whose co-signatures stand.

    Nobody where the scope lies in no compound.
    """
    if proposal.scope_kind is ScopeKind.NEIGHBOURHOOD:
        return [], set()
    current = (Ownership.household_id == Household.household_id) & Ownership.ended_at.is_(None)
    stands = [
        exists().where(
            table.proposal_id == proposal.proposal_id,
            table.person_id == Ownership.person_id,
            table.withdrawn_at.is_(None),
        )
        for table in (Cosign, OwnerCosign)
    ]
    query = (
        select(
            Household.household_id,
            Ownership.person_id,
            Household.is_developer_stock,
            or_(*stands),
        )
        .outerjoin(Ownership, current)
        .where(Household.compound_id == _compound(proposal.scope_id).scalar_subquery())
    )
    rows = session.execute(query).all()
    owned = [Owned(home, who, stock) for home, who, stock, _stands in rows]
    return owned, {who for _home, who, _stock, has_signed in rows if who and has_signed}
