"""Removals: the public trace of an issue, proposing one, and one removal with what is to be done."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.deliberation.parties.queries import recused_ids
from agenda.deliberation.queries import get_readable
from agenda.deliberation.removals import commands, policy
from agenda.deliberation.removals.forms import (
    AppealAnswerForm,
    AppealForm,
    DecisionForm,
    RemovalForm,
)
from agenda.deliberation.removals.queries import (
    body_names,
    find_latest,
    get_removal,
    get_text,
    list_removals,
    removal_page,
)
from agenda.deliberation.removals.rules import RemovalReason, RemovalState, TextKind
from agenda.infra.db import db
from agenda.infra.transaction import Transaction, now, transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Invalid, NotFound
from agenda.kernel.ids import ProposalId
from agenda.proposals.queries import facts
from agenda.web.forms import Form
from agenda.web.login import current_actor, public
from agenda.web.render import page

blueprint = Blueprint("removals", __name__)


@blueprint.get("/proposals/<int:proposal_id>/removals")
@public
def index(proposal_id: ProposalId) -> ResponseReturnValue:
    """Show every removal of an issue's texts: what, why, by whom, and what became of it."""
    proposal = get_readable(db.session(), proposal_id, current_actor())
    removals = list_removals(db.session(), proposal_id)
    names = body_names(db.session(), removals)
    return page("deliberation/removals/index", proposal=proposal, removals=removals, bodies=names)


@blueprint.route(
    "/proposals/<int:proposal_id>/removals/<text_kind>/<int:number>", methods=["GET", "POST"]
)
def new(proposal_id: ProposalId, text_kind: str, number: int) -> ResponseReturnValue:
    """Propose to remove a text; where that was done already, lead to the removal."""
    proposal = get_readable(db.session(), proposal_id, current_actor())
    kind = _kind(text_kind)
    written = get_text(db.session(), proposal_id, kind=kind, number=number)
    latest = find_latest(db.session(), proposal_id, kind=kind, number=number)
    if latest is not None and latest.state is not RemovalState.DISMISSED:
        return _to(latest.removal_id)
    away = recused_ids(db.session(), proposal_id)
    known, author_id = facts(proposal), written.author_id
    require(policy.may_moderate(current_actor(), known, away, author_id=author_id))
    form = RemovalForm()
    form.offer()
    if form.validate_on_submit():
        removal_id = _proposed(form, proposal_id, kind=kind, number=number)
        flash(_("已提请移除，等另一位成员确认；在此之前文字照常显示。"), "success")
        return _to(removal_id)
    shown = {"proposal": proposal, "written": written, "form": form}
    return page("deliberation/removals/new", **shown), 400 if form.was_sent else 200


@blueprint.get("/removals/<int:removal_id>")
@public
def show(removal_id: int) -> ResponseReturnValue:
    """Show one removal: its trace to everybody, text and forms to whom they concern."""
    return _shown(removal_id)


@blueprint.post("/removals/<int:removal_id>/decision")
def decide(removal_id: int) -> ResponseReturnValue:
    """Confirm or dismiss a removal, as the second person."""
    form = DecisionForm()
    form.offer()

    def act(tx: Transaction) -> object:
        if form.is_removal:
            return commands.confirm_removal(tx, removal_id)
        return commands.dismiss_removal(tx, removal_id, answer=form.answer.data or "")

    return _done(removal_id, form, act)


@blueprint.post("/removals/<int:removal_id>/appeal")
def appeal(removal_id: int) -> ResponseReturnValue:
    """Appeal, as the author of a removed text."""
    form = AppealForm()

    def act(tx: Transaction) -> object:
        return commands.appeal_removal(tx, removal_id, text=form.text.data or "")

    return _done(removal_id, form, act)


@blueprint.post("/removals/<int:removal_id>/answer")
def answer(removal_id: int) -> ResponseReturnValue:
    """Answer an author's appeal, for the supervision committee."""
    form = AppealAnswerForm()
    form.offer()

    def act(tx: Transaction) -> object:
        return commands.answer_removal_appeal(
            tx, removal_id, restored=form.is_restored, answer=form.answer.data or ""
        )

    return _done(removal_id, form, act)


def _proposed(form: RemovalForm, proposal_id: ProposalId, *, kind: TextKind, number: int) -> int:
    """Propose a removal as the form says, and return it by its id."""
    with transaction(current_actor()) as tx:
        return commands.propose_removal(
            tx,
            proposal_id,
            kind=kind,
            number=number,
            reason=RemovalReason(form.reason.data),
            explanation=form.explanation.data or "",
        ).removal_id


def _done(removal_id: int, form: Form, act: Callable[[Transaction], object]) -> ResponseReturnValue:
    """Take an act on a removal and go back to it; show what was typed again where it is refused."""
    if form.validate_on_submit():
        try:
            with transaction(current_actor()) as tx:
                act(tx)
        except Invalid as error:
            form.add_refusal(error)
        else:
            flash(_("已办理，结果记入台账。"), "success")
            return _to(removal_id)
    return _shown(removal_id, form), 400


def _shown(removal_id: int, sent: Form | None = None) -> str:
    """Return the page of a removal with its forms, one of them perhaps as it was sent."""
    get_readable(db.session(), get_removal(db.session(), removal_id).proposal_id, current_actor())
    shown = removal_page(db.session(), removal_id, current_actor(), now())
    decision = sent if isinstance(sent, DecisionForm) else DecisionForm(None)
    answering = sent if isinstance(sent, AppealAnswerForm) else AppealAnswerForm(None)
    decision.offer()
    answering.offer()
    return page(
        "deliberation/removals/show",
        shown=shown,
        sent=sent,
        decision=decision,
        appeal=sent if isinstance(sent, AppealForm) else AppealForm(None),
        answering=answering,
    )


def _kind(name: str) -> TextKind:
    """Return a kind of text by its name in addresses; raises NotFound for any other word."""
    if name not in set(TextKind):
        raise NotFound("deliberation.no_removal")
    return TextKind(name)


def _to(removal_id: int) -> ResponseReturnValue:
    """Lead to a removal."""
    return redirect(url_for("removals.show", removal_id=removal_id), 303)
