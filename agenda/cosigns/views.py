"""Co-signing a proposal, taking it back, and the public list of co-signers."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.community.rules import public_name
from agenda.cosigns import commands
from agenda.cosigns.queries import list_signers, panel
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import NotPossible
from agenda.kernel.ids import ProposalId
from agenda.proposals.policy import may_read_text
from agenda.proposals.queries import facts, get_visible
from agenda.web.login import current_actor, public
from agenda.web.render import page

blueprint = Blueprint("cosigns", __name__)
PAGE_SIZE = 100


@blueprint.post("/proposals/<int:proposal_id>/cosigns")
def create(proposal_id: ProposalId) -> ResponseReturnValue:
    """Co-sign; a second press of the same button changes nothing."""
    try:
        with transaction(current_actor()) as tx:
            commands.cosign(tx, proposal_id)
    except NotPossible as error:
        if error.code != "cosigns.signed_already":
            raise
    return redirect(url_for("cosigns.done", proposal_id=proposal_id), 303)


@blueprint.get("/proposals/<int:proposal_id>/cosigns/done")
def done(proposal_id: ProposalId) -> ResponseReturnValue:
    """Confirm that the reader's co-signature stands, and say what happens next."""
    actor = current_actor()
    proposal = get_visible(db.session(), proposal_id, actor)
    seen = panel(db.session(), proposal_id, actor, now(), anonymous_word=_("居民"))
    if seen.mine is None:
        return redirect(url_for("docket.show", proposal_id=proposal_id), 303)
    return page("cosigns/done", proposal=proposal, panel=seen)


@blueprint.post("/proposals/<int:proposal_id>/cosigns/withdraw")
def withdraw(proposal_id: ProposalId) -> ResponseReturnValue:
    """Take one's co-signature back."""
    with transaction(current_actor()) as tx:
        commands.withdraw_cosign(tx, proposal_id)
    flash(_("已撤回附议。需要时可以再次附议。"), "success")
    return redirect(url_for("docket.show", proposal_id=proposal_id), 303)


@blueprint.get("/proposals/<int:proposal_id>/cosigns")
@public
def index(proposal_id: ProposalId) -> ResponseReturnValue:
    """List the co-signers, masked: building and surname, or building and "resident"."""
    proposal = get_visible(db.session(), proposal_id, current_actor())
    require(may_read_text(current_actor(), facts(proposal)))
    pages = max(1, -(-proposal.cosign_persons // PAGE_SIZE))
    number = min(max(1, request.args.get("page", 1, type=int)), pages)
    signers = list_signers(
        db.session(), proposal_id, limit=PAGE_SIZE, offset=PAGE_SIZE * (number - 1)
    )
    names = [
        (public_name(s.name, s.building, s.shown_as, anonymous_word=_("居民")), s.signed_at)
        for s in signers
    ]
    first = PAGE_SIZE * (number - 1) + 1
    return page(
        "cosigns/index", proposal=proposal, names=names, number=number, pages=pages, first=first
    )
