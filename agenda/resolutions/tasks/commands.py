"""Promising tasks, reporting on them, and what happens when nobody does."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from agenda.attachments.commands import attach_files
from agenda.attachments.rules import NOTHING, Beside, Sent, Subject
from agenda.deliberation.meetings.record.models import AgreedTask
from agenda.infra.audit import quiet, record, text_digest
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import only_mechanism, require
from agenda.kernel.clock import end_of_day
from agenda.kernel.errors import Invalid, NotPossible
from agenda.kernel.ids import BodyId, ProposalId, TaskId
from agenda.procedure.calendar.rules import due_in_days, due_in_workdays
from agenda.procedure.commands import cancel_duty, extend_duty, fulfil_duty, open_duty
from agenda.procedure.queries import find_open_duty
from agenda.procedure.rules import Duty, DutyKind
from agenda.proposals.models import Proposal
from agenda.proposals.queries import facts, lock_proposal, procedure_of
from agenda.proposals.rules import Stage, StageEntry
from agenda.resolutions.tasks import policy
from agenda.resolutions.tasks.events import (
    ProgressMissed,
    ProgressReported,
    TaskBroken,
    TaskFinished,
    TaskFollowedUp,
    TaskLate,
    TaskPromised,
    TaskReplaced,
)
from agenda.resolutions.tasks.models import Task, TaskReport
from agenda.resolutions.tasks.queries import (
    get_task,
    list_open_tasks,
    next_number,
)
from agenda.resolutions.tasks.rules import (
    REPORT_MAX,
    REPORT_MIN,
    WHAT_MAX,
    WHAT_MIN,
    Promise,
    TaskState,
)

_DUTIES = (DutyKind.CARRY_OUT_TASK, DutyKind.REPORT_PROGRESS, DutyKind.FOLLOW_UP_TASK)


def promise_task(
    tx: Transaction,
    proposal_id: ProposalId,
    *,
    lead_body_id: BodyId | None,
    body_id: BodyId,
    what: str,
    due_at: datetime,
) -> Task:
    """Name a task with its body and date; the first one replaces the whole promised by default."""
    proposal = lock_proposal(tx, proposal_id)
    require(policy.may_promise(tx.actor, facts(proposal), lead_body_id=lead_body_id))
    task = add_task(tx, proposal, body_id=body_id, what=what, due_at=due_at)
    for whole in list_open_tasks(tx.session, proposal_id):
        if whole.by_default:
            _replace(tx, whole)
    return task


def promise_result(
    tx: Transaction, entry: StageEntry, *, body_id: BodyId, agreed: Sequence[AgreedTask]
) -> None:
    """Have what was agreed in the meetings owed as agreed; where nothing was, the lead owes it whole.

    So no agreement is lost for want of tasks, and none is typed again. A date that has passed
    while the result was decided moves to the default's.
    """
    require(only_mechanism(tx.actor))
    if list_open_tasks(tx.session, entry.proposal_id):
        quiet(tx)
        return
    proposal = lock_proposal(tx, entry.proposal_id)
    by_default = due_in_days(tx.now, entry.procedure.posting_days + entry.procedure.task_days)
    for task in agreed:
        due_at = end_of_day(task.due_on)
        if due_at <= tx.now:
            due_at = by_default
        promise = Promise(task.body_id, task.text, due_at, agreed_task_id=task.agreed_task_id)
        _write(tx, proposal, promise)
    if not agreed:
        _write(tx, proposal, Promise(body_id, "", by_default, by_default=True))


def add_task(
    tx: Transaction, proposal: Proposal, *, body_id: BodyId, what: str, due_at: datetime
) -> Task:
    """Write a task on a locked proposal; while it is carried out, its clocks start at once."""
    if not WHAT_MIN <= len(what.strip()) <= WHAT_MAX:
        raise Invalid("resolutions.what_length", field="what", least=WHAT_MIN, most=WHAT_MAX)
    if due_at <= tx.now:
        raise Invalid("resolutions.due_in_past", field="due_on")
    task = _write(tx, proposal, Promise(body_id, what.strip(), due_at))
    if proposal.stage is Stage.IMPLEMENTING:
        _start(tx, proposal, task)
    return task


def start_tasks(tx: Transaction, entry: StageEntry) -> None:
    """Start the clocks of all open tasks when they are to be carried out."""
    require(only_mechanism(tx.actor))
    proposal = lock_proposal(tx, entry.proposal_id)
    for task in list_open_tasks(tx.session, entry.proposal_id):
        _start(tx, proposal, task)
    quiet(tx)


def report_progress(
    tx: Transaction, task_id: TaskId, *, text: str, sent: Sent = NOTHING
) -> TaskReport:
    """Report how far a task is; the next report is due in 30 days."""
    task, proposal = _locked(tx, task_id)
    require(policy.may_report(tx.actor, facts(proposal), body_id=task.body_id, state=task.state))
    report = _report(tx, task, text, sent)
    fulfil_duty(tx, DutyKind.REPORT_PROGRESS, task.proposal_id, subject_id=task_id, late_ok=True)
    _await_report(tx, proposal, task)
    record(tx, ProgressReported(**_named(task), text_digest=text_digest(tx, text)))
    return report


def finish_task(tx: Transaction, task_id: TaskId, *, text: str, sent: Sent = NOTHING) -> Task:
    """Report a task done, in time or late."""
    task, proposal = _locked(tx, task_id)
    require(policy.may_report(tx.actor, facts(proposal), body_id=task.body_id, state=task.state))
    _report(tx, task, text, sent)
    _end(tx, task, TaskState.DONE)
    record(
        tx,
        TaskFinished(
            **_named(task),
            text_digest=text_digest(tx, text),
            late=tx.now >= task.due_at,
        ),
    )
    return task


def extend_task(tx: Transaction, task_id: TaskId, *, due_at: datetime, reason: str) -> Task:
    """Give a task a later date before the first has passed, with a public reason."""
    task, proposal = _locked(tx, task_id)
    require(policy.may_report(tx.actor, facts(proposal), body_id=task.body_id, state=task.state))
    if not reason.strip():
        raise Invalid("resolutions.reason_needed", field="reason")
    duty = find_open_duty(tx.session, task.proposal_id, DutyKind.CARRY_OUT_TASK, subject_id=task_id)
    if duty is None:
        raise NotPossible("procedure.cannot_extend")
    extend_duty(tx, duty, neighbourhood_id=task.neighbourhood_id, due_at=due_at, reason=reason)
    task.due_at = due_at
    _report(tx, task, reason)
    return task


def mark_late(tx: Transaction, duty: Duty) -> None:
    """Turn a task's light red, and start the clock of supervised follow-up."""
    require(only_mechanism(tx.actor))
    task, proposal = _locked(tx, TaskId(duty.subject_id))
    task.late_since = tx.now
    days = procedure_of(tx.session, proposal).follow_up_workdays
    _open(tx, DutyKind.FOLLOW_UP_TASK, task, due_at=due_in_workdays(tx.now, days))
    record(tx, TaskLate(**_named(task)))


