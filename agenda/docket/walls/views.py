"""The notice board's sheets as pages and PDF, on A4 and A3."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.community.queries import get_area, neighbourhood_for
from agenda.community.rules import AreaKind, place_name
from agenda.docket.walls.queries import (
    list_agenda_lines,
    list_building_sheets,
    list_buildings,
    sheets_of,
)
from agenda.docket.walls.rules import paper_of
from agenda.infra.db import db
from agenda.infra.transaction import now
from agenda.kernel.clock import local_date
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import AreaId, NeighbourhoodId, ProposalId
from agenda.proposals.queries import get_visible
from agenda.resolutions.tasks.queries import list_board
from agenda.web.login import current_actor, public
from agenda.web.pdf import pdf
from agenda.web.render import page

blueprint = Blueprint("walls", __name__)


@blueprint.get("/wall")
@public
def index() -> ResponseReturnValue:
    """Show which sheets can be printed: the month's, and those of each building."""
    return page("docket/wall", buildings=list_buildings(db.session(), _place()))


@blueprint.get("/proposals/<int:proposal_id>/wall", defaults={"as_pdf": False})
@blueprint.get("/proposals/<int:proposal_id>/wall.pdf", defaults={"as_pdf": True})
@public
def show(proposal_id: ProposalId, *, as_pdf: bool) -> ResponseReturnValue:
    """Show the sheets of an issue; raises NotFound where its stage has none."""
    proposal = get_visible(db.session(), proposal_id, current_actor())
    if proposal.accepted_at is None:
        raise NotFound("docket.no_sheet")
    sheets = sheets_of(db.session(), proposal, now=now())
    if not sheets:
        raise NotFound("docket.no_sheet")
    return _answer(
        f"wall-{proposal_id}", as_pdf=as_pdf, sheets=sheets, heading=proposal.public_title
    )


@blueprint.get("/wall/buildings/<int:area_id>", defaults={"as_pdf": False})
@blueprint.get("/wall/buildings/<int:area_id>.pdf", defaults={"as_pdf": True})
@public
def building(area_id: AreaId, *, as_pdf: bool) -> ResponseReturnValue:
    """Show all sheets that concern a building, one after the other, to be printed at once."""
    area = get_area(db.session(), area_id)
    if area.kind is not AreaKind.BUILDING or area.neighbourhood_id != _place():
        raise NotFound("docket.no_sheet")
    sheets = list_building_sheets(db.session(), area, now=now())
    name = place_name(area.path, area.name)
    return _answer(
        f"wall-building-{area_id}", as_pdf=as_pdf, sheets=sheets, heading=name, board=name
    )


@blueprint.get("/wall/agenda", defaults={"as_pdf": False})
@blueprint.get("/wall/agenda.pdf", defaults={"as_pdf": True})
@public
def agenda(*, as_pdf: bool) -> ResponseReturnValue:
    """Show the month's sheet of the whole agenda."""
    lines = list_agenda_lines(db.session(), _place())
    return _answer("wall-agenda", as_pdf=as_pdf, lines=lines, heading=_("本月公共议程"))


@blueprint.get("/wall/promises", defaults={"as_pdf": False})
@blueprint.get("/wall/promises.pdf", defaults={"as_pdf": True})
@public
def promises(*, as_pdf: bool) -> ResponseReturnValue:
    """Show the promises due this month and those that are late."""
    month = local_date(now()).replace(day=1)
    rows = [
        row
        for row in list_board(db.session(), _place(), now=now())
        if local_date(row.task.due_at).replace(day=1) <= month
    ]
    return _answer("wall-promises", as_pdf=as_pdf, owed=rows, heading=_("本月到期和逾期的承诺"))


def _answer(name: str, *, as_pdf: bool, **context: object) -> ResponseReturnValue:
    """Answer with the sheets as a page, or as PDF."""
    whole = {"sheets": (), "lines": None, "owed": None, "board": "", **context}
    whole |= {"paper": paper_of(request.args.get("size")), "today": local_date(now())}
    if as_pdf:
        return pdf("print/wall", filename=f"{name}-{whole['paper']}.pdf", **whole)
    return page("print/wall", **whole)


def _place() -> NeighbourhoodId:
    """Return the reader's neighbourhood; raises NotFound where there is none."""
    return neighbourhood_for(db.session(), current_actor()).neighbourhood_id
