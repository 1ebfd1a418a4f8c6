"""The table of files beside texts."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from agenda.attachments.rules import CAPTION_MAX, Media, Subject
from agenda.infra.db import BigId, Model, enum_column
from agenda.kernel.ids import AttachmentId, NeighbourhoodId, PersonId, ProposalId


class Attachment(Model):
    """A file beside a proposal, a report, a position or a ballot; what it says lies on disk.

    Its address is a random token; who may read it follows from what it stands beside. A file that
    was taken away keeps its row for a day, so that a backup made meanwhile is whole.
    """

    __tablename__ = "attachments"
    __table_args__ = (
        UniqueConstraint("token"),
        UniqueConstraint("name"),
        CheckConstraint("(media = 'application/pdf') = (small_name IS NULL)", name="small"),
        CheckConstraint("(small_name IS NULL) = (width IS NULL)", name="width"),
        CheckConstraint("size > 0", name="size"),
        Index(None, "subject", "subject_id"),
        Index(None, "neighbourhood_id", "uploaded_by_id", "uploaded_at"),
        Index(None, "small_name"),
    )

    attachment_id: Mapped[AttachmentId] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(
        BigId, ForeignKey("neighbourhoods.neighbourhood_id")
    )
    proposal_id: Mapped[ProposalId] = mapped_column(BigId)
    subject: Mapped[Subject] = enum_column(Subject)
    subject_id: Mapped[int] = mapped_column(BigId)
    """The proposal's, report's, position's or paper's own id."""
    token: Mapped[str] = mapped_column(String(43))
    name: Mapped[str] = mapped_column(String(32))
    """Its name on disk."""
    small_name: Mapped[str | None] = mapped_column(String(32))
    media: Mapped[Media] = enum_column(Media)
    digest: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    width: Mapped[int | None]
    height: Mapped[int | None]
    caption: Mapped[str] = mapped_column(String(CAPTION_MAX), default="")
    """What is to be seen, for whoever cannot see it; of a paper its title."""
    uploaded_by_id: Mapped[PersonId | None] = mapped_column(BigId, ForeignKey("persons.person_id"))
    """Who sent it in; never shown, empty once that person is erased."""
    uploaded_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]
    """When two people took it off the page; it lies on disk still, for the appeal."""
