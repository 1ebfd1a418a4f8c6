"""The pages of casting: the ballot for all to see, and to choose, check and receipt for an owner."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.ballots.decisions.queries import get_latest
from agenda.ballots.owners.casting import policy
from agenda.ballots.owners.casting.commands import cast_ballot
from agenda.ballots.owners.casting.forms import HeadBallotForm, ballot_form
from agenda.ballots.owners.casting.models import HeadProxy
from agenda.ballots.owners.casting.proxies.commands import cast_as_proxy, withdraw_proxy
from agenda.ballots.owners.casting.queries import (
    find_cast,
    find_distance,
    find_open_proxy,
    get_head,
    instructions_of,
    list_proxies_of,
    list_units,
    list_versions,
    owns_head,
)
from agenda.ballots.owners.models import OwnersBallot, VotingHead
from agenda.ballots.owners.queries import (
    ballot_state,
    find_heads_of,
    get_ballot,
    list_questions,
)
from agenda.ballots.owners.rules import OwnersBallotState
from agenda.community.people.queries import public_names
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import NotFound, Stale
from agenda.kernel.ids import HeadId, PersonId, ProposalId, ProxyId
from agenda.proposals.models import Proposal
from agenda.proposals.queries import get_visible
from agenda.web.login import current_actor, public
from agenda.web.render import page

blueprint = Blueprint("castings", __name__, url_prefix="/proposals/<int:proposal_id>/owners/ballot")


@dataclass(frozen=True)
class _Seen:
    """A ballot and its proposal as every page needs them."""

    proposal: Proposal
    ballot: OwnersBallot
    state: OwnersBallotState


@blueprint.get("")
@public
def show(proposal_id: ProposalId) -> ResponseReturnValue:
    """Show what is asked, how far it is to two thirds, and to an owner his own ballots."""
    seen, session = _seen(proposal_id), db.session()
    own = seen.ballot.decision_id
    person_id = current_actor().person_id
    heads = find_heads_of(session, own, person_id) if person_id else ()
    proxies = list_proxies_of(session, own, person_id) if person_id else ()
    sent = {head.head_id: find_open_proxy(session, head.head_id) for head in heads}
    return page(
        "ballots/owners/casting/show",
        seen=seen,
        questions=list_questions(session, own),
        distance=find_distance(session, own, now()),
        heads=[(head, find_cast(session, head.head_id)) for head in heads],
        sent=sent,
        **_orders([proxy for proxy in sent.values() if proxy]),
        units=list_units(session, [head.head_id for head in heads]),
        proxies=[(proxy, instructions_of(session, proxy.proxy_id)) for proxy in proxies],
    )


@blueprint.get("/<int:head_id>")
def new(proposal_id: ProposalId, head_id: HeadId) -> ResponseReturnValue:
    """Offer the choices of every question, with what stands now."""
    seen, head = _own(proposal_id, head_id)
    if seen.state is not OwnersBallotState.OPEN:
        return _back(proposal_id)
    return _offer(seen, head, _form(seen, head))


@blueprint.post("/<int:head_id>/check")
def check(proposal_id: ProposalId, head_id: HeadId) -> ResponseReturnValue:
    """Show the choices once more before they are cast."""
    seen, head = _own(proposal_id, head_id)
    form = _form(seen, head)
    if not form.validate():
        return _offer(seen, head, form, status=400)
    questions = list_questions(db.session(), seen.ballot.decision_id)
    context = {"seen": seen, "head": head, "form": form, "questions": questions}
    return page("ballots/owners/casting/check", **context)


@blueprint.post("/<int:head_id>")
def create(proposal_id: ProposalId, head_id: HeadId) -> ResponseReturnValue:
    """Cast the ballot, or change it; where a co-owner was faster both are shown."""
    seen, head = _own(proposal_id, head_id)
    form = _form(seen, head)
    if not form.validate():
        return _offer(seen, head, form, status=400)
    try:
        with transaction(current_actor()) as tx:
            cast_ballot(tx, head_id, form.choices, based_on=form.version)
    except Stale:
        return _offer(seen, head, form, status=409)
    return redirect(url_for("castings.receipt", proposal_id=proposal_id, head_id=head_id), 303)


@blueprint.get("/<int:head_id>/receipt")
def receipt(proposal_id: ProposalId, head_id: HeadId) -> ResponseReturnValue:
    """Show one's own ballot as it stands, and what stood before."""
    seen, head = _own(proposal_id, head_id)
    versions = list_versions(db.session(), head_id)
    if not versions:
        return _back(proposal_id)
    questions = list_questions(db.session(), seen.ballot.decision_id)
    context = {"seen": seen, "head": head, "questions": questions, "versions": versions}
    return page("ballots/owners/casting/receipt", **context)


