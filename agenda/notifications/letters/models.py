"""The table of letters: to whom and about what; the words and the address are found when it leaves."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from agenda.infra.db import BigId, Model, enum_column
from agenda.kernel.ids import NeighbourhoodId, PersonId
from agenda.notifications.choices.rules import Mailing
from agenda.notifications.letters.rules import LetterKind


class Letter(Model):
    """One letter to one person about one thing, once."""

    __tablename__ = "letters"
    __table_args__ = (
        UniqueConstraint("person_id", "kind", "about_id"),
        CheckConstraint("sent_at IS NULL OR dropped_at IS NULL", name="ended_once"),
        Index(None, "sent_at", "dropped_at", "send_at"),
        Index(None, "neighbourhood_id", "send_at"),
    )

    letter_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(
        BigId, ForeignKey("neighbourhoods.neighbourhood_id")
    )
    person_id: Mapped[PersonId] = mapped_column(BigId, ForeignKey("persons.person_id"))
    kind: Mapped[LetterKind] = enum_column(LetterKind)
    mailing: Mapped[Mailing] = enum_column(Mailing)
    about_id: Mapped[int] = mapped_column(BigId)
    """The act of a notice, the duty of a reminder, the Monday of a digest (20260302)."""
    queued_at: Mapped[datetime]
    send_at: Mapped[datetime]
    """Not before: the end of quiet hours, the next try, or the end of another's attempt."""
    tries: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(String(200), default="")
    """Kind and number of the mail server's refusal; never its words, which repeat the address."""
    sent_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]
    """When it had nothing to say any more: done meanwhile, no address, chosen away."""
