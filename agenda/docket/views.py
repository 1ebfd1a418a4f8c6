"""The pages that show several features: home, the public agenda, a proposal."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.community.models import Area, Body
from agenda.community.rules import place_name
from agenda.community.views import page_is_about, reader_place
from agenda.cosigns import queries as cosigns
from agenda.desk.views import act_address
from agenda.docket.forms import GROUPS, STAGES, Asked, asked, wish_of
from agenda.docket.home.queries import MOST_NEEDS, home_of
from agenda.docket.proposal.queries import ProposalPage, page_of
from agenda.docket.queries import PLACES, list_agenda, list_columns
from agenda.docket.rules import COLUMNS, OPEN_TO_ALL, Order, Status
from agenda.docket.sentences import (
    ORDERED,
    SECTIONS,
    pill,
    shown_card,
    shown_late,
    shown_need,
    shown_steps,
    shown_vote,
    unmet,
)
from agenda.infra import search
from agenda.infra.db import db
from agenda.infra.gathering import gather
from agenda.infra.transaction import now
from agenda.kernel.authz import require
from agenda.kernel.ids import NeighbourhoodId, ProposalId
from agenda.proposals.policy import may_read_text
from agenda.proposals.queries import SEARCHED_AS, facts, get_visible, list_revisions, public_text
from agenda.proposals.rules import Stage, Topic
from agenda.web.login import current_actor, public
from agenda.web.render import page
from agenda.web.sentences import label

blueprint = Blueprint("docket", __name__)
BOARD_SIZE = 6
MOST_FOUND = 200


@blueprint.get("/")
@public
def home() -> ResponseReturnValue:
    """Show what needs the reader, what is being co-signed, deliberated, decided, and late."""
    place, at = _neighbourhood_id(), now()
    if place is None:
        return page("docket/empty")
    seen = home_of(db.session(), place, current_actor(), at)
    context = {
        name: [shown_card(card, at) for card in getattr(seen, name).cards]
        for name in ("cosigning", "voting", "deliberating", "decided")
    }
    votes = [shown_vote(vote, at) for vote in seen.votes]
    needs = votes + [shown_need(due, at, href=act_address(due)) for due in seen.needs[:MOST_NEEDS]]
    more = len(seen.needs) > MOST_NEEDS
    late = [shown_late(one, at) for one in seen.late]
    return page("docket/home", **context, late=late, needs=needs, more=more, figures=seen.figures)


@blueprint.get("/agenda")
@public
def agenda() -> ResponseReturnValue:
    """Show the public agenda as a list or as a board by stage, filtered and sorted."""
    place, at = _neighbourhood_id(), now()
    if place is None:
        return page("docket/empty")
    offered = gather(db.session(), PLACES, place)
    areas, bodies = offered.of(Area), offered.of(Body)
    wanted = asked(
        request.args, areas=(a.area_id for a in areas), bodies=(b.body_id for b in bodies)
    )
    shown = _board(place, wanted, areas, at) if wanted.view == "board" else None
    listing = None if shown else _listing(place, wanted, areas, at)
    options = _options(areas, bodies)
    return page("docket/agenda", asked=wanted, options=options, board=shown, listing=listing)


@blueprint.get("/proposals/<int:proposal_id>")
@public
def show(proposal_id: ProposalId) -> ResponseReturnValue:
    """Show a proposal: its way and clock, its text, what the reader can do, and all that came."""
    actor, at = current_actor(), now()
    seen = page_of(db.session(), proposal_id, actor, at, anonymous_word=_("居民"))
    if seen.proposal.stage is Stage.DRAFT and not seen.outcomes:
        return redirect(url_for("proposals.matter", proposal_id=proposal_id), 303)
    panel = cosigns.panel(db.session(), proposal_id, actor, at, anonymous_word=_("居民"))
    page_is_about(seen.place)
    context = {"seen": seen, "cosigns": panel, "sections": seen.sections, "titles": SECTIONS}
    return page("docket/show", **context, **_told(seen, at))


@blueprint.get("/proposals/<int:proposal_id>/revisions")
@public
def revisions(proposal_id: ProposalId) -> ResponseReturnValue:
    """Show the texts of a proposal as submitted and edited, the latest first."""
    proposal = get_visible(db.session(), proposal_id, current_actor())
    require(may_read_text(current_actor(), facts(proposal)))
    rows = list_revisions(db.session(), proposal_id)
    texts = [(row, public_text(proposal, row)) for row in rows]
    return page("docket/revisions", proposal=proposal, texts=texts)


def _neighbourhood_id() -> NeighbourhoodId | None:
    """Return the neighbourhood whose agenda is shown, or None before one is set up."""
    place = reader_place()
    return place.neighbourhood_id if place else None


def _told(seen: ProposalPage, at: datetime) -> dict[str, Any]:
    """Return the proposal's way, clocks and conditions in words."""
    first = seen.waiting[0] if seen.waiting else None
    return {
        "steps": shown_steps(seen.steps, waiting=first, now=at),
        "clocks": [pill(waiting, at) for waiting in seen.waiting],
        "ahead": [
            (label(ahead.target), [{"text": unmet(c), "met": False} for c in ahead.unmet])
            for ahead in seen.ahead
        ],
    }


def _area_path(wanted: Asked, areas: Sequence[Area]) -> str:
    """Return the path of the area that was asked for."""
    return next((a.path for a in areas if str(a.area_id) == wanted.area), "")


def _listing(
    place: NeighbourhoodId, wanted: Asked, areas: Sequence[Area], at: datetime
) -> dict[str, Any]:
    """Return one page of the list."""
    wish = wish_of(wanted, _area_path(wanted, areas))
    if wanted.words:
        found = search.find(
            db.session(), wanted.words, SEARCHED_AS, neighbourhood_id=place, limit=MOST_FOUND
        )
        wish = replace(wish, found=tuple(map(ProposalId, found)))
    listing = list_agenda(db.session(), place, wish, page=wanted.page)
    return {
        "cards": [shown_card(card, at) for card in listing.cards],
        "total": listing.total,
        "pages": listing.pages,
        "rule": ORDERED["words" if wanted.words else wanted.order],
    }


def _board(
    place: NeighbourhoodId, wanted: Asked, areas: Sequence[Area], at: datetime
) -> list[dict[str, Any]]:
    """Return the columns of the board; the stage filter does not apply to it."""
    wish = replace(wish_of(wanted, _area_path(wanted, areas)), stages=OPEN_TO_ALL)
    columns = list_columns(db.session(), place, COLUMNS, wish=wish, size=BOARD_SIZE)
    return [
        {
            "label": label(stages[0]),
            "count": column.total,
            "cards": [shown_card(card, at) for card in column.cards],
            "more": url_for("docket.agenda", **wanted.address(view="list", stage=stages[0].value))
            if column.total > len(column.cards)
            else None,
        }
        for stages, column in zip(COLUMNS, columns, strict=True)
    ]


def _options(areas: Sequence[Area], bodies: Sequence[Body]) -> dict[str, list[tuple[str, str]]]:
    """Return what each filter offers."""
    return {
        "area": [("", _("全部范围"))]
        + [(str(a.area_id), place_name(a.path, a.name)) for a in areas if a.path],
        "topic": [("", _("全部类别"))] + [(t.value, label(t)) for t in Topic],
        "body": [("", _("全部单位"))] + [(str(b.body_id), b.short_name) for b in bodies],
        "stage": [(s, label(Status(s))) for s in GROUPS] + [(s.value, label(s)) for s in STAGES],
        "order": [(o.value, label(o)) for o in Order],
    }
