"""The mechanism's own fact: a proposal moved."""

from dataclasses import dataclass
from datetime import datetime

from agenda.kernel.events import ProposalEvent


@dataclass(frozen=True, kw_only=True)
class StageChanged(ProposalEvent):
    """The facts carried the proposal from one stage to another."""

    source: str
    target: str
    transition: str
    effective_at: datetime
