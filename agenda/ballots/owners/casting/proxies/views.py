"""The pages of written proxies: entered by one, compared with the paper and confirmed by another."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.ballots.decisions.queries import standing_of
from agenda.ballots.owners.casting import policy
from agenda.ballots.owners.casting.proxies.commands import confirm_proxy, register_proxy
from agenda.ballots.owners.casting.proxies.forms import ProxyForm, proxy_form
from agenda.ballots.owners.casting.queries import (
    get_proxy,
    instructions_of,
    list_proxies,
    list_units,
)
from agenda.ballots.owners.paper.queries import find_head_typed
from agenda.ballots.owners.queries import OwnersPanel, get_panel
from agenda.community.people.queries import public_names
from agenda.community.queries import get_root
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Invalid, NotFound
from agenda.kernel.ids import ProposalId, ProxyId
from agenda.paper.rooms.queries import find_adult
from agenda.proposals.models import Proposal
from agenda.proposals.queries import get_visible
from agenda.web.login import current_actor
from agenda.web.render import page

blueprint = Blueprint("proxies", __name__, url_prefix="/proposals/<int:proposal_id>/owners/proxies")


@blueprint.get("")
def index(proposal_id: ProposalId) -> ResponseReturnValue:
    """Show the written proxies of a ballot to those who enter and confirm them."""
    proposal, seen = _kept(proposal_id)
    session, actor = db.session(), current_actor()
    standing = standing_of(session, seen.decision)
    proxies = list_proxies(session, seen.ballot.decision_id)
    before = {one.proxy_id: {one.registered_by_id, one.agent_id} for one in proxies}
    context = {
        "proxies": proxies,
        "orders": {one.proxy_id: instructions_of(session, one.proxy_id) for one in proxies},
        "units": list_units(session, [one.head_id for one in proxies]),
        "names": public_names(session, {p.agent_id for p in proxies}, anonymous_word=_("居民")),
        "may_enter": policy.may_enter(actor, standing),
        "may_second": {
            own: policy.may_second(actor, standing, before=people) for own, people in before.items()
        },
    }
    return page("ballots/owners/casting/proxies", proposal=proposal, panel=seen, **context)


@blueprint.route("/new", methods=["GET", "POST"])
def new(proposal_id: ProposalId) -> ResponseReturnValue:
    """Enter a written proxy; it is good once a second person has compared it with the paper."""
    proposal, seen = _kept(proposal_id)
    require(policy.may_enter(current_actor(), standing_of(db.session(), seen.decision)))
    form = proxy_form(seen.questions)
    if form.validate_on_submit() and _registered(form, seen):
        flash(_("委托已登记，等第二人对照委托书确认。"), "success")
        return redirect(url_for("proxies.index", proposal_id=proposal_id), 303)
    context = {"proposal": proposal, "panel": seen, "form": form}
    return page("ballots/owners/casting/proxy", **context), 400 if form.errors else 200


@blueprint.post("/<int:proxy_id>/confirm")
def confirm(proposal_id: ProposalId, proxy_id: ProxyId) -> ResponseReturnValue:
    """Confirm a proxy that somebody else entered, after comparing it with the paper."""
    _proposal, seen = _kept(proposal_id)
    if get_proxy(db.session(), proxy_id).decision_id != seen.ballot.decision_id:
        raise NotFound("ballots.no_proxy")
    with transaction(current_actor()) as tx:
        confirm_proxy(tx, proxy_id)
    flash(_("委托已确认，代理人现在可以按指示投票。"), "success")
    return redirect(url_for("proxies.index", proposal_id=proposal_id), 303)


def _kept(proposal_id: ProposalId) -> tuple[Proposal, OwnersPanel]:
    """Return a proposal with its owners' ballot, to those who keep its paper."""
    proposal = get_visible(db.session(), proposal_id, current_actor())
    seen = get_panel(db.session(), proposal_id, current_actor(), now())
    require(seen.may_keep_paper)
    return proposal, seen


def _registered(form: ProxyForm, seen: OwnersPanel) -> bool:
    """Register what was filled in; returns whether it can be right."""
    session = db.session()
    root = get_root(session, seen.ballot.neighbourhood_id)
    try:
        head_id = find_head_typed(session, seen.ballot, form.code.data or "")
        agent_id = find_adult(session, root, room=form.room.data or "", name=form.name.data or "")
        with transaction(current_actor()) as tx:
            register_proxy(tx, head_id, agent_id=agent_id, instructions=form.instructions)
    except Invalid as error:
        error.field = "name" if error.field == "agent" else error.field
        form.add_refusal(error)
        return False
    return True
