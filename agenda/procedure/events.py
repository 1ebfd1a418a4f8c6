"""Facts about duties: opened, fulfilled, lapsed, extended."""

from dataclasses import dataclass
from datetime import datetime

from agenda.kernel.events import Event, ProposalEvent
from agenda.kernel.ids import BodyId


@dataclass(frozen=True, kw_only=True)
class ProcedureAdopted(Event):
    """A version of the rules of procedure came into force."""

    number: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class DutyLapsed(ProposalEvent):
    """Nobody fulfilled a duty in time; its default was taken."""

    duty: str
    bearer: str
    body_id: BodyId | None
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class DutyExtended(ProposalEvent):
    """A duty was given a later date, with a public reason."""

    duty: str
    body_id: BodyId | None
    due_at: datetime
    text_digest: str
