"""The vote on paper: ballots and slips to print, taking slips in, entering them, counting the box."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.ballots.models import Vote
from agenda.ballots.paper.commands import (
    dispute_slip,
    issue_slips,
    read_box,
    read_slip,
    register_slips,
)
from agenda.ballots.paper.forms import BoxForm, SlipForm
from agenda.ballots.paper.queries import (
    SlipsPage,
    find_slip,
    list_codes,
    list_receipts,
    slips_page,
)
from agenda.ballots.paper.rules import UNREADABLE, slip_of
from agenda.ballots.queries import get_vote, list_roll_buildings
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Invalid
from agenda.kernel.ids import ProposalId
from agenda.paper import policy
from agenda.paper.forms import StackForm
from agenda.paper.queries import count_entries, list_entries, list_stacks
from agenda.paper.rules import StackKind, desk_closes_at
from agenda.paper.sentences import told
from agenda.proposals.models import Proposal
from agenda.proposals.queries import get_visible
from agenda.web.login import current_actor, public
from agenda.web.pdf import pdf
from agenda.web.render import page

blueprint = Blueprint("vote_paper", __name__)


@blueprint.route("/proposals/<int:proposal_id>/vote/paper", methods=["GET", "POST"])
def index(proposal_id: ProposalId) -> ResponseReturnValue:
    """Take a stack of slips in; print ballots and slips; see what came before."""
    proposal, vote = _vote(proposal_id)
    form = StackForm()
    if form.validate_on_submit():
        with transaction(current_actor()) as tx:
            stack = register_slips(tx, vote.vote_id, sheets=form.sheets.data or 0)
        return redirect(url_for("vote_paper.show", stack_id=stack.stack_id), 303)
    kinds = (StackKind.VOTE_SLIP, StackKind.BALLOT_BOX)
    stacks = list_stacks(db.session(), proposal_id, *kinds, subject_id=vote.vote_id)
    context = {
        "stacks": [(stack, count_entries(db.session(), stack)) for stack in stacks],
        "buildings": list_roll_buildings(db.session(), vote.vote_id),
        "desk_closes_at": desk_closes_at(vote.closes_at),
    }
    answer = page("ballots/paper/index", proposal=proposal, vote=vote, form=form, **context)
    return answer, 400 if form.errors else 200


@blueprint.get("/proposals/<int:proposal_id>/vote/paper/ballot")
def ballot(proposal_id: ProposalId) -> ResponseReturnValue:
    """Show the unmarked ballot to be printed."""
    proposal, vote = _vote(proposal_id)
    closes = desk_closes_at(vote.closes_at)
    return page("print/vote_ballot", proposal=proposal, vote=vote, desk_closes_at=closes)


@blueprint.get("/proposals/<int:proposal_id>/vote/paper/ballot.pdf")
def ballot_pdf(proposal_id: ProposalId) -> ResponseReturnValue:
    """Give the unmarked ballot as PDF."""
    proposal, vote = _vote(proposal_id)
    shown = {"proposal": proposal, "vote": vote, "desk_closes_at": desk_closes_at(vote.closes_at)}
    return pdf("print/vote_ballot", filename=f"ballot-{proposal_id}.pdf", **shown)


@blueprint.route("/proposals/<int:proposal_id>/vote/paper/slips", methods=["GET", "POST"])
def slips(proposal_id: ProposalId) -> ResponseReturnValue:
    """Show the slips of a building; asking for them gives codes to whoever has none yet."""
    proposal, vote = _vote(proposal_id)
    building = request.values.get("building", 0, type=int)
    if request.method == "POST":
        with transaction(current_actor()) as tx:
            issue_slips(tx, vote.vote_id)
        address = url_for("vote_paper.slips", proposal_id=proposal_id, building=building)
        return redirect(address, 303)
    return page("print/vote_slips", **_slips(proposal, vote, building))


@blueprint.get("/proposals/<int:proposal_id>/vote/paper/slips.pdf")
def slips_pdf(proposal_id: ProposalId) -> ResponseReturnValue:
    """Give the slips of a building as PDF."""
    proposal, vote = _vote(proposal_id)
    building = request.args.get("building", 0, type=int)
    name = f"slips-{proposal_id}-{building}.pdf"
    return pdf("print/vote_slips", filename=name, **_slips(proposal, vote, building))


@blueprint.get("/paper/votes/<int:stack_id>")
def show(stack_id: int) -> ResponseReturnValue:
    """Show how a stack of slips, or the ballot box, stands."""
    seen = _seen(stack_id)
    if seen.stack.kind is StackKind.BALLOT_BOX:
        return redirect(url_for("vote_paper.box", stack_id=stack_id), 303)
    return page("ballots/paper/show", seen=seen, entries=list_entries(db.session(), stack_id))


@blueprint.route("/paper/votes/<int:stack_id>/entry", methods=["GET", "POST"])
@blueprint.route("/paper/votes/<int:stack_id>/slips/<int:number>", methods=["GET", "POST"])
def enter(stack_id: int, number: int = 0) -> ResponseReturnValue:
    """Enter one slip after the other, or one again that was read differently."""
    seen = _seen(stack_id)
    require(seen.may_enter)
    form = SlipForm()
    back = "vote_paper.show" if number else "vote_paper.enter"
    if form.validate_on_submit() and _read(seen, form):
        return redirect(url_for(back, stack_id=stack_id), 303)
    if form.was_sent:
        return page("ballots/paper/enter", seen=seen, form=form), 400
    if not (number or seen.next):
        return redirect(url_for("vote_paper.show", stack_id=stack_id), 303)
    fresh = SlipForm(formdata=None, number=number or seen.next)
    return page("ballots/paper/enter", seen=seen, form=fresh)


@blueprint.route("/paper/votes/<int:stack_id>/box", methods=["GET", "POST"])
def box(stack_id: int) -> ResponseReturnValue:
    """Count the box after closing: each of two people enters what he counted."""
    seen = _seen(stack_id)
    if seen.stack.closed_at is None:
        require(seen.may_enter)
    form = BoxForm()
    if form.validate_on_submit():
        with transaction(current_actor()) as tx:
            agreed = read_box(tx, stack_id, form.count)
        flash(
            _("两人一致，已计入。") if agreed else _("已记下，要两个人数得一样才计入。"), "success"
        )
        return redirect(url_for("vote_paper.box", stack_id=stack_id), 303)
    entries = list_entries(db.session(), stack_id)
    answer = page("ballots/paper/box", seen=seen, form=form, entries=entries)
    return answer, 400 if form.errors else 200


@blueprint.get("/paper/votes/<int:stack_id>/receipts")
def receipts(stack_id: int) -> ResponseReturnValue:
    """Show the receipts of a stack of slips, to be printed and put into the mailboxes."""
    seen = _seen(stack_id)
    slips = list_receipts(db.session(), stack_id)
    return page("print/receipts", proposal=seen.proposal, slips=slips, stack=seen.stack)


@blueprint.post("/paper/votes/dispute/<code>")
@public
def dispute(code: str) -> ResponseReturnValue:
    """Set one's own slip aside: who holds the receipt says that he did not vote on paper."""
    with transaction(current_actor()) as tx:
        dispute_slip(tx, code)
    flash(_("已搁置，不再计入，并已记入台账。"), "success")
    return redirect(url_for("paper.check", code=code), 303)


