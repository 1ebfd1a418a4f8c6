"""Who may have a file: whoever may read what it stands beside."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy.orm import Session

from agenda.attachments.models import Attachment
from agenda.attachments.queries import get_attachment, list_beside
from agenda.attachments.rules import Subject
from agenda.deliberation.queries import get_readable
from agenda.kernel.authz import Actor, Decision, first_refusal
from agenda.kernel.errors import NotFound
from agenda.proposals.models import Proposal
from agenda.proposals.policy import may_see_photos
from agenda.proposals.queries import facts

Reads = Callable[[Session, Actor, Attachment], bool]
"""Whether an actor may read what a file stands beside; NotFound and NotPermitted say no too."""


@dataclass(frozen=True)
class SeenPhotos:
    """The photos beside a proposal that a reader may see, and whether those are all."""

    shown: tuple[Attachment, ...]
    all_shown: Decision


def photos_beside(session: Session, proposal: Proposal, actor: Actor) -> SeenPhotos:
    """Return the photos beside a proposal as far as this reader may see them."""
    own = proposal.proposal_id
    rows = list_beside(session, Subject.PROPOSAL, (own,))[own]
    decided = [(row, _may_see(proposal, row, actor)) for row in rows]
    shown = tuple(row for row, may in decided if may)
    return SeenPhotos(shown, first_refusal(*(may for _row, may in decided)))


def readable(session: Session, token: str, actor: Actor) -> Attachment:
    """Return a file this actor may have; raises NotFound, whatever the reason, for any other."""
    row = get_attachment(session, token)
    reads = READERS.get(row.subject)
    if reads is None or not reads(session, actor, row):
        raise NotFound("attachments.unknown")
    return row


def _beside_proposal(session: Session, actor: Actor, row: Attachment) -> bool:
    """Whether a proposal's photo is for this reader: nobody but members where none screened it."""
    return bool(_may_see(get_readable(session, row.proposal_id, actor), row, actor))


def _may_see(proposal: Proposal, row: Attachment, actor: Actor) -> Decision:
    """Decide on one photo beside a proposal."""
    unscreened = proposal.is_unscreened(row.uploaded_at)
    return may_see_photos(actor, facts(proposal), unscreened=unscreened)


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
