"""Reading all that a person was told, for his own copy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from agenda.infra.audit import LedgerEvent
from agenda.kernel.ids import PersonId, ProposalId
from agenda.notifications.models import Notice


@dataclass(frozen=True)
class ToldOnce:
    """One notice: when, of which act on which proposal, and when it was read."""

    at: datetime
    read_at: datetime | None
    proposal_id: ProposalId
    kind: str


def list_all_told(session: Session, person_id: PersonId) -> Sequence[ToldOnce]:
    """Return every notice of a person, the first first."""
    query = (
        select(Notice.created_at, Notice.read_at, Notice.proposal_id, LedgerEvent.kind)
        .join(LedgerEvent, LedgerEvent.event_id == Notice.event_id)
        .where(Notice.person_id == person_id)
        .order_by(Notice.notice_id)
    )
    return [ToldOnce(*row) for row in session.execute(query)]
