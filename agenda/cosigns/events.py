"""Facts about co-signing."""

from dataclasses import dataclass

from agenda.kernel.events import ProposalEvent


@dataclass(frozen=True, kw_only=True)
class CoSigned(ProposalEvent):
    """A resident co-signed; `households` is the count after it."""

    channel: str
    households: int


@dataclass(frozen=True, kw_only=True)
class CosignWithdrawn(ProposalEvent):
    """A resident took the co-signature back; `households` is the count after it."""

    households: int
