"""Reading what hangs on the notice board: of one issue, of a building, of the whole agenda."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from agenda.ballots.models import Vote
from agenda.ballots.queries import find_vote
from agenda.community.models import Area
from agenda.community.queries import find_body, get_area, get_body
from agenda.community.rules import AreaKind, place_name
from agenda.deliberation.meetings.models import Meeting
from agenda.deliberation.meetings.queries import find_called
from agenda.docket.queries import next_duties
from agenda.docket.rules import OPEN_TO_ALL
from agenda.docket.walls.rules import SHEET_OF, Sheet
from agenda.kernel.authz import BodyKind
from agenda.kernel.ids import BodyId, NeighbourhoodId, ProposalId
from agenda.procedure.queries import open_duties
from agenda.procedure.rules import DutyKind
from agenda.proposals.models import Proposal
from agenda.proposals.rules import Stage
from agenda.resolutions.results.models import Result
from agenda.resolutions.results.queries import find_result
from agenda.resolutions.tasks.queries import BoardRow, list_board

_PERIODS = {
    Sheet.COSIGNING: DutyKind.GATHER_COSIGNS,
    Sheet.RESULT: DutyKind.POST_RESULT,
    Sheet.SURVEY: DutyKind.ANSWER_SURVEY,
}


@dataclass(frozen=True)
class WallSheet:
    """One sheet: what it is about, of which issue, from when until when, and whom to ask."""

    kind: Sheet
    proposal: Proposal
    scope: str
    contact: str
    since: datetime
    until: datetime | None
    vote: Vote | None = None
    meeting: Meeting | None = None
    result: Result | None = None
    promises: Sequence[BoardRow] = ()


@dataclass(frozen=True)
class AgendaLine:
    """An issue on the monthly sheet of the whole agenda."""

    proposal_id: ProposalId
    title: str
    scope: str
    stage: Stage
    due_at: datetime | None


def sheets_of(session: Session, proposal: Proposal, *, now: datetime) -> Sequence[WallSheet]:
    """Return the sheets of an issue as it stands: of its stage, and of a meeting that is called."""
    kinds = [SHEET_OF[proposal.stage]] if proposal.stage in SHEET_OF else []
    meeting = find_called(session, proposal.proposal_id)
    if meeting is not None:
        kinds.append(Sheet.MEETING)
    return [_sheet(session, proposal, kind, meeting, now) for kind in kinds]


def list_building_sheets(session: Session, building: Area, *, now: datetime) -> Sequence[WallSheet]:
    """Return all sheets that concern a building: its own issues and those of all around it."""
    concerned = [building.area_id]
    above = building
    while above.parent_id is not None:
        concerned.append(above.parent_id)
        above = get_area(session, above.parent_id)
    units = select(Area.area_id).where(Area.parent_id == building.area_id)
    query = (
        select(Proposal)
        .where(
            Proposal.neighbourhood_id == building.neighbourhood_id,
            Proposal.stage.in_(OPEN_TO_ALL),
            Proposal.accepted_at.is_not(None),
            Proposal.scope_id.in_(concerned) | Proposal.scope_id.in_(units),
        )
        .order_by(Proposal.proposal_id)
    )
    found = session.scalars(query).all()
    return [sheet for proposal in found for sheet in sheets_of(session, proposal, now=now)]


def list_buildings(session: Session, neighbourhood_id: NeighbourhoodId) -> Sequence[Area]:
    """Return the buildings of a neighbourhood in the order of their paths."""
    query = select(Area).where(
        Area.neighbourhood_id == neighbourhood_id, Area.kind == AreaKind.BUILDING
    )
    return session.scalars(query.order_by(Area.area_id)).all()


def list_agenda_lines(session: Session, neighbourhood_id: NeighbourhoodId) -> Sequence[AgendaLine]:
    """Return all that is under way in public, by stage, with the next date of each."""
    query = (
        select(Proposal, Area)
        .join(Area, Area.area_id == Proposal.scope_id)
        .where(
            Proposal.neighbourhood_id == neighbourhood_id,
            Proposal.stage.in_(OPEN_TO_ALL),
            Proposal.accepted_at.is_not(None),
        )
        .order_by(Proposal.proposal_id)
    )
    rows = session.execute(query).all()
    waiting = next_duties(session, [proposal.proposal_id for proposal, _area in rows])
    lines = [
        AgendaLine(
            proposal_id=proposal.proposal_id,
            title=proposal.public_title,
            scope=place_name(area.path, area.name),
            stage=proposal.stage,
            due_at=waiting[proposal.proposal_id].duty.due_at
            if proposal.proposal_id in waiting
            else None,
        )
        for proposal, area in rows
    ]
    return sorted(lines, key=lambda line: OPEN_TO_ALL.index(line.stage))


def _sheet(
    session: Session, proposal: Proposal, kind: Sheet, meeting: Meeting | None, now: datetime
) -> WallSheet:
    """Return one sheet of an issue."""
    area = get_area(session, proposal.scope_id)
    is_vote, is_meeting = kind is Sheet.VOTE, kind is Sheet.MEETING
    board = list_board(session, proposal.neighbourhood_id, now=now)
    own = [row for row in board if row.task.proposal_id == proposal.proposal_id]
    return WallSheet(
        kind=kind,
        proposal=proposal,
        scope=place_name(area.path, area.name),
        contact=_contact(session, proposal),
        since=proposal.stage_since,
        until=_until(session, proposal, kind),
        vote=find_vote(session, proposal.proposal_id) if is_vote else None,
        meeting=meeting if is_meeting else None,
        result=find_result(session, proposal.proposal_id) if kind is Sheet.RESULT else None,
        promises=own if kind is Sheet.PROMISES else (),
    )


def _until(session: Session, proposal: Proposal, kind: Sheet) -> datetime | None:
    """Return when what a sheet announces is over, by the duty that waits for it."""
    wanted = _PERIODS.get(kind)
    duties = open_duties(session, proposal.proposal_id)
    return next((duty.due_at for duty in duties if duty.kind is wanted), None)


def _contact(session: Session, proposal: Proposal) -> str:
    """Return the name of the body to ask: the one that leads, else the residents' committee."""
    if proposal.lead_body_id is not None:
        return get_body(session, BodyId(proposal.lead_body_id)).name
    committee = find_body(session, proposal.neighbourhood_id, BodyKind.RESIDENTS_COMMITTEE)
    return committee.name if committee else ""
