"""Explaining a posted result, objecting to it, answering objections."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Invalid
from agenda.kernel.ids import ProposalId
from agenda.proposals.queries import facts, get_proposal, get_visible
from agenda.resolutions.forms import YES, ExplainForm, ObjectionAnswerForm, ObjectionForm
from agenda.resolutions.results import commands, policy
from agenda.resolutions.results.queries import get_objection, get_result
from agenda.web.forms import Form
from agenda.web.login import current_actor
from agenda.web.render import page

blueprint = Blueprint("results", __name__)


@blueprint.route("/proposals/<int:proposal_id>/result/explanation", methods=["GET", "POST"])
def explain(proposal_id: ProposalId) -> ResponseReturnValue:
    """Explain the posted result for the lead body."""
    proposal = get_visible(db.session(), proposal_id, current_actor())
    result = get_result(db.session(), proposal_id)
    require(policy.may_explain(current_actor(), facts(proposal), result.body_id))
    form = ExplainForm(text=result.explanation)
    if form.validate_on_submit():
        with transaction(current_actor()) as tx:
            commands.explain_result(tx, proposal_id, text=form.text.data or "")
        flash(_("说明已公开。"), "success")
        return _back(proposal_id)
    context = {"form": form, "proposal": proposal, "result": result}
    return page("resolutions/explain", **context), _status(form)


@blueprint.route("/proposals/<int:proposal_id>/objections/new", methods=["GET", "POST"])
def object_to(proposal_id: ProposalId) -> ResponseReturnValue:
    """Object to the posted result as a resident of the scope."""
    proposal = get_visible(db.session(), proposal_id, current_actor())
    require(policy.may_object(current_actor(), facts(proposal)))
    form = ObjectionForm()
    if form.validate_on_submit():
        with transaction(current_actor()) as tx:
            commands.file_objection(tx, proposal_id, text=form.text.data or "")
        flash(_("异议已提出。逾期不答复，由居务监督委员会复核；再不答复，视为成立。"), "success")
        return _back(proposal_id)
    result = get_result(db.session(), proposal_id)
    return page("resolutions/object", form=form, proposal=proposal, result=result), _status(form)


@blueprint.route("/objections/<int:objection_id>/answer", methods=["GET", "POST"])
def answer(objection_id: int) -> ResponseReturnValue:
    """Answer an objection as somebody who did not decide."""
    objection = get_objection(db.session(), objection_id)
    proposal = get_proposal(db.session(), objection.proposal_id)
    form = ObjectionAnswerForm()
    if form.validate_on_submit() and _answered(form, objection_id):
        flash(_("答复已公开。"), "success")
        return _back(proposal.proposal_id)
    result = get_result(db.session(), proposal.proposal_id)
    require(
        policy.may_answer_objection(
            current_actor(),
            facts(proposal),
            body_id=result.body_id,
            decided_by=frozenset(),
            escalated=objection.escalated_at is not None,
        )
    )
    context = {"form": form, "proposal": proposal, "objection": objection}
    return page("resolutions/answer", **context), _status(form)


def _answered(form: ObjectionAnswerForm, objection_id: int) -> bool:
    """Answer the objection; returns False where the form must be shown again."""
    try:
        with transaction(current_actor()) as tx:
            commands.answer_objection(
                tx,
                objection_id,
                upheld=form.upheld.data == YES,
                answer=form.answer.data or "",
            )
    except Invalid as error:
        form.add_refusal(error)
        return False
    return True


def _back(proposal_id: ProposalId) -> ResponseReturnValue:
    """Return to the proposal's page, at its result."""
    return redirect(url_for("docket.show", proposal_id=proposal_id, _anchor="result"), 303)


def _status(form: Form) -> int:
    """Return 400 for a form that must be mended."""
    return 400 if form.errors else 200
