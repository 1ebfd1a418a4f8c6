"""The pages of formal decisions: the paper with its arithmetic, notice, count and confirmation."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.ballots.assembly.commands import convene_assembly
from agenda.ballots.decisions.commands import convene_decision
from agenda.ballots.decisions.counting.commands import confirm_count, record_count
from agenda.ballots.decisions.forms import ConfirmForm, CountForm, NoticeForm
from agenda.ballots.decisions.models import FormalDecision
from agenda.ballots.decisions.queries import (
    DecisionPanel,
    get_decision,
    get_latest,
    list_decisions,
    panel_of,
    roster_size,
)
from agenda.ballots.decisions.rules import (
    NOTICE_DAYS,
    DecisionKind,
    DecisionState,
    first_lawful_day,
)
from agenda.community.queries import get_neighbourhood
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import require
from agenda.kernel.clock import local_date
from agenda.kernel.errors import Invalid, NotFound
from agenda.kernel.ids import DecisionId, ProposalId
from agenda.proposals.models import Proposal
from agenda.proposals.queries import get_visible
from agenda.web.forms import Form
from agenda.web.login import current_actor, public
from agenda.web.render import page

blueprint = Blueprint("decisions", __name__, url_prefix="/proposals/<int:proposal_id>/decision")


@blueprint.get("")
@public
def show(proposal_id: ProposalId) -> ResponseReturnValue:
    """Show the latest decision: its question, notice, count, and the arithmetic written out."""
    proposal = get_visible(db.session(), proposal_id, current_actor())
    return _paper(proposal, get_latest(db.session(), proposal_id))


@blueprint.get("/<int:decision_id>")
@public
def attempt(proposal_id: ProposalId, decision_id: DecisionId) -> ResponseReturnValue:
    """Show one attempt, which may be an earlier one."""
    proposal = get_visible(db.session(), proposal_id, current_actor())
    decision = get_decision(db.session(), decision_id)
    if decision.proposal_id != proposal_id:
        raise NotFound("ballots.no_decision")
    return _paper(proposal, decision)


@blueprint.route("/convene", methods=["GET", "POST"])
def convene(proposal_id: ProposalId) -> ResponseReturnValue:
    """Give notice of the decision, with the days the law asks for."""
    proposal, seen = _latest(proposal_id)
    require(seen.may_convene)
    decision = seen.decision
    form = NoticeForm(obj=decision)
    form.offer(decision)
    if form.validate_on_submit() and _convened(form, decision.decision_id):
        flash(_("通知已发出并公布。"), "success")
        return _back(proposal_id)
    today = local_date(now())
    earliest = {kind: first_lawful_day(kind, today) for kind in NOTICE_DAYS}
    context = {"form": form, "proposal": proposal, "panel": seen, "earliest": earliest}
    return page("ballots/decisions/convene", **context), _status(form)


@blueprint.route("/count", methods=["GET", "POST"])
def count(proposal_id: ProposalId) -> ResponseReturnValue:
    """Record what the counters found, or correct it until it is confirmed."""
    proposal, seen = _latest(proposal_id)
    require(seen.may_record)
    if seen.state not in {DecisionState.CONVENED, DecisionState.COUNTED}:
        return _back(proposal_id)
    if seen.decision.kind is not DecisionKind.OWNERS_DECISION:
        return redirect(url_for("assembly.count", proposal_id=proposal_id), 303)
    form = CountForm()
    form.offer(seen.decision)
    form.show(seen.count)
    if form.validate_on_submit() and _counted(form, seen.decision.decision_id):
        flash(_("计票已录入，请居务监督委员会核对确认。"), "success")
        return _back(proposal_id)
    roster = roster_size(db.session(), proposal.scope_id)
    context = {"form": form, "proposal": proposal, "panel": seen, "roster": roster}
    return page("ballots/decisions/count", **context), _status(form)


@blueprint.route("/confirm", methods=["GET", "POST"])
def confirm(proposal_id: ProposalId) -> ResponseReturnValue:
    """Check a count that somebody else recorded, and confirm it."""
    proposal, seen = _latest(proposal_id)
    require(seen.may_confirm)
    if seen.state is not DecisionState.COUNTED or seen.count is None:
        return _back(proposal_id)
    form = ConfirmForm(number=str(seen.count.number))
    if form.validate_on_submit():
        with transaction(current_actor()) as tx:
            confirm_count(tx, seen.decision.decision_id, number=form.seen)
        flash(_("计票已确认并公布。"), "success")
        return _back(proposal_id)
    return page("ballots/decisions/confirm", form=form, proposal=proposal, panel=seen)


def _paper(proposal: Proposal, decision: FormalDecision) -> ResponseReturnValue:
    """Show a decision as an official paper."""
    seen = panel_of(db.session(), decision, current_actor())
    attempts = list_decisions(db.session(), proposal.proposal_id)
    place = get_neighbourhood(db.session(), proposal.neighbourhood_id)
    context = {"proposal": proposal, "panel": seen, "attempts": attempts, "place": place}
    return page("ballots/decisions/show", **context)


def _latest(proposal_id: ProposalId) -> tuple[Proposal, DecisionPanel]:
    """Return a proposal the reader may see, with its latest decision."""
    proposal = get_visible(db.session(), proposal_id, current_actor())
    decision = get_latest(db.session(), proposal_id)
    return proposal, panel_of(db.session(), decision, current_actor())


def _convened(form: NoticeForm, decision_id: DecisionId) -> bool:
    """Give the notice that was filled in; returns whether it was lawful."""
    try:
        with transaction(current_actor()) as tx:
            if form.basis_chosen is None:
                convene_decision(tx, decision_id, notice=form.notice)
            else:
                convene_assembly(tx, decision_id, notice=form.notice, basis=form.basis_chosen)
    except Invalid as error:
        form.add_refusal(error)
        return False
    return True


def _counted(form: CountForm, decision_id: DecisionId) -> bool:
    """Record the numbers that were filled in; returns whether they can be right."""
    try:
        with transaction(current_actor()) as tx:
            record_count(tx, decision_id, ballots=form.ballots)
    except Invalid as error:
        form.add_refusal(error)
        return False
    return True


def _status(form: Form) -> int:
    """Return 400 for a form that was refused."""
    return 400 if form.errors else 200


def _back(proposal_id: ProposalId) -> ResponseReturnValue:
    """Return to the page of the decision."""
    return redirect(url_for("decisions.show", proposal_id=proposal_id), 303)
