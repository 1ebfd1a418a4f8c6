"""Opening and ending duties, and adopting rules of procedure.

Duties carry no permission of their own: the command that opens or ends one has required it.
"""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import select, update

from agenda.infra.audit import record, text_digest
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import require
from agenda.kernel.chain import canonical
from agenda.kernel.errors import NotPossible
from agenda.kernel.ids import BodyId, NeighbourhoodId, PersonId, ProposalId
from agenda.procedure import policy
from agenda.procedure.events import DutyExtended, DutyLapsed, ProcedureAdopted
from agenda.procedure.models import DutyRow, ProcedureVersion
from agenda.procedure.queries import find_open_duty
from agenda.procedure.rules import Bearer, Duty, DutyKind, Procedure, to_data


def adopt_procedure(
    tx: Transaction, neighbourhood_id: NeighbourhoodId, *, rules: Procedure, decision: str
) -> ProcedureVersion:
    """Put a version of the rules in force for proposals submitted from now on.

    `decision` cites the body's decision. Running proposals keep the version they have.
    """
    require(policy.may_adopt_procedure(tx.actor))
    last = tx.session.scalar(
        select(ProcedureVersion.number)
        .where(ProcedureVersion.neighbourhood_id == neighbourhood_id)
        .order_by(ProcedureVersion.number.desc())
        .limit(1)
    )
    data = canonical(to_data(rules))
    version = ProcedureVersion(
        neighbourhood_id=neighbourhood_id,
        number=(last or 0) + 1,
        data=data,
        decision=decision,
        in_force_from=tx.now,
    )
    tx.insert(version, NotPossible("procedure.adopted_meanwhile"))
    record(
        tx,
        ProcedureAdopted(
            neighbourhood_id=neighbourhood_id,
            number=version.number,
            digest=hashlib.sha256(data.encode()).hexdigest(),
        ),
    )
    return version


def open_duty(
    tx: Transaction,
    kind: DutyKind,
    *,
    neighbourhood_id: NeighbourhoodId,
    proposal_id: ProposalId,
    due_at: datetime,
    bearer: Bearer = Bearer.CLOCK,
    body_id: BodyId | None = None,
    person_id: PersonId | None = None,
    subject_id: int | None = None,
) -> None:
    """Open a duty on a subject (the proposal itself unless named), due at an instant.

    Raises NotPossible if the same duty is open already.
    """
    row = DutyRow(
        neighbourhood_id=neighbourhood_id,
        proposal_id=proposal_id,
        kind=kind,
        subject_id=proposal_id if subject_id is None else subject_id,
        bearer=Bearer.BODY if body_id else bearer,
        body_id=body_id,
        person_id=person_id,
        opened_at=tx.now,
        due_at=due_at,
    )
    tx.duties.pop(proposal_id, None)
    tx.insert(row, NotPossible("procedure.duty_open_already"))


def fulfil_duty(
    tx: Transaction,
    kind: DutyKind,
    proposal_id: ProposalId,
    *,
    subject_id: int | None = None,
    late_ok: bool = False,
) -> Duty | None:
    """End a duty as fulfilled; raises NotPossible where its time was over before this act.

    `late_ok` is for duties whose lateness is shown but decides nothing; such a duty may also be
    gone, and then None is returned.
    """
    duty = find_open_duty(tx.session, proposal_id, kind, subject_id=subject_id)
    if duty is None:
        if late_ok:
            return None
        raise NotPossible("procedure.not_due_here")
    if duty.is_due(tx.now) and not late_ok:
        raise NotPossible("procedure.too_late")
    _end(tx, duty, "fulfilled")
    return duty


def lapse_duty(tx: Transaction, duty: Duty, neighbourhood_id: NeighbourhoodId) -> None:
    """End a duty as lapsed, for all to see; the default of its kind is taken by its feature."""
    _end(tx, duty, "lapsed")
    record(
        tx,
        DutyLapsed(
            neighbourhood_id=neighbourhood_id,
            proposal_id=duty.proposal_id,
            duty=duty.kind,
            bearer=duty.bearer,
            body_id=duty.body_id,
            due_at=duty.due_at,
        ),
    )


def cancel_duties(tx: Transaction, proposal_id: ProposalId, *kinds: DutyKind) -> None:
    """End open duties of these kinds, or all, because what they waited for is no longer needed."""
    tx.duties.pop(proposal_id, None)
    query = update(DutyRow).where(DutyRow.proposal_id == proposal_id, DutyRow.ended_at.is_(None))
    if kinds:
        query = query.where(DutyRow.kind.in_(kinds))
    tx.session.execute(query.values(ended_at=tx.now, ending="cancelled"))


def cancel_duty(tx: Transaction, duty: Duty) -> None:
    """End one open duty, because what it waited for came or is no longer needed."""
    _end(tx, duty, "cancelled")


def end_clock(tx: Transaction, proposal_id: ProposalId, kind: DutyKind) -> None:
    """End the duty of the clock that just made a move, or that the facts made needless."""
    duty = find_open_duty(tx.session, proposal_id, kind)
    if duty is not None:
        _end(tx, duty, "fulfilled")


def extend_duty(
    tx: Transaction,
    duty: Duty,
    *,
    neighbourhood_id: NeighbourhoodId,
    due_at: datetime,
    reason: str,
) -> None:
    """Give an open duty a later date with a public reason; raises NotPossible once it is over."""
    if duty.is_due(tx.now) or due_at <= duty.due_at:
        raise NotPossible("procedure.cannot_extend")
    tx.duties.pop(duty.proposal_id, None)
    tx.session.execute(update(DutyRow).where(DutyRow.duty_id == duty.duty_id).values(due_at=due_at))
    record(
        tx,
        DutyExtended(
            neighbourhood_id=neighbourhood_id,
            proposal_id=duty.proposal_id,
            duty=duty.kind,
            body_id=duty.body_id,
            due_at=due_at,
            text_digest=text_digest(tx, reason),
        ),
    )


def suspend_duties(tx: Transaction, proposal_id: ProposalId) -> None:
    """Stop the clocks of a proposal's open duties."""
    tx.duties.pop(proposal_id, None)
    tx.session.execute(
        update(DutyRow)
        .where(DutyRow.proposal_id == proposal_id, DutyRow.ended_at.is_(None))
        .values(suspended_at=tx.now)
    )


def resume_duties(tx: Transaction, proposal_id: ProposalId) -> None:
    """Let the stopped clocks run on: each due date moves by the time it stood still."""
    tx.duties.pop(proposal_id, None)
    stopped = tx.session.scalars(
        select(DutyRow).where(
            DutyRow.proposal_id == proposal_id,
            DutyRow.ended_at.is_(None),
            DutyRow.suspended_at.is_not(None),
        )
    )
    for row in stopped:
        stood_still: timedelta = tx.now - (row.suspended_at or tx.now)
        row.due_at += stood_still
        row.suspended_at = None


def _end(tx: Transaction, duty: Duty, ending: str) -> None:
    """Close a duty's row."""
    tx.duties.pop(duty.proposal_id, None)
    tx.session.execute(
        update(DutyRow)
        .where(DutyRow.duty_id == duty.duty_id)
        .values(ended_at=tx.now, ending=ending)
    )
