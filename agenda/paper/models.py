"""Tables of stacks of paper and of what two people read on each of their sheets."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from agenda.infra.db import BigId, Model, enum_column
from agenda.kernel.ids import BodyId, NeighbourhoodId, PersonId, ProposalId
from agenda.paper.rules import MOST_SHEETS, EntryState, StackKind


class Stack(Model):
    """A stack of sheets as it was taken in, before closing."""

    __tablename__ = "paper_stacks"
    __table_args__ = (
        CheckConstraint(f"sheets BETWEEN 1 AND {MOST_SHEETS}", name="sheets"),
        CheckConstraint("entries BETWEEN sheets AND sheets * 12", name="entries"),
        CheckConstraint("kind = 'cosign_sheet' OR entries = sheets", name="one_entry_a_sheet"),
        Index(None, "proposal_id", "kind"),
        Index(None, "neighbourhood_id", "closed_at"),
    )

    stack_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(
        BigId, ForeignKey("neighbourhoods.neighbourhood_id")
    )
    proposal_id: Mapped[ProposalId] = mapped_column(BigId)
    kind: Mapped[StackKind] = enum_column(StackKind)
    subject_id: Mapped[int] = mapped_column(BigId)
    """The vote or the decision; of co-sign sheets the version of the text that was signed."""
    sheets: Mapped[int]
    entries: Mapped[int]
    """Sheets, or on co-sign sheets their signed lines: numbered from 1 through the stack."""
    body_id: Mapped[BodyId] = mapped_column(BigId, ForeignKey("bodies.body_id"))
    """Whose people take it in and enter it, beside those of the residents' committee."""
    registered_by_id: Mapped[PersonId] = mapped_column(BigId, ForeignKey("persons.person_id"))
    registered_at: Mapped[datetime]
    opens_at: Mapped[datetime]
    """From when it may be entered: a ballot box is not opened before the vote has closed."""
    handed_over_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class SheetEntry(Model):
    """One sheet with its one or two readings: the second by another person."""

    __tablename__ = "paper_entries"
    __table_args__ = (
        UniqueConstraint("stack_id", "number"),
        UniqueConstraint("receipt"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("second_by_id IS NULL OR second_by_id <> first_by_id", name="two_people"),
        CheckConstraint("(second_by_id IS NULL) = (second_at IS NULL)", name="second"),
        CheckConstraint("(state = 'entered') = (second_by_id IS NULL)", name="read_twice"),
        CheckConstraint(
            "(settled_at IS NULL) = (state IN ('entered', 'differing'))", name="settled"
        ),
        CheckConstraint(
            "state NOT IN ('confirmed', 'disputed') OR receipt IS NOT NULL", name="has_receipt"
        ),
        CheckConstraint("(state = 'disputed') = (disputed_at IS NOT NULL)", name="disputed"),
    )

    entry_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    stack_id: Mapped[int] = mapped_column(BigId, ForeignKey("paper_stacks.stack_id"))
    number: Mapped[int]
    state: Mapped[EntryState] = enum_column(EntryState)
    first_key: Mapped[str] = mapped_column(String(200), default="")
    """As typed; emptied with the contents once both agreed and it was applied."""
    first_content: Mapped[str] = mapped_column(String(500), default="")
    first_by_id: Mapped[PersonId] = mapped_column(BigId, ForeignKey("persons.person_id"))
    first_at: Mapped[datetime]
    second_key: Mapped[str] = mapped_column(String(200), default="")
    second_content: Mapped[str] = mapped_column(String(500), default="")
    second_by_id: Mapped[PersonId | None] = mapped_column(BigId, ForeignKey("persons.person_id"))
    second_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(80), default="")
    """The code of why it does not count."""
    person_id: Mapped[PersonId | None] = mapped_column(
        BigId, ForeignKey("persons.person_id"), index=True
    )
    """Whose sheet it is; none on a ballot box."""
    receipt: Mapped[str | None] = mapped_column(String(19))
    disputed_at: Mapped[datetime | None]
