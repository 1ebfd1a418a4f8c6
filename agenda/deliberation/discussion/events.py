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
