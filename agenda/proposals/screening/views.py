"""Screening a proposal, appealing the outcome, answering the appeal or the offer to merge."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Invalid, NotPossible
from agenda.kernel.ids import ProposalId
from agenda.procedure.queries import find_open_duty
from agenda.procedure.rules import DutyKind
from agenda.proposals import policy
from agenda.proposals.models import Proposal, Screening
from agenda.proposals.queries import (
    facts,
    find_appeal,
    get_proposal,
    get_visible,
    list_mergeable,
    list_revisions,
    list_screenings,
    procedure_of,
    text_of,
)
from agenda.proposals.rules import private_passages
from agenda.proposals.screening import commands
from agenda.proposals.screening.forms import (
    AppealAnswerForm,
    AppealForm,
    MergeForm,
    ScreeningForm,
)
from agenda.web.forms import Form
from agenda.web.login import current_actor
from agenda.web.render import page

blueprint = Blueprint("screening", __name__)


@blueprint.route("/proposals/<int:proposal_id>/screening", methods=["GET", "POST"])
def edit(proposal_id: ProposalId) -> ResponseReturnValue:
    """Find a proposal complete, or say which reason of the closed list stands against it."""
    proposal = get_visible(db.session(), proposal_id, current_actor())
    require(policy.may_screen(current_actor(), facts(proposal)))
    form = ScreeningForm()
    similar = list_mergeable(db.session(), proposal, words=form.words.data or "")
    form.offer((one.proposal_id, one.title) for one in similar)
    if not form.is_looking and form.validate_on_submit() and _screened(form, proposal_id):
        flash(_("审查结论已公布。"), "success")
        return _back(proposal_id)
    context = {"form": form, "proposal": proposal, "rules": procedure_of(db.session(), proposal)}
    private = private_passages(text_of(proposal))
    status = 400 if form.errors else 200
    return page("proposals/screening/edit", **context, text=proposal, private=private), status


@blueprint.route("/proposals/<int:proposal_id>/appeal", methods=["GET", "POST"])
def appeal(proposal_id: ProposalId) -> ResponseReturnValue:
    """Appeal the latest outcome of screening to the supervision committee."""
    proposal, screening = _refused(proposal_id)
    require(policy.may_appeal(current_actor(), facts(proposal)))
    form = AppealForm()
    if form.validate_on_submit():
        with transaction(current_actor()) as tx:
            commands.appeal_screening(tx, proposal_id, text=form.text.data or "")
        flash(_("已提出申诉。居务监督委员会逾期不答复，议题自动恢复。"), "success")
        return _back(proposal_id)
    context = {"form": form, "proposal": proposal, "screening": screening}
    rules = procedure_of(db.session(), proposal)
    return page("proposals/screening/appeal", **context, rules=rules), _status(form)


@blueprint.route("/proposals/<int:proposal_id>/appeal/answer", methods=["GET", "POST"])
def answer(proposal_id: ProposalId) -> ResponseReturnValue:
    """Answer an appeal for the supervision committee."""
    proposal, screening = _refused(proposal_id)
    require(policy.may_answer_appeal(current_actor(), facts(proposal)))
    filed = find_appeal(db.session(), screening.screening_id)
    if filed is None or filed.decided_at is not None:
        raise NotPossible("proposals.no_appeal")
    form = AppealAnswerForm()
    form.offer()
    if form.validate_on_submit() and _answered(form, proposal_id):
        flash(_("答复已公布。"), "success")
        return _back(proposal_id)
    context = {"form": form, "proposal": proposal, "screening": screening, "appeal": filed}
    text = list_revisions(db.session(), proposal_id)[0]
    return page("proposals/screening/answer", **context, text=text), _status(form)


@blueprint.route("/proposals/<int:proposal_id>/merge", methods=["GET", "POST"])
def merge(proposal_id: ProposalId) -> ResponseReturnValue:
    """Answer, as the proposer, whether to merge with the proposal found to be the same."""
    proposal, screening = _refused(proposal_id)
    require(policy.may_appeal(current_actor(), facts(proposal)))
    duty = find_open_duty(db.session(), proposal_id, DutyKind.ANSWER_MERGE)
    if duty is None or screening.duplicate_of_id is None:
        raise NotPossible("proposals.no_merge_offered")
    form = MergeForm()
    form.offer()
    if form.validate_on_submit():
        with transaction(current_actor()) as tx:
            commands.answer_merge(tx, proposal_id, agreed=form.answer.data == MergeForm.AGREE)
        return _back(proposal_id)
    other = get_proposal(db.session(), screening.duplicate_of_id)
    context = {"form": form, "proposal": proposal, "other": other, "screening": screening}
    return page("proposals/screening/merge", **context, duty=duty), _status(form)


def _back(proposal_id: ProposalId) -> ResponseReturnValue:
    """Go back to the proposal's page."""
    return redirect(url_for("docket.show", proposal_id=proposal_id), 303)


def _status(form: Form) -> int:
    """Return the status of a page that shows a form, perhaps once more."""
    return 400 if form.was_sent else 200


def _refused(proposal_id: ProposalId) -> tuple[Proposal, Screening]:
    """Return a proposal and the latest outcome of its screening; raises NotPossible without one."""
    proposal = get_visible(db.session(), proposal_id, current_actor())
    outcomes: Sequence[Screening] = list_screenings(db.session(), proposal_id)
    if not outcomes or outcomes[-1].reason is None:
        raise NotPossible("proposals.nothing_to_appeal")
    return proposal, outcomes[-1]


def _screened(form: ScreeningForm, proposal_id: ProposalId) -> bool:
    """Whether the finding was written; a refusal is put on the form."""
    duplicate = form.duplicate_of_id.data
    try:
        with transaction(current_actor()) as tx:
            if form.reason is None:
                commands.accept_proposal(tx, proposal_id)
                return True
            commands.refuse_proposal(
                tx,
                proposal_id,
                reason=form.reason,
                explanation=form.explanation.data or "",
                duplicate_of_id=ProposalId(duplicate) if duplicate else None,
            )
    except Invalid as error:
        form.add_refusal(error)
        return False
    return True


def _answered(form: AppealAnswerForm, proposal_id: ProposalId) -> bool:
    """Whether the answer was written; a refusal is put on the form."""
    try:
        with transaction(current_actor()) as tx:
            restored = form.verdict.data == AppealAnswerForm.RESTORE
            commands.answer_appeal(
                tx, proposal_id, restored=restored, answer=form.answer.data or ""
            )
    except Invalid as error:
        form.add_refusal(error)
        return False
    return True
