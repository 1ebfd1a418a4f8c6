"""Proposing in steps, one's own proposals, editing, leaving."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.community.models import Area
from agenda.community.people.queries import public_names
from agenda.community.queries import get_area
from agenda.community.rules import place_name
from agenda.infra.db import db
from agenda.infra.transaction import Transaction, transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Invalid, NotPossible, Stale
from agenda.kernel.ids import AreaId, NeighbourhoodId, PersonId, ProposalId
from agenda.kernel.texts import normal_line
from agenda.procedure.rules import STANDARD, ScopeKind
from agenda.proposals import commands, policy
from agenda.proposals.forms import (
    ActForm,
    EditForm,
    MatterForm,
    PlaceForm,
    RemedyForm,
    StepForm,
)
from agenda.proposals.models import Proposal
from agenda.proposals.photos.views import photos_of, photos_saved
from agenda.proposals.queries import (
    facts,
    find_empty_draft,
    get_proposal,
    get_visible,
    list_own,
    list_scopes,
    list_similar,
    procedure_of,
)
from agenda.proposals.rules import ProposalText, Stage, Topic, private_passages, text_faults
from agenda.web.forms import Form
from agenda.web.login import current_actor
from agenda.web.render import page
from agenda.web.sentences import label
from agenda.web.uploads import takes_files

blueprint = Blueprint("proposals", __name__)
NO_TEXT = ProposalText("", "", "")


@blueprint.get("/proposals/mine")
def index() -> ResponseReturnValue:
    """Show the reader's own proposals and drafts."""
    actor = current_actor()
    own = list_own(db.session(), actor.person_id) if actor.person_id else ()
    may_propose = policy.may_propose(actor)
    return page("proposals/index", proposals=own, may_propose=may_propose, rules=STANDARD)