def follow_up_task(tx: Transaction, duty: Duty) -> None:
    """Ten working days late, call Party organization and sub-district; 60 days red, it is broken."""
    require(only_mechanism(tx.actor))
    task, proposal = _locked(tx, TaskId(duty.subject_id))
    if task.followed_up_at is not None:
        _end(tx, task, TaskState.BROKEN)
        record(tx, TaskBroken(**_named(task)))
        return
    task.followed_up_at = tx.now
    days = procedure_of(tx.session, proposal).broken_after_days
    broken_at = (task.late_since or tx.now) + timedelta(days=days)
    _open(tx, DutyKind.FOLLOW_UP_TASK, task, due_at=max(broken_at, tx.now))
    record(tx, TaskFollowedUp(**_named(task)))


def miss_report(tx: Transaction, duty: Duty) -> None:
    """Note that a month passed without a report, and await the next."""
    require(only_mechanism(tx.actor))
    task, proposal = _locked(tx, TaskId(duty.subject_id))
    task.reports_missed += 1
    _await_report(tx, proposal, task)
    record(tx, ProgressMissed(**_named(task)))


def _locked(tx: Transaction, task_id: TaskId) -> tuple[Task, Proposal]:
    """Return a task with its proposal locked."""
    task = get_task(tx.session, task_id)
    proposal = lock_proposal(tx, task.proposal_id)
    tx.session.refresh(task)  # as it stands under the lock
    return task, proposal


