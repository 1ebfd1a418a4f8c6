"""The certificate of an owners' ballot: for all to read, print and recount; signing; lines handed out."""

from flask import Blueprint, Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.ballots.decisions import policy as decisions
from agenda.ballots.decisions.counting.commands import sign_count
from agenda.ballots.decisions.queries import get_latest
from agenda.ballots.owners.closing import policy
from agenda.ballots.owners.closing.commands import hand_out_line, hand_out_lines
from agenda.ballots.owners.closing.queries import certificate_of, public_file
from agenda.ballots.owners.models import OwnersBallot
from agenda.ballots.owners.queries import get_ballot
from agenda.community.people.queries import public_names
from agenda.community.queries import get_body, get_neighbourhood
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.chain import canonical
from agenda.kernel.ids import HeadId, ProposalId
from agenda.proposals.queries import get_visible
from agenda.web.login import current_actor, public
from agenda.web.pdf import pdf
from agenda.web.render import page

blueprint = Blueprint(
    "certificates", __name__, url_prefix="/proposals/<int:proposal_id>/owners/certificate"
)
TEMPLATE = "ballots/owners/closing/show"


@blueprint.get("")
@public
def show(proposal_id: ProposalId) -> ResponseReturnValue:
    """Show the certificate: questions, sums raw and with silence, arithmetic, who stands for it."""
    return page(TEMPLATE, **_paper(proposal_id))


@blueprint.get("/certificate.pdf")
@public
def paper(proposal_id: ProposalId) -> ResponseReturnValue:
    """Give the certificate as PDF."""
    return pdf(TEMPLATE, filename=f"certificate-{proposal_id}.pdf", **_paper(proposal_id))


@blueprint.get("/ballot.json")
@public
def export(proposal_id: ProposalId) -> ResponseReturnValue:
    """Give the public file that `agenda verify-ballot` checks."""
    ballot = _ballot(proposal_id)
    return _file(canonical(public_file(db.session(), ballot)), f"ballot-{ballot.decision_id}.json")


@blueprint.post("/sign")
def sign(proposal_id: ProposalId) -> ResponseReturnValue:
    """Sign the count as one of two counters."""
    ballot = _ballot(proposal_id)
    with transaction(current_actor()) as tx:
        sign_count(tx, ballot.decision_id)
    flash(_("您已作为计票人签名。"), "success")
    return redirect(url_for("certificates.show", proposal_id=proposal_id), 303)


@blueprint.post("/lines/<int:head_id>")
def line(proposal_id: ProposalId, head_id: HeadId) -> ResponseReturnValue:
    """Give an owner his own sealed line with its proof; logged."""
    ballot = _ballot(proposal_id)
    with transaction(current_actor()) as tx:
        data = hand_out_line(tx, head_id, decision_id=ballot.decision_id)
    return _file(canonical(data), f"line-{ballot.decision_id}.json")


@blueprint.post("/lines")
def lines(proposal_id: ProposalId) -> ResponseReturnValue:
    """Give counters or supervision all sealed lines; logged."""
    ballot = _ballot(proposal_id)
    with transaction(current_actor()) as tx:
        text = hand_out_lines(tx, ballot.decision_id)
    return _file(text, f"lines-{ballot.decision_id}.jsonl")


def _ballot(proposal_id: ProposalId) -> OwnersBallot:
    """Return the owners' ballot on a proposal that the reader may see; raises NotFound."""
    get_visible(db.session(), proposal_id, current_actor())
    decision = get_latest(db.session(), proposal_id)
    return get_ballot(db.session(), decision.decision_id)


def _paper(proposal_id: ProposalId) -> dict[str, object]:
    """Return everything that the certificate's page shows."""
    session, actor = db.session(), current_actor()
    cert = certificate_of(session, _ballot(proposal_id))
    people = {person for person, _at in cert.counters}
    return {
        "cert": cert,
        "proposal": get_visible(session, proposal_id, actor),
        "place": get_neighbourhood(session, cert.ballot.neighbourhood_id),
        "body": get_body(session, cert.decision.convening_body_id).name,
        "names": public_names(session, people, anonymous_word=_("居民")),
        "may_sign": decisions.may_sign_count(actor, cert.standing),
        "may_confirm": decisions.may_confirm_count(actor, cert.standing),
        "may_read_lines": policy.may_read_lines(actor, cert.standing),
    }


def _file(text: str, name: str) -> Response:
    """Return a text as a file to keep."""
    kind = "application/x-ndjson" if name.endswith("jsonl") else "application/json"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, mimetype=kind, headers=disposition)