@blueprint.post("/proxies/<int:proxy_id>")
def cast_for(proposal_id: ProposalId, proxy_id: ProxyId) -> ResponseReturnValue:
    """Cast the ballot of whoever sent one, as he instructed."""
    with transaction(current_actor()) as tx:
        cast_as_proxy(tx, proxy_id)
    flash(_("已按委托书上的指示投票。"), "success")
    return _back(proposal_id)


@blueprint.post("/proxies/<int:proxy_id>/withdraw")
def withdraw(proposal_id: ProposalId, proxy_id: ProxyId) -> ResponseReturnValue:
    """Take one's proxy back."""
    with transaction(current_actor()) as tx:
        withdraw_proxy(tx, proxy_id)
    flash(_("委托已撤回。"), "success")
    return _back(proposal_id)


def _orders(sent: Sequence[HeadProxy]) -> dict[str, object]:
    """Return what proxies are told, by head, and the masked names of those who were sent."""
    session, agents = db.session(), {proxy.agent_id for proxy in sent}
    return {
        "orders": {proxy.head_id: instructions_of(session, proxy.proxy_id) for proxy in sent},
        "names": public_names(session, agents, anonymous_word=_("居民")),
    }


def _seen(proposal_id: ProposalId) -> _Seen:
    """Return the owners' ballot on a proposal that the reader may see; raises NotFound."""
    proposal = get_visible(db.session(), proposal_id, current_actor())
    decision = get_latest(db.session(), proposal_id)
    ballot = get_ballot(db.session(), decision.decision_id)
    return _Seen(proposal, ballot, ballot_state(ballot, now()))


def _own(proposal_id: ProposalId, head_id: HeadId) -> tuple[_Seen, VotingHead]:
    """Return a ballot and a head that is the reader's own; raises NotFound or NotPermitted."""
    seen, head = _seen(proposal_id), get_head(db.session(), head_id)
    if head.decision_id != seen.ballot.decision_id:
        raise NotFound("ballots.no_head")
    person_id: PersonId | None = current_actor().person_id
    mine = owns_head(db.session(), head_id, person_id)
    require(policy.may_cast(current_actor(), owns_head=mine))
    return seen, head


def _form(seen: _Seen, head: VotingHead) -> HeadBallotForm:
    """Return the form of a head's ballot."""
    questions = list_questions(db.session(), seen.ballot.decision_id)
    return ballot_form(questions, find_cast(db.session(), head.head_id))


def _offer(
    seen: _Seen, head: VotingHead, form: HeadBallotForm, *, status: int = 200
) -> ResponseReturnValue:
    """Show the form; after a clash with what stands now, which the next sending is based on."""
    own = find_cast(db.session(), head.head_id)
    if status == 409:
        form.based_on.data = str(own.version if own else 0)
    questions = list_questions(db.session(), seen.ballot.decision_id)
    context = {"seen": seen, "head": head, "form": form, "questions": questions, "own": own}
    shown = page("ballots/owners/casting/new", **context, clash=status == 409)
    return shown, status


def _back(proposal_id: ProposalId) -> ResponseReturnValue:
    """Return to the page of the ballot."""
    return redirect(url_for("castings.show", proposal_id=proposal_id), 303)
