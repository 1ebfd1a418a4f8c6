"""A deliberation as a whole: all its parts on one page, and its end without agreement."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.deliberation import commands
from agenda.deliberation.discussion import queries as discussion
from agenda.deliberation.forms import ConclusionForm
from agenda.deliberation.parties.recusals import queries as recusals
from agenda.deliberation.policy import may_conclude
from agenda.deliberation.positions import queries as positions
from agenda.deliberation.queries import get_readable, get_sitting
from agenda.deliberation.routing import queries as routing
from agenda.deliberation.routing.referral import queries as referral
from agenda.infra.db import db
from agenda.infra.gathering import gather
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import require
from agenda.kernel.ids import ProposalId
from agenda.proposals.queries import facts
from agenda.web.login import current_actor, public
from agenda.web.render import page

blueprint = Blueprint("deliberation", __name__)


@blueprint.get("/proposals/<int:proposal_id>/deliberation")
@public
def show(proposal_id: ProposalId) -> ResponseReturnValue:
    """Show all of a deliberation for reading or printing: route, positions, recusals, talk."""
    session, actor, at = db.session(), current_actor(), now()
    proposal = get_readable(session, proposal_id, actor)
    word = _("居民")
    parts = (routing, referral, positions, recusals, discussion)
    rows = gather(session, [one for part in parts for one in part.SHOWN], proposal_id)
    return page(
        "deliberation/show",
        proposal=proposal,
        routing=routing.panel(session, proposal_id, actor, at, rows=rows),
        referral=referral.panel(session, proposal_id, actor, at, rows=rows),
        positions=positions.panel(session, proposal_id, actor, at, rows=rows),
        recusals=recusals.panel(session, proposal_id, actor, at, anonymous_word=word, rows=rows),
        discussion=discussion.panel(
            session, proposal_id, actor, at, anonymous_word=word, rows=rows
        ),
    )


@blueprint.route("/proposals/<int:proposal_id>/deliberation/conclusion", methods=["GET", "POST"])
def conclude(proposal_id: ProposalId) -> ResponseReturnValue:
    """End the talks without agreement, for the lead body."""
    proposal = get_readable(db.session(), proposal_id, current_actor())
    sitting = get_sitting(db.session(), proposal_id)
    rounds = sitting.rounds_held
    require(may_conclude(current_actor(), facts(proposal), rounds_held=rounds))
    form = ConclusionForm()
    if form.validate_on_submit():
        with transaction(current_actor()) as tx:
            commands.conclude_without_agreement(tx, proposal_id, reason=form.reason.data or "")
        flash(_("协商已结束，结果进入公示。"), "success")
        return redirect(url_for("docket.show", proposal_id=proposal_id), 303)
    status = 400 if form.was_sent else 200
    shown = {"proposal": proposal, "form": form, "rounds": rounds}
    return page("deliberation/conclude", **shown), status
