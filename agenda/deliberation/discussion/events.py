"""Facts about the discussion; comments are named by their number within the proposal."""

from dataclasses import dataclass

from agenda.kernel.events import ProposalEvent
from agenda.kernel.ids import BodyId


@dataclass(frozen=True, kw_only=True)
class CommentWritten(ProposalEvent):
    """Somebody wrote about the proposal, perhaps for a body or in reply to another comment."""

    number: int
    is_reply: bool
    for_body: bool
    reply_to: int | None
    body_id: BodyId | None
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class RemovalProposed(ProposalEvent):
    """One moderator proposed to remove a comment."""

    number: int
    reason: str
    body_id: BodyId


@dataclass(frozen=True, kw_only=True)
class CommentRemoved(ProposalEvent):
    """A second moderator confirmed the removal: the text is not shown any more."""

    number: int
    reason: str
    body_id: BodyId


@dataclass(frozen=True, kw_only=True)
class RemovalDismissed(ProposalEvent):
    """A second moderator found no reason for removal: the comment stays."""

    number: int
    body_id: BodyId
    text_digest: str
