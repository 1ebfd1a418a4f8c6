"""What each party says: the table with all versions, the form to file, the answers to conditions."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.attachments.forms import files_on_disk
from agenda.community.queries import get_body
from agenda.deliberation.parties.models import Party
from agenda.deliberation.parties.queries import declared_ids, get_party
from agenda.deliberation.positions import commands, policy
from agenda.deliberation.positions.conditions.commands import answer_condition, tick_condition
from agenda.deliberation.positions.conditions.queries import get_condition, get_position
from agenda.deliberation.positions.filed.queries import find_condition
from agenda.deliberation.positions.forms import AnswerForm, PositionForm
from agenda.deliberation.positions.queries import Condition, find_latest, list_panels
from agenda.deliberation.positions.rules import Stance, Verdict
from agenda.deliberation.queries import get_readable
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Invalid, NotFound, NotPossible, Stale
from agenda.kernel.ids import BodyId, ProposalId
from agenda.proposals.queries import facts
from agenda.web.forms import Form
from agenda.web.login import current_actor, public
from agenda.web.render import page
from agenda.web.uploads import takes_files

blueprint = Blueprint("positions", __name__)


@blueprint.get("/proposals/<int:proposal_id>/positions")
@public
def index(proposal_id: ProposalId) -> ResponseReturnValue:
    """Show the positions side by side, with every version and what changed, sitting by sitting."""
    actor, session = current_actor(), db.session()
    proposal = get_readable(session, proposal_id, actor)
    panels = list_panels(session, proposal_id, actor, now())
    if panels[0].sitting is None:
        raise NotFound("deliberation.no_sitting")
    return page("deliberation/positions/index", proposal=proposal, panels=panels)


@blueprint.route("/parties/<int:party_id>/position", methods=["GET", "POST"])
@takes_files
def edit(party_id: int) -> ResponseReturnValue:
    """File a party's position, for whoever speaks for it; a later one is a new version."""
    session, actor = db.session(), current_actor()
    party = get_party(session, party_id)
    proposal = get_readable(session, party.proposal_id, actor)
    declared = declared_ids(session, party.proposal_id)
    require(policy.may_file_for(actor, facts(proposal), declared, party=party.facts))
    latest = find_latest(session, party_id)
    form = PositionForm()
    form.offer(latest)
    if form.validate_on_submit() and _filed(form, party_id):
        flash(_("立场已公布。协商期间可以随时更新，旧稿仍然保留。"), "success")
        return redirect(
            url_for("docket.show", proposal_id=proposal.proposal_id) + "#positions", 303
        )
    enters = not policy.speaks_for(actor, party.facts)
    shown = {"name": _name(party), "enters": enters, "party": party, "form": form}
    status = 400 if form.errors or form.is_stale else 200
    return page("deliberation/positions/edit", proposal=proposal, latest=latest, **shown), status


@blueprint.get("/positions/<int:position_id>/conditions")
def answer(position_id: int) -> ResponseReturnValue:
    """Show the conditions of a position with a form for the lead body's answer to each."""
    return _answer_page(position_id, None, 0)


@blueprint.post("/conditions/<int:condition_id>/answer")
def update(condition_id: int) -> ResponseReturnValue:
    """Answer one condition, for the lead body."""
    position_id = get_condition(db.session(), condition_id).position_id
    form = _answer_form(find_condition(db.session(), condition_id))
    if form.validate_on_submit():
        verdict, words = Verdict(form.verdict.data), form.answer.data or ""
        try:
            with transaction(current_actor()) as tx:
                answer_condition(tx, condition_id, verdict=verdict, answer=words)
        except Invalid as error:
            form.add_refusal(error)
        else:
            flash(_("答复已公布。"), "success")
            return redirect(url_for("positions.answer", position_id=position_id), 303)
    return _answer_page(position_id, form, condition_id)


@blueprint.post("/conditions/<int:condition_id>/tick")
def tick(condition_id: int) -> ResponseReturnValue:
    """Say that a condition is met, or not met after all, for the party that set it."""
    position = get_position(db.session(), get_condition(db.session(), condition_id).position_id)
    proposal_id = position.proposal_id
    if Form().validate_on_submit():
        with transaction(current_actor()) as tx:
            tick_condition(tx, condition_id, is_met=request.form.get("met") == "1")
        flash(_("已记下，并写入台账。"), "success")
    return redirect(url_for("positions.index", proposal_id=proposal_id), 303)


def _answer_form(condition: Condition) -> AnswerForm:
    """Return the form for the answer to one condition."""
    form = AnswerForm(prefix=f"c{condition.condition_id}")
    form.offer(condition)
    return form


def _answer_page(position_id: int, refused: AnswerForm | None, of: int) -> ResponseReturnValue:
    """Render the conditions of a position, with the one form that was refused."""
    session, actor = db.session(), current_actor()
    position = get_position(session, position_id)
    proposal = get_readable(session, position.proposal_id, actor)
    declared = declared_ids(session, position.proposal_id)
    require(policy.may_answer_conditions(actor, facts(proposal), declared))
    latest = find_latest(session, position.party_id)
    if latest is None or latest.position_id != position_id:
        raise NotPossible("deliberation.condition_replaced")
    shown = page(
        "deliberation/positions/answer",
        proposal=proposal,
        name=_name(get_party(session, position.party_id)),
        latest=latest,
        forms={
            c.condition_id: refused if refused and c.condition_id == of else _answer_form(c)
            for c in latest.conditions
        },
        refused=refused,
    )
    return shown, 400 if refused else 200


def _name(party: Party) -> str:
    """Return how a party stands in public."""
    return party.name or get_body(db.session(), BodyId(party.body_id or 0)).short_name


def _filed(form: PositionForm, party_id: int) -> bool:
    """Whether the position was filed; a refusal or a newer version is put on the form."""
    try:
        kept = files_on_disk(form.files, form.called)
        with kept as sent, transaction(current_actor()) as tx:
            commands.file_for_party(
                tx,
                party_id,
                stance=Stance(form.stance.data),
                reasons=form.reasons.data or "",
                conditions=form.points,
                version=form.version.data or 0,
                sent=sent,
            )
    except Invalid as error:
        form.add_refusal(error)
    except Stale:
        latest = find_latest(db.session(), party_id)
        form.compare_with(latest.version if latest else 0)
    else:
        return True
    return False
