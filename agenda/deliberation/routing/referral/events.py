"""Facts about referrals to an office."""

from dataclasses import dataclass

from agenda.kernel.events import ProposalEvent
from agenda.kernel.ids import BodyId


@dataclass(frozen=True, kw_only=True)
class ReferralProved(ProposalEvent):
    """The agent put down how the matter was handed over."""

    number: int
    body_id: BodyId
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class ReferralReplied(ProposalEvent):
    """The office's reply was put down by the agent."""

    number: int
    body_id: BodyId
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class ReferralEscalated(ProposalEvent):
    """The office was silent: the sub-district was asked to see to it."""

    number: int
    body_id: BodyId | None


@dataclass(frozen=True, kw_only=True)
class ReferralReturned(ProposalEvent):
    """Office and sub-district were silent: the matter goes back to where it came from."""

    number: int
