"""Tables of the vote on paper: a code for each adult's slip, and what a ballot box gave."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from agenda.infra.db import BigId, Model
from agenda.kernel.ids import NeighbourhoodId, PersonId, VoteId


class SlipCode(Model):
    """The code on the outer slip of one adult of the roll: it says who voted, never what."""

    __tablename__ = "slip_codes"
    __table_args__ = (
        ForeignKeyConstraint(
            ["vote_id", "person_id"], ["roll_entries.vote_id", "roll_entries.person_id"]
        ),
        UniqueConstraint("vote_id", "code"),
    )

    vote_id: Mapped[VoteId] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    code: Mapped[str] = mapped_column(String(9))


class BoxTally(Model):
    """What is certified of a ballot box; how its ballots chose stands nowhere by itself."""

    __tablename__ = "box_tallies"
    __table_args__ = (
        CheckConstraint("ballots + spoiled + missing = slips", name="balanced"),
        CheckConstraint("missing = 0 OR surplus = 0", name="one_way"),
        CheckConstraint("ballots >= 0 AND spoiled >= 0 AND surplus >= 0", name="counts"),
    )

    vote_id: Mapped[VoteId] = mapped_column(BigId, ForeignKey("votes.vote_id"), primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    slips: Mapped[int]
    ballots: Mapped[int]
    spoiled: Mapped[int]
    missing: Mapped[int]
    surplus: Mapped[int]
    counted_at: Mapped[datetime]
