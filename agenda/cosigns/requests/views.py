"""A request for a meeting as a formal paper, its answer, its signers, and owners' co-signing."""

from datetime import date

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.community.queries import get_body
from agenda.cosigns.requests import policy
from agenda.cosigns.requests.commands import (
    answer_request,
    cosign_as_owner,
    show_signers,
    withdraw_as_owner,
)
from agenda.cosigns.requests.forms import AnswerForm
from agenda.cosigns.requests.models import MeetingRequest
from agenda.cosigns.requests.queries import get_request, request_facts
from agenda.cosigns.requests.rules import MEASURES, Progress, first_day
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import require
from agenda.kernel.clock import local_date
from agenda.kernel.errors import Invalid, NotPossible
from agenda.kernel.ids import ProposalId
from agenda.proposals.models import Proposal
from agenda.proposals.queries import get_visible
from agenda.web.login import current_actor, public
from agenda.web.render import page

blueprint = Blueprint("requests", __name__)


@blueprint.get("/requests/<int:request_id>")
@public
def show(request_id: int) -> ResponseReturnValue:
    """Show a request as a formal paper: what it rests on, who must convene by when, no names."""
    request, proposal = _seen(request_id)
    return page("cosigns/requests/show", **_paper(request, proposal))


@blueprint.post("/requests/<int:request_id>/signers")
def signers(request_id: int) -> ResponseReturnValue:
    """Show the same paper with the signers' real names, to the body asked; each look is noted."""
    request, proposal = _seen(request_id)
    with transaction(current_actor()) as tx:
        names = show_signers(tx, request_id)
    return page("cosigns/requests/signers", names=names, **_paper(request, proposal))


@blueprint.route("/requests/<int:request_id>/answer", methods=["GET", "POST"])
def answer(request_id: int) -> ResponseReturnValue:
    """Convene the meeting for a day."""
    request, proposal = _seen(request_id)
    require(policy.may_answer_request(current_actor(), request_facts(request)))
    form = AnswerForm()
    if form.validate_on_submit() and _answered(form, request_id):
        flash(_("会议日期已公布。"), "success")
        return redirect(url_for("requests.show", request_id=request_id), 303)
    context = {"form": form, **_paper(request, proposal)}
    return page("cosigns/requests/answer", **context), 400 if form.was_sent else 200


@blueprint.get("/requests/<int:request_id>/sheet")
@public
def sheet(request_id: int) -> ResponseReturnValue:
    """Show the sheet with which owners convene themselves once body and office were silent."""
    request, proposal = _seen(request_id)
    return page("cosigns/requests/sheet", **_paper(request, proposal))


@blueprint.post("/proposals/<int:proposal_id>/cosigns/owner")
def create(proposal_id: ProposalId) -> ResponseReturnValue:
    """Co-sign as an owner alone; a second press of the same button changes nothing."""
    try:
        with transaction(current_actor()) as tx:
            cosign_as_owner(tx, proposal_id)
    except NotPossible as error:
        if error.code != "cosigns.signed_already":
            raise
    flash(_("已以业主身份附议。"), "success")
    return redirect(url_for("docket.show", proposal_id=proposal_id), 303)


@blueprint.post("/proposals/<int:proposal_id>/cosigns/owner/withdraw")
def withdraw(proposal_id: ProposalId) -> ResponseReturnValue:
    """Take one's co-signature as owner back."""
    with transaction(current_actor()) as tx:
        withdraw_as_owner(tx, proposal_id)
    flash(_("已撤回业主附议。"), "success")
    return redirect(url_for("docket.show", proposal_id=proposal_id), 303)


def _seen(request_id: int) -> tuple[MeetingRequest, Proposal]:
    """Return a request on a proposal that the reader may see; raises NotFound."""
    request = get_request(db.session(), request_id)
    return request, get_visible(db.session(), request.proposal_id, current_actor())


def _paper(request: MeetingRequest, proposal: Proposal) -> dict[str, object]:
    """Return what every form of the paper shows."""
    facts = request_facts(request)
    names = {
        which: get_body(db.session(), body_id).name if body_id else ""
        for which, body_id in (("body", request.body_id), ("office", request.office_body_id))
    }
    return {
        **names,
        "request_": request,
        "proposal": proposal,
        "progress": Progress(request.ground, request.signed, request.total),
        "share": MEASURES[request.ground].share,
        "earliest": first_day(request.called, _today()),
        "may_answer": policy.may_answer_request(current_actor(), facts),
        "may_see": policy.may_see_signers(current_actor(), facts),
    }


def _answered(form: AnswerForm, request_id: int) -> bool:
    """Convene for what was filled in; returns whether that was lawful."""
    try:
        with transaction(current_actor()) as tx:
            answer_request(tx, request_id, held_on=form.day, place=form.place.data or "")
    except Invalid as error:
        form.add_refusal(error)
        return False
    return True


def _today() -> date:
    """Return today in Shanghai."""
    return local_date(now())
