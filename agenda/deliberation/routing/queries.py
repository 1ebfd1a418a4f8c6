"""Reading how a proposal was routed."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from agenda.community.models import Area, Body
from agenda.community.queries import get_area, list_bodies
from agenda.community.rules import AreaKind
from agenda.deliberation.routing.models import RoutedBody, Routing
from agenda.deliberation.routing.rules import BodyInPlace, PartyRole
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import AreaId, BodyId, NeighbourhoodId, ProposalId


@dataclass(frozen=True)
class InvitedByRouting:
    """A body a routing names, with its part and its short name."""

    body_id: BodyId
    name: str
    role: PartyRole


def find_routing(session: Session, proposal_id: ProposalId) -> Routing | None:
    """Return the latest routing of a proposal, decided or waiting, or None."""
    query = (
        select(Routing)
        .where(Routing.proposal_id == proposal_id)
        .order_by(Routing.number.desc())
        .limit(1)
    )
    return session.scalars(query).one_or_none()


def get_routing(session: Session, proposal_id: ProposalId) -> Routing:
    """Return the latest routing of a proposal; raises NotFound where it never was listed."""
    routing = find_routing(session, proposal_id)
    if routing is None:
        raise NotFound("deliberation.never_listed")
    return routing


def list_routings(session: Session, proposal_id: ProposalId) -> Sequence[Routing]:
    """Return all routings of a proposal, the first one first."""
    query = select(Routing).where(Routing.proposal_id == proposal_id).order_by(Routing.number)
    return session.scalars(query).all()


def list_routed_bodies(session: Session, routing_id: int) -> Sequence[InvitedByRouting]:
    """Return whom a routing names: the lead first, then assisting bodies, then parties."""
    query = (
        select(RoutedBody.body_id, Body.short_name, RoutedBody.role)
        .join(Body, Body.body_id == RoutedBody.body_id)
        .where(RoutedBody.routing_id == routing_id)
    )
    order = tuple(PartyRole)
    rows = [InvitedByRouting(*row) for row in session.execute(query)]
    return sorted(rows, key=lambda row: (order.index(row.role), row.body_id))


def bodies_in_place(session: Session, neighbourhood_id: NeighbourhoodId) -> list[BodyInPlace]:
    """Return the bodies of a neighbourhood as the rules of routing see them."""
    return [
        BodyInPlace(body.body_id, body.kind, body.compound_id)
        for body in list_bodies(session, neighbourhood_id)
    ]


def compound_of(session: Session, area_id: AreaId) -> AreaId | None:
    """Return the compound an area lies in or is; None for the whole neighbourhood."""
    area: Area | None = get_area(session, area_id)
    while area is not None and area.kind not in {AreaKind.COMPOUND, AreaKind.NEIGHBOURHOOD}:
        area = get_area(session, area.parent_id) if area.parent_id is not None else None
    return area.area_id if area is not None and area.kind is AreaKind.COMPOUND else None
