"""The discussion of a proposal: reading it page by page, writing, replying."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.community.people.queries import public_names
from agenda.community.queries import list_bodies
from agenda.deliberation.discussion import commands, policy
from agenda.deliberation.discussion.forms import CommentForm
from agenda.deliberation.discussion.models import Comment
from agenda.deliberation.discussion.queries import (
    find_number,
    list_comments,
    position_in_threads,
)
from agenda.deliberation.discussion.rules import ThreadOrder, page_of, pages
from agenda.deliberation.parties.queries import recused_ids
from agenda.deliberation.queries import get_readable
from agenda.deliberation.removals.policy import may_moderate
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Invalid
from agenda.kernel.ids import ProposalId
from agenda.proposals.models import Proposal
from agenda.proposals.queries import facts
from agenda.web.login import current_actor, public
from agenda.web.render import page

blueprint = Blueprint("discussion", __name__)


@blueprint.get("/proposals/<int:proposal_id>/discussion")
@public
def index(proposal_id: ProposalId) -> ResponseReturnValue:
    """Show one page of the discussion, thread by thread or the latest first."""
    proposal = get_readable(db.session(), proposal_id, current_actor())
    return _shown(proposal, _comment_form(proposal))


@blueprint.post("/proposals/<int:proposal_id>/discussion")
def create(proposal_id: ProposalId) -> ResponseReturnValue:
    """Write a comment that begins a thread."""
    proposal = get_readable(db.session(), proposal_id, current_actor())
    form = _comment_form(proposal)
    if form.validate_on_submit() and (comment := _written(form, proposal_id)):
        return _to(comment)
    return _shown(proposal, form), 400


@blueprint.get("/proposals/<int:proposal_id>/discussion/<int:number>")
@public
def show(proposal_id: ProposalId, number: int) -> ResponseReturnValue:
    """Lead to a comment on its page of the discussion."""
    get_readable(db.session(), proposal_id, current_actor())
    return _to(find_number(db.session(), proposal_id, number))


@blueprint.route(
    "/proposals/<int:proposal_id>/discussion/<int:number>/reply", methods=["GET", "POST"]
)
def reply(proposal_id: ProposalId, number: int) -> ResponseReturnValue:
    """Reply to a comment."""
    proposal = get_readable(db.session(), proposal_id, current_actor())
    require(policy.may_comment(current_actor(), facts(proposal)))
    parent = find_number(db.session(), proposal_id, number)
    form = _comment_form(proposal)
    if form.validate_on_submit():
        comment = _written(form, proposal_id, reply_to=parent.comment_id)
        if comment is not None:
            return _to(comment)
    shown = {"proposal": proposal, "comment": parent, "form": form}
    return page("deliberation/discussion/reply", **shown, **_author(parent)), _status(form)


def _shown(proposal: Proposal, form: CommentForm) -> str:
    """Return the page of comments that the address asks for, with the form to write one."""
    latest = request.args.get("order") == ThreadOrder.LATEST
    order = ThreadOrder.LATEST if latest else ThreadOrder.THREADS
    last = pages(proposal.discussion_count)
    number = min(max(1, request.args.get("page", 1, type=int)), last)
    rows = list_comments(db.session(), proposal.proposal_id, order=order, page=number)
    authors = {row.author_id for row in rows}
    away = recused_ids(db.session(), proposal.proposal_id)
    return page(
        "deliberation/discussion/index",
        proposal=proposal,
        rows=rows,
        names=public_names(db.session(), authors, anonymous_word=_("居民")),
        form=form,
        order=order,
        number=number,
        pages=last,
        may_comment=policy.may_comment(current_actor(), facts(proposal)),
        moderates=may_moderate(current_actor(), facts(proposal), away),
    )


def _comment_form(proposal: Proposal) -> CommentForm:
    """Return the form to write a comment, offering the reader's own bodies."""
    actor, form = current_actor(), CommentForm()
    seated = {seat.body_id for seat in actor.seats}
    bodies = list_bodies(db.session(), proposal.neighbourhood_id) if seated else ()
    own = [(body.body_id, body.short_name) for body in bodies if body.body_id in seated]
    form.offer(own, at_home=actor.is_resident or bool(actor.owns_household_ids))
    return form


def _written(
    form: CommentForm, proposal_id: ProposalId, *, reply_to: int | None = None
) -> Comment | None:
    """Return the comment that was written; a refusal is put on the form."""
    text, body_id = form.text.data or "", form.body_id
    try:
        with transaction(current_actor()) as tx:
            return commands.write_comment(
                tx, proposal_id, text=text, reply_to=reply_to, body_id=body_id
            )
    except Invalid as error:
        form.add_refusal(error)
        return None


def _author(comment: Comment) -> dict[str, str]:
    """Return how a comment's author stands in public."""
    names = public_names(db.session(), {comment.author_id}, anonymous_word=_("居民"))
    return {"author": names[comment.author_id]}


def _to(comment: Comment) -> ResponseReturnValue:
    """Lead to a comment on its page of the threads."""
    number = page_of(position_in_threads(db.session(), comment))
    anchor = f"comment-{comment.number}"
    proposal_id = comment.proposal_id
    where = url_for("discussion.index", proposal_id=proposal_id, page=number, _anchor=anchor)
    return redirect(where, 303)


def _status(form: CommentForm) -> int:
    """Return the status of a page that shows a form, perhaps once more."""
    return 400 if form.was_sent else 200
