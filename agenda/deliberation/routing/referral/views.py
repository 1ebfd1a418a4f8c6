"""Referrals: public to everybody, proof and reply put down by the residents' committee as agent."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.deliberation.routing.referral import commands
from agenda.deliberation.routing.referral.forms import ProofForm, ReplyForm
from agenda.deliberation.routing.referral.queries import get_referral, panel
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import require
from agenda.kernel.ids import ProposalId
from agenda.proposals.policy import may_read_text
from agenda.proposals.queries import facts, get_visible
from agenda.web.login import current_actor, public
from agenda.web.render import page

blueprint = Blueprint("referral", __name__)


@blueprint.get("/proposals/<int:proposal_id>/referral")
@public
def show(proposal_id: ProposalId) -> ResponseReturnValue:
    """Show to which offices an issue was handed, with proof, and what they replied."""
    proposal = get_visible(db.session(), proposal_id, current_actor())
    get_referral(db.session(), proposal_id)
    seen = panel(db.session(), proposal_id, current_actor(), now())
    readable = may_read_text(current_actor(), facts(proposal))
    return page("deliberation/referral/show", proposal=proposal, panel=seen, readable=readable)


@blueprint.route("/proposals/<int:proposal_id>/referral/proof", methods=["GET", "POST"])
def prove(proposal_id: ProposalId) -> ResponseReturnValue:
    """Put down to which office the matter was handed, and what proves it."""
    proposal = get_visible(db.session(), proposal_id, current_actor())
    require(panel(db.session(), proposal_id, current_actor(), now()).may_act)
    referral = get_referral(db.session(), proposal_id)
    form = ProofForm(obj=referral)
    if form.validate_on_submit():
        office, proof = form.office.data or "", form.proof.data or ""
        with transaction(current_actor()) as tx:
            commands.prove_hand_over(tx, proposal_id, office=office, proof=proof)
        flash(_("移交凭据已公开。"), "success")
        return redirect(url_for("referral.show", proposal_id=proposal_id), 303)
    return page("deliberation/referral/prove", proposal=proposal, form=form), _status(form)


@blueprint.route("/proposals/<int:proposal_id>/referral/reply", methods=["GET", "POST"])
def reply(proposal_id: ProposalId) -> ResponseReturnValue:
    """Put down the office's reply: the result is announced."""
    proposal = get_visible(db.session(), proposal_id, current_actor())
    require(panel(db.session(), proposal_id, current_actor(), now()).may_act)
    referral = get_referral(db.session(), proposal_id)
    form = ReplyForm()
    if form.validate_on_submit():
        with transaction(current_actor()) as tx:
            commands.record_reply(tx, proposal_id, reply=form.reply.data or "")
        flash(_("答复已登记，议题进入结果公示。"), "success")
        return redirect(url_for("docket.show", proposal_id=proposal_id), 303)
    shown = {"proposal": proposal, "form": form, "referral": referral}
    return page("deliberation/referral/reply", **shown), _status(form)


def _status(form: ProofForm | ReplyForm) -> int:
    """Return the status of a page that shows a form, perhaps once more."""
    return 400 if form.was_sent else 200
