"""Tables of accounts, of whom they belong to, and of what they consented to."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from agenda.accounts.rules import LinkPurpose, Purpose
from agenda.infra.db import BigId, Model, enum_column
from agenda.kernel.ids import AccountId, NeighbourhoodId, PersonId


class Account(Model):
    """What somebody signs in with; it belongs to no neighbourhood by itself.

    A closed account keeps its row, for the sessions and acts that name it, and nothing else.
    """

    __tablename__ = "accounts"
    __table_args__ = (CheckConstraint("closed_at IS NULL OR password_hash = ''", name="closed"),)

    account_id: Mapped[AccountId] = mapped_column(BigId, primary_key=True)
    sign_in_name: Mapped[str] = mapped_column(String(200), unique=True)
    """A mobile number or an e-mail address in its one spelling; `closed-<id>` after closing."""
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    """argon2id; empty until a password was chosen, and no password fits an empty hash."""
    is_administrator: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    password_set_at: Mapped[datetime | None]
    locked_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class Membership(Model):
    """Which person of a neighbourhood an account speaks for: one person, one account."""

    __tablename__ = "memberships"
    __table_args__ = (UniqueConstraint("account_id", "neighbourhood_id"),)

    membership_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(
        BigId, ForeignKey("neighbourhoods.neighbourhood_id")
    )
    account_id: Mapped[AccountId] = mapped_column(BigId, ForeignKey("accounts.account_id"))
    person_id: Mapped[PersonId] = mapped_column(BigId, ForeignKey("persons.person_id"), unique=True)
    joined_at: Mapped[datetime]


class Consent(Model):
    """That a person agreed to one purpose in one version, and perhaps took it back."""

    __tablename__ = "consents"
    __table_args__ = (
        Index(
            "uq_consents_given",
            "person_id",
            "purpose",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    consent_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(
        BigId, ForeignKey("neighbourhoods.neighbourhood_id")
    )
    person_id: Mapped[PersonId] = mapped_column(BigId, ForeignKey("persons.person_id"))
    purpose: Mapped[Purpose] = enum_column(Purpose)
    version: Mapped[str] = mapped_column(String(20))
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class OneTimeLink(Model):
    """A link that lets an account's holder choose a password, once and within the hour.

    Opening it changes nothing (previewers of messages open every link); sending its form does.
    """

    __tablename__ = "one_time_links"
    __table_args__ = (
        CheckConstraint("used_at IS NULL OR voided_at IS NULL", name="ended_once"),
        Index(
            "uq_one_time_links_open",
            "account_id",
            unique=True,
            sqlite_where=text("used_at IS NULL AND voided_at IS NULL"),
            postgresql_where=text("used_at IS NULL AND voided_at IS NULL"),
        ),
    )

    link_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    account_id: Mapped[AccountId] = mapped_column(BigId, ForeignKey("accounts.account_id"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[LinkPurpose] = enum_column(LinkPurpose)
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    voided_at: Mapped[datetime | None]
