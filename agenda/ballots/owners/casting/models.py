"""Tables of proxies and of ballots set aside: two different persons stand behind each."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from agenda.ballots.owners.casting.rules import SetAsideReason
from agenda.ballots.rules import Choice
from agenda.infra.db import BigId, Model, enum_column
from agenda.kernel.ids import DecisionId, HeadId, NeighbourhoodId, PersonId, ProxyId


class HeadProxy(Model):
    """A proxy in writing: whom a head sends, and for what; one at a time."""

    __tablename__ = "head_proxies"
    __table_args__ = (
        CheckConstraint("(confirmed_at IS NULL) = (confirmed_by_id IS NULL)", name="confirmed"),
        CheckConstraint("confirmed_by_id <> registered_by_id", name="two"),
        CheckConstraint(
            "agent_id <> registered_by_id AND (confirmed_by_id IS NULL OR agent_id <> confirmed_by_id)",
            name="agent",
        ),
        Index(
            "uq_head_proxies_head",
            "head_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index(None, "decision_id", "agent_id"),
    )

    proxy_id: Mapped[ProxyId] = mapped_column(BigId, primary_key=True)
    decision_id: Mapped[DecisionId] = mapped_column(BigId, ForeignKey("owners_ballots.decision_id"))
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    head_id: Mapped[HeadId] = mapped_column(BigId, ForeignKey("voting_heads.head_id"))
    agent_id: Mapped[PersonId] = mapped_column(BigId, ForeignKey("persons.person_id"))
    registered_at: Mapped[datetime]
    registered_by_id: Mapped[PersonId] = mapped_column(BigId, ForeignKey("persons.person_id"))
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[PersonId | None] = mapped_column(BigId, ForeignKey("persons.person_id"))
    ended_at: Mapped[datetime | None]
    """When it was withdrawn, or an owner cast the ballot himself."""


class ProxyInstruction(Model):
    """How the owner told his proxy to vote on one question: the proxy casts this and nothing else."""

    __tablename__ = "proxy_instructions"

    proxy_id: Mapped[ProxyId] = mapped_column(
        BigId, ForeignKey("head_proxies.proxy_id"), primary_key=True
    )
    question: Mapped[int] = mapped_column(primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    choice: Mapped[Choice] = enum_column(Choice)


class SetAside(Model):
    """That one version of a head's ballot is spoiled or disputed: said by one, confirmed by another."""

    __tablename__ = "ballots_set_aside"
    __table_args__ = (
        ForeignKeyConstraint(
            ["head_id", "version"],
            ["head_ballot_versions.head_id", "head_ballot_versions.version"],
        ),
        CheckConstraint("(confirmed_at IS NULL) = (confirmed_by_id IS NULL)", name="confirmed"),
        CheckConstraint("confirmed_by_id <> proposed_by_id", name="two"),
        Index(None, "decision_id"),
    )

    head_id: Mapped[HeadId] = mapped_column(
        BigId, ForeignKey("voting_heads.head_id"), primary_key=True
    )
    version: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[DecisionId] = mapped_column(BigId)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    reason: Mapped[SetAsideReason] = enum_column(SetAsideReason)
    proposed_at: Mapped[datetime]
    proposed_by_id: Mapped[PersonId] = mapped_column(BigId, ForeignKey("persons.person_id"))
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[PersonId | None] = mapped_column(BigId, ForeignKey("persons.person_id"))
