"""Reading who helps with promises, their budgets and receipts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from agenda.community.models import Body
from agenda.infra.gathering import OWN, Listed, Rows
from agenda.kernel.ids import BodyId, TaskId
from agenda.resolutions.tasks.models import Task
from agenda.resolutions.terms.models import TaskAssistant, TaskBudget, TaskExpense


@dataclass
class Terms:
    """The terms of one task."""

    assisting: list[str] = field(default_factory=list)
    budget_fen: int | None = None
    expenses: list[TaskExpense] = field(default_factory=list)

    @property
    def spent_fen(self) -> int:
        """What was paid so far."""
        return sum(expense.amount_fen for expense in self.expenses)

    @property
    def is_over(self) -> bool:
        """Whether more was paid than the budget allows."""
        return self.budget_fen is not None and self.spent_fen > self.budget_fen


def terms_of(session: Session, task_ids: Sequence[TaskId]) -> Mapping[TaskId, Terms]:
    """Return the terms of some tasks, in three queries."""
    terms = {task_id: Terms() for task_id in task_ids}
    assisting = (
        select(TaskAssistant.task_id, Body.short_name)
        .join(Body, Body.body_id == TaskAssistant.body_id)
        .where(TaskAssistant.task_id.in_(task_ids))
        .order_by(Body.body_id)
    )
    for task_id, name in session.execute(assisting):
        terms[task_id].assisting.append(name)
    for budget in session.scalars(select(TaskBudget).where(TaskBudget.task_id.in_(task_ids))):
        terms[budget.task_id].budget_fen = budget.amount_fen
    paid = select(TaskExpense).where(TaskExpense.task_id.in_(task_ids))
    for expense in session.scalars(paid.order_by(TaskExpense.paid_on, TaskExpense.expense_id)):
        terms[expense.task_id].expenses.append(expense)
    return terms


_TASKS = select(Task.task_id).where(Task.proposal_id == OWN)
SHOWN = (
    Listed(TaskAssistant, TaskAssistant.task_id.in_(_TASKS)),
    Listed(TaskBudget, TaskBudget.task_id.in_(_TASKS)),
    Listed(TaskExpense, TaskExpense.task_id.in_(_TASKS)),
)
"""The terms of all tasks of a proposal."""


def gathered_terms(rows: Rows, bodies: Mapping[BodyId, str]) -> Mapping[TaskId, Terms]:
    """Return the terms of the gathered tasks."""
    terms = {task.task_id: Terms() for task in rows.of(Task)}
    for helper in sorted(rows.of(TaskAssistant), key=lambda helper: helper.body_id):
        terms[helper.task_id].assisting.append(bodies[helper.body_id])
    for budget in rows.of(TaskBudget):
        terms[budget.task_id].budget_fen = budget.amount_fen
    for expense in sorted(rows.of(TaskExpense), key=lambda one: (one.paid_on, one.expense_id)):
        terms[expense.task_id].expenses.append(expense)
    return terms