@blueprint.route("/proposals/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Begin a proposal: where the matter lies and what it is about."""
    require(policy.may_propose(current_actor()))
    form = _place_form()
    if form.validate_on_submit():
        with transaction(current_actor()) as tx:
            proposal = _begin(tx, form)
        return redirect(url_for("proposals.matter", proposal_id=proposal.proposal_id), 303)
    return page("proposals/place", form=form, proposal=None), _status(form)


@blueprint.route("/proposals/<int:proposal_id>/place", methods=["GET", "POST"])
def place(proposal_id: ProposalId) -> ResponseReturnValue:
    """Change where a draft's matter lies and what it is about."""
    proposal = _draft(proposal_id)
    form = _place_form(proposal)
    if form.validate_on_submit():
        with transaction(current_actor()) as tx:
            _choose_place(tx, get_proposal(tx.session, proposal_id), form)
        return redirect(url_for("proposals.matter", proposal_id=proposal_id), 303)
    return page("proposals/place", form=form, proposal=proposal), _status(form)


@blueprint.route("/proposals/<int:proposal_id>/matter", methods=["GET", "POST"])
@takes_files
def matter(proposal_id: ProposalId) -> ResponseReturnValue:
    """Write title and matter of a draft; similar proposals are shown while typing."""
    proposal = _draft(proposal_id)
    form = MatterForm(obj=proposal)
    text = ProposalText(form.title.data or "", form.matter.data or "", proposal.remedy)
    is_whole = form.validate_on_submit()
    if photos_saved(form, proposal_id) and is_whole and _saved(form, proposal, text):
        return _onward(form, "proposals.remedy", proposal_id)
    shown = {"similar": _similar_to(text.title, proposal), "photos": photos_of(proposal_id)}
    return page("proposals/matter", form=form, proposal=proposal, **shown), _status(form)


@blueprint.route("/proposals/<int:proposal_id>/remedy", methods=["GET", "POST"])
def remedy(proposal_id: ProposalId) -> ResponseReturnValue:
    """Write the proposed remedy of a draft; similar proposals are shown once more."""
    proposal = _draft(proposal_id)
    form = RemedyForm(obj=proposal)
    text = ProposalText(proposal.title, proposal.matter, form.remedy.data or "")
    if form.validate_on_submit() and _saved(form, proposal, text):
        return _onward(form, "proposals.check", proposal_id)
    similar = _similar_to(proposal.title, proposal)
    return page("proposals/remedy", form=form, proposal=proposal, similar=similar), _status(form)


@blueprint.get("/proposals/similar")
def similar() -> ResponseReturnValue:
    """Show public proposals whose titles are like the words typed so far: a part of a page."""
    neighbourhood_id = current_actor().neighbourhood_id or NeighbourhoodId(0)
    words = normal_line(request.args.get("title", ""))[:80]
    found = list_similar(db.session(), words, neighbourhood_id=neighbourhood_id)
    return page("proposals/_similar", similar=found)


@blueprint.route("/proposals/<int:proposal_id>/check", methods=["GET", "POST"])
def check(proposal_id: ProposalId) -> ResponseReturnValue:
    """Look at the whole draft once more and submit it."""
    if ActForm().validate_on_submit():
        with transaction(current_actor()) as tx:
            commands.submit_proposal(tx, proposal_id)
        flash(_("已提交。审查有结果时会通知您，进度随时可以在这里看。"), "success")
        return redirect(url_for("docket.show", proposal_id=proposal_id), 303)
    proposal = _draft(proposal_id)
    area = get_area(db.session(), proposal.scope_id)
    text = ProposalText(proposal.title, proposal.matter, proposal.remedy)
    context = {
        "proposal": proposal,
        "scope": place_name(area.path, area.name),
        "faults": text_faults(text),
        "private": private_passages(text),
        "photos": photos_of(proposal_id),
        "shown_as": _public_name(proposal.proposer_id),
        "rules": procedure_of(db.session(), proposal),
    }
    return page("proposals/check", **context)


@blueprint.route("/proposals/<int:proposal_id>/edit", methods=["GET", "POST"])
@takes_files
def edit(proposal_id: ProposalId) -> ResponseReturnValue:
    """Edit a public proposal while it gathers co-signatures; a draft goes back to its steps."""
    proposal = _editable(proposal_id)
    if proposal.stage is Stage.DRAFT:
        return redirect(url_for("proposals.matter", proposal_id=proposal_id), 303)
    form = EditForm(obj=proposal)
    text = ProposalText(form.title.data or "", form.matter.data or "", form.remedy.data or "")
    is_whole, note = form.validate_on_submit(), form.note.data or ""
    if photos_saved(form, proposal_id) and is_whole and _saved(form, proposal, text, note=note):
        flash(_("修改已公开，并会告知附议人。"), "success")
        return redirect(url_for("docket.show", proposal_id=proposal_id), 303)
    shown = {"rules": procedure_of(db.session(), proposal), "photos": photos_of(proposal_id)}
    return page("proposals/edit", form=form, proposal=proposal, **shown), _status(form)


@blueprint.get("/proposals/<int:proposal_id>/leave")
def leave(proposal_id: ProposalId) -> ResponseReturnValue:
    """Show how one's proposal can be withdrawn, or how to step down as its proposer."""
    proposal = get_visible(db.session(), proposal_id, current_actor())
    seen = facts(proposal)
    context = {
        "proposal": proposal,
        "may_withdraw": policy.may_withdraw(current_actor(), seen),
        "may_step_down": policy.may_step_down(current_actor(), seen),
    }
    return page("proposals/leave", **context)


@blueprint.post("/proposals/<int:proposal_id>/withdraw")
def withdraw(proposal_id: ProposalId) -> ResponseReturnValue:
    """Withdraw one's proposal."""
    with transaction(current_actor()) as tx:
        commands.withdraw_proposal(tx, proposal_id)
    flash(_("已撤回。"), "success")
    return redirect(url_for("proposals.index"), 303)


@blueprint.post("/proposals/<int:proposal_id>/step-down")
def step_down(proposal_id: ProposalId) -> ResponseReturnValue:
    """Step down as proposer; the issue stays."""
    with transaction(current_actor()) as tx:
        commands.step_down(tx, proposal_id)
    flash(_("您已不再担任提议人，议题继续。"), "success")
    return redirect(url_for("docket.show", proposal_id=proposal_id), 303)


def _status(form: Form) -> int:
    """Return the status of a page that shows a form, perhaps once more."""
    if getattr(form, "is_stale", False):
        return 409
    return 400 if form.was_sent else 200


def _place_form(proposal: Proposal | None = None) -> PlaceForm:
    """Return the form of the first step with the areas the reader lives or owns in."""
    form = PlaceForm(obj=proposal)
    scopes = list_scopes(db.session(), current_actor())
    form.offer((area.area_id, _scope(area)) for area in scopes)
    return form


def _scope(area: Area) -> str:
    """Return an area with its kind, as a choice."""
    name, kind = place_name(area.path, area.name), label(ScopeKind(area.kind))
    return str(_("%(name)s（%(kind)s）", name=name, kind=kind))


def _begin(tx: Transaction, form: PlaceForm) -> Proposal:
    """Draft a proposal, or take up the draft in which nothing is written yet."""
    empty = find_empty_draft(tx.session, tx.actor.person_id or PersonId(0))
    if empty is not None:
        return _choose_place(tx, empty, form)
    scope_id = AreaId(form.scope_id.data)
    return commands.draft_proposal(
        tx, scope_id=scope_id, topic=Topic(form.topic.data), text=NO_TEXT
    )


def _choose_place(tx: Transaction, proposal: Proposal, form: PlaceForm) -> Proposal:
    """Write place and topic of a draft, leaving its text as it is."""
    return commands.edit_proposal(
        tx,
        proposal.proposal_id,
        text=ProposalText(proposal.title, proposal.matter, proposal.remedy),
        version=proposal.version,
        topic=Topic(form.topic.data),
        scope_id=AreaId(form.scope_id.data),
    )


def _draft(proposal_id: ProposalId) -> Proposal:
    """Return the reader's own draft; raises NotFound for others', NotPossible once it is public."""
    proposal = _editable(proposal_id)
    if proposal.stage is not Stage.DRAFT:
        raise NotPossible("proposals.submitted_already")
    return proposal


def _editable(proposal_id: ProposalId) -> Proposal:
    """Return a proposal the reader may edit."""
    proposal = get_visible(db.session(), proposal_id, current_actor())
    require(policy.may_edit(current_actor(), facts(proposal)))
    return proposal


def _saved(form: StepForm, proposal: Proposal, text: ProposalText, *, note: str = "") -> bool:
    """Whether a text was saved; a refusal, or that it was changed meanwhile, is put on the form."""
    try:
        with transaction(current_actor()) as tx:
            commands.edit_proposal(
                tx, proposal.proposal_id, text=text, version=form.version.data or 0, note=note
            )
    except Invalid as error:
        form.add_refusal(error)
    except Stale:
        form.compare_with(proposal.version)
    else:
        return True
    return False


def _onward(form: StepForm, step: str, proposal_id: ProposalId) -> ResponseReturnValue:
    """Go to the next step, or to the list of one's proposals where the draft is put aside."""
    if form.is_put_aside:
        flash(_("草稿已保存，可以随时接着写。"), "success")
        return redirect(url_for("proposals.index"), 303)
    return redirect(url_for(step, proposal_id=proposal_id), 303)


def _similar_to(title: str, proposal: Proposal) -> Sequence[Proposal]:
    """Return public proposals whose titles are like this one's."""
    return list_similar(
        db.session(),
        title,
        neighbourhood_id=proposal.neighbourhood_id,
        besides=proposal.proposal_id,
    )


def _public_name(person_id: PersonId) -> str:
    """Return how a person stands in public."""
    return public_names(db.session(), {person_id}, anonymous_word=_("居民"))[person_id]
