"""Promises for all to see, and the forms of those who made them."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.attachments.forms import files_on_disk
from agenda.community.queries import list_bodies, neighbourhood_for
from agenda.infra.db import db
from agenda.infra.transaction import Transaction, now, transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Invalid
from agenda.kernel.ids import BodyId, ProposalId, TaskId
from agenda.proposals.models import Proposal
from agenda.proposals.queries import facts, get_proposal, get_visible
from agenda.resolutions.forms import ExtendForm, ReportForm, TaskForm, end_of
from agenda.resolutions.keeping.queries import list_records
from agenda.resolutions.results.queries import get_result
from agenda.resolutions.tasks import commands, policy
from agenda.resolutions.tasks.models import Task
from agenda.resolutions.tasks.queries import get_task, list_board
from agenda.resolutions.terms.commands import agree_terms
from agenda.web.forms import Form
from agenda.web.login import current_actor, public
from agenda.web.render import page
from agenda.web.uploads import takes_files

blueprint = Blueprint("tasks", __name__)


@blueprint.get("/promises")
@public
def index() -> ResponseReturnValue:
    """Show all promises of the neighbourhood: late ones first, then by date."""
    neighbourhood = neighbourhood_for(db.session(), current_actor())
    place, chosen = neighbourhood.neighbourhood_id, request.args.get("body", type=int)
    records = list_records(db.session(), place, now=now())
    if chosen:
        records = [one for one in records if one.body_id == chosen]
    board = list_board(db.session(), place, now=now(), body_id=BodyId(chosen) if chosen else None)
    return page("resolutions/promises", board=board, records=records, chosen=chosen)


@blueprint.route("/proposals/<int:proposal_id>/tasks/new", methods=["GET", "POST"])
def new(proposal_id: ProposalId) -> ResponseReturnValue:
    """Name a task of the posted result."""
    proposal = get_visible(db.session(), proposal_id, current_actor())
    lead = get_result(db.session(), proposal_id).body_id
    require(policy.may_promise(current_actor(), facts(proposal), lead_body_id=lead))
    form = TaskForm()
    bodies = list_bodies(db.session(), proposal.neighbourhood_id)
    form.offer([(body.body_id, body.name) for body in bodies])
    if form.validate_on_submit() and _promised(form, proposal_id, lead):
        flash(_("任务已公开，到期未完成会亮红灯。"), "success")
        return _back(proposal_id)
    return page("resolutions/task", form=form, proposal=proposal), _status(form)


@blueprint.route("/tasks/<int:task_id>/report", methods=["GET", "POST"])
@takes_files
def report(task_id: TaskId) -> ResponseReturnValue:
    """Report how far a task is."""
    task, proposal = _mine(task_id)
    form = ReportForm()
    if form.validate_on_submit() and _reported(form, task_id, commands.report_progress):
        flash(_("进展已公开。"), "success")
        return _back(proposal.proposal_id)
    return page("resolutions/report", form=form, proposal=proposal, task=task), _status(form)


@blueprint.route("/tasks/<int:task_id>/finish", methods=["GET", "POST"])
@takes_files
def finish(task_id: TaskId) -> ResponseReturnValue:
    """Report a task done."""
    task, proposal = _mine(task_id)
    form = ReportForm()
    if form.validate_on_submit() and _reported(form, task_id, commands.finish_task):
        flash(_("已登记完成。全部任务结束后由居民评议。"), "success")
        return _back(proposal.proposal_id)
    return page("resolutions/finish", form=form, proposal=proposal, task=task), _status(form)


@blueprint.route("/tasks/<int:task_id>/extend", methods=["GET", "POST"])
def extend(task_id: TaskId) -> ResponseReturnValue:
    """Give a task a later date before the first has passed, with a public reason."""
    task, proposal = _mine(task_id)
    form = ExtendForm()
    if form.validate_on_submit():
        with transaction(current_actor()) as tx:
            due_at, reason = end_of(form.due_on.data), form.reason.data or ""
            commands.extend_task(tx, task_id, due_at=due_at, reason=reason)
        flash(_("延期和理由已公开。"), "success")
        return _back(proposal.proposal_id)
    return page("resolutions/extend", form=form, proposal=proposal, task=task), _status(form)


def _mine(task_id: TaskId) -> tuple[Task, Proposal]:
    """Return a task the reader's body promised, with its proposal; refuses anybody else."""
    task = get_task(db.session(), task_id)
    proposal = get_proposal(db.session(), task.proposal_id)
    require(
        policy.may_report(current_actor(), facts(proposal), body_id=task.body_id, state=task.state)
    )
    return task, proposal


def _reported(form: ReportForm, task_id: TaskId, act: Callable[..., object]) -> bool:
    """Whether a report is in, with its files; a refusal is put on the form."""
    try:
        kept = files_on_disk(form.files, form.seen_on_photos)
        with kept as sent, transaction(current_actor()) as tx:
            act(tx, task_id, text=form.text.data or "", sent=sent)
    except Invalid as error:
        form.add_refusal(error)
        return False
    return True


def _promised(form: TaskForm, proposal_id: ProposalId, lead: BodyId | None) -> bool:
    """Name the task; returns False where the form must be shown again."""
    due_at: datetime = end_of(form.due_on.data)
    try:
        with transaction(current_actor()) as tx:
            task = commands.promise_task(
                tx,
                proposal_id,
                lead_body_id=lead,
                body_id=BodyId(form.body_id.data),
                what=form.what.data or "",
                due_at=due_at,
            )
            _agree(tx, task, form, lead)
    except Invalid as error:
        form.add_refusal(error)
        return False
    return True


def _agree(tx: Transaction, task: Task, form: TaskForm, lead: BodyId | None) -> None:
    """Name the assisting bodies and the budget, where there are any."""
    if form.assisting.data or form.budget.fen:
        agree_terms(
            tx,
            task,
            lead_body_id=lead,
            assisting=[BodyId(body_id) for body_id in form.assisting.data or ()],
            budget_fen=form.budget.fen,
        )


def _back(proposal_id: ProposalId) -> ResponseReturnValue:
    """Return to the proposal's page, at its tasks."""
    return redirect(url_for("docket.show", proposal_id=proposal_id, _anchor="tasks"), 303)


def _status(form: Form) -> int:
    """Return 400 for a form that must be mended."""
    return 400 if form.errors else 200
