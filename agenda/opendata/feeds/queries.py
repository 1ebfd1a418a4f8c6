"""Reading what happened, as a feed tells it: public acts on public proposals, newest first."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from agenda.community.models import Body
from agenda.cosigns.events import CoSigned, CosignWithdrawn
from agenda.infra.audit import LedgerEvent
from agenda.kernel.ids import ProposalId
from agenda.opendata.queries import Scope, within
from agenda.proposals.models import Proposal
from agenda.proposals.queries import PUBLIC_TITLE

MOST = 50
IN_HUNDREDS = (
    CoSigned.kind,
    CosignWithdrawn.kind,
    "ballots.ballot_cast",
    "resolutions.survey_answered",
    "resolutions.reopening_supported",
    "deliberation.comment_written",
)
"""Acts of single residents, which come by the hundred: the ledger has them, a feed would drown."""


@dataclass(frozen=True)
class News:
    """A public act as a feed tells it."""

    hash: str
    """Its place in the chain, which never changes: what the entry's id is made of."""
    proposal_id: ProposalId
    title: str
    kind: str
    payload: dict[str, Any]
    body: str
    at: datetime
    recorded_at: datetime


def list_news(session: Session, scope: Scope, *, limit: int = MOST) -> Sequence[News]:
    """Return the latest public acts in a scope, newest first, without those that come in hundreds."""
    query = (
        select(LedgerEvent, PUBLIC_TITLE)
        .join(Proposal, Proposal.proposal_id == LedgerEvent.proposal_id)
        .where(*within(scope), LedgerEvent.kind.not_in(IN_HUNDREDS))
        .order_by(LedgerEvent.event_id.desc())
        .limit(limit)
    )
    rows = [(event, title, json.loads(event.payload)) for event, title in session.execute(query)]
    bodies = _names(session, {payload.get("body_id") for _event, _title, payload in rows})
    return [
        News(
            hash=event.hash,
            proposal_id=ProposalId(event.proposal_id or 0),
            title=title,
            kind=event.kind,
            payload=payload,
            body=bodies.get(payload.get("body_id"), ""),
            at=event.occurred_at,
            recorded_at=event.recorded_at,
        )
        for event, title, payload in rows
    ]


def _names(session: Session, ids: set[int | None]) -> dict[Any, str]:
    """Return the short names of bodies, in one query."""
    query = select(Body.body_id, Body.short_name).where(Body.body_id.in_(ids - {None}))
    return {body_id: name for body_id, name in session.execute(query)}  # noqa: C416 - rows are typed so
