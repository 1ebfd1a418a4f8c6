"""Tables of owners' ballots: what is asked, the roll of heads, deliveries, ballots with history."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from agenda.ballots.decisions.rules import Outcome, OwnersItem
from agenda.ballots.owners.rules import BallotChannel, SilentRule
from agenda.ballots.rules import Choice
from agenda.infra.db import BigId, Model, enum_column
from agenda.kernel.ids import (
    AreaId,
    DecisionId,
    HeadId,
    HouseholdId,
    NeighbourhoodId,
    PersonId,
    ProxyId,
)


class OwnersBallot(Model):
    """An owners' joint decision held on the platform; noticed, opened with its roll, closed."""

    __tablename__ = "owners_ballots"
    __table_args__ = (
        CheckConstraint("opens_at < closes_at", name="times"),
        CheckConstraint("silent_rule = 'none' OR silent_clause <> ''", name="clause"),
        CheckConstraint("NOT counts_parking OR parking_basis <> ''", name="parking"),
        CheckConstraint("(frozen_at IS NULL) = (roll_digest IS NULL)", name="frozen"),
        CheckConstraint(
            "(frozen_at IS NULL) = (roll_heads IS NULL) AND (frozen_at IS NULL) = (roll_area IS NULL)",
            name="roll",
        ),
        CheckConstraint("closed_at IS NULL OR frozen_at IS NOT NULL", name="closed"),
        CheckConstraint("(closed_at IS NULL) = (lines_root IS NULL)", name="lines"),
        CheckConstraint("(closed_at IS NULL) = (reach IS NULL)", name="reach"),
    )

    decision_id: Mapped[DecisionId] = mapped_column(
        BigId, ForeignKey("decisions.decision_id"), primary_key=True
    )
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    scope_id: Mapped[AreaId] = mapped_column(BigId, ForeignKey("areas.area_id"))
    silent_rule: Mapped[SilentRule] = enum_column(SilentRule)
    silent_clause: Mapped[str] = mapped_column(String(500))
    counts_parking: Mapped[bool]
    parking_basis: Mapped[str] = mapped_column(String(500))
    noticed_at: Mapped[datetime]
    """When owners and, in the same act, the residents' committee were told."""
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    frozen_at: Mapped[datetime | None]
    roll_heads: Mapped[int | None]
    roll_area: Mapped[int | None] = mapped_column(BigId)
    """0.01 m2"""
    roll_digest: Mapped[str | None] = mapped_column(String(64))
    closed_at: Mapped[datetime | None]
    lines_root: Mapped[str | None] = mapped_column(String(64))
    """The Merkle root of the sealed lines."""
    reach: Mapped[str | None] = mapped_column(Text)
    """Canonical JSON: whom the ballot reached, and who of them did not answer."""


