"""Reading rules of procedure and duties."""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from agenda.infra.gathering import OWN, Listed, Rows
from agenda.infra.transaction import Transaction
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import NeighbourhoodId, ProcedureId, ProposalId
from agenda.procedure.models import DutyRow, ProcedureVersion
from agenda.procedure.rules import Duty, DutyKind, Procedure, from_data


def current_procedure(session: Session, neighbourhood_id: NeighbourhoodId) -> ProcedureVersion:
    """Return the version in force; raises NotFound where none was adopted."""
    query = (
        select(ProcedureVersion)
        .where(ProcedureVersion.neighbourhood_id == neighbourhood_id)
        .order_by(ProcedureVersion.number.desc())
        .limit(1)
    )
    version = session.scalars(query).one_or_none()
    if version is None:
        raise NotFound("procedure.none_in_force")
    return version


def get_procedure(session: Session, procedure_id: ProcedureId) -> Procedure:
    """Return the rules of a version; raises NotFound."""
    version = session.get(ProcedureVersion, procedure_id)
    if version is None:
        raise NotFound("procedure.unknown")
    return _parsed(version.data)


@lru_cache(maxsize=64)
def _parsed(data: str) -> Procedure:
    """Return the rules a version's text holds; every act asks for the same few."""
    return from_data(json.loads(data))


def as_duty(row: Any) -> Duty:
    """Return a duty as the rules see it, from its row or from the same columns."""
    return Duty(
        duty_id=row.duty_id,
        kind=row.kind,
        proposal_id=row.proposal_id,
        subject_id=row.subject_id,
        bearer=row.bearer,
        body_id=row.body_id,
        person_id=row.person_id,
        opened_at=row.opened_at,
        due_at=row.due_at,
        suspended_at=row.suspended_at,
    )


def open_duties(session: Session, proposal_id: ProposalId) -> tuple[Duty, ...]:
    """Return the open duties of a proposal, earliest due first."""
    return tuple(as_duty(row) for row in session.execute(_OPEN, {"own": proposal_id}))


def duties_of(tx: Transaction, proposal_id: ProposalId) -> tuple[Duty, ...]:
    """Return the open duties of a locked proposal, read once until this transaction changes one."""
    if proposal_id not in tx.duties:
        tx.session.flush()  # a duty just opened counts
        tx.duties[proposal_id] = open_duties(tx.session, proposal_id)
    return tx.duties[proposal_id]


_OPEN = (
    select(
        DutyRow.duty_id,
        DutyRow.kind,
        DutyRow.proposal_id,
        DutyRow.subject_id,
        DutyRow.bearer,
        DutyRow.body_id,
        DutyRow.person_id,
        DutyRow.opened_at,
        DutyRow.due_at,
        DutyRow.suspended_at,
    )
    .where(DutyRow.proposal_id == bindparam("own"), DutyRow.ended_at.is_(None))
    .order_by(DutyRow.due_at, DutyRow.duty_id)
)
"""Built once, and read as plain rows: every act looks at the open duties."""


OPEN_DUTIES = Listed(DutyRow, (DutyRow.proposal_id == OWN) & DutyRow.ended_at.is_(None))


def gathered_duties(rows: Rows) -> tuple[Duty, ...]:
    """Return the open duties among gathered rows, earliest due first."""
    open_ones = sorted(rows.of(DutyRow), key=lambda row: (row.due_at, row.duty_id))
    return tuple(as_duty(row) for row in open_ones)


def find_open_duty(
    session: Session, proposal_id: ProposalId, kind: DutyKind, *, subject_id: int | None = None
) -> Duty | None:
    """Return the open duty of a kind on a subject (the proposal itself unless named), or None."""
    return the_duty(open_duties(session, proposal_id), proposal_id, kind, subject_id=subject_id)


def the_duty(
    duties: Sequence[Duty],
    proposal_id: ProposalId,
    kind: DutyKind,
    *,
    subject_id: int | None = None,
) -> Duty | None:
    """Return of some duties the one of a kind on a subject (the proposal itself unless named)."""
    subject = proposal_id if subject_id is None else subject_id
    return next((d for d in duties if d.kind is kind and d.subject_id == subject), None)


def list_due_proposals(session: Session, now: datetime) -> Sequence[ProposalId]:
    """Return proposals with a duty that is over, the longest waiting first (index ix_duties_due)."""
    query = (
        select(DutyRow.proposal_id)
        .where(
            DutyRow.ended_at.is_(None),
            DutyRow.suspended_at.is_(None),
            DutyRow.due_at <= now,
        )
        .group_by(DutyRow.proposal_id)
        .order_by(func.min(DutyRow.due_at))
    )
    return session.scalars(query).all()


def list_open_duties(
    session: Session, neighbourhood_id: NeighbourhoodId, *, until: datetime | None = None
) -> Sequence[Duty]:
    """Return all open duties of a neighbourhood, earliest due first: calendar, late list."""
    query = select(DutyRow).where(
        DutyRow.neighbourhood_id == neighbourhood_id, DutyRow.ended_at.is_(None)
    )
    if until is not None:
        query = query.where(DutyRow.due_at <= until)
    return [as_duty(row) for row in session.scalars(query.order_by(DutyRow.due_at))]
