"""Reading results and objections."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from agenda.kernel.errors import NotFound
from agenda.kernel.ids import ProposalId
from agenda.resolutions.results.models import Objection, Result
from agenda.resolutions.rules import ResultFacts
from agenda.resolutions.tasks.queries import count_open_tasks


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


def list_results(session: Session, proposal_id: ProposalId) -> Sequence[Result]:
    """Return all results ever posted on a proposal, the first first."""
    query = select(Result).where(Result.proposal_id == proposal_id).order_by(Result.number)
    return session.scalars(query).all()


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
    result = find_result(session, proposal_id)
    if result is None:
        return None
    open_objections = session.scalar(
        select(func.count()).where(
            Objection.result_id == result.result_id, Objection.answered_at.is_(None)
        )
    )
    sent_back = session.scalar(
        select(func.count()).where(
            Result.proposal_id == proposal_id,
            Result.number < result.number,
            Result.upheld_at.is_not(None),
        )
    )
    return ResultFacts(
        posting_ends_at=result.posting_ends_at,
        objections_open=open_objections or 0,
        upheld_at=result.upheld_at,
        sent_back_before=bool(sent_back),
        has_tasks=count_open_tasks(session, proposal_id) > 0,
    )
