"""Reading results and objections."""

from collections.abc import Sequence

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, aliased

from agenda.infra.gathering import OWN
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import ProposalId
from agenda.resolutions.results.models import Objection, Result
from agenda.resolutions.rules import ResultFacts
from agenda.resolutions.tasks.models import Task
from agenda.resolutions.tasks.rules import TaskState


def find_result(session: Session, proposal_id: ProposalId) -> Result | None:
    """Return the latest posted result of a proposal, or None."""
    query = (
        select(Result)
        .where(Result.proposal_id == proposal_id)
        .order_by(Result.number.desc())
        .limit(1)
    )
    return session.scalars(query).one_or_none()


def get_result(session: Session, proposal_id: ProposalId) -> Result:
    """Return the latest posted result of a proposal; raises NotFound."""
    result = find_result(session, proposal_id)
    if result is None:
        raise NotFound("resolutions.no_result")
    return result


def get_objection(session: Session, objection_id: int) -> Objection:
    """Return an objection; raises NotFound."""
    objection = session.get(Objection, objection_id)
    if objection is None:
        raise NotFound("resolutions.no_objection")
    return objection


def list_objections(session: Session, proposal_id: ProposalId) -> Sequence[Objection]:
    """Return the objections to all results of a proposal, the first first."""
    query = (
        select(Objection)
        .where(Objection.proposal_id == proposal_id)
        .order_by(Objection.filed_at, Objection.objection_id)
    )
    return session.scalars(query).all()


def result_facts(session: Session, proposal_id: ProposalId) -> ResultFacts | None:
    """Return where the posted result stands, for the mechanism; None before any is posted."""
    row = session.execute(_FACTS, {"own": proposal_id}).one_or_none()
    if row is None:
        return None
    return ResultFacts(
        posting_ends_at=row.posting_ends_at,
        objections_open=row.objections_open,
        upheld_at=row.upheld_at,
        sent_back_before=bool(row.sent_back_before),
        has_tasks=bool(row.has_tasks),
    )


_EARLIER = aliased(Result)
_FACTS = (
    select(
        Result.posting_ends_at,
        Result.upheld_at,
        select(func.count())
        .where(Objection.result_id == Result.result_id, Objection.answered_at.is_(None))
        .scalar_subquery()
        .label("objections_open"),
        exists()
        .where(
            _EARLIER.proposal_id == Result.proposal_id,
            _EARLIER.number < Result.number,
            _EARLIER.upheld_at.is_not(None),
        )
        .label("sent_back_before"),
        exists()
        .where(Task.proposal_id == Result.proposal_id, Task.state == TaskState.OPEN)
        .label("has_tasks"),
    )
    .where(Result.proposal_id == OWN)
    .order_by(Result.number.desc())
    .limit(1)
)
"""Built once: the mechanism and the proposal's page look."""
