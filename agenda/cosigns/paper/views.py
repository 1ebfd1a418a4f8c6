"""Co-signing on paper: the sheet to print, taking a stack in, entering it, receipts, disputing."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.cosigns.paper.commands import dispute_line, read_line, register_sheets
from agenda.cosigns.paper.forms import SheetsForm
from agenda.cosigns.paper.queries import SheetsPage, list_receipts, sheets_page
from agenda.cosigns.paper.rules import (
    UNREADABLE,
    signed_by,
    signed_by_stranger,
    text_mark,
)
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Invalid, NotPossible
from agenda.kernel.ids import ProposalId
from agenda.paper import policy
from agenda.paper.forms import SignerForm
from agenda.paper.queries import count_entries, list_entries, list_stacks
from agenda.paper.rooms.queries import find_adult
from agenda.paper.rules import LINES_A_SHEET, StackKind, position
from agenda.paper.sentences import told
from agenda.proposals.policy import may_read_text
from agenda.proposals.queries import facts, get_visible
from agenda.proposals.rules import COSIGNABLE
from agenda.web.login import current_actor, public
from agenda.web.pdf import pdf
from agenda.web.render import page

blueprint = Blueprint("cosign_paper", __name__)


@blueprint.get("/proposals/<int:proposal_id>/cosign-sheet")
@public
def sheet(proposal_id: ProposalId) -> ResponseReturnValue:
    """Show the sheet on which neighbours co-sign by hand."""
    return page("print/cosign_sheet", **_sheet(proposal_id))


@blueprint.get("/proposals/<int:proposal_id>/cosign-sheet.pdf")
@public
def sheet_pdf(proposal_id: ProposalId) -> ResponseReturnValue:
    """Give the same sheet as PDF."""
    name = f"cosign-sheet-{proposal_id}.pdf"
    return pdf("print/cosign_sheet", filename=name, **_sheet(proposal_id))


@blueprint.route("/proposals/<int:proposal_id>/cosigns/paper", methods=["GET", "POST"])
def index(proposal_id: ProposalId) -> ResponseReturnValue:
    """Take a stack of sheets in, and see those that came before."""
    actor = current_actor()
    proposal = get_visible(db.session(), proposal_id, actor)
    require(policy.may_read(actor, neighbourhood_id=proposal.neighbourhood_id))
    form = SheetsForm()
    stack_id = _registered(proposal_id, form) if form.validate_on_submit() else None
    if stack_id is not None:
        return redirect(url_for("cosign_paper.show", stack_id=stack_id), 303)
    stacks = list_stacks(db.session(), proposal_id, StackKind.COSIGN_SHEET)
    counted = [(stack, count_entries(db.session(), stack)) for stack in stacks]
    context = {"form": form, "proposal": proposal, "stacks": counted}
    return page("cosigns/paper/index", **context), 400 if form.errors else 200


@blueprint.get("/paper/cosigns/<int:stack_id>")
def show(stack_id: int) -> ResponseReturnValue:
    """Show how a stack stands, line by line: what counts, what differs, what cannot count and why."""
    seen = _seen(stack_id)
    entries = list_entries(db.session(), stack_id)
    places = {entry.number: position(entry.number) for entry in entries}
    return page("cosigns/paper/show", seen=seen, entries=entries, places=places)


@blueprint.route("/paper/cosigns/<int:stack_id>/entry", methods=["GET", "POST"])
def enter(stack_id: int) -> ResponseReturnValue:
    """Enter one line after the other: type, Enter, and the next line is there."""
    seen = _seen(stack_id)
    require(seen.may_enter)
    form = SignerForm()
    if form.validate_on_submit() and _read(seen, form):
        return redirect(url_for("cosign_paper.enter", stack_id=stack_id), 303)
    if form.was_sent:
        return _line(seen, form), 400
    if seen.next is None:
        return redirect(url_for("cosign_paper.show", stack_id=stack_id), 303)
    return _line(seen, SignerForm(formdata=None, number=seen.next))


@blueprint.route("/paper/cosigns/<int:stack_id>/lines/<int:number>", methods=["GET", "POST"])
def again(stack_id: int, number: int) -> ResponseReturnValue:
    """Look at one line again, because the two readings of it differ."""
    seen = _seen(stack_id)
    require(seen.may_enter)
    form = SignerForm()
    if form.validate_on_submit() and _read(seen, form):
        return redirect(url_for("cosign_paper.show", stack_id=stack_id), 303)
    if form.was_sent:
        return _line(seen, form), 400
    return _line(seen, SignerForm(formdata=None, number=number))


@blueprint.get("/paper/cosigns/<int:stack_id>/receipts")
def receipts(stack_id: int) -> ResponseReturnValue:
    """Show the receipts of a stack, to be printed, cut and put into the mailboxes."""
    seen = _seen(stack_id)
    slips = list_receipts(db.session(), stack_id)
    return page("print/receipts", proposal=seen.proposal, slips=slips, stack=seen.stack)


@blueprint.post("/paper/cosigns/dispute/<code>")
@public
def dispute(code: str) -> ResponseReturnValue:
    """Set one's own line aside: who holds the receipt says that he did not sign."""
    with transaction(current_actor()) as tx:
        dispute_line(tx, code)
    flash(_("已搁置，不再计入，并已记入台账。"), "success")
    return redirect(url_for("paper.check", code=code), 303)


