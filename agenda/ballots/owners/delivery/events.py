"""Facts about the delivery of owners' ballots: how many, never to whom."""

from dataclasses import dataclass

from agenda.kernel.events import ProposalEvent


@dataclass(frozen=True, kw_only=True)
class DeliveriesRecorded(ProposalEvent):
    """Somebody entered how ballots reached homes; the digest holds the entries fast."""

    attempt: int
    delivered: int
    refused: int
    taken_back: int
    """Entries that were wrong: the home counts as not delivered again."""
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class NoticeReceived(ProposalEvent):
    """An owner said on the platform that the notice reached him."""

    attempt: int
    units: int
