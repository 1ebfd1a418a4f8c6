"""Facts about the terms of a promise."""

from dataclasses import dataclass

from agenda.kernel.events import ProposalEvent
from agenda.kernel.ids import BodyId, TaskId


@dataclass(frozen=True, kw_only=True)
class TermsAgreed(ProposalEvent):
    """Assisting bodies and a budget were named for a task; 0 fen where none is spent."""

    task_id: TaskId
    body_id: BodyId
    assisting: int
    budget_fen: int


@dataclass(frozen=True, kw_only=True)
class ExpenseEntered(ProposalEvent):
    """A receipt was entered: so much was paid."""

    task_id: TaskId
    body_id: BodyId
    amount_fen: int
    text_digest: str
