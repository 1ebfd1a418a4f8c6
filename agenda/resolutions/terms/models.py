"""Tables of assisting bodies, budgets and receipts."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from agenda.infra.db import BigId, Model
from agenda.kernel.ids import BodyId, NeighbourhoodId, ProposalId, TaskId
from agenda.resolutions.terms.rules import RECEIPT_MAX, WHAT_MAX


class TaskAssistant(Model):
    """A body that helps the one that promised."""

    __tablename__ = "task_assistants"

    task_id: Mapped[TaskId] = mapped_column(BigId, ForeignKey("tasks.task_id"), primary_key=True)
    body_id: Mapped[BodyId] = mapped_column(BigId, ForeignKey("bodies.body_id"), primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)


class TaskBudget(Model):
    """What a task may cost, in fen; a task without one spends nothing."""

    __tablename__ = "task_budgets"
    __table_args__ = (CheckConstraint("amount_fen > 0", name="amount"),)

    task_id: Mapped[TaskId] = mapped_column(BigId, ForeignKey("tasks.task_id"), primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    amount_fen: Mapped[int] = mapped_column(BigId)


class TaskExpense(Model):
    """A receipt: what was paid for what on which day, in fen."""

    __tablename__ = "task_expenses"
    __table_args__ = (
        CheckConstraint("amount_fen > 0", name="amount"),
        Index(None, "proposal_id", "task_id"),
    )

    expense_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    proposal_id: Mapped[ProposalId] = mapped_column(BigId, ForeignKey("proposals.proposal_id"))
    task_id: Mapped[TaskId] = mapped_column(BigId, ForeignKey("tasks.task_id"))
    amount_fen: Mapped[int] = mapped_column(BigId)
    what: Mapped[str] = mapped_column(String(WHAT_MAX))
    receipt: Mapped[str] = mapped_column(String(RECEIPT_MAX))
    """The number on the receipt or invoice."""
    paid_on: Mapped[date]
    entered_at: Mapped[datetime]
