"""Tables of the residents' secret vote.

Who took part and what was chosen stand apart: neither table has a number, an order or a time of
its own, and on SQLite neither has a rowid. What one row of each has in common is the vote alone.
"""

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    String,
)
from sqlalchemy.orm import Mapped, mapped_column

from agenda.ballots.rules import LEAST_GROUP, Choice
from agenda.infra.db import BigId, Model, enum_column
from agenda.kernel.ids import AreaId, HouseholdId, NeighbourhoodId, PersonId, ProposalId, VoteId

_SPLIT = "votes_for IS NULL AND votes_against IS NULL AND votes_abstain IS NULL"


class Vote(Model):
    """The residents' vote on one proposal: scheduled with its roll, counted once at closing."""

    __tablename__ = "votes"
    __table_args__ = (
        CheckConstraint("opens_at < closes_at", name="times"),
        CheckConstraint("roll_size >= 0 AND turnout_required <= roll_size", name="roll"),
        CheckConstraint("(closed_at IS NULL) = (participants IS NULL)", name="counted"),
        CheckConstraint("(closed_at IS NULL) = (carried IS NULL)", name="carried"),
        CheckConstraint("paper_ballots BETWEEN 0 AND coalesce(participants, 0)", name="paper"),
        CheckConstraint("(closed_at IS NULL) = (receipts_digest IS NULL)", name="receipts"),
        CheckConstraint("(closed_at IS NULL) = (file_digest IS NULL)", name="file"),
        CheckConstraint(
            f"({_SPLIT}) OR votes_for + votes_against + votes_abstain = participants", name="sum"
        ),
        CheckConstraint(
            f"({_SPLIT}) OR (participants >= {LEAST_GROUP} AND participants <= roll_size)",
            name="split",
        ),
    )

    vote_id: Mapped[VoteId] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(
        BigId, ForeignKey("neighbourhoods.neighbourhood_id")
    )
    proposal_id: Mapped[ProposalId] = mapped_column(
        BigId, ForeignKey("proposals.proposal_id"), unique=True
    )
    scheduled_at: Mapped[datetime]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    moved_days: Mapped[int]
    """By how many days an edit shortly before crossing moved the opening."""
    roll_size: Mapped[int]
    roll_digest: Mapped[str] = mapped_column(String(64))
    turnout_required: Mapped[int]
    closed_at: Mapped[datetime | None]
    participants: Mapped[int | None]
    paper_ballots: Mapped[int] = mapped_column(default=0)
    """How many of them voted on paper: those without a number in the list of receipts."""
    votes_for: Mapped[int | None]
    """Absent, with the two below, where fewer than five took part."""
    votes_against: Mapped[int | None]
    votes_abstain: Mapped[int | None]
    carried: Mapped[bool | None]
    receipts_digest: Mapped[str | None] = mapped_column(String(64))
    file_digest: Mapped[str | None] = mapped_column(String(64))
    """Of the published file, which anyone recounts."""


class RollEntry(Model):
    """Somebody who may vote: frozen when the vote was scheduled."""

    __tablename__ = "roll_entries"
    __table_args__ = (Index(None, "vote_id", "building_id"),)

    vote_id: Mapped[VoteId] = mapped_column(BigId, ForeignKey("votes.vote_id"), primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(
        BigId, ForeignKey("persons.person_id"), primary_key=True
    )
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    household_id: Mapped[HouseholdId] = mapped_column(BigId, ForeignKey("households.household_id"))
    building_id: Mapped[AreaId] = mapped_column(BigId, ForeignKey("areas.area_id"))


class Participation(Model):
    """That somebody on the roll took part: the key by which nobody votes twice."""

    __tablename__ = "participations"
    __table_args__ = (
        ForeignKeyConstraint(
            ["vote_id", "person_id"], ["roll_entries.vote_id", "roll_entries.person_id"]
        ),
        {"sqlite_with_rowid": False},
    )

    vote_id: Mapped[VoteId] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)


class CastChoice(Model):
    """What was chosen on one ballot.

    While the vote is open the key is made from the voter and the receipt's secret code together,
    so that these two find it again; closing gives every row a fresh random key.
    """

    __tablename__ = "choices"
    __table_args__ = ({"sqlite_with_rowid": False},)

    vote_id: Mapped[VoteId] = mapped_column(BigId, ForeignKey("votes.vote_id"), primary_key=True)
    choice_key: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    choice: Mapped[Choice] = enum_column(Choice)


class Receipt(Model):
    """The public number of one receipt: published after closing, it proves inclusion alone."""

    __tablename__ = "receipts"
    __table_args__ = ({"sqlite_with_rowid": False},)

    vote_id: Mapped[VoteId] = mapped_column(BigId, ForeignKey("votes.vote_id"), primary_key=True)
    number: Mapped[str] = mapped_column(String(14), primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
