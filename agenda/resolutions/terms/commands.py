"""Naming who helps and what it may cost, and entering what was paid."""

from collections.abc import Sequence
from datetime import date

from agenda.infra.audit import record, text_digest
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import require
from agenda.kernel.clock import local_date
from agenda.kernel.errors import Invalid, NotPossible
from agenda.kernel.ids import BodyId, TaskId
from agenda.proposals.queries import facts, lock_proposal
from agenda.resolutions.tasks import policy
from agenda.resolutions.tasks.models import Task
from agenda.resolutions.tasks.queries import get_task
from agenda.resolutions.terms.events import ExpenseEntered, TermsAgreed
from agenda.resolutions.terms.models import TaskAssistant, TaskBudget, TaskExpense
from agenda.resolutions.terms.rules import MOST_FEN, RECEIPT_MAX, WHAT_MAX


def agree_terms(
    tx: Transaction,
    task: Task,
    *,
    lead_body_id: BodyId | None,
    assisting: Sequence[BodyId],
    budget_fen: int | None,
) -> None:
    """Name the assisting bodies and the budget of a task just promised, by whoever named it."""
    proposal = lock_proposal(tx, task.proposal_id)
    tx.session.refresh(task)  # as it stands under the lock
    require(policy.may_promise(tx.actor, facts(proposal), lead_body_id=lead_body_id))
    helpers = sorted(set(assisting) - {task.body_id})
    tx.session.add_all(
        TaskAssistant(task_id=task.task_id, body_id=body_id, neighbourhood_id=task.neighbourhood_id)
        for body_id in helpers
    )
    if budget_fen is not None:
        _bounded(budget_fen, "budget")
        budget = TaskBudget(
            task_id=task.task_id, neighbourhood_id=task.neighbourhood_id, amount_fen=budget_fen
        )
        tx.insert(budget, NotPossible("resolutions.budget_set"))
    record(
        tx,
        TermsAgreed(
            neighbourhood_id=task.neighbourhood_id,
            proposal_id=task.proposal_id,
            task_id=task.task_id,
            body_id=task.body_id,
            assisting=len(helpers),
            budget_fen=budget_fen or 0,
        ),
    )


def enter_expense(
    tx: Transaction, task_id: TaskId, *, amount_fen: int, what: str, receipt: str, paid_on: date
) -> TaskExpense:
    """Enter a receipt of an open task: amount, for what, its number, its day; public at once."""
    task = get_task(tx.session, task_id)
    proposal = lock_proposal(tx, task.proposal_id)
    tx.session.refresh(task)  # as it stands under the lock
    require(policy.may_report(tx.actor, facts(proposal), body_id=task.body_id, state=task.state))
    _bounded(amount_fen, "amount")
    if not (what.strip() and len(what) <= WHAT_MAX):
        raise Invalid("resolutions.expense_text", field="what", most=WHAT_MAX)
    if not (receipt.strip() and len(receipt) <= RECEIPT_MAX):
        raise Invalid("resolutions.expense_text", field="receipt", most=RECEIPT_MAX)
    if paid_on > local_date(tx.now):
        raise Invalid("resolutions.paid_in_future", field="paid_on")
    expense = TaskExpense(
        neighbourhood_id=task.neighbourhood_id,
        proposal_id=task.proposal_id,
        task_id=task_id,
        amount_fen=amount_fen,
        what=what.strip(),
        receipt=receipt.strip(),
        paid_on=paid_on,
        entered_at=tx.now,
    )
    tx.session.add(expense)
    record(
        tx,
        ExpenseEntered(
            neighbourhood_id=task.neighbourhood_id,
            proposal_id=task.proposal_id,
            task_id=task_id,
            body_id=task.body_id,
            amount_fen=amount_fen,
            text_digest=text_digest(tx, f"{what} {receipt} {paid_on}"),
        ),
    )
    return expense


def _bounded(amount_fen: int, field: str) -> None:
    """Raise Invalid for an amount that is none."""
    if not 0 < amount_fen <= MOST_FEN:
        raise Invalid("resolutions.amount", field=field)
