"""Owners' ballots on paper: printing them, taking stacks in, entering by keyboard, receipts, dispute."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.ballots.owners.casting.queries import get_head, owns_head
from agenda.ballots.owners.paper.commands import dispute_ballot, read_ballot, register_ballots
from agenda.ballots.owners.paper.forms import OwnersSheetForm
from agenda.ballots.owners.paper.queries import (
    BallotsPage,
    PrintedBallot,
    ballots_page,
    find_head_typed,
    list_printed,
    list_receipts,
    paper_tally,
    printed,
)
from agenda.ballots.owners.paper.rules import Sheet, choices_of
from agenda.ballots.owners.queries import OwnersPanel, get_panel
from agenda.ballots.owners.roll.queries import list_roll_buildings
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Invalid, NotFound, NotPossible
from agenda.kernel.ids import AreaId, HeadId, ProposalId
from agenda.paper.forms import StackForm
from agenda.paper.policy import may_read
from agenda.paper.queries import list_entries
from agenda.paper.sentences import told
from agenda.proposals.models import Proposal
from agenda.proposals.queries import get_visible
from agenda.web.login import current_actor, public
from agenda.web.pdf import pdf
from agenda.web.render import page

blueprint = Blueprint("owners_paper", __name__)


@blueprint.route("/proposals/<int:proposal_id>/owners/paper", methods=["GET", "POST"])
def index(proposal_id: ProposalId) -> ResponseReturnValue:
    """Take a stack of ballots in, see those that came before, and print ballots by building."""
    proposal, seen = _kept(proposal_id)
    form = StackForm()
    if form.validate_on_submit():
        with transaction(current_actor()) as tx:
            stack = register_ballots(tx, seen.ballot.decision_id, sheets=form.sheets.data or 0)
        return redirect(url_for("owners_paper.show", stack_id=stack.stack_id), 303)
    tally = paper_tally(db.session(), seen.ballot)
    buildings = list_roll_buildings(db.session(), seen.ballot.decision_id)
    context = {"form": form, "buildings": buildings, "tally": tally}
    context["stacks"] = [(one.stack, one.count) for one in tally.stacks]
    answer = page("ballots/owners/paper/index", proposal=proposal, panel=seen, **context)
    return answer, 400 if form.errors else 200


@blueprint.get("/proposals/<int:proposal_id>/owners/paper/ballots")
def ballots(proposal_id: ProposalId) -> ResponseReturnValue:
    """Show the ballots of a building to be printed, one head a page."""
    return page("print/owners_ballots", **_building(proposal_id))


@blueprint.get("/proposals/<int:proposal_id>/owners/paper/ballots.pdf")
def ballots_pdf(proposal_id: ProposalId) -> ResponseReturnValue:
    """Give the ballots of a building as PDF."""
    shown = _building(proposal_id)
    name = f"owners-ballots-{proposal_id}-{shown['building']}.pdf"
    return pdf("print/owners_ballots", filename=name, **shown)


@blueprint.get("/proposals/<int:proposal_id>/owners/paper/ballots/<int:head_id>.pdf")
def ballot_pdf(proposal_id: ProposalId, head_id: HeadId) -> ResponseReturnValue:
    """Give one head's ballot as PDF, to its owners and to those who keep the paper."""
    proposal, seen = _seen(proposal_id)
    head = get_head(db.session(), head_id)
    if head.decision_id != seen.ballot.decision_id:
        raise NotFound("ballots.no_head")
    if not owns_head(db.session(), head_id, current_actor().person_id):
        require(seen.may_keep_paper)
    shown = _papers(proposal, seen, printed(db.session(), [head]))
    return pdf("print/owners_ballots", filename=f"ballot-{head.number}.pdf", **shown)


@blueprint.get("/paper/owners/<int:stack_id>")
def show(stack_id: int) -> ResponseReturnValue:
    """Show how a stack stands, sheet by sheet: what counts, what differs, what does not and why."""
    seen = _stack(stack_id)
    entries = list_entries(db.session(), stack_id)
    return page("ballots/owners/paper/show", seen=seen, entries=entries)


