"""Answering the survey, grading at the meeting, filing a plan, reopening."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.community.queries import list_bodies
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Invalid
from agenda.kernel.ids import BodyId, ProposalId
from agenda.proposals.queries import facts, get_visible
from agenda.resolutions.appraisal import commands, policy
from agenda.resolutions.appraisal.queries import find_reopening, get_appraisal
from agenda.resolutions.forms import (
    YES,
    GradeForm,
    RectificationForm,
    ReopeningForm,
    SupportForm,
    SurveyForm,
    end_of,
)
from agenda.resolutions.reopening.commands import ask_reopening, support_reopening
from agenda.web.forms import Form
from agenda.web.login import current_actor
from agenda.web.render import page

blueprint = Blueprint("appraisal", __name__)


@blueprint.route("/proposals/<int:proposal_id>/survey", methods=["GET", "POST"])
def survey(proposal_id: ProposalId) -> ResponseReturnValue:
    """Answer the satisfaction survey."""
    proposal = get_visible(db.session(), proposal_id, current_actor())
    require(policy.may_answer_survey(current_actor(), facts(proposal)))
    form = SurveyForm()
    if form.validate_on_submit():
        with transaction(current_actor()) as tx:
            score, comment = form.score.data, form.comment.data or ""
            commands.answer_survey(tx, proposal_id, score=score, comment=comment)
        flash(_("谢谢，您的评价已经计入。只公布合计，不公布谁打了几分。"), "success")
        return _back(proposal_id)
    appraisal = get_appraisal(db.session(), proposal_id)
    context = {"form": form, "proposal": proposal, "appraisal": appraisal}
    return page("resolutions/survey", **context), _status(form)


@blueprint.route("/proposals/<int:proposal_id>/appraisal/grade", methods=["GET", "POST"])
def grade(proposal_id: ProposalId) -> ResponseReturnValue:
    """Record what the appraisal meeting found."""
    proposal = get_visible(db.session(), proposal_id, current_actor())
    require(policy.may_grade_at_meeting(current_actor(), facts(proposal)))
    form = GradeForm()
    if form.validate_on_submit():
        with transaction(current_actor()) as tx:
            satisfied, note = form.satisfied.data == YES, form.note.data or ""
            commands.grade_at_meeting(tx, proposal_id, satisfied=satisfied, note=note)
        flash(_("评议会的评定已公开。"), "success")
        return _back(proposal_id)
    appraisal = get_appraisal(db.session(), proposal_id)
    context = {"form": form, "proposal": proposal, "appraisal": appraisal}
    return page("resolutions/grade", **context), _status(form)


@blueprint.route("/proposals/<int:proposal_id>/rectification", methods=["GET", "POST"])
def rectify(proposal_id: ProposalId) -> ResponseReturnValue:
    """File the rectification plan with its first task."""
    proposal = get_visible(db.session(), proposal_id, current_actor())
    appraisal = get_appraisal(db.session(), proposal_id)
    require(policy.may_file_plan(current_actor(), appraisal.plan_body_id))
    form = RectificationForm()
    bodies = list_bodies(db.session(), proposal.neighbourhood_id)
    form.offer((body.body_id, body.name) for body in bodies)
    if form.validate_on_submit() and _filed(form, proposal_id):
        flash(_("整改方案已公开，重新进入办理。"), "success")
        return _back(proposal_id)
    context = {"form": form, "proposal": proposal, "appraisal": appraisal}
    return page("resolutions/rectify", **context), _status(form)


@blueprint.route("/proposals/<int:proposal_id>/reopening", methods=["GET", "POST"])
def reopen(proposal_id: ProposalId) -> ResponseReturnValue:
    """Ask on new facts to reopen a closed issue, or support that."""
    proposal = get_visible(db.session(), proposal_id, current_actor())
    require(policy.may_ask_reopening(current_actor(), facts(proposal)))
    reopening = find_reopening(db.session(), proposal)
    form: ReopeningForm | SupportForm = SupportForm() if reopening else ReopeningForm()
    if form.validate_on_submit():
        with transaction(current_actor()) as tx:
            if isinstance(form, ReopeningForm):
                ask_reopening(tx, proposal_id, new_facts=form.new_facts.data or "")
            else:
                support_reopening(tx, proposal_id)
        flash(_("已计入您这一户的支持。达到门槛即重新列入议程。"), "success")
        return _back(proposal_id)
    context = {"form": form, "proposal": proposal, "reopening": reopening}
    return page("resolutions/reopen", **context), _status(form)


def _filed(form: RectificationForm, proposal_id: ProposalId) -> bool:
    """File the plan; returns False where the form must be shown again."""
    task = commands.PlannedTask(
        BodyId(form.body_id.data), form.what.data or "", end_of(form.due_on.data)
    )
    try:
        with transaction(current_actor()) as tx:
            commands.file_rectification(tx, proposal_id, plan=form.plan.data or "", tasks=(task,))
    except Invalid as error:
        form.add_refusal(error)
        return False
    return True


def _back(proposal_id: ProposalId) -> ResponseReturnValue:
    """Return to the proposal's page, at its appraisal."""
    return redirect(url_for("docket.show", proposal_id=proposal_id, _anchor="appraisal"), 303)


def _status(form: Form) -> int:
    """Return 400 for a form that must be mended."""
    return 400 if form.errors else 200
