"""The pages of owners' ballots: notice, what is asked, the roll, deliveries, the paper for the wall."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.ballots import policy as ballots_policy
from agenda.ballots.decisions.queries import get_latest, panel_of
from agenda.ballots.decisions.rules import NOTICE_DAYS, DecisionKind, OwnersItem, first_lawful_day
from agenda.ballots.owners.delivery.commands import confirm_receipt
from agenda.ballots.owners.forms import OwnersNoticeForm
from agenda.ballots.owners.queries import OwnersPanel, get_panel
from agenda.ballots.owners.roll.commands import give_notice, withdraw_notice
from agenda.ballots.owners.roll.queries import (
    list_roll_buildings,
    list_roll_heads,
    list_roll_owners,
)
from agenda.community.people.queries import public_names
from agenda.community.queries import get_neighbourhood
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import require
from agenda.kernel.clock import local_date
from agenda.kernel.errors import Invalid
from agenda.kernel.ids import DecisionId, ProposalId
from agenda.proposals.models import Proposal
from agenda.proposals.queries import get_visible
from agenda.web.login import current_actor, public
from agenda.web.pdf import pdf
from agenda.web.render import page

blueprint = Blueprint("owners", __name__, url_prefix="/proposals/<int:proposal_id>/owners")


@blueprint.get("")
@public
def show(proposal_id: ProposalId) -> ResponseReturnValue:
    """Show what owners are asked, from when until when, under which rules, and what to do now."""
    proposal, seen = _seen(proposal_id)
    return page("ballots/owners/show", proposal=proposal, panel=seen)


@blueprint.route("/notice", methods=["GET", "POST"])
def new(proposal_id: ProposalId) -> ResponseReturnValue:
    """Give notice of a ballot held here; the first lawful day and the majorities stand beside it."""
    proposal = get_visible(db.session(), proposal_id, current_actor())
    seen = panel_of(db.session(), get_latest(db.session(), proposal_id), current_actor())
    require(seen.may_convene)
    form, add = OwnersNoticeForm(), "more" in request.form
    form.offer(add=add)
    if not add and form.validate_on_submit() and _noticed(form, seen.decision.decision_id):
        flash(_("通知已发出并公布。现在开始送达表决票。"), "success")
        return _back(proposal_id)
    context = {
        "first": first_lawful_day(DecisionKind.OWNERS_DECISION, local_date(now())),
        "days": NOTICE_DAYS[DecisionKind.OWNERS_DECISION],
        "items": list(OwnersItem),
    }
    context |= {"proposal": proposal, "panel": seen, "form": form, "added": add}
    return page("ballots/owners/new", **context), 400 if form.errors else 200


@blueprint.post("/withdraw")
def withdraw(proposal_id: ProposalId) -> ResponseReturnValue:
    """Take the notice back before casting opens."""
    _proposal, seen = _seen(proposal_id)
    with transaction(current_actor()) as tx:
        withdraw_notice(tx, seen.ballot.decision_id)
    flash(_("通知已撤回。"), "success")
    return redirect(url_for("decisions.show", proposal_id=proposal_id), 303)


@blueprint.post("/received")
def receive(proposal_id: ProposalId) -> ResponseReturnValue:
    """Say that the notice arrived, for one's own homes."""
    _proposal, seen = _seen(proposal_id)
    with transaction(current_actor()) as tx:
        confirm_receipt(tx, seen.ballot.decision_id)
    flash(_("已记下：您收到了通知。"), "success")
    return _back(proposal_id)


@blueprint.get("/roll")
@public
def roll(proposal_id: ProposalId) -> ResponseReturnValue:
    """Show the frozen roll: rooms with areas, or masked names, never both on one list."""
    proposal, seen = _seen(proposal_id)
    actor, decision_id = current_actor(), seen.ballot.decision_id
    here = actor.neighbourhood_id == seen.ballot.neighbourhood_id
    may_list = ballots_policy.may_see_names(actor, in_neighbourhood=here)
    buildings = list_roll_buildings(db.session(), decision_id)
    asked = request.args.get("building", type=int)
    building = next((b for b in buildings if b.building_id == asked and may_list), None)
    by_name = request.args.get("by") == "name"
    context: dict[str, object] = {"heads": [], "names": []}
    if building is not None and by_name:
        people = list_roll_owners(db.session(), decision_id, building_id=building.building_id)
        names = public_names(db.session(), set(people), anonymous_word=_("业主"))
        context["names"] = sorted(names.values())
    elif building is not None:
        own = building.building_id
        context["heads"] = list_roll_heads(db.session(), decision_id, building_id=own)
    context |= {"buildings": buildings, "building": building, "may_list": may_list}
    return page("ballots/owners/roll", proposal=proposal, panel=seen, **context)


@blueprint.get("/sheet")
@public
def sheet(proposal_id: ProposalId) -> ResponseReturnValue:
    """Show the notice as a sheet for the wall: large type, with a code that leads here."""
    return page("ballots/owners/sheet", **_sheet(proposal_id))


@blueprint.get("/sheet.pdf")
@public
def sheet_pdf(proposal_id: ProposalId) -> ResponseReturnValue:
    """Give the sheet for the wall as PDF."""
    name = f"owners-notice-{proposal_id}.pdf"
    return pdf("ballots/owners/sheet", filename=name, **_sheet(proposal_id))


def _sheet(proposal_id: ProposalId) -> dict[str, object]:
    """Return what the sheet for the wall shows."""
    proposal, seen = _seen(proposal_id)
    place = get_neighbourhood(db.session(), proposal.neighbourhood_id)
    link = url_for("owners.show", proposal_id=proposal_id, _external=True)
    return {"proposal": proposal, "panel": seen, "place": place, "link": link}


def _seen(proposal_id: ProposalId) -> tuple[Proposal, OwnersPanel]:
    """Return a proposal the reader may see, with its latest owners' ballot."""
    actor = current_actor()
    proposal = get_visible(db.session(), proposal_id, actor)
    return proposal, get_panel(db.session(), proposal_id, actor, now())


def _noticed(form: OwnersNoticeForm, decision_id: DecisionId) -> bool:
    """Give the notice that was filled in; returns whether it was lawful."""
    try:
        with transaction(current_actor()) as tx:
            give_notice(tx, decision_id, plan=form.plan)
    except Invalid as error:
        form.add_refusal(error)
        return False
    return True


def _back(proposal_id: ProposalId) -> ResponseReturnValue:
    """Return to the page of the ballot."""
    return redirect(url_for("owners.show", proposal_id=proposal_id), 303)