class OwnersQuestion(Model):
    """One question of a ballot; with its sums and outcome once the ballot is closed."""

    __tablename__ = "owners_questions"

    decision_id: Mapped[DecisionId] = mapped_column(
        BigId, ForeignKey("owners_ballots.decision_id"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    item: Mapped[OwnersItem] = enum_column(OwnersItem)
    text: Mapped[str] = mapped_column(String(300))
    counts: Mapped[str | None] = mapped_column(Text)
    """Canonical JSON of its QuestionCount."""
    raw_outcome: Mapped[Outcome | None] = enum_column(Outcome, check="raw_outcome")
    outcome: Mapped[Outcome | None] = enum_column(Outcome)
    """With what silence adds under the ballot's rule."""


class VotingHead(Model):
    """One voting head of a frozen roll: an owner group with all its units, and one ballot."""

    __tablename__ = "voting_heads"
    __table_args__ = (
        Index("uq_voting_heads_number", "decision_id", "number", unique=True),
        Index("uq_voting_heads_code", "decision_id", "code", unique=True),
        CheckConstraint("area >= 0", name="area"),
    )

    head_id: Mapped[HeadId] = mapped_column(BigId, primary_key=True)
    decision_id: Mapped[DecisionId] = mapped_column(BigId, ForeignKey("owners_ballots.decision_id"))
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    number: Mapped[int]
    area: Mapped[int] = mapped_column(BigId)
    """0.01 m2"""
    is_developer: Mapped[bool]
    code: Mapped[str] = mapped_column(String(9))
    """Printed on its paper ballot: names the head to those who enter it, and opens nothing."""
    spoiled_reason: Mapped[str | None] = mapped_column(String(200))
    """Why its ballot is spoiled or set aside."""


class HeadUnit(Model):
    """A unit in a roll: it belongs to exactly one head."""

    __tablename__ = "head_units"
    __table_args__ = (Index(None, "head_id"),)

    decision_id: Mapped[DecisionId] = mapped_column(
        BigId, ForeignKey("owners_ballots.decision_id"), primary_key=True
    )
    household_id: Mapped[HouseholdId] = mapped_column(
        BigId, ForeignKey("households.household_id"), primary_key=True
    )
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    head_id: Mapped[HeadId] = mapped_column(BigId, ForeignKey("voting_heads.head_id"))
    area: Mapped[int] = mapped_column(BigId)
    """What it counts, car spaces included where the ballot says so; 0.01 m2."""


class HeadOwner(Model):
    """Somebody who may cast a head's ballot."""

    __tablename__ = "head_owners"
    __table_args__ = (Index(None, "decision_id", "person_id"),)

    head_id: Mapped[HeadId] = mapped_column(
        BigId, ForeignKey("voting_heads.head_id"), primary_key=True
    )
    person_id: Mapped[PersonId] = mapped_column(
        BigId, ForeignKey("persons.person_id"), primary_key=True
    )
    decision_id: Mapped[DecisionId] = mapped_column(BigId)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)


class HeadBallot(Model):
    """The ballot of a head as it stands: one per head, whoever cast it and however."""

    __tablename__ = "head_ballots"
    __table_args__ = (
        CheckConstraint("version >= 1", name="version"),
        Index(None, "decision_id", "cast_at"),
        ForeignKeyConstraint(
            ["head_id", "version"],
            ["head_ballot_versions.head_id", "head_ballot_versions.version"],
        ),
    )

    head_id: Mapped[HeadId] = mapped_column(
        BigId, ForeignKey("voting_heads.head_id"), primary_key=True
    )
    decision_id: Mapped[DecisionId] = mapped_column(BigId)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    version: Mapped[int]
    first_cast_at: Mapped[datetime]
    """When the head first took part: what the daily distance counts by."""
    cast_at: Mapped[datetime]


class HeadBallotVersion(Model):
    """What a head chose at one time, and how; kept when it is changed."""

    __tablename__ = "head_ballot_versions"
    __table_args__ = (
        CheckConstraint("(channel = 'proxy') = (proxy_id IS NOT NULL)", name="proxy"),
    )

    head_id: Mapped[HeadId] = mapped_column(
        BigId, ForeignKey("voting_heads.head_id"), primary_key=True
    )
    version: Mapped[int] = mapped_column(primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    channel: Mapped[BallotChannel] = enum_column(BallotChannel)
    cast_at: Mapped[datetime]
    cast_by_id: Mapped[PersonId] = mapped_column(BigId, ForeignKey("persons.person_id"))
    """The owner or his proxy; for paper whoever entered it."""
    proxy_id: Mapped[ProxyId | None] = mapped_column(BigId, ForeignKey("head_proxies.proxy_id"))


class HeadChoice(Model):
    """What a version chose on one question; one per head, version and question."""

    __tablename__ = "head_choices"
    __table_args__ = (
        ForeignKeyConstraint(
            ["head_id", "version"],
            ["head_ballot_versions.head_id", "head_ballot_versions.version"],
        ),
    )

    head_id: Mapped[HeadId] = mapped_column(BigId, primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    question: Mapped[int] = mapped_column(primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    choice: Mapped[Choice] = enum_column(Choice)
