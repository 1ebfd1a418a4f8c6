"""The table of sessions: the cookie holds a random id, the row its digest and nothing secret."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from agenda.infra.db import BigId, Model
from agenda.kernel.ids import AccountId, AccountSessionId, PersonId


class AccountSession(Model):
    """One device signed in to an account, and the person it acts as."""

    __tablename__ = "account_sessions"
    __table_args__ = (Index(None, "account_id", "ended_at"),)

    session_id: Mapped[AccountSessionId] = mapped_column(BigId, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[AccountId] = mapped_column(BigId, ForeignKey("accounts.account_id"))
    person_id: Mapped[PersonId | None] = mapped_column(BigId, ForeignKey("persons.person_id"))
    """The person acted as; None for an administrator who belongs to no neighbourhood."""
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    authenticated_at: Mapped[datetime]
    """When the password was entered last."""
    device: Mapped[str] = mapped_column(String(60))
    ended_at: Mapped[datetime | None]