def _sheet(proposal_id: ProposalId) -> dict[str, object]:
    """Return what stands on the sheet of a proposal that can be co-signed."""
    proposal = get_visible(db.session(), proposal_id, current_actor())
    require(may_read_text(current_actor(), facts(proposal)))
    if proposal.stage not in COSIGNABLE:
        raise NotPossible("cosigns.closed" if proposal.accepted_at else "cosigns.not_open_yet")
    return {
        "proposal": proposal,
        "mark": text_mark(proposal.title, proposal.matter, proposal.remedy),
        "lines": LINES_A_SHEET,
        "printed_at": now(),
    }


def _seen(stack_id: int) -> SheetsPage:
    """Return a stack for one of its clerks; raises NotPermitted."""
    seen = sheets_page(db.session(), stack_id, current_actor())
    require(policy.may_read(current_actor(), neighbourhood_id=seen.stack.neighbourhood_id))
    return seen


def _registered(proposal_id: ProposalId, form: SheetsForm) -> int | None:
    """Take a stack in and return its id; None where the form must be shown again."""
    sheets, lines, version = (f.data or 0 for f in (form.sheets, form.entries, form.version))
    try:
        with transaction(current_actor()) as tx:
            stack = register_sheets(tx, proposal_id, sheets=sheets, lines=lines, version=version)
            return stack.stack_id
    except Invalid as error:
        form.add_refusal(error)
        return None


def _line(seen: SheetsPage, form: SignerForm) -> str:
    """Return the page of one line."""
    place = position(max(1, form.entry_number))
    return page("cosigns/paper/enter", seen=seen, form=form, place=place)


def _read(seen: SheetsPage, form: SignerForm) -> bool:
    """Write the clerk's reading of a line and say what came of it; False to show the form again."""
    key = f"{form.room.data or ''} {form.name.data or ''}".strip()
    number = form.entry_number
    try:
        content = _content(seen, form)
        with transaction(current_actor()) as tx:
            outcome = read_line(tx, seen.stack.stack_id, number, key=key, content=content)
    except Invalid as error:
        form.add_refusal(error)
        return False
    sheet_number, line = position(number)
    place = _("第 %(sheet)s 张第 %(line)s 行", sheet=sheet_number, line=line)
    flash(*told(place, outcome.state, outcome.reason))
    return True


def _content(seen: SheetsPage, form: SignerForm) -> str:
    """Return the canonical text of what was typed; raises Invalid where it is nobody."""
    room, name = form.room.data or "", form.name.data or ""
    if form.unreadable.data:
        return UNREADABLE
    if form.stranger.data:
        return signed_by_stranger(room, name)
    return signed_by(find_adult(db.session(), seen.scope, room=room, name=name))
