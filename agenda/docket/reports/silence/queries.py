"""Reading where nobody answered in time, and what followed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from agenda.community.models import Body
from agenda.infra.audit import LedgerEvent
from agenda.kernel.ids import BodyId, NeighbourhoodId, ProposalId
from agenda.procedure.events import DutyLapsed
from agenda.procedure.rules import Bearer, DutyKind
from agenda.proposals.models import Proposal
from agenda.proposals.queries import PUBLIC_TITLE

MOST = 200


@dataclass(frozen=True)
class Silence:
    """A duty of a body that lapsed."""

    event_id: int
    proposal_id: ProposalId
    title: str
    duty: DutyKind
    body: str
    at: datetime


def list_silences(
    session: Session,
    neighbourhood_id: NeighbourhoodId,
    *,
    start: datetime | None = None,
    end: datetime | None = None,
    limit: int = MOST,
) -> Sequence[Silence]:
    """Return the lapsed duties of bodies on public proposals, the latest first."""
    query = (
        select(LedgerEvent, PUBLIC_TITLE)
        .join(Proposal, Proposal.proposal_id == LedgerEvent.proposal_id)
        .where(
            LedgerEvent.neighbourhood_id == neighbourhood_id,
            LedgerEvent.kind == DutyLapsed.kind,
            Proposal.accepted_at.is_not(None),
        )
        .order_by(LedgerEvent.event_id.desc())
    )
    if start is not None:
        query = query.where(LedgerEvent.occurred_at >= start)
    if end is not None:
        query = query.where(LedgerEvent.occurred_at < end)
    names = {row.body_id: row.short_name for row in session.execute(_NAMES)}
    found = []
    for event, title in session.execute(query):
        payload = json.loads(event.payload)
        if payload["bearer"] == Bearer.BODY:
            found.append(
                Silence(
                    event_id=event.event_id,
                    proposal_id=ProposalId(event.proposal_id or 0),
                    title=title,
                    duty=DutyKind(payload["duty"]),
                    body=names.get(BodyId(payload["body_id"] or 0), ""),
                    at=event.occurred_at,
                )
            )
    return found[:limit]


_NAMES = select(Body.body_id, Body.short_name)
