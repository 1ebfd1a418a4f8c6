"""Facts about positions."""

from dataclasses import dataclass
from datetime import datetime

from agenda.kernel.events import ProposalEvent
from agenda.kernel.ids import BodyId


@dataclass(frozen=True, kw_only=True)
class PositionFiled(ProposalEvent):
    """An invited body said where it stands."""

    body_id: BodyId
    stance: str
    conditions: int
    version: int
    late: bool
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class BodyStayedSilent(ProposalEvent):
    """An invited body let its date pass without an answer."""

    body_id: BodyId
    due_at: datetime
