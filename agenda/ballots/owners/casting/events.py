"""Facts about the casting of owners' ballots: never which head, who, or what was chosen."""

from dataclasses import dataclass

from agenda.kernel.events import ProposalEvent
from agenda.kernel.ids import BodyId


@dataclass(frozen=True, kw_only=True)
class HeadBallotCast(ProposalEvent):
    """A head took part for the first time."""

    attempt: int
    channel: str


@dataclass(frozen=True, kw_only=True)
class HeadBallotChanged(ProposalEvent):
    """A head changed its ballot; what it was before is kept."""

    attempt: int
    channel: str


@dataclass(frozen=True, kw_only=True)
class ProxyRegistered(ProposalEvent):
    """A written proxy was registered; a second person has to confirm it."""

    attempt: int
    body_id: BodyId


@dataclass(frozen=True, kw_only=True)
class ProxyConfirmed(ProposalEvent):
    """A second person compared a proxy with its paper and confirmed it."""

    attempt: int
    body_id: BodyId


@dataclass(frozen=True, kw_only=True)
class ProxyWithdrawn(ProposalEvent):
    """An owner took a proxy back."""

    attempt: int


@dataclass(frozen=True, kw_only=True)
class SettingAsideProposed(ProposalEvent):
    """Somebody says that a ballot must not count; a second person has to confirm it."""

    attempt: int
    body_id: BodyId
    reason: str


@dataclass(frozen=True, kw_only=True)
class BallotSetAside(ProposalEvent):
    """Two persons set a ballot aside: it does not count unless its owner casts anew."""

    attempt: int
    body_id: BodyId
    reason: str
