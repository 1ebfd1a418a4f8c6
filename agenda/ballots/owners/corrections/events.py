"""Facts about corrections of a frozen roll."""

from dataclasses import dataclass

from agenda.kernel.events import ProposalEvent
from agenda.kernel.ids import BodyId


@dataclass(frozen=True, kw_only=True)
class RollCorrectionProposed(ProposalEvent):
    """The convening body says that the roll is wrong, and why."""

    correction: str
    body_id: BodyId
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class RollCorrected(ProposalEvent):
    """Another hand confirmed a correction: the roll as it was, and as it is now."""

    correction: str
    heads: int
    area: int
    """0.01 m2"""
    digest_before: str
    digest_after: str


@dataclass(frozen=True, kw_only=True)
class RollCorrectionLapsed(ProposalEvent):
    """Nobody decided a correction in time: the roll stays as it is."""

    correction: str


@dataclass(frozen=True, kw_only=True)
class RollCorrectionRefused(ProposalEvent):
    """Another hand found that the roll is right as it is."""

    correction: str