def _vote(proposal_id: ProposalId) -> tuple[Proposal, Vote]:
    """Return a vote for one of its clerks; raises NotPermitted."""
    proposal = get_visible(db.session(), proposal_id, current_actor())
    require(policy.may_read(current_actor(), neighbourhood_id=proposal.neighbourhood_id))
    return proposal, get_vote(db.session(), proposal_id)


def _slips(proposal: Proposal, vote: Vote, building: int) -> dict[str, object]:
    """Return what stands on the slips of a building."""
    buildings = list_roll_buildings(db.session(), vote.vote_id)
    found = next((b.building_id for b in buildings if b.building_id == building), None)
    codes = list_codes(db.session(), vote.vote_id, building_id=found) if found else []
    return {"proposal": proposal, "vote": vote, "codes": codes, "building": building}


def _seen(stack_id: int) -> SlipsPage:
    """Return a stack for one of its clerks; raises NotPermitted."""
    seen = slips_page(db.session(), stack_id, current_actor())
    require(policy.may_read(current_actor(), neighbourhood_id=seen.stack.neighbourhood_id))
    return seen


def _read(seen: SlipsPage, form: SlipForm) -> bool:
    """Write the clerk's reading of a slip and say what came of it; False to show the form again."""
    number, code = form.entry_number, (form.code.data or "")[-60:]
    try:
        content = _content(seen, form)
        with transaction(current_actor()) as tx:
            outcome = read_slip(tx, seen.stack.stack_id, number, key=code, content=content)
    except Invalid as error:
        form.add_refusal(error)
        return False
    flash(*told(_("第 %(n)s 份", n=number), outcome.state, outcome.reason))
    return True


def _content(seen: SlipsPage, form: SlipForm) -> str:
    """Return the canonical text of what was typed; raises Invalid where the code is nobody's."""
    if form.unreadable.data:
        return UNREADABLE
    person_id = find_slip(db.session(), seen.vote.vote_id, form.code.data or "")
    if person_id is None:
        raise Invalid("ballots.slip_unknown", field="code")
    return slip_of(person_id)
