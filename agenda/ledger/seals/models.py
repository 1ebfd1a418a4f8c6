"""Tables of seals and of the heads they seal: append-only, by triggers of migration 0002."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from agenda.infra.db import BigId, Model
from agenda.kernel.ids import NeighbourhoodId


class LedgerSeal(Model):
    """One seal: it speaks for every public act of a neighbourhood up to its hour."""

    __tablename__ = "ledger_seals"
    __table_args__ = (
        Index("uq_ledger_seals_digest", "neighbourhood_id", "digest", unique=True),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("size >= 1 AND entries >= 1", name="counts"),
    )

    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sealed_at: Mapped[datetime]
    entries: Mapped[int] = mapped_column(BigId)
    size: Mapped[int] = mapped_column(BigId)
    root: Mapped[str] = mapped_column(String(64))
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))
    peaks: Mapped[str] = mapped_column(Text)
    """Roots of the tree's whole parts, in hexadecimal: the next seal goes on from them."""


class SealedHead(Model):
    """One leaf of a neighbourhood's tree: how far a stream had come when it was sealed."""

    __tablename__ = "ledger_sealed_heads"
    __table_args__ = (
        UniqueConstraint("neighbourhood_id", "stream", "length"),
        ForeignKeyConstraint(
            ["neighbourhood_id", "seal_number"],
            ["ledger_seals.neighbourhood_id", "ledger_seals.number"],
        ),
        CheckConstraint("place >= 0 AND length >= 1", name="counts"),
    )

    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId, primary_key=True)
    place: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    """From 0, in the order in which heads were sealed."""
    seal_number: Mapped[int]
    stream: Mapped[str] = mapped_column(String(64))
    length: Mapped[int]
    head: Mapped[str] = mapped_column(String(64))
