"""The default of ENTER_PAPER: the supervision committee takes over, then it is given up."""

from agenda.community.queries import find_body
from agenda.infra.audit import record
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import BodyKind, only_mechanism, require
from agenda.paper.commands import close_stack, open_entering
from agenda.paper.events import StackHandedOver
from agenda.paper.queries import count_entries, lock_stack
from agenda.paper.rules import entering_due
from agenda.procedure.rules import Duty


def hand_over_or_close(tx: Transaction, duty: Duty) -> None:
    """Give a stack that was not entered in time to the supervision committee; then give it up.

    What is still missing after that is published as not entered.
    """
    require(only_mechanism(tx.actor))
    stack = lock_stack(tx, duty.subject_id)
    supervision = find_body(tx.session, stack.neighbourhood_id, BodyKind.SUPERVISION_COMMITTEE)
    if stack.handed_over_at is not None or supervision is None:
        close_stack(tx, stack)
        return
    stack.handed_over_at = tx.now
    due = entering_due(max(tx.now, stack.opens_at))
    open_entering(tx, stack, body_id=supervision.body_id, due_at=due)
    record(
        tx,
        StackHandedOver(
            neighbourhood_id=stack.neighbourhood_id,
            proposal_id=stack.proposal_id,
            stack_id=stack.stack_id,
            stack=stack.kind,
            missing=count_entries(tx.session, stack).missing,
            body_id=supervision.body_id,
            due_at=due,
        ),
    )
