"""Reading what stands beside texts."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from agenda.attachments.models import Attachment
from agenda.attachments.rules import A_DAY, Stock, Subject
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import AttachmentId, NeighbourhoodId, PersonId, ProposalId

_SHOWN = (Attachment.removed_at.is_(None), Attachment.hidden_at.is_(None))
"""What a file is that anybody may still have."""


def get_attachment(session: Session, token: str) -> Attachment:
    """Return a file's row by its address; raises NotFound, also once it was taken away.

    Whether the reader may have it is asked afterwards, of what it stands beside.
    """
    query = select(Attachment).where(Attachment.token == token, *_SHOWN)
    row = session.scalars(query).one_or_none()
    if row is None:
        raise NotFound("attachments.unknown")
    return row


def get_beside_public(
    session: Session, proposal_id: ProposalId, attachment_id: AttachmentId
) -> Attachment:
    """Return a file beside a proposal's public texts, hidden or not; raises NotFound."""
    row = session.get(Attachment, attachment_id)
    is_public = row is not None and row.subject is not Subject.BALLOT_PAPER
    if row is None or not is_public or row.proposal_id != proposal_id or row.removed_at:
        raise NotFound("attachments.unknown")
    return row


def list_beside(
    session: Session, subject: Subject, subject_ids: Collection[int]
) -> Mapping[int, tuple[Attachment, ...]]:
    """Return the files beside several things of one kind, in one query; none gives an empty tuple."""
    found: dict[int, tuple[Attachment, ...]] = defaultdict(tuple)
    if not subject_ids:
        return found
    query = (
        select(Attachment)
        .where(
            Attachment.subject == subject,
            Attachment.subject_id.in_(subject_ids),
            *_SHOWN,
        )
        .order_by(Attachment.attachment_id)
    )
    for row in session.scalars(query):
        found[row.subject_id] += (row,)
    return found


def list_own_files(session: Session, person_id: PersonId) -> tuple[Attachment, ...]:
    """Return all files a person sent in, the first first: for his own copy of his data."""
    query = select(Attachment).where(
        Attachment.uploaded_by_id == person_id, Attachment.removed_at.is_(None)
    )
    return tuple(session.scalars(query.order_by(Attachment.attachment_id)))


def stock_of(
    session: Session, neighbourhood_id: NeighbourhoodId, person_id: PersonId, *, now: datetime
) -> Stock:
    """Return how much a person added in 24 hours and a neighbourhood keeps in all.

    What was taken away again counts for the day it came.
    """
    size = func.coalesce(func.sum(Attachment.size), 0)
    today = select(func.count(), size).where(
        Attachment.neighbourhood_id == neighbourhood_id,
        Attachment.uploaded_by_id == person_id,
        Attachment.uploaded_at > now - A_DAY,
    )
    files, bytes_today = session.execute(today).one()
    in_all = select(size).where(Attachment.neighbourhood_id == neighbourhood_id)
    return Stock(files, int(bytes_today), int(session.scalars(in_all).one()))


def named_files(session: Session, names: Collection[str]) -> set[str]:
    """Return which of some names on disk a row has."""
    wanted, found = list(names), set[str]()
    for start in range(0, len(wanted), 400):
        part = wanted[start : start + 400]
        query = select(Attachment.name, Attachment.small_name).where(
            or_(Attachment.name.in_(part), Attachment.small_name.in_(part))
        )
        found |= {name for row in session.execute(query) for name in row if name}
    return found


def digests(session: Session) -> dict[str, str]:
    """Return the digest of every file that must lie on disk, by its name there."""
    query = select(Attachment.name, Attachment.digest).where(Attachment.removed_at.is_(None))
    return dict(session.execute(query).all())
