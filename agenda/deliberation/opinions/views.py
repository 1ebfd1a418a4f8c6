"""The opinion map of a proposal: reading it, answering one by one, adding statements, removing."""

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.deliberation.discussion.forms import RemovalForm
from agenda.deliberation.discussion.rules import RemovalReason
from agenda.deliberation.opinions import commands, policy
from agenda.deliberation.opinions.forms import StatementDecisionForm, StatementForm
from agenda.deliberation.opinions.models import Statement
from agenda.deliberation.opinions.queries import (
    find_map,
    find_next,
    find_number,
    find_removal,
    get_answers,
    list_statements,
)
from agenda.deliberation.opinions.removals import commands as removals
from agenda.deliberation.opinions.rules import Answer
from agenda.deliberation.opinions.sentences import GROUPS
from agenda.deliberation.parties.queries import recused_ids
from agenda.deliberation.queries import get_readable
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import Decision, require
from agenda.kernel.errors import Invalid, NotFound
from agenda.kernel.ids import PersonId, ProposalId
from agenda.proposals.models import Proposal
from agenda.proposals.queries import facts
from agenda.web.login import current_actor, public
from agenda.web.render import page

blueprint = Blueprint("opinions", __name__)
NOBODY = PersonId(0)


@blueprint.get("/proposals/<int:proposal_id>/opinions")
@public
def index(proposal_id: ProposalId) -> ResponseReturnValue:
    """Show the map: what unites all groups, what divides them, the groups, the drawing."""
    actor = current_actor()
    proposal = get_readable(db.session(), proposal_id, actor)
    return page(
        "deliberation/opinions/index",
        proposal=proposal,
        seen=find_map(db.session(), proposal_id, actor.person_id),
        rows=list_statements(db.session(), proposal_id, actor.person_id),
        may_take_part=policy.may_take_part(actor, facts(proposal)),
        group_names=GROUPS,
    )


@blueprint.get("/proposals/<int:proposal_id>/opinions.csv")
@public
def export(proposal_id: ProposalId) -> ResponseReturnValue:
    """Give out the answers the map was drawn from, so that anyone can draw it again."""
    get_readable(db.session(), proposal_id, current_actor())
    text = get_answers(db.session(), proposal_id)
    name = f'attachment; filename="opinions-{proposal_id}.csv"'
    return Response(text, mimetype="text/csv", headers={"Content-Disposition": name})


@blueprint.get("/proposals/<int:proposal_id>/opinions/statements")
@public
def statements(proposal_id: ProposalId) -> ResponseReturnValue:
    """List all statements, each with the reader's own answer."""
    actor = current_actor()
    proposal = get_readable(db.session(), proposal_id, actor)
    return page(
        "deliberation/opinions/statements",
        proposal=proposal,
        rows=list_statements(db.session(), proposal_id, actor.person_id),
        may_take_part=policy.may_take_part(actor, facts(proposal)),
        moderates=_may_remove(proposal, NOBODY),
    )


@blueprint.get("/proposals/<int:proposal_id>/opinions/next")
def following(proposal_id: ProposalId) -> ResponseReturnValue:
    """Lead to the next statement to answer, or to the map once all are answered."""
    actor = current_actor()
    proposal = get_readable(db.session(), proposal_id, actor)
    require(policy.may_take_part(actor, facts(proposal)))
    found = find_next(db.session(), proposal_id, actor.person_id or NOBODY)
    if found is None:
        flash(_("所有看法您都表过态了。想到新的，可以自己写一条。"), "success")
        return redirect(url_for("opinions.index", proposal_id=proposal_id), 303)
    return redirect(_address("opinions.show", found), 303)


@blueprint.get("/proposals/<int:proposal_id>/opinions/<int:number>")
def show(proposal_id: ProposalId, number: int) -> ResponseReturnValue:
    """Show one statement to answer, alone on the screen."""
    actor = current_actor()
    proposal = get_readable(db.session(), proposal_id, actor)
    require(policy.may_take_part(actor, facts(proposal)))
    statement = find_number(db.session(), proposal_id, number)
    rows = list_statements(db.session(), proposal_id, actor.person_id)
    standing = [row for row in rows if row.removed_for is None]
    return page(
        "deliberation/opinions/show",
        proposal=proposal,
        statement=statement,
        answers=list(Answer),
        own=next((row.own for row in rows if row.number == number), None),
        count=len(standing),
        answered=sum(row.own is not None for row in standing),
    )


