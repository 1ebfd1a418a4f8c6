"""How a proposal is routed: explained to everybody, set or put off by the Party organization."""

from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.community.queries import list_bodies
from agenda.deliberation.parties.queries import list_seat_holders, named_holders
from agenda.deliberation.queries import get_readable
from agenda.deliberation.routing import commands
from agenda.deliberation.routing.forms import DeferralForm, RoutingForm
from agenda.deliberation.routing.matters.rules import (
    Advice,
    Matter,
    advise,
    advise_matter,
    first_lawful_day,
    matters_of,
    unlawful,
)
from agenda.deliberation.routing.queries import list_routings, panel
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import require
from agenda.kernel.clock import local_date
from agenda.kernel.errors import Invalid
from agenda.kernel.ids import ProposalId
from agenda.procedure.rules import Route, ScopeKind
from agenda.proposals.models import Proposal
from agenda.web.login import current_actor, public
from agenda.web.render import page
from agenda.web.sentences import label, refusal

blueprint = Blueprint("routing", __name__)


@blueprint.get("/routes")
@public
def explain() -> ResponseReturnValue:
    """Explain to everybody, before any proposal: of a matter in a scope, who decides and how."""
    named, wide = request.args.get("matter", ""), request.args.get("scope", "")
    matter = Matter(named) if named in set(Matter) else next(iter(Matter))
    scope = ScopeKind(wide) if wide in set(ScopeKind) else ScopeKind.COMPOUND
    advice = advise_matter(matter, scope)
    codes = {route: unlawful(matter, route) for route in Route}
    context = {
        "advice": advice,
        "scope": scope,
        "earliest": first_lawful_day(advice, local_date(now())),
        "barred": [(label(route), refusal(code)) for route, code in codes.items() if code],
        "matters": [(one.value, label(one)) for one in Matter],
        "scopes": [(one.value, label(one)) for one in ScopeKind],
    }
    return page("deliberation/routing/explain", **context)


@blueprint.get("/proposals/<int:proposal_id>/routing")
@public
def show(proposal_id: ProposalId) -> ResponseReturnValue:
    """Explain to everybody which way this kind of matter goes, and which way was set."""
    proposal = get_readable(db.session(), proposal_id, current_actor())
    seen = panel(db.session(), proposal_id, current_actor(), now())
    others = (m for m in matters_of(proposal.topic) if m is not seen.advice.matter)
    kinds = [advise_matter(matter, proposal.scope_kind) for matter in others]
    past = list_routings(db.session(), proposal_id)
    shown = {"kinds": kinds, "past": past, "earliest": _earliest(seen.advice)}
    return page("deliberation/routing/show", proposal=proposal, panel=seen, **shown)


@blueprint.route("/proposals/<int:proposal_id>/routing/edit", methods=["GET", "POST"])
def edit(proposal_id: ProposalId) -> ResponseReturnValue:
    """Set route, lead, parties, dates and recusals, for the Party organization."""
    proposal = get_readable(db.session(), proposal_id, current_actor())
    seen = panel(db.session(), proposal_id, current_actor(), now())
    require(seen.may_route)
    advice = _advice(proposal)
    form = RoutingForm()
    form.offer(advice, bodies=_bodies(proposal), people=_people(proposal))
    if form.validate_on_submit() and _routed(form, proposal_id, advice.matter):
        flash(_("办理方式已确定并公开，各单位已收到邀请。"), "success")
        return _back(proposal_id)
    shown: dict[str, Any] = {"panel": seen, "advice": advice, "earliest": _earliest(advice)}
    shown |= {"form": form, "matters": _matters(proposal)}
    return page("deliberation/routing/edit", proposal=proposal, **shown), _status(form)


@blueprint.route("/proposals/<int:proposal_id>/routing/deferral", methods=["GET", "POST"])
def defer(proposal_id: ProposalId) -> ResponseReturnValue:
    """Put routing off once, with a public reason."""
    proposal = get_readable(db.session(), proposal_id, current_actor())
    seen = panel(db.session(), proposal_id, current_actor(), now())
    require(seen.may_defer)
    form = DeferralForm()
    if form.validate_on_submit() and _deferred(form, proposal_id):
        flash(_("已延期，理由公开。"), "success")
        return _back(proposal_id)
    return page("deliberation/routing/defer", proposal=proposal, form=form), _status(form)


def _earliest(advice: Advice) -> date | None:
    """Return the first lawful day of the deciding meeting, were notice given today."""
    return first_lawful_day(advice, local_date(now()))


def _advice(proposal: Proposal) -> Advice:
    """Return the advice for the matter that the address names, else for the topic."""
    named = request.args.get("matter", "")
    if named in set(Matter):
        return advise_matter(Matter(named), proposal.scope_kind)
    return advise(proposal.topic, proposal.scope_kind)


def _matters(proposal: Proposal) -> list[tuple[str, str]]:
    """Return all matters to choose from, those of the topic first."""
    own = matters_of(proposal.topic)
    others = [matter for matter in Matter if matter not in own]
    return [(matter.value, label(matter)) for matter in (*own, *others)]


def _bodies(proposal: Proposal) -> list[tuple[int, str]]:
    """Return the bodies that can lead, assist or take part."""
    bodies = list_bodies(db.session(), proposal.neighbourhood_id)
    return [(body.body_id, body.short_name) for body in bodies]


def _people(proposal: Proposal) -> list[tuple[int, str]]:
    """Return who holds a seat here, each once, by body and masked name."""
    place = proposal.neighbourhood_id
    holders = list_seat_holders(db.session(), place)
    ids = {holder.person_id for holder in holders}
    names = named_holders(db.session(), place, ids, anonymous_word=_("居民"))
    return list(dict.fromkeys((h.person_id, names[h.person_id]) for h in holders))


def _routed(form: RoutingForm, proposal_id: ProposalId, matter: Matter) -> bool:
    """Whether the route was set; a refusal is put on the form."""
    try:
        with transaction(current_actor()) as tx:
            commands.route_proposal(tx, proposal_id, plan=form.plan(matter))
    except Invalid as error:
        form.add_refusal(error)
        return False
    return True


def _deferred(form: DeferralForm, proposal_id: ProposalId) -> bool:
    """Whether routing was put off; a refusal is put on the form."""
    until = form.until.data
    if until is None:
        return False
    try:
        with transaction(current_actor()) as tx:
            commands.defer_routing(tx, proposal_id, until=until, reason=form.reason.data or "")
    except Invalid as error:
        form.add_refusal(error)
        return False
    return True


def _back(proposal_id: ProposalId) -> ResponseReturnValue:
    """Go back to the proposal's page."""
    return redirect(url_for("docket.show", proposal_id=proposal_id), 303)


def _status(form: RoutingForm | DeferralForm) -> int:
    """Return the status of a page that shows a form, perhaps once more."""
    return 400 if form.was_sent else 200
