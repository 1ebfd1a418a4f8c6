"""Reading how a proposal was routed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from agenda.community.models import Area, Body
from agenda.community.queries import get_area, list_bodies
from agenda.community.rules import AreaKind
from agenda.deliberation.parties.queries import RECUSALS, gathered_recused
from agenda.deliberation.routing import policy
from agenda.deliberation.routing.matters.rules import Advice, advise, advise_matter
from agenda.deliberation.routing.models import RoutedBody, Routing
from agenda.deliberation.routing.rules import BodyInPlace, PartyRole
from agenda.deliberation.rules import last_day
from agenda.infra.gathering import OWN, Listed, Rows, gather
from agenda.kernel.authz import ALLOWED, Actor, Decision, refused
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import AreaId, BodyId, NeighbourhoodId, ProposalId
from agenda.procedure.rules import Route
from agenda.proposals.bodies.queries import BODIES, body_names
from agenda.proposals.queries import facts, get_proposal


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
    return _in_order(InvitedByRouting(*row) for row in session.execute(query))


def _in_order(bodies: Iterable[InvitedByRouting]) -> list[InvitedByRouting]:
    """Return bodies by their part, the lead first."""
    order = tuple(PartyRole)
    return sorted(bodies, key=lambda row: (order.index(row.role), row.body_id))


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


@dataclass(frozen=True)
class RoutingPanel:
    """How a proposal was routed, or is to be, with the route explained."""

    proposal_id: ProposalId
    routing: Routing | None
    """None before it was ever listed; undecided while it waits."""
    bodies: tuple[InvitedByRouting, ...]
    routed_by: str
    """The body that routed; empty where silence did."""
    proposed: Route | None
    """What the catalogue pointed to where something else was chosen."""
    deferred_to: date | None
    """The day to which it was put off."""
    advice: Advice
    may_route: Decision
    may_defer: Decision


SHOWN = (
    Listed(Routing, Routing.proposal_id == OWN),
    Listed(
        RoutedBody,
        RoutedBody.routing_id.in_(select(Routing.routing_id).where(Routing.proposal_id == OWN)),
    ),
    RECUSALS,
    BODIES,
)
"""What the panel shows."""


def panel(
    session: Session,
    proposal_id: ProposalId,
    actor: Actor,
    _now: datetime,
    *,
    rows: Rows | None = None,
) -> RoutingPanel:
    """Return the routing of a proposal: template `deliberation/routing/_panel.html`.

    The advice is that of the matter chosen, before that of the topic.
    """
    rows = rows or gather(session, SHOWN, proposal_id)
    proposal, names = get_proposal(session, proposal_id), body_names(rows)
    routing = max(rows.of(Routing), key=lambda one: one.number, default=None)
    seen, away = facts(proposal), gathered_recused(rows, proposal.proposer_id)
    matter = routing.matter if routing else None
    differs = routing is not None and routing.proposed_route != routing.route
    proposed = Route(routing.proposed_route) if routing and routing.proposed_route else None
    may = policy.may_route(actor, seen, away)
    by_id = routing.body_id if routing else None
    bodies = _in_order(
        InvitedByRouting(row.body_id, names[row.body_id], row.role)
        for row in rows.of(RoutedBody)
        if routing and row.routing_id == routing.routing_id
    )
    until = routing.deferred_until if routing else None
    return RoutingPanel(
        proposal_id=proposal_id,
        routing=routing,
        bodies=tuple(bodies),
        routed_by=names[by_id] if by_id else "",
        proposed=proposed if differs else None,
        deferred_to=last_day(until) if until else None,
        advice=advise_matter(matter, proposal.scope_kind)
        if matter
        else advise(proposal.topic, proposal.scope_kind),
        may_route=may,
        may_defer=may and _may_defer(routing),
    )


def _may_defer(routing: Routing | None) -> Decision:
    """Decide on what is left of the one deferral there is."""
    left = routing is not None and routing.may_defer and routing.deferred_at is None
    return ALLOWED if left else refused("deliberation.deferred_already")
