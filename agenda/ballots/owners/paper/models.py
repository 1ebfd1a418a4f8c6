"""The table that ties a paper ballot to the version of a head's ballot that it became."""

from sqlalchemy import ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from agenda.infra.db import BigId, Model
from agenda.kernel.ids import HeadId, NeighbourhoodId


class HeadSheet(Model):
    """The sheet that a version of a head's ballot was entered from: what its receipt disputes."""

    __tablename__ = "head_sheets"
    __table_args__ = (
        ForeignKeyConstraint(
            ["head_id", "version"],
            ["head_ballot_versions.head_id", "head_ballot_versions.version"],
        ),
        ForeignKeyConstraint(
            ["stack_id", "number"], ["paper_entries.stack_id", "paper_entries.number"]
        ),
        UniqueConstraint("head_id", "version"),
    )

    stack_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    head_id: Mapped[HeadId] = mapped_column(BigId)
    version: Mapped[int]