@blueprint.post("/proposals/<int:proposal_id>/opinions/<int:number>")
def answer(proposal_id: ProposalId, number: int) -> ResponseReturnValue:
    """Answer a statement, and go on to the next."""
    get_readable(db.session(), proposal_id, current_actor())
    statement = find_number(db.session(), proposal_id, number)
    given = request.form.get("answer", "")
    if given not in set(Answer):
        raise Invalid("deliberation.choose_an_answer", field="answer")
    with transaction(current_actor()) as tx:
        commands.give_opinion(tx, statement.statement_id, answer=Answer(given))
    return redirect(url_for("opinions.following", proposal_id=proposal_id), 303)


@blueprint.route("/proposals/<int:proposal_id>/opinions/new", methods=["GET", "POST"])
def new(proposal_id: ProposalId) -> ResponseReturnValue:
    """Add a statement of one's own."""
    proposal = get_readable(db.session(), proposal_id, current_actor())
    require(policy.may_take_part(current_actor(), facts(proposal)))
    form = StatementForm()
    if form.validate_on_submit() and _written(form, proposal_id):
        flash(_("已写上，您自己算赞同；别人可以表态了。"), "success")
        return redirect(url_for("opinions.statements", proposal_id=proposal_id), 303)
    status = 400 if form.was_sent else 200
    return page("deliberation/opinions/new", proposal=proposal, form=form), status


@blueprint.route(
    "/proposals/<int:proposal_id>/opinions/<int:number>/removal", methods=["GET", "POST"]
)
def remove(proposal_id: ProposalId, number: int) -> ResponseReturnValue:
    """Propose to remove a statement, for a reason of the closed list."""
    proposal, statement = _moderated(proposal_id, number)
    if find_removal(db.session(), statement.statement_id) is not None:
        return redirect(_address("opinions.decide", statement), 303)
    form = RemovalForm()
    form.offer()
    if form.validate_on_submit():
        reason, why = RemovalReason(form.reason.data), form.explanation.data or ""
        with transaction(current_actor()) as tx:
            removals.propose_removal(tx, statement.statement_id, reason=reason, explanation=why)
        flash(_("已提请移除，等另一位成员确认；在此之前这条看法照常征求意见。"), "success")
        return redirect(url_for("opinions.statements", proposal_id=proposal_id), 303)
    shown = {"proposal": proposal, "statement": statement, "form": form}
    return page("deliberation/opinions/remove", **shown), 400 if form.was_sent else 200


@blueprint.route(
    "/proposals/<int:proposal_id>/opinions/<int:number>/removal/decision",
    methods=["GET", "POST"],
)
def decide(proposal_id: ProposalId, number: int) -> ResponseReturnValue:
    """Confirm or dismiss a removal, as the second person."""
    proposal, statement = _moderated(proposal_id, number)
    removal = find_removal(db.session(), statement.statement_id)
    if removal is None:
        raise NotFound("deliberation.no_removal")
    form = StatementDecisionForm()
    form.offer()
    if form.validate_on_submit() and _decided(form, removal.removal_id):
        flash(_("已办理，结果记入台账。"), "success")
        return redirect(url_for("opinions.statements", proposal_id=proposal_id), 303)
    shown = {"proposal": proposal, "statement": statement, "form": form, "removal": removal}
    return page("deliberation/opinions/decide", **shown), 400 if form.was_sent else 200


def _written(form: StatementForm, proposal_id: ProposalId) -> bool:
    """Whether the statement was written; a refusal is put on the form."""
    try:
        with transaction(current_actor()) as tx:
            commands.write_statement(tx, proposal_id, text=form.text.data or "")
    except Invalid as error:
        form.add_refusal(error)
        return False
    return True


def _decided(form: StatementDecisionForm, removal_id: int) -> bool:
    """Whether the decision was written; a refusal is put on the form."""
    try:
        with transaction(current_actor()) as tx:
            if form.is_removal:
                removals.confirm_removal(tx, removal_id)
            else:
                removals.dismiss_removal(tx, removal_id, answer=form.answer.data or "")
    except Invalid as error:
        form.add_refusal(error)
        return False
    return True


def _moderated(proposal_id: ProposalId, number: int) -> tuple[Proposal, Statement]:
    """Return a statement that this reader may remove, with its proposal."""
    proposal = get_readable(db.session(), proposal_id, current_actor())
    statement = find_number(db.session(), proposal_id, number)
    require(_may_remove(proposal, statement.author_id))
    return proposal, statement


def _may_remove(proposal: Proposal, author_id: PersonId) -> Decision:
    """Return whether the reader may propose to remove what this author wrote."""
    away = recused_ids(db.session(), proposal.proposal_id)
    return policy.may_propose_removal(current_actor(), facts(proposal), away, author_id=author_id)


def _address(endpoint: str, statement: Statement) -> str:
    """Return an address of one statement."""
    return url_for(endpoint, proposal_id=statement.proposal_id, number=statement.number)
