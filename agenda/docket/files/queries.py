"""Who may have a file: whoever may read what it stands beside."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from sqlalchemy.orm import Session

from agenda.attachments.models import Attachment
from agenda.attachments.queries import get_attachment
from agenda.attachments.rules import Subject
from agenda.deliberation.queries import get_readable
from agenda.kernel.authz import Actor
from agenda.kernel.errors import NotFound
from agenda.proposals.policy import may_see_photos
from agenda.proposals.queries import facts

Reads = Callable[[Session, Actor, Attachment], bool]
"""Whether an actor may read what a file stands beside; NotFound and NotPermitted say no too."""


def readable(session: Session, token: str, actor: Actor) -> Attachment:
    """Return a file this actor may have; raises NotFound, whatever the reason, for any other."""
    row = get_attachment(session, token)
    reads = READERS.get(row.subject)
    if reads is None or not reads(session, actor, row):
        raise NotFound("attachments.unknown")
    return row


def _beside_proposal(session: Session, actor: Actor, row: Attachment) -> bool:
    """Whether a proposal's photos are for this reader: nobody but members where none was screened."""
    proposal = get_readable(session, row.proposal_id, actor)
    return bool(may_see_photos(actor, facts(proposal), unscreened=proposal.hides_private))


def _beside_public_text(session: Session, actor: Actor, row: Attachment) -> bool:
    """Whether a report's or a position's files are for this reader: as its proposal is."""
    return get_readable(session, row.proposal_id, actor) is not None


READERS: Mapping[Subject, Reads] = MappingProxyType(
    {
        Subject.PROPOSAL: _beside_proposal,
        Subject.TASK_REPORT: _beside_public_text,
        Subject.POSITION: _beside_public_text,
    }
)
"""By what a file stands beside. A subject that is not here is read by nobody."""
