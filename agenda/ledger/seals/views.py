"""The seals for anyone to read, print, and check; the ledger to take home with them."""

from collections.abc import Iterator
from datetime import datetime

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from agenda.community.models import Neighbourhood
from agenda.community.queries import find_only_neighbourhood, get_neighbourhood, neighbourhood_for
from agenda.infra.db import db
from agenda.infra.transaction import now
from agenda.kernel.ids import ProposalId
from agenda.ledger.files.queries import export_lines
from agenda.ledger.seals.models import LedgerSeal
from agenda.ledger.seals.queries import (
    PAGE,
    count_unsealed,
    find_latest_seal,
    get_seal,
    list_seals,
    prove_growth,
    prove_inclusion,
)
from agenda.ledger.seals.rules import written
from agenda.proposals.queries import get_visible
from agenda.web.login import current_actor, public
from agenda.web.render import page

blueprint = Blueprint("seals", __name__)


@blueprint.app_context_processor
def papers() -> dict[str, object]:
    """Let every printed paper name the newest seal in its foot."""
    return {"printed_seal": printed_seal, "written": written}


def printed_seal() -> LedgerSeal | None:
    """Return the newest seal of the reader's neighbourhood, or None before the first."""
    actor, session = current_actor(), db.session()
    if actor.neighbourhood_id is not None:
        return find_latest_seal(session, actor.neighbourhood_id)
    place = find_only_neighbourhood(session)
    return find_latest_seal(session, place.neighbourhood_id) if place else None


@blueprint.get("/ledger/seals")
@public
def index() -> ResponseReturnValue:
    """Show the latest seals, what they are for, and how anyone checks the ledger against one."""
    place = _place().neighbourhood_id
    before = request.args.get("before", type=int)
    seals = list_seals(db.session(), place, before=before)
    return page(
        "ledger/seals",
        seals=seals,
        newest=seals[0] if seals and not before else None,
        unsealed=count_unsealed(db.session(), place),
        earlier=bool(before),
        older=seals[-1].number if len(seals) == PAGE else None,
    )


@blueprint.get("/ledger/seals/<int:number>")
@public
def show(number: int) -> ResponseReturnValue:
    """Show one seal as a paper to print, keep and hang up."""
    seal = get_seal(db.session(), _place().neighbourhood_id, number)
    return page(
        "ledger/seal", sealed=seal, place=get_neighbourhood(db.session(), seal.neighbourhood_id)
    )


@blueprint.get("/ledger/seals/<int:number>/since/<int:older>")
@public
def growth(number: int, older: int) -> ResponseReturnValue:
    """Give the proof that one seal's tree continues that of an older seal (RFC 6962, 2.1.2)."""
    place, session = _place().neighbourhood_id, db.session()
    new, old = get_seal(session, place, number), get_seal(session, place, older)
    proof = prove_growth(session, old, new)
    return jsonify(old=_said(old), new=_said(new), proof=[step.hex() for step in proof])


@blueprint.get("/proposals/<int:proposal_id>/seals/<int:number>")
@public
def inclusion(proposal_id: int, number: int) -> ResponseReturnValue:
    """Give the proof that a seal speaks for a proposal's acts up to then (RFC 6962, 2.1.1)."""
    proposal = get_visible(db.session(), ProposalId(proposal_id), current_actor())
    seal = get_seal(db.session(), proposal.neighbourhood_id, number)
    found = prove_inclusion(db.session(), seal, f"proposal:{proposal.proposal_id}")
    return jsonify(
        seal=_said(seal),
        index=found.index,
        head=vars(found.head),
        proof=[step.hex() for step in found.proof],
    )


@blueprint.get("/ledger.jsonl")
@public
def export() -> ResponseReturnValue:
    """Give the whole public ledger with its seals, line by line, to be checked at home."""
    return Response(
        _lines(db.engine, _place(), now()),
        mimetype="application/x-ndjson",
        headers={"Content-Disposition": 'attachment; filename="ledger.jsonl"'},
    )


def _lines(engine: Engine, place: Neighbourhood, at: datetime) -> Iterator[str]:
    """Return the lines by a session that lives as long as the answer is on its way."""
    with Session(engine) as session:
        yield from export_lines(session, place, at=at, everything=False)


def _place() -> Neighbourhood:
    """Return the neighbourhood whose ledger the reader looks at."""
    return neighbourhood_for(db.session(), current_actor())


def _said(seal: LedgerSeal) -> dict[str, str | int]:
    """Return what a proof needs of a seal."""
    return {"number": seal.number, "size": seal.size, "root": seal.root, "digest": seal.digest}
