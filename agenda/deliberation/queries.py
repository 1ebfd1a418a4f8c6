"""Reading sittings and the texts they adopted."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from agenda.deliberation.models import AgreementParagraph, Sitting
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import ProposalId


def current_sitting(session: Session, proposal_id: ProposalId) -> Sitting | None:
    """Return the latest sitting of a proposal, running or ended, or None."""
    query = (
        select(Sitting)
        .where(Sitting.proposal_id == proposal_id)
        .order_by(Sitting.number.desc())
        .limit(1)
    )
    return session.scalars(query).one_or_none()


def get_sitting(session: Session, proposal_id: ProposalId) -> Sitting:
    """Return the latest sitting of a proposal; raises NotFound where it never came to one."""
    sitting = current_sitting(session, proposal_id)
    if sitting is None:
        raise NotFound("deliberation.no_sitting")
    return sitting


def list_sittings(session: Session, proposal_id: ProposalId) -> Sequence[Sitting]:
    """Return all sittings of a proposal, the first one first."""
    query = select(Sitting).where(Sitting.proposal_id == proposal_id).order_by(Sitting.number)
    return session.scalars(query).all()


def list_paragraphs(session: Session, sitting_id: int) -> Sequence[AgreementParagraph]:
    """Return the numbered text a sitting adopted, empty before."""
    query = (
        select(AgreementParagraph)
        .where(AgreementParagraph.sitting_id == sitting_id)
        .order_by(AgreementParagraph.number)
    )
    return session.scalars(query).all()
