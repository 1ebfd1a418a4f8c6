"""What a feed or a calendar is about: the neighbourhood, one of its areas, or one proposal."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from agenda.community.models import Area
from agenda.community.queries import get_area, get_neighbourhood
from agenda.community.rules import place_name
from agenda.kernel.authz import VISITOR
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import AreaId, NeighbourhoodId, ProposalId
from agenda.proposals.models import Proposal
from agenda.proposals.queries import get_visible


@dataclass(frozen=True)
class Scope:
    """What is asked for: everything of a neighbourhood unless an area or a proposal narrows it."""

    neighbourhood_id: NeighbourhoodId
    name: str
    """The neighbourhood, the area or the proposal's public title."""
    area: Area | None = None
    proposal_id: ProposalId | None = None


def scope_of_area(session: Session, area_id: AreaId) -> Scope:
    """Return the scope that is one area with all it holds; raises NotFound."""
    area = get_area(session, area_id)
    return Scope(area.neighbourhood_id, place_name(area.path, area.name), area=area)


def scope_of_place(session: Session, neighbourhood_id: NeighbourhoodId) -> Scope:
    """Return the scope that is a whole neighbourhood; raises NotFound."""
    return Scope(neighbourhood_id, get_neighbourhood(session, neighbourhood_id).name)


def scope_of_proposal(session: Session, proposal_id: ProposalId) -> Scope:
    """Return the scope that is one accepted proposal; raises NotFound for any other."""
    proposal = get_visible(session, proposal_id, VISITOR)
    if proposal.accepted_at is None:
        raise NotFound("proposals.unknown")
    return Scope(proposal.neighbourhood_id, proposal.public_title, proposal_id=proposal_id)


def within(scope: Scope) -> list[ColumnElement[bool]]:
    """Return the SQL conditions that a joined proposal is public and belongs to a scope."""
    conditions = [
        Proposal.neighbourhood_id == scope.neighbourhood_id,
        Proposal.accepted_at.is_not(None),
    ]
    if scope.proposal_id is not None:
        conditions.append(Proposal.proposal_id == scope.proposal_id)
    if scope.area is not None and scope.area.path:
        inside = select(Area.area_id).where(
            Area.neighbourhood_id == scope.neighbourhood_id,
            (Area.path == scope.area.path)
            | Area.path.startswith(f"{scope.area.path}/", autoescape=True),
        )
        conditions.append(Proposal.scope_id.in_(inside))
    return conditions
