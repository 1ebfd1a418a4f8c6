"""Entering receipts, and the letter of supervised follow-up as page and PDF."""

from datetime import date

from flask import Blueprint, Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.community.queries import get_body, list_bodies
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import BodyKind, require
from agenda.kernel.errors import Invalid, NotFound
from agenda.kernel.ids import TaskId
from agenda.proposals.queries import facts, get_visible
from agenda.resolutions.tasks import policy
from agenda.resolutions.tasks.queries import get_task, list_reports
from agenda.resolutions.terms import commands
from agenda.resolutions.terms.forms import ExpenseForm
from agenda.resolutions.terms.queries import terms_of
from agenda.web.login import current_actor, public
from agenda.web.pdf import pdf
from agenda.web.render import page

blueprint = Blueprint("letters_of_tasks", __name__)
OVERSEERS = (BodyKind.PARTY_ORGANIZATION, BodyKind.SUBDISTRICT_OFFICE)


@blueprint.route("/tasks/<int:task_id>/expenses/new", methods=["GET", "POST"])
def new(task_id: TaskId) -> ResponseReturnValue:
    """Enter a receipt."""
    task = get_task(db.session(), task_id)
    proposal = get_visible(db.session(), task.proposal_id, current_actor())
    own = facts(proposal)
    require(policy.may_report(current_actor(), own, body_id=task.body_id, state=task.state))
    form = ExpenseForm()
    if form.validate_on_submit() and _entered(form, task_id):
        flash(_("这笔支出已公开。"), "success")
        target = url_for("docket.show", proposal_id=proposal.proposal_id, _anchor="tasks")
        return redirect(target, 303)
    shown = page("resolutions/expense", form=form, proposal=proposal, task=task)
    return shown, 400 if form.errors else 200


@blueprint.get("/tasks/<int:task_id>/letter")
@public
def show(task_id: TaskId) -> ResponseReturnValue:
    """Show the letter of supervised follow-up."""
    return page("resolutions/letter", **_letter(task_id))


@blueprint.get("/tasks/<int:task_id>/letter.pdf")
@public
def paper(task_id: TaskId) -> Response:
    """Give the letter of supervised follow-up as PDF."""
    return pdf("resolutions/letter", filename=f"letter-{task_id}.pdf", **_letter(task_id))


def _letter(task_id: TaskId) -> dict[str, object]:
    """Return what the letter says; raises NotFound before the follow-up began."""
    session = db.session()
    task = get_task(session, task_id)
    proposal = get_visible(session, task.proposal_id, current_actor())
    if task.followed_up_at is None:
        raise NotFound("resolutions.no_letter")
    bodies = list_bodies(session, task.neighbourhood_id)
    return {
        "task": task,
        "proposal": proposal,
        "body": get_body(session, task.body_id).name,
        "overseers": [body.name for body in bodies if body.kind in OVERSEERS],
        "reports": [r for r in list_reports(session, task.proposal_id) if r.task_id == task_id],
        "terms": terms_of(session, [task_id])[task_id],
    }


def _entered(form: ExpenseForm, task_id: TaskId) -> bool:
    """Enter the receipt; returns False where the form must be shown again."""
    try:
        with transaction(current_actor()) as tx:
            commands.enter_expense(
                tx,
                task_id,
                amount_fen=form.amount.fen or 0,
                what=form.what.data or "",
                receipt=form.receipt.data or "",
                paid_on=form.paid_on.data or date.max,
            )
    except Invalid as error:
        form.add_refusal(error)
        return False
    return True
