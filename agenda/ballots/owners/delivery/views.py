"""The pages of deliveries: building by building with the keyboard alone, and who still waits."""

from datetime import date

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from agenda.ballots.decisions.queries import standing_of
from agenda.ballots.owners.delivery import policy
from agenda.ballots.owners.delivery.commands import record_deliveries
from agenda.ballots.owners.delivery.queries import (
    led_groups,
    list_buildings,
    list_delivery_units,
)
from agenda.ballots.owners.forms import DeliveryForm, delivery_form
from agenda.ballots.owners.queries import OwnersPanel, get_panel
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import require
from agenda.kernel.clock import local_date
from agenda.kernel.errors import Invalid, NotFound, Stale
from agenda.kernel.ids import AreaId, DecisionId, ProposalId
from agenda.proposals.models import Proposal
from agenda.proposals.queries import get_visible
from agenda.web.login import current_actor
from agenda.web.render import page
from agenda.web.sentences import refusal

blueprint = Blueprint(
    "deliveries", __name__, url_prefix="/proposals/<int:proposal_id>/owners/deliveries"
)


@blueprint.get("")
def index(proposal_id: ProposalId) -> ResponseReturnValue:
    """Show the buildings whose deliveries the reader enters, and the homes not yet reached."""
    proposal, seen = _carried(proposal_id)
    groups = _groups(seen)
    buildings = list_buildings(db.session(), seen.ballot, groups=groups)
    waiting = list_delivery_units(db.session(), seen.ballot, groups=groups, waiting_only=True)
    context = {"buildings": buildings, "waiting": waiting}
    return page("ballots/owners/deliveries", proposal=proposal, panel=seen, **context)


@blueprint.route("/<int:building_id>", methods=["GET", "POST"])
def edit(proposal_id: ProposalId, building_id: AreaId) -> ResponseReturnValue:
    """Enter how the ballots of one building were delivered, room after room."""
    proposal, seen = _carried(proposal_id)
    groups = _groups(seen)
    units = list_delivery_units(db.session(), seen.ballot, building_id=building_id, groups=groups)
    if not units:
        raise NotFound("community.no_area")
    form = delivery_form(units)
    form.day.data = form.day.data or (None if form.was_sent else local_date(now()))
    status = 400 if form.was_sent else 200
    if form.validate_on_submit():
        try:
            if _entered(form, seen.ballot.decision_id):
                return redirect(url_for("deliveries.index", proposal_id=proposal_id), 303)
        except Stale as error:
            status = 409
            form.mark_changed(units)
            form.form_errors.append(refusal(error.code))
    context = {"proposal": proposal, "panel": seen, "form": form, "units": units}
    context["building_id"] = building_id
    return page("ballots/owners/delivery", **context), status


def _carried(proposal_id: ProposalId) -> tuple[Proposal, OwnersPanel]:
    """Return a proposal with its owners' ballot, to somebody who enters its deliveries."""
    actor = current_actor()
    proposal = get_visible(db.session(), proposal_id, actor)
    seen = get_panel(db.session(), proposal_id, actor, now())
    require(seen.may_record_delivery)
    return proposal, seen


def _groups(seen: OwnersPanel) -> frozenset[int] | None:
    """Return the building groups whose homes the reader enters; None for every home."""
    actor = current_actor()
    every = policy.for_every_home(actor, standing_of(db.session(), seen.decision))
    return None if every else led_groups(db.session(), actor.person_id)


def _entered(form: DeliveryForm, decision_id: DecisionId) -> bool:
    """Enter what was filled in; returns whether it can be right."""
    try:
        with transaction(current_actor()) as tx:
            changed = record_deliveries(
                tx, decision_id, entries=form.entries, day=form.day.data or date.min
            )
    except Invalid as error:
        form.add_refusal(error)
        return False
    flash(ngettext("已登记一户。", "已登记 %(num)s 户。", changed), "success")
    return True
