"""The pages of the residents' vote: choose, check, receipt; one's own ballot; result and roll."""

import csv
import io
from collections.abc import Sequence

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.ballots import policy
from agenda.ballots.commands import cast_ballot, replace_ballot
from agenda.ballots.forms import CastForm, ChoiceForm, CodeForm, ReplaceForm
from agenda.ballots.paper.queries import find_box_tally, slip_tally
from agenda.ballots.queries import (
    VotePanel,
    count_ledger_lines,
    find_own_choice,
    holds_receipt,
    ledger_head,
    list_choices,
    list_receipts,
    list_roll_buildings,
    list_roll_people,
    panel,
)
from agenda.ballots.rules import Choice, VoteState, shown_number
from agenda.ballots.verification.queries import published_file
from agenda.community.people.queries import public_names
from agenda.community.queries import get_neighbourhood
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.chain import canonical
from agenda.kernel.errors import Invalid, NotFound, NotPermitted, NotPossible
from agenda.kernel.ids import PersonId, ProposalId, new_code
from agenda.proposals.queries import get_visible
from agenda.web.login import current_actor, public
from agenda.web.pdf import pdf
from agenda.web.render import page

blueprint = Blueprint("ballots", __name__, url_prefix="/proposals/<int:proposal_id>/vote")
PAGE_SIZE = 200


@blueprint.get("")
@public
def show(proposal_id: ProposalId) -> ResponseReturnValue:
    """Show what the vote asks, of whom, until when, what stays secret and what becomes public."""
    return page("ballots/show", panel=_seen(proposal_id))


@blueprint.get("/ballot")
def new(proposal_id: ProposalId) -> ResponseReturnValue:
    """Offer the three choices."""
    seen = _seen(proposal_id)
    if not seen.can_cast:
        return _back(proposal_id)
    form = ChoiceForm()
    form.offer()
    return page("ballots/new", panel=seen, form=form)


@blueprint.route("/ballot/check", methods=["GET", "POST"])
def check(proposal_id: ProposalId) -> ResponseReturnValue:
    """Show the choice once more before it is cast; the form carries the code of its receipt."""
    seen = _seen(proposal_id)
    form = ChoiceForm()
    form.offer()
    if not form.was_sent or not seen.can_cast:
        return redirect(url_for("ballots.new", proposal_id=proposal_id), 303)
    if not form.validate():
        return page("ballots/new", panel=seen, form=form), 400
    cast = CastForm(formdata=None, choice=form.choice.data, code=new_code())
    return page("ballots/check", panel=seen, form=cast, choice=Choice(form.choice.data))


@blueprint.post("/ballot")
def create(proposal_id: ProposalId) -> ResponseReturnValue:
    """Cast the ballot and show its receipt: here alone, because nobody can show the code again.

    There is no redirect: loading this page anew sends the same form and gets the same receipt.
    """
    seen = _seen(proposal_id)
    form = CastForm()
    if not form.validate():
        return redirect(url_for("ballots.new", proposal_id=proposal_id), 303)
    with transaction(current_actor()) as tx:
        receipt = cast_ballot(
            tx, seen.vote.vote_id, Choice(form.choice.data or ""), code=form.code.data
        )
    return page("ballots/receipt", panel=seen, receipt=receipt, at=now())


@blueprint.route("/ballot/edit", methods=["GET", "POST"])
def edit(proposal_id: ProposalId) -> ResponseReturnValue:
    """Open one's own ballot with the receipt code, while the vote is open."""
    seen = _seen(proposal_id)
    if not seen.can_replace:
        return _back(proposal_id)
    form = CodeForm()
    if form.validate_on_submit():
        code = form.code.data or ""
        own = find_own_choice(db.session(), seen.vote, _person_id(), code=code)
        if own is not None:
            replacing = ReplaceForm(formdata=None, code=code)
            replacing.offer()
            return page("ballots/edit", panel=seen, form=replacing, own=own)
        form.add_refusal(Invalid("ballots.receipt_not_yours", field="code"))
    return page("ballots/open", panel=seen, form=form), 400 if form.was_sent else 200


@blueprint.post("/ballot/replace")
def update(proposal_id: ProposalId) -> ResponseReturnValue:
    """Put another choice in place of one's own."""
    seen = _seen(proposal_id)
    if not seen.can_replace:
        return _back(proposal_id)
    form = ReplaceForm()
    form.offer()
    code = form.code.data or ""
    own = find_own_choice(db.session(), seen.vote, _person_id(), code=code)
    if own is None:
        raise Invalid("ballots.receipt_not_yours")
    if not form.validate():
        return page("ballots/edit", panel=seen, form=form, own=own), 400
    with transaction(current_actor()) as tx:
        replace_ballot(tx, seen.vote.vote_id, Choice(form.choice.data), code=code)
    flash(_("已改选。原来的回执码继续有效，截止前还可以再改。"), "success")
    return _back(proposal_id)


@blueprint.get("/result")
@public
def result(proposal_id: ProposalId) -> ResponseReturnValue:
    """Show the count with its arithmetic, and let anyone find a receipt and recount."""
    seen = _seen(proposal_id)
    if seen.state is not VoteState.CLOSED:
        return _back(proposal_id)
    lines = count_ledger_lines(db.session(), seen.vote)
    asked = shown_number(request.args.get("receipt", "")[:40])
    found = bool(asked) and holds_receipt(db.session(), seen.vote.vote_id, asked)
    place = get_neighbourhood(db.session(), seen.vote.neighbourhood_id)
    box = find_box_tally(db.session(), seen.vote.vote_id)
    context = {"panel": seen, "lines": lines, "place": place, "box": box}
    return page("ballots/result", **context, asked=asked, found=found)