def _write(tx: Transaction, proposal: Proposal, promise: Promise) -> Task:
    """Write a task's row and record the promise."""
    task = Task(
        neighbourhood_id=proposal.neighbourhood_id,
        proposal_id=proposal.proposal_id,
        number=next_number(tx.session, proposal.proposal_id),
        body_id=promise.body_id,
        what=promise.what,
        by_default=promise.by_default,
        agreed_task_id=promise.agreed_task_id,
        promised_at=tx.now,
        due_at=promise.due_at,
        state=TaskState.OPEN,
    )
    tx.insert(task, NotPossible("resolutions.promised_meanwhile"))
    record(
        tx,
        TaskPromised(
            **_named(task),
            due_at=promise.due_at,
            text_digest=text_digest(tx, promise.what),
            by_default=promise.by_default,
            agreed=promise.agreed_task_id is not None,
        ),
    )
    return task


def _named(task: Task) -> dict[str, Any]:
    """Return what every event on a task names."""
    return {
        "neighbourhood_id": task.neighbourhood_id,
        "proposal_id": task.proposal_id,
        "task_id": task.task_id,
        "body_id": task.body_id,
    }


def _replace(tx: Transaction, whole: Task) -> None:
    """End the whole promised by default, because named tasks stand for it now."""
    _end(tx, whole, TaskState.REPLACED)
    record(tx, TaskReplaced(**_named(whole)))


def _start(tx: Transaction, proposal: Proposal, task: Task) -> None:
    """Open the duties to carry a task out and to report on it."""
    _open(tx, DutyKind.CARRY_OUT_TASK, task, due_at=max(task.due_at, tx.now))
    _await_report(tx, proposal, task)


def _await_report(tx: Transaction, proposal: Proposal, task: Task) -> None:
    """Open the duty of the next report."""
    days = procedure_of(tx.session, proposal).progress_days
    _open(tx, DutyKind.REPORT_PROGRESS, task, due_at=due_in_days(tx.now, days))


def _open(tx: Transaction, kind: DutyKind, task: Task, *, due_at: datetime) -> None:
    """Open a duty of the body on its task."""
    open_duty(
        tx,
        kind,
        neighbourhood_id=task.neighbourhood_id,
        proposal_id=task.proposal_id,
        subject_id=task.task_id,
        due_at=due_at,
        body_id=task.body_id,
    )


def _report(tx: Transaction, task: Task, text: str, sent: Sent = NOTHING) -> TaskReport:
    """Write a report with its files; raises Invalid for an empty or boundless one."""
    if not REPORT_MIN <= len(text.strip()) <= REPORT_MAX:
        raise Invalid("resolutions.report_length", field="text", least=REPORT_MIN, most=REPORT_MAX)
    report = TaskReport(
        neighbourhood_id=task.neighbourhood_id,
        proposal_id=task.proposal_id,
        task_id=task.task_id,
        text=text.strip(),
        reported_at=tx.now,
    )
    tx.session.add(report)
    if sent.files:
        tx.session.flush()  # its files need the new id
        place, proposal_id = task.neighbourhood_id, task.proposal_id
        attach_files(tx, Beside(Subject.TASK_REPORT, report.report_id, place, proposal_id), sent)
    return report


def _end(tx: Transaction, task: Task, state: TaskState) -> None:
    """End a task and the duties on it."""
    task.state, task.ended_at = state, tx.now
    for kind in _DUTIES:
        duty = find_open_duty(tx.session, task.proposal_id, kind, subject_id=task.task_id)
        if duty is not None:
            cancel_duty(tx, duty)
