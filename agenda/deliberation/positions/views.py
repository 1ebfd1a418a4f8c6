"""What each body says: the table with all versions, and the form to file."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.community.queries import get_body
from agenda.deliberation.parties.queries import declared_ids, find_party
from agenda.deliberation.positions import commands, policy
from agenda.deliberation.positions.forms import PositionForm
from agenda.deliberation.positions.queries import find_latest, panel
from agenda.deliberation.positions.rules import Stance
from agenda.deliberation.queries import get_readable, list_sittings
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Invalid, NotFound, Stale
from agenda.kernel.ids import BodyId, ProposalId
from agenda.proposals.queries import facts
from agenda.web.login import current_actor, public
from agenda.web.render import page

blueprint = Blueprint("positions", __name__)


@blueprint.get("/proposals/<int:proposal_id>/positions")
@public
def index(proposal_id: ProposalId) -> ResponseReturnValue:
    """Show the positions side by side, with every version and what changed, sitting by sitting."""
    actor, session = current_actor(), db.session()
    proposal = get_readable(session, proposal_id, actor)
    sittings = list_sittings(session, proposal_id)
    if not sittings:
        raise NotFound("deliberation.no_sitting")
    panels = [panel(session, proposal_id, actor, now(), sitting=s) for s in reversed(sittings)]
    return page("deliberation/positions/index", proposal=proposal, panels=panels)


@blueprint.route("/proposals/<int:proposal_id>/positions/<int:body_id>", methods=["GET", "POST"])
def edit(proposal_id: ProposalId, body_id: BodyId) -> ResponseReturnValue:
    """File a body's position, as one of its seats; a later one is a new version."""
    session, actor = db.session(), current_actor()
    proposal = get_readable(session, proposal_id, actor)
    declared = declared_ids(session, proposal_id)
    require(policy.may_file_position(actor, facts(proposal), declared, body_id=body_id))
    party = find_party(session, proposal_id, body_id)
    if party is None:
        raise NotFound("deliberation.not_invited")
    latest = find_latest(session, party.party_id)
    form = PositionForm()
    form.offer(latest)
    if form.validate_on_submit() and _filed(form, proposal_id, body_id):
        flash(_("立场已公布。协商期间可以随时更新，旧稿仍然保留。"), "success")
        return redirect(url_for("docket.show", proposal_id=proposal_id) + "#positions", 303)
    shown = {"body": get_body(db.session(), body_id), "party": party, "form": form}
    status = 400 if form.errors or form.is_stale else 200
    return page("deliberation/positions/edit", proposal=proposal, latest=latest, **shown), status


def _filed(form: PositionForm, proposal_id: ProposalId, body_id: BodyId) -> bool:
    """Whether the position was filed; a refusal or a newer version is put on the form."""
    try:
        with transaction(current_actor()) as tx:
            commands.file_position(
                tx,
                proposal_id,
                body_id,
                stance=Stance(form.stance.data),
                reasons=form.reasons.data or "",
                conditions=form.points,
                version=form.version.data or 0,
            )
    except Invalid as error:
        form.add_refusal(error)
    except Stale:
        form.compare_with(_latest_version(proposal_id, body_id))
    else:
        return True
    return False


def _latest_version(proposal_id: ProposalId, body_id: BodyId) -> int:
    """Return the version that another seat has filed meanwhile."""
    party = find_party(db.session(), proposal_id, body_id)
    latest = find_latest(db.session(), party.party_id) if party else None
    return latest.version if latest else 0
