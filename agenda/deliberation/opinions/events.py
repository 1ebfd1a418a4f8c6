"""Facts about statements and maps; of answers the ledger knows counts alone."""

from dataclasses import dataclass

from agenda.kernel.events import ProposalEvent


@dataclass(frozen=True, kw_only=True)
class StatementWritten(ProposalEvent):
    """Somebody added a short statement for others to answer."""

    number: int
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class OpinionMapDrawn(ProposalEvent):
    """The map was drawn anew from the answers of a digest; anyone can draw it again from them."""

    participants: int
    placed: int
    statements: int
    answers: int
    groups: int
    answers_digest: str