@blueprint.route("/paper/owners/<int:stack_id>/entry", methods=["GET", "POST"])
@blueprint.route("/paper/owners/<int:stack_id>/sheets/<int:number>", methods=["GET", "POST"])
def enter(stack_id: int, number: int = 0) -> ResponseReturnValue:
    """Enter one ballot after the other by keyboard alone, or one again that was read differently."""
    seen = _stack(stack_id)
    require(seen.may_enter)
    form = OwnersSheetForm()
    back = "owners_paper.show" if number else "owners_paper.enter"
    if form.validate_on_submit() and _read(seen, form):
        return redirect(url_for(back, stack_id=stack_id), 303)
    if form.was_sent:
        return page("ballots/owners/paper/enter", seen=seen, form=form), 400
    if not (number or seen.next):
        return redirect(url_for("owners_paper.show", stack_id=stack_id), 303)
    fresh = OwnersSheetForm(formdata=None, number=number or seen.next)
    return page("ballots/owners/paper/enter", seen=seen, form=fresh)


@blueprint.get("/paper/owners/<int:stack_id>/receipts")
def receipts(stack_id: int) -> ResponseReturnValue:
    """Show the receipts of a stack, to be printed, cut and put into the owners' mailboxes."""
    seen = _stack(stack_id)
    slips = list_receipts(db.session(), stack_id)
    shown = {"proposal": seen.proposal, "slips": slips, "stack": seen.stack}
    return page("print/owners_receipts", **shown)


@blueprint.post("/paper/owners/dispute/<code>")
@public
def dispute(code: str) -> ResponseReturnValue:
    """Set one's own ballot aside: who holds the receipt says that it is not his."""
    with transaction(current_actor()) as tx:
        dispute_ballot(tx, code)
    flash(
        _("已搁置，不再计入，并已记入台账。截止前可以在网上重新投票，或另交一张纸票。"), "success"
    )
    return redirect(url_for("paper.check", code=code), 303)


def _seen(proposal_id: ProposalId) -> tuple[Proposal, OwnersPanel]:
    """Return a proposal with its owners' ballot, whose roll is frozen; raises NotPossible."""
    proposal = get_visible(db.session(), proposal_id, current_actor())
    seen = get_panel(db.session(), proposal_id, current_actor(), now())
    if seen.ballot.frozen_at is None:
        raise NotPossible("ballots.casting_not_open")
    return proposal, seen


def _kept(proposal_id: ProposalId) -> tuple[Proposal, OwnersPanel]:
    """Return a proposal with its owners' ballot, to somebody who keeps its paper."""
    proposal, seen = _seen(proposal_id)
    require(seen.may_keep_paper)
    return proposal, seen


def _building(proposal_id: ProposalId) -> dict[str, object]:
    """Return what stands on the ballots of the building that is asked for."""
    proposal, seen = _kept(proposal_id)
    building = AreaId(request.args.get("building", 0, type=int))
    heads = list_printed(db.session(), seen.ballot.decision_id, building_id=building)
    return {**_papers(proposal, seen, heads), "building": building}


def _papers(
    proposal: Proposal, seen: OwnersPanel, heads: Sequence[PrintedBallot]
) -> dict[str, object]:
    """Return what stands on the ballots of some heads."""
    return {"proposal": proposal, "panel": seen, "ballots": heads, "building": None}


def _stack(stack_id: int) -> BallotsPage:
    """Return a stack for one of its clerks; raises NotPermitted."""
    actor = current_actor()
    seen = ballots_page(db.session(), stack_id, actor)
    own = seen.stack
    require(may_read(actor, neighbourhood_id=own.neighbourhood_id, body_id=own.body_id))
    return seen


def _read(seen: BallotsPage, form: OwnersSheetForm) -> bool:
    """Write the clerk's reading of a ballot and say what came of it; False to show the form again."""
    number, key = form.entry_number, (form.code.data or "")[-60:]
    try:
        sheet = _sheet(seen, form)
        with transaction(current_actor()) as tx:
            outcome = read_ballot(tx, seen.stack.stack_id, number, key=key, sheet=sheet)
    except Invalid as error:
        form.add_refusal(error)
        return False
    flash(*told(_("第 %(n)s 张", n=number), outcome.state, outcome.reason))
    return True


def _sheet(seen: BallotsPage, form: OwnersSheetForm) -> Sheet:
    """Return the sheet that was typed; raises Invalid where it is nobody's or says too little."""
    typed, flaw = form.code.data or "", form.flaw
    if flaw is not None and not typed:
        return Sheet(None, flaw=flaw)
    head_id = find_head_typed(db.session(), seen.ballot, typed)
    if flaw is not None:
        return Sheet(head_id, flaw=flaw)
    asked = len(seen.questions)
    choices = choices_of(form.marks.data or "", questions=asked)
    if choices is None:
        raise Invalid("ballots.marks", field="marks", n=asked)
    return Sheet(head_id, choices)
