"""The draft resolution: clean and marked up, amendments, and what becomes of them."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.community.queries import list_bodies
from agenda.deliberation.drafting import commands, policy
from agenda.deliberation.drafting.forms import AmendmentForm, DecisionForm
from agenda.deliberation.drafting.queries import draft_page, get_amendment, get_paragraph
from agenda.deliberation.drafting.rules import AmendmentState
from agenda.deliberation.parties.queries import recused_ids
from agenda.deliberation.positions.rules import pieces_between
from agenda.deliberation.queries import get_readable
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Invalid
from agenda.kernel.ids import ProposalId
from agenda.proposals.models import Proposal
from agenda.proposals.queries import facts
from agenda.web.forms import Form
from agenda.web.login import current_actor, public
from agenda.web.render import page

blueprint = Blueprint("drafting", __name__)


@blueprint.get("/proposals/<int:proposal_id>/draft")
@public
def index(proposal_id: ProposalId) -> ResponseReturnValue:
    """Show the draft with what changed since it was signed, or clean, to read and to print."""
    proposal = get_readable(db.session(), proposal_id, current_actor())
    word = _("居民")
    shown = draft_page(db.session(), proposal_id, current_actor(), anonymous_word=word)
    clean = request.args.get("view") == "clean"
    return page("deliberation/drafting/index", proposal=proposal, shown=shown, clean=clean)


@blueprint.post("/proposals/<int:proposal_id>/draft")
def create(proposal_id: ProposalId) -> ResponseReturnValue:
    """Lay out the remedy as a draft, for the lead body."""
    with transaction(current_actor()) as tx:
        commands.start_draft(tx, proposal_id)
    flash(_("草案已列出，居民和各单位可以逐条提修改意见。"), "success")
    return _to(proposal_id)


@blueprint.route(
    "/proposals/<int:proposal_id>/draft/<int:paragraph>/amendment", methods=["GET", "POST"]
)
def new(proposal_id: ProposalId, paragraph: int) -> ResponseReturnValue:
    """Propose to change a paragraph, or (paragraph 0) to add one."""
    proposal = get_readable(db.session(), proposal_id, current_actor())
    require(policy.may_amend(current_actor(), facts(proposal)))
    session = db.session()
    base = get_paragraph(session, proposal_id, paragraph).text if paragraph else ""
    form = _amendment_form(proposal, base)
    if form.validate_on_submit() and _proposed(form, proposal_id, paragraph):
        flash(_("修改意见已公开，请主办单位处理；逾期不处理，提交会议决定。"), "success")
        return _to(proposal_id)
    shown = {"proposal": proposal, "paragraph": paragraph, "base": base, "form": form}
    return page("deliberation/drafting/new", **shown), _status(form)


@blueprint.route("/amendments/<int:amendment_id>/decision", methods=["GET", "POST"])
def decide(amendment_id: int) -> ResponseReturnValue:
    """Accept an amendment, reject it with a reason, or put it to the meeting."""
    amendment = get_amendment(db.session(), amendment_id)
    proposal = get_readable(db.session(), amendment.proposal_id, current_actor())
    away = recused_ids(db.session(), proposal.proposal_id)
    require(policy.may_decide(current_actor(), facts(proposal), away))
    form = DecisionForm()
    form.offer()
    if form.validate_on_submit() and _decided(form, amendment_id):
        flash(_("已处理，结果公开并记入台账。"), "success")
        return _to(proposal.proposal_id)
    pieces = pieces_between(amendment.base, amendment.text)
    shown = {"proposal": proposal, "amendment": amendment, "pieces": pieces, "form": form}
    return page("deliberation/drafting/decide", **shown), _status(form)


def _amendment_form(proposal: Proposal, base: str) -> AmendmentForm:
    """Return the form of an amendment, with the paragraph as it stands and the reader's bodies."""
    actor = current_actor()
    form = AmendmentForm(data={"text": base})
    seated = {seat.body_id for seat in actor.seats}
    bodies = list_bodies(db.session(), proposal.neighbourhood_id) if seated else ()
    own = [(body.body_id, body.short_name) for body in bodies if body.body_id in seated]
    form.offer(own, at_home=actor.is_resident or bool(actor.owns_household_ids))
    return form


def _proposed(form: AmendmentForm, proposal_id: ProposalId, paragraph: int) -> bool:
    """Whether the amendment was proposed; a refusal is put on the form."""
    try:
        with transaction(current_actor()) as tx:
            commands.propose_amendment(
                tx,
                proposal_id,
                paragraph=paragraph,
                text=form.text.data or "",
                reason=form.reason.data or "",
                body_id=form.body_id,
            )
    except Invalid as error:
        form.add_refusal(error)
        return False
    return True


def _decided(form: DecisionForm, amendment_id: int) -> bool:
    """Whether the decision was written; a refusal is put on the form."""
    state, answer = AmendmentState(form.state.data), form.answer.data or ""
    try:
        with transaction(current_actor()) as tx:
            commands.decide_amendment(tx, amendment_id, state=state, answer=answer)
    except Invalid as error:
        form.add_refusal(error)
        return False
    return True


def _to(proposal_id: ProposalId) -> ResponseReturnValue:
    """Lead to the draft."""
    return redirect(url_for("drafting.index", proposal_id=proposal_id), 303)


def _status(form: Form) -> int:
    """Return the status of a page that shows a form, perhaps once more."""
    return 400 if form.was_sent else 200
