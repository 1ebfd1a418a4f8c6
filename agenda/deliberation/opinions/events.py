"""Facts about statements and maps; of answers the ledger knows counts alone."""

from dataclasses import dataclass

from agenda.kernel.events import ProposalEvent
from agenda.kernel.ids import BodyId


@dataclass(frozen=True, kw_only=True)
class StatementWritten(ProposalEvent):
    """Somebody added a short statement for others to answer."""

    number: int
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class StatementRemovalProposed(ProposalEvent):
    """One moderator proposed to remove a statement."""

    number: int
    reason: str
    body_id: BodyId


@dataclass(frozen=True, kw_only=True)
class StatementRemoved(ProposalEvent):
    """A second moderator confirmed: nobody is asked any more, and the map leaves it out."""

    number: int
    reason: str
    body_id: BodyId


@dataclass(frozen=True, kw_only=True)
class StatementKept(ProposalEvent):
    """A second moderator found no reason for removal: the statement stays."""

    number: int
    body_id: BodyId
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
