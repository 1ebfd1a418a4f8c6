"""The opinion map of a proposal: reading it, answering one by one, adding statements."""

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.deliberation.opinions import commands, policy
from agenda.deliberation.opinions.forms import StatementForm
from agenda.deliberation.opinions.models import Statement
from agenda.deliberation.opinions.queries import (
    find_map,
    find_next,
    find_number,
    get_answers,
    list_statements,
)
from agenda.deliberation.opinions.rules import Answer
from agenda.deliberation.opinions.sentences import GROUPS
from agenda.deliberation.parties.queries import recused_ids
from agenda.deliberation.queries import get_readable
from agenda.deliberation.removals.policy import may_moderate
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Invalid
from agenda.kernel.ids import PersonId, ProposalId
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
    away = recused_ids(db.session(), proposal_id)
    return page(
        "deliberation/opinions/statements",
        proposal=proposal,
        rows=list_statements(db.session(), proposal_id, actor.person_id),
        may_take_part=policy.may_take_part(actor, facts(proposal)),
        moderates=may_moderate(actor, facts(proposal), away),
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


def _written(form: StatementForm, proposal_id: ProposalId) -> bool:
    """Whether the statement was written; a refusal is put on the form."""
    try:
        with transaction(current_actor()) as tx:
            commands.write_statement(tx, proposal_id, text=form.text.data or "")
    except Invalid as error:
        form.add_refusal(error)
        return False
    return True


def _address(endpoint: str, statement: Statement) -> str:
    """Return an address of one statement."""
    return url_for(endpoint, proposal_id=statement.proposal_id, number=statement.number)
