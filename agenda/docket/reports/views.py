"""Who takes part, what happened on silence, and the annual report as page, PDF and data."""

import json
from datetime import timedelta

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue

from agenda.community.queries import neighbourhood_for
from agenda.community.rules import AgeBand
from agenda.docket.reports.queries import get_involvement
from agenda.docket.reports.rules import Group, to_invite
from agenda.docket.reports.silence.queries import list_silences
from agenda.docket.reports.year.queries import Year, get_year
from agenda.infra.db import db
from agenda.infra.transaction import now
from agenda.kernel.clock import local_date
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import NeighbourhoodId
from agenda.procedure.sentences import ON_SILENCE
from agenda.resolutions.rules import ResultOutcome
from agenda.web.login import current_actor, public
from agenda.web.pdf import pdf
from agenda.web.render import page
from agenda.web.sentences import label

blueprint = Blueprint("reports", __name__)
FIRST_YEAR = 2024


@blueprint.app_context_processor
def words() -> dict[str, object]:
    """Let the reports' pages say age bands and outcomes, and which year it is."""
    return {
        "age_words": lambda: {band.value: label(band) for band in AgeBand},
        "outcome_word": lambda word: label(ResultOutcome(word)),
        "this_year": lambda: local_date(now()).year,
        "today": lambda: local_date(now()),
    }


@blueprint.get("/participation")
@public
def participation() -> ResponseReturnValue:
    """Show who took part in the last twelve months, and whom to invite."""
    seen = get_involvement(db.session(), _place(), start=now() - timedelta(days=365), end=now())
    invite = [*to_invite(seen.buildings, seen.whole), *to_invite(seen.ages, seen.whole)]
    tenures = to_invite(seen.tenures, seen.whole)
    return page("docket/participation", seen=seen, invite=invite, tenures=tenures)


@blueprint.get("/silence")
@public
def silence() -> ResponseReturnValue:
    """Show every duty of a body that nobody fulfilled in time, and what followed."""
    shown = list_silences(db.session(), _place())
    return page("docket/silence", silences=shown, then=ON_SILENCE)


@blueprint.get("/reports/<int:year>")
@public
def show(year: int) -> ResponseReturnValue:
    """Show the annual report."""
    return page("docket/report", report=_year(year))


@blueprint.get("/reports/<int:year>.pdf")
@public
def paper(year: int) -> ResponseReturnValue:
    """Give the annual report as PDF."""
    return pdf("docket/report", filename=f"report-{year}.pdf", report=_year(year))


@blueprint.get("/reports/<int:year>.json")
@public
def data(year: int) -> ResponseReturnValue:
    """Give the annual report's numbers as data."""
    text = json.dumps(_as_data(_year(year)), ensure_ascii=False, indent=1)
    return Response(text, mimetype="application/json")


def _year(year: int) -> Year:
    """Return a year's report; raises NotFound for a year before the platform or to come."""
    if not FIRST_YEAR <= year <= local_date(now()).year:
        raise NotFound("docket.no_report")
    return get_year(db.session(), _place(), year, now=now())


def _as_data(year: Year) -> dict[str, object]:
    """Return a report as plain data; a hidden group has no numbers."""
    seen = year.involvement
    return {
        "year": year.number,
        "page": url_for("reports.show", year=year.number, _external=True),
        "figures": dict(year.figures),
        "accepted_by_month": list(year.months),
        "outcomes": dict(year.outcomes),
        "whole": _group(seen.whole),
        "buildings": [_group(one) for one in seen.buildings],
        "ages": [_group(one) for one in seen.ages],
        "tenures": [_group(one) for one in seen.tenures],
        "channels": dict(seen.channels),
    }


def _group(group: Group) -> dict[str, object]:
    """Return a group as data."""
    numbers = {} if group.hidden else {"adults": group.adults, "took_part": group.took_part}
    return {"name": group.name, **numbers}


def _place() -> NeighbourhoodId:
    """Return the reader's neighbourhood; raises NotFound where there is none."""
    return neighbourhood_for(db.session(), current_actor()).neighbourhood_id
