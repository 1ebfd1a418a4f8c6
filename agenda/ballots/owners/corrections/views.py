"""The pages of corrections: their history for all, proposing by one, deciding by another."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.ballots import policy as ballots_policy
from agenda.ballots.decisions.queries import standing_of
from agenda.ballots.owners.corrections import policy
from agenda.ballots.owners.corrections.commands import (
    confirm_correction,
    propose_correction,
    refuse_correction,
)
from agenda.ballots.owners.corrections.forms import CorrectionForm
from agenda.ballots.owners.corrections.queries import (
    correction_standing,
    get_correction,
    list_corrections,
)
from agenda.ballots.owners.delivery.queries import list_delivery_units
from agenda.ballots.owners.queries import OwnersPanel, get_panel
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Invalid, NotFound
from agenda.kernel.ids import DecisionId, ProposalId
from agenda.proposals.models import Proposal
from agenda.proposals.queries import get_visible
from agenda.web.login import current_actor, public
from agenda.web.render import page

blueprint = Blueprint(
    "corrections", __name__, url_prefix="/proposals/<int:proposal_id>/owners/corrections"
)


@blueprint.get("")
@public
def index(proposal_id: ProposalId) -> ResponseReturnValue:
    """Show how the roll was corrected since it was frozen; homes to neighbours alone."""
    proposal, seen = _seen(proposal_id)
    actor, session = current_actor(), db.session()
    here = actor.neighbourhood_id == seen.ballot.neighbourhood_id
    shown = list_corrections(session, seen.ballot.decision_id)
    decisions = [
        policy.may_decide_correction(actor, correction_standing(session, one.correction))
        for one in shown
    ]
    context = {
        "corrections": list(zip(shown, decisions, strict=True)),
        "may_list": ballots_policy.may_see_names(actor, in_neighbourhood=here),
        "may_propose": policy.may_propose_correction(actor, standing_of(session, seen.decision)),
    }
    return page("ballots/owners/corrections", proposal=proposal, panel=seen, **context)


@blueprint.route("/new", methods=["GET", "POST"])
def new(proposal_id: ProposalId) -> ResponseReturnValue:
    """Propose a correction; it changes nothing until another person confirms it."""
    proposal, seen = _seen(proposal_id)
    standing = standing_of(db.session(), seen.decision)
    require(policy.may_propose_correction(current_actor(), standing))
    form = CorrectionForm()
    form.offer(list_delivery_units(db.session(), seen.ballot))
    if form.validate_on_submit() and _proposed(form, seen.ballot.decision_id):
        flash(_("更正已提出，等待另一人确认。"), "success")
        return _back(proposal_id)
    context = {"proposal": proposal, "panel": seen, "form": form}
    return page("ballots/owners/correction", **context), 400 if form.errors else 200


@blueprint.post("/<int:correction_id>/confirm")
def confirm(proposal_id: ProposalId, correction_id: int) -> ResponseReturnValue:
    """Confirm a correction that somebody else proposed."""
    _own(proposal_id, correction_id)
    with transaction(current_actor()) as tx:
        confirm_correction(tx, correction_id)
    flash(_("更正已确认，名册和摘要已更新。"), "success")
    return _back(proposal_id)


@blueprint.post("/<int:correction_id>/refuse")
def refuse(proposal_id: ProposalId, correction_id: int) -> ResponseReturnValue:
    """Find that the roll is right as it is."""
    _own(proposal_id, correction_id)
    with transaction(current_actor()) as tx:
        refuse_correction(tx, correction_id)
    flash(_("已记下：不更正。"), "success")
    return _back(proposal_id)


def _seen(proposal_id: ProposalId) -> tuple[Proposal, OwnersPanel]:
    """Return a proposal the reader may see, with its latest owners' ballot."""
    actor = current_actor()
    proposal = get_visible(db.session(), proposal_id, actor)
    return proposal, get_panel(db.session(), proposal_id, actor, now())


def _own(proposal_id: ProposalId, correction_id: int) -> None:
    """Raise NotFound for a correction of another ballot."""
    _proposal, seen = _seen(proposal_id)
    if get_correction(db.session(), correction_id).decision_id != seen.ballot.decision_id:
        raise NotFound("ballots.no_correction")


def _proposed(form: CorrectionForm, decision_id: DecisionId) -> bool:
    """Propose what was filled in; returns whether there is something to correct."""
    try:
        with transaction(current_actor()) as tx:
            propose_correction(tx, decision_id, draft=form.draft)
    except Invalid as error:
        form.add_refusal(error)
        return False
    return True


def _back(proposal_id: ProposalId) -> ResponseReturnValue:
    """Return to the history of the roll."""
    return redirect(url_for("corrections.index", proposal_id=proposal_id), 303)
