"""Facts about routing; putting it off is the extension of its duty and recorded as such."""

from dataclasses import dataclass

from agenda.kernel.events import ProposalEvent
from agenda.kernel.ids import BodyId


@dataclass(frozen=True, kw_only=True)
class ProposalRouted(ProposalEvent):
    """The way of a listed proposal was set; `proposed` is what the catalogue points to."""

    route: str
    proposed: str
    differs: bool
    matter: str
    lead_body_id: BodyId | None
    body_id: BodyId
    invited: int
    text_digest: str | None
    """The public reason, where there is one."""


@dataclass(frozen=True, kw_only=True)
class RoutedBySilence(ProposalEvent):
    """Nobody routed in time: deliberation led by the residents' committee, the delay marked."""

    lead_body_id: BodyId | None
    invited: int
