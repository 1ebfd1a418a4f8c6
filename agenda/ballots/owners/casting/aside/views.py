"""The page of ballots set aside: one person says why, a second confirms, whatever form it came in."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.ballots.decisions.queries import standing_of
from agenda.ballots.decisions.rules import DecisionStanding
from agenda.ballots.owners.casting import policy
from agenda.ballots.owners.casting.aside.commands import confirm_set_aside, propose_set_aside
from agenda.ballots.owners.casting.aside.forms import AsideForm
from agenda.ballots.owners.casting.queries import get_head, list_set_aside, list_units
from agenda.ballots.owners.casting.rules import SetAsideReason
from agenda.ballots.owners.paper.queries import find_head_typed
from agenda.ballots.owners.queries import OwnersPanel, get_panel
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Invalid, NotFound
from agenda.kernel.ids import HeadId, ProposalId
from agenda.proposals.models import Proposal
from agenda.proposals.queries import get_visible
from agenda.web.login import current_actor
from agenda.web.render import page

blueprint = Blueprint("aside", __name__, url_prefix="/proposals/<int:proposal_id>/owners/aside")


@blueprint.route("", methods=["GET", "POST"])
def index(proposal_id: ProposalId) -> ResponseReturnValue:
    """Show what is set aside or proposed to be, and propose it of one more ballot."""
    proposal, seen = _kept(proposal_id)
    standing = standing_of(db.session(), seen.decision)
    may_propose = policy.may_enter(current_actor(), standing)
    form = AsideForm()
    form.offer()
    if form.was_sent:
        require(may_propose)
    if form.validate_on_submit() and _proposed(form, seen):
        flash(_("已提出，等第二人核对。"), "success")
        return redirect(url_for("aside.index", proposal_id=proposal_id), 303)
    context = {"form": form, "may_propose": may_propose, **_rows(seen, standing)}
    answer = page("ballots/owners/casting/aside", proposal=proposal, panel=seen, **context)
    return answer, 400 if form.errors else 200


@blueprint.post("/<int:head_id>/<int:version>/confirm")
def confirm(proposal_id: ProposalId, head_id: HeadId, version: int) -> ResponseReturnValue:
    """Confirm that a ballot must not count, as somebody other than who said so."""
    _proposal, seen = _kept(proposal_id)
    if get_head(db.session(), head_id).decision_id != seen.ballot.decision_id:
        raise NotFound("ballots.no_head")
    with transaction(current_actor()) as tx:
        confirm_set_aside(tx, head_id, version=version)
    flash(_("两人核对，这张票不计入。"), "success")
    return redirect(url_for("aside.index", proposal_id=proposal_id), 303)


def _rows(seen: OwnersPanel, standing: DecisionStanding) -> dict[str, object]:
    """Return what is set aside or proposed to be, each with whether the reader may confirm it."""
    rows = list_set_aside(db.session(), seen.ballot.decision_id)
    second = [
        policy.may_second(current_actor(), standing, before={row.proposed_by_id}) for row in rows
    ]
    units = list_units(db.session(), [row.head_id for row in rows])
    return {"rows": list(zip(rows, second, strict=True)), "units": units}


def _kept(proposal_id: ProposalId) -> tuple[Proposal, OwnersPanel]:
    """Return a proposal with its owners' ballot, to those who keep its paper."""
    proposal = get_visible(db.session(), proposal_id, current_actor())
    seen = get_panel(db.session(), proposal_id, current_actor(), now())
    require(seen.may_keep_paper)
    return proposal, seen


def _proposed(form: AsideForm, seen: OwnersPanel) -> bool:
    """Propose what was filled in; returns whether the ballot was found."""
    try:
        head_id = find_head_typed(db.session(), seen.ballot, form.code.data or "")
        with transaction(current_actor()) as tx:
            propose_set_aside(tx, head_id, reason=SetAsideReason(form.reason.data))
    except Invalid as error:
        form.add_refusal(error)
        return False
    return True
