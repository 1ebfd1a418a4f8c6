"""Facts about a meeting that decides; who was there stays in the private log."""

from dataclasses import dataclass

from agenda.kernel.events import ProposalEvent
from agenda.kernel.ids import BodyId


@dataclass(frozen=True, kw_only=True)
class AssemblyRollFrozen(ProposalEvent):
    """The roll of the entitled was frozen with the notice."""

    attempt: int
    body_id: BodyId
    basis: str
    roll_size: int
    roll_digest: str
