"""Suspending a proposal's clocks, and letting them run again."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Invalid
from agenda.kernel.ids import ProposalId
from agenda.proposals import policy
from agenda.proposals.queries import facts, get_visible, procedure_of
from agenda.proposals.suspension import commands
from agenda.proposals.suspension.forms import SuspensionForm
from agenda.web.login import current_actor
from agenda.web.render import page

blueprint = Blueprint("suspension", __name__)


@blueprint.route("/proposals/<int:proposal_id>/suspension", methods=["GET", "POST"])
def new(proposal_id: ProposalId) -> ResponseReturnValue:
    """Stop a proposal's clocks for some days, with a public reason."""
    proposal = get_visible(db.session(), proposal_id, current_actor())
    require(policy.may_suspend(current_actor(), facts(proposal)))
    left = procedure_of(db.session(), proposal).suspension_days - proposal.suspended_days
    form = SuspensionForm()
    if form.validate_on_submit() and _suspended(form, proposal_id):
        flash(_("已中止计时，理由已公开。"), "success")
        return redirect(url_for("docket.show", proposal_id=proposal_id), 303)
    status = 400 if form.was_sent else 200
    return page("proposals/suspension/new", form=form, proposal=proposal, left=left), status


@blueprint.post("/proposals/<int:proposal_id>/suspension/lift")
def lift(proposal_id: ProposalId) -> ResponseReturnValue:
    """Let the clocks run again before the review date."""
    with transaction(current_actor()) as tx:
        commands.lift_suspension(tx, proposal_id)
    flash(_("已恢复计时。"), "success")
    return redirect(url_for("docket.show", proposal_id=proposal_id), 303)


def _suspended(form: SuspensionForm, proposal_id: ProposalId) -> bool:
    """Whether the clocks were stopped; a refusal is put on the form."""
    try:
        with transaction(current_actor()) as tx:
            commands.suspend_proposal(
                tx, proposal_id, days=form.days.data or 0, reason=form.reason.data or ""
            )
    except Invalid as error:
        form.add_refusal(error)
        return False
    return True
