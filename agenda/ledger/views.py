"""The ledger for anyone to read, and to take home and check."""

import json
from collections.abc import Iterator

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from agenda.community.queries import neighbourhood_for
from agenda.infra.db import db
from agenda.kernel.ids import EventId, ProposalId
from agenda.ledger.queries import PAGE, count_entries, list_entries, read_chain
from agenda.proposals.queries import get_visible
from agenda.web.login import current_actor, public
from agenda.web.render import page

blueprint = Blueprint("ledger", __name__)


@blueprint.get("/ledger")
@public
def index() -> ResponseReturnValue:
    """Show the latest public acts of the neighbourhood."""
    neighbourhood = neighbourhood_for(db.session(), current_actor())
    entries = list_entries(db.session(), neighbourhood.neighbourhood_id, before=_before())
    return page(
        "ledger/index",
        entries=entries,
        total=count_entries(db.session(), neighbourhood.neighbourhood_id),
        older=entries[-1].event_id if len(entries) == PAGE else None,
    )


@blueprint.get("/proposals/<int:proposal_id>/ledger")
@public
def show(proposal_id: int) -> ResponseReturnValue:
    """Show every public act on one proposal."""
    proposal = get_visible(db.session(), ProposalId(proposal_id), current_actor())
    entries = list_entries(
        db.session(),
        proposal.neighbourhood_id,
        proposal_id=proposal.proposal_id,
        before=_before(),
    )
    return page(
        "ledger/show",
        proposal=proposal,
        entries=entries,
        older=entries[-1].event_id if len(entries) == PAGE else None,
    )


@blueprint.get("/proposals/<int:proposal_id>/ledger.jsonl")
@public
def export(proposal_id: int) -> ResponseReturnValue:
    """Give one proposal's chain as JSON lines, each with its hashes, to be checked at home."""
    proposal = get_visible(db.session(), ProposalId(proposal_id), current_actor())
    return Response(
        "".join(_lines(f"proposal:{proposal.proposal_id}")),
        mimetype="application/x-ndjson",
        headers={"Content-Disposition": f'attachment; filename="ledger-{proposal_id}.jsonl"'},
    )


def _before() -> EventId | None:
    """Return from where to page on."""
    before = request.args.get("before", type=int)
    return EventId(before) if before and 0 < before < 2**63 else None


def _lines(stream: str) -> Iterator[str]:
    """Return a chain's rows as JSON lines."""
    for link in read_chain(db.session(), stream):
        row = {
            "stream": link.stream,
            "position": link.position,
            "occurred_at": link.occurred_at.isoformat(),
            "recorded_at": link.recorded_at.isoformat(),
            "kind": link.kind,
            "actor": link.actor,
            "cause_id": link.cause_id,
            "payload": link.payload,
            "previous_hash": link.previous_hash,
            "hash": link.hash,
        }
        yield json.dumps(row, ensure_ascii=False) + "\n"
