"""What one has been told: the reader's own notices, and how many he has not read."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import require
from agenda.kernel.ids import NeighbourhoodId, PersonId
from agenda.notifications import commands, policy
from agenda.notifications.queries import PAGE, Told, count_unread, list_notices
from agenda.web.login import current_actor
from agenda.web.render import page

blueprint = Blueprint("notifications", __name__)
PAGES: dict[str, tuple[str, str]] = {
    "deliberation.draft_started": ("drafting.index", "proposal_id"),
    "deliberation.amendment_proposed": ("drafting.index", "proposal_id"),
    "deliberation.removal_proposed": ("removals.show", "removal_id"),
    "deliberation.text_removed": ("removals.show", "removal_id"),
    "deliberation.removal_appealed": ("removals.show", "removal_id"),
    "deliberation.removal_appeal_answered": ("removals.show", "removal_id"),
}
"""Kinds that are read on a page of their own: its endpoint and what of the payload it names."""
MOST_SHOWN = 99
"""More unread notices than this are one crowd."""


@blueprint.app_context_processor
def unread() -> dict[str, object]:
    """Let the head of every page say how many notices are unread."""
    return {"unread_notices": unread_notices}


def unread_notices() -> str:
    """Return the number of unread notices as the head shows it; nothing where there are none."""
    count = count_unread(db.session(), current_actor())
    return f"{MOST_SHOWN}+" if count > MOST_SHOWN else str(count or "")


@blueprint.get("/notices")
def index() -> ResponseReturnValue:
    """Show the reader what he was told, the latest first."""
    actor = current_actor()
    require(policy.may_read_notices(actor))
    here, me = actor.neighbourhood_id or NeighbourhoodId(0), actor.person_id or PersonId(0)
    before = request.args.get("before", type=int)
    told = list_notices(db.session(), here, me, before=before if _can_be(before) else None)
    older = told[-1].notice_id if len(told) == PAGE else None
    return page("notifications/index", notices=told, older=older, address=_address)


@blueprint.post("/notices/read")
def read() -> ResponseReturnValue:
    """Note that everything up to the latest notice on the page was read."""
    up_to = request.form.get("up_to", type=int)
    with transaction(current_actor()) as tx:
        commands.read_notices(tx, up_to=up_to if up_to is not None and _can_be(up_to) else 0)
    return redirect(url_for("notifications.index"), 303)


def _address(one: Told) -> str:
    """Return the page where what happened is read: its own, or the proposal's."""
    endpoint, name = PAGES.get(one.kind, ("docket.show", "proposal_id"))
    return url_for(endpoint, **{name: one.payload.get(name, one.proposal_id)})


def _can_be(number: int | None) -> bool:
    """Whether a number can be a key of the database."""
    return number is not None and 0 < number < 2**63
