"""Inviting bodies, and keeping people with an interest away, in public."""

from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.community.queries import list_bodies
from agenda.deliberation.parties import commands, policy
from agenda.deliberation.parties.forms import AnswerForm, AskForm, DeclarationForm, InviteForm
from agenda.deliberation.parties.invitations.commands import (
    invite_body,
    invite_expert,
    invite_households,
)
from agenda.deliberation.parties.queries import (
    get_recusal,
    list_parties,
    list_seat_holders,
    named_holders,
    recused_ids,
)
from agenda.deliberation.parties.recusals.queries import panel
from agenda.deliberation.queries import get_readable, get_sitting
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Invalid, NotFound
from agenda.kernel.ids import BodyId, PersonId, ProposalId
from agenda.proposals.models import Proposal
from agenda.proposals.queries import facts
from agenda.web.login import current_actor, public
from agenda.web.render import page

blueprint = Blueprint("parties", __name__)


@blueprint.route("/proposals/<int:proposal_id>/parties/new", methods=["GET", "POST"])
def invite(proposal_id: ProposalId) -> ResponseReturnValue:
    """Invite a further body, homes the matter touches, or an expert, for the lead body."""
    proposal = get_readable(db.session(), proposal_id, current_actor())
    require(policy.may_invite(current_actor(), facts(proposal)))
    sitting = get_sitting(db.session(), proposal_id)
    invited = {party.body_id for party in list_parties(db.session(), sitting.sitting_id)}
    bodies = list_bodies(db.session(), proposal.neighbourhood_id)
    form = InviteForm()
    form.offer((b.body_id, b.short_name) for b in bodies if b.body_id not in invited)
    if form.validate_on_submit() and _invited(form, proposal_id):
        flash(_("已邀请，答复期限从今天算起。"), "success")
        return redirect(url_for("docket.show", proposal_id=proposal_id) + "#positions", 303)
    return page("deliberation/positions/invite", proposal=proposal, form=form), _status(form)


def _invited(form: InviteForm, proposal_id: ProposalId) -> bool:
    """Invite whom the form names, all or nobody; where a rule refuses it, mark the form."""
    try:
        with transaction(current_actor()) as tx:
            if form.body_id.data:
                invite_body(tx, proposal_id, body_id=BodyId(form.body_id.data))
            if form.lines:
                invite_households(tx, proposal_id, lines=form.lines)
            if form.expert.data or not form.names_somebody:
                invite_expert(tx, proposal_id, name=form.expert.data or "")
    except Invalid as error:
        form.add_refusal(error)
        return False
    return True


@blueprint.get("/proposals/<int:proposal_id>/recusals")
@public
def index(proposal_id: ProposalId) -> ResponseReturnValue:
    """Show who keeps away from an issue, who was asked to, and what was answered."""
    proposal = get_readable(db.session(), proposal_id, current_actor())
    seen = panel(db.session(), proposal_id, current_actor(), now(), anonymous_word=_("居民"))
    return page("deliberation/recusals/index", proposal=proposal, panel=seen)


@blueprint.route("/proposals/<int:proposal_id>/recusals/declaration", methods=["GET", "POST"])
def declare(proposal_id: ProposalId) -> ResponseReturnValue:
    """Declare one's own interest, as a seat holder."""
    proposal = get_readable(db.session(), proposal_id, current_actor())
    away = recused_ids(db.session(), proposal_id)
    require(policy.may_declare_recusal(current_actor(), facts(proposal), away))
    form = DeclarationForm()
    if form.validate_on_submit():
        with transaction(current_actor()) as tx:
            commands.declare_recusal(tx, proposal_id, reason=form.reason.data or "")
        flash(_("您已回避这个议题，不再参与它的审查、主持、计票和确认。"), "success")
        return _back(proposal_id)
    return page("deliberation/recusals/declare", proposal=proposal, form=form), _status(form)


@blueprint.route("/proposals/<int:proposal_id>/recusals/request", methods=["GET", "POST"])
def ask(proposal_id: ProposalId) -> ResponseReturnValue:
    """Ask, as a resident, that somebody with a seat keeps away."""
    proposal = get_readable(db.session(), proposal_id, current_actor())
    require(policy.may_ask_recusal(current_actor(), facts(proposal)))
    form = AskForm()
    form.offer(_holders(proposal))
    if form.validate_on_submit():
        person_id, reason = PersonId(form.person_id.data), form.reason.data or ""
        with transaction(current_actor()) as tx:
            commands.ask_recusal(tx, proposal_id, person_id=person_id, reason=reason)
        flash(
            _("申请已公开，请居务监督委员会在 3 个工作日内答复；逾期不答复，视为同意回避。"),
            "success",
        )
        return _back(proposal_id)
    return page("deliberation/recusals/ask", proposal=proposal, form=form), _status(form)


@blueprint.route("/recusals/<int:recusal_id>/answer", methods=["GET", "POST"])
def answer(recusal_id: int) -> ResponseReturnValue:
    """Answer a request for recusal, for the supervision committee."""
    recusal = get_recusal(db.session(), recusal_id)
    proposal = get_readable(db.session(), recusal.proposal_id, current_actor())
    seen = panel(
        db.session(), recusal.proposal_id, current_actor(), now(), anonymous_word=_("居民")
    )
    row = next((row for row in seen.rows if row.recusal_id == recusal_id), None)
    if row is None:
        raise NotFound("deliberation.no_recusal")
    require(row.may_answer)
    form = AnswerForm()
    form.offer()
    if form.validate_on_submit():
        reason = form.answer.data or ""
        with transaction(current_actor()) as tx:
            commands.answer_recusal(tx, recusal_id, upheld=form.is_upheld, answer=reason)
        return _back(proposal.proposal_id)
    shown = {"proposal": proposal, "row": row, "form": form}
    return page("deliberation/recusals/answer", **shown), _status(form)


def _holders(proposal: Proposal) -> list[tuple[int, str]]:
    """Return who holds a seat here, each once, by body and masked name."""
    holders = list_seat_holders(db.session(), proposal.neighbourhood_id)
    ids = {holder.person_id for holder in holders}
    place = proposal.neighbourhood_id
    names = named_holders(db.session(), place, ids, anonymous_word=_("居民"))
    return list(dict.fromkeys((h.person_id, names[h.person_id]) for h in holders))


def _back(proposal_id: ProposalId) -> ResponseReturnValue:
    """Go back to the recusals of an issue."""
    return redirect(url_for("parties.index", proposal_id=proposal_id), 303)


def _status(form: Any) -> int:
    """Return the status of a page that shows a form, perhaps once more."""
    return 400 if form.was_sent else 200
