"""The table of sealed lines: what each head did, as it was hashed at closing."""

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from agenda.infra.db import BigId, Model
from agenda.kernel.ids import DecisionId, HeadId, NeighbourhoodId


class SealedHeadLine(Model):
    """One line under the root; read by the head's owners, by counters and supervision alone."""

    __tablename__ = "sealed_lines"
    __table_args__ = (UniqueConstraint("head_id"),)

    decision_id: Mapped[DecisionId] = mapped_column(
        BigId, ForeignKey("owners_ballots.decision_id"), primary_key=True
    )
    place: Mapped[int] = mapped_column(primary_key=True)
    """Its place in the tree, from 0, in the order of the heads' numbers."""
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    head_id: Mapped[HeadId] = mapped_column(BigId, ForeignKey("voting_heads.head_id"))
    line: Mapped[str] = mapped_column(Text)
