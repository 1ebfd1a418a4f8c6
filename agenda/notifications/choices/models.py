"""Tables of what people chose about e-mail."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from agenda.infra.db import BigId, Model, enum_column
from agenda.kernel.ids import NeighbourhoodId, PersonId
from agenda.proposals.rules import Topic


class NoticeChoices(Model):
    """What a person chose; written with the first letter to him at the latest."""

    __tablename__ = "notice_choices"
    __table_args__ = (
        CheckConstraint("language IN ('zh', 'en')", name="language"),
        CheckConstraint("quiet_from BETWEEN 0 AND 23 AND quiet_to BETWEEN 0 AND 23", name="hours"),
    )

    person_id: Mapped[PersonId] = mapped_column(
        BigId, ForeignKey("persons.person_id"), primary_key=True
    )
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(
        BigId, ForeignKey("neighbourhoods.neighbourhood_id"), index=True
    )
    token: Mapped[str] = mapped_column(String(64), unique=True)
    """Stands in every letter to him; whoever holds it may end a mailing, and nothing else."""
    language: Mapped[str] = mapped_column(String(2))
    wants_own: Mapped[bool]
    wants_duties: Mapped[bool]
    wants_topics: Mapped[bool]
    wants_reminders: Mapped[bool]
    wants_digest: Mapped[bool]
    quiet_from: Mapped[int]
    quiet_to: Mapped[int]


class TopicFollowed(Model):
    """That a person wants to hear of everything under a topic."""

    __tablename__ = "topics_followed"
    __table_args__ = (
        UniqueConstraint("person_id", "topic"),
        Index(None, "neighbourhood_id", "topic"),
    )

    following_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(
        BigId, ForeignKey("neighbourhoods.neighbourhood_id")
    )
    person_id: Mapped[PersonId] = mapped_column(BigId, ForeignKey("persons.person_id"))
    topic: Mapped[Topic] = enum_column(Topic)