@blueprint.get("/certificate")
@public
def certificate(proposal_id: ProposalId) -> ResponseReturnValue:
    """Show the certificate: question, roll, sums with their arithmetic, paper, who counted, seal."""
    return page("ballots/certificate", **_certified(proposal_id))


@blueprint.get("/certificate.pdf")
@public
def certificate_pdf(proposal_id: ProposalId) -> ResponseReturnValue:
    """Give the certificate as PDF."""
    name = f"vote-certificate-{proposal_id}.pdf"
    return pdf("ballots/certificate", filename=name, **_certified(proposal_id))


@blueprint.get("/receipts")
@public
def receipts(proposal_id: ProposalId) -> ResponseReturnValue:
    """List the numbers of all receipts of a closed vote."""
    seen = _seen(proposal_id)
    return _listing("ballots/receipts", seen, list_receipts(db.session(), seen.vote))


@blueprint.get("/choices")
@public
def choices(proposal_id: ProposalId) -> ResponseReturnValue:
    """List the choices of a closed vote, one a ballot, for anyone to recount."""
    seen = _seen(proposal_id)
    return _listing("ballots/choices", seen, list_choices(db.session(), seen.vote))


@blueprint.get("/receipts.csv")
@public
def export_receipts(proposal_id: ProposalId) -> ResponseReturnValue:
    """Give the receipts as a table of one column."""
    vote = _seen(proposal_id).vote
    return _table("receipts", "receipt", list_receipts(db.session(), vote))


@blueprint.get("/choices.csv")
@public
def export_choices(proposal_id: ProposalId) -> ResponseReturnValue:
    """Give the choices as a table of one column."""
    vote = _seen(proposal_id).vote
    return _table("choices", "choice", list_choices(db.session(), vote))


@blueprint.get("/result.json")
@public
def export(proposal_id: ProposalId) -> ResponseReturnValue:
    """Give the whole result in one file that `agenda verify-ballot` recounts."""
    data = published_file(db.session(), _seen(proposal_id).vote)
    name = f"vote-{data['vote']}.json"
    return Response(
        canonical(data),
        mimetype="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@blueprint.get("/roll")
@public
def roll(proposal_id: ProposalId) -> ResponseReturnValue:
    """Show the frozen roll: how many of each building, and to neighbours the masked names."""
    seen = _seen(proposal_id)
    actor, vote = current_actor(), seen.vote
    buildings = list_roll_buildings(db.session(), vote.vote_id)
    here = actor.neighbourhood_id == vote.neighbourhood_id
    names_allowed = policy.may_see_names(actor, in_neighbourhood=here)
    asked = request.args.get("building", type=int)
    building = next((b for b in buildings if b.building_id == asked and names_allowed), None)
    names: list[str] = []
    if building is not None:
        people = list_roll_people(db.session(), vote.vote_id, building_id=building.building_id)
        shown = public_names(db.session(), set(people), anonymous_word=_("居民"))
        names = [shown[person] for person in people]
    context = {"panel": seen, "buildings": buildings, "names_allowed": names_allowed}
    return page("ballots/roll", **context, building=building, names=names)


def _certified(proposal_id: ProposalId) -> dict[str, object]:
    """Return what the certificate of a closed vote says; raises NotPossible before."""
    seen, session = _seen(proposal_id), db.session()
    if seen.state is not VoteState.CLOSED:
        raise NotPossible("ballots.not_closed_yet")
    paper = slip_tally(session, seen.vote)
    return {
        "panel": seen,
        "paper": paper,
        "box": find_box_tally(session, seen.vote.vote_id),
        "place": get_neighbourhood(session, seen.vote.neighbourhood_id),
        "names": public_names(session, set(paper.counters), anonymous_word=_("居民")),
        "ledger_head": ledger_head(session, proposal_id),
    }


def _seen(proposal_id: ProposalId) -> VotePanel:
    """Return the vote on a proposal that the reader may see; raises NotFound."""
    get_visible(db.session(), proposal_id, current_actor())
    seen = panel(db.session(), proposal_id, current_actor(), now())
    if seen is None:
        raise NotFound("ballots.no_vote")
    return seen


def _back(proposal_id: ProposalId) -> ResponseReturnValue:
    """Return to the page of the vote."""
    return redirect(url_for("ballots.show", proposal_id=proposal_id), 303)


def _person_id() -> PersonId:
    """Return the signed-in person; raises NotPermitted for anybody else."""
    person_id = current_actor().person_id
    if person_id is None:
        raise NotPermitted("authz.sign_in_first")
    return person_id


def _listing(template: str, seen: VotePanel, rows: Sequence[str]) -> ResponseReturnValue:
    """Show one page of a long list."""
    pages = max(1, -(-len(rows) // PAGE_SIZE))
    number = min(max(1, request.args.get("page", 1, type=int)), pages)
    first = PAGE_SIZE * (number - 1)
    shown = rows[first : first + PAGE_SIZE]
    return page(template, panel=seen, rows=shown, first=first + 1, number=number, pages=pages)


def _table(name: str, head: str, rows: Sequence[str]) -> Response:
    """Return a list as a CSV file."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([head])
    writer.writerows([row] for row in rows)
    disposition = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(text.getvalue(), mimetype="text/csv", headers=disposition)
