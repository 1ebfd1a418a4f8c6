"""Reading sittings and the texts they adopted."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from agenda.deliberation.models import AgreementParagraph, Sitting
from agenda.kernel.authz import Actor, require
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import ProposalId
from agenda.proposals.models import Proposal
from agenda.proposals.policy import may_read_text
from agenda.proposals.queries import facts, get_visible


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


def list_paragraphs(session: Session, sitting_id: int) -> Sequence[AgreementParagraph]:
    """Return the numbered text a sitting adopted, empty before."""
    query = (
        select(AgreementParagraph)
        .where(AgreementParagraph.sitting_id == sitting_id)
        .order_by(AgreementParagraph.number)
    )
    return session.scalars(query).all()


def get_readable(session: Session, proposal_id: ProposalId, actor: Actor) -> Proposal:
    """Return a proposal whose text this reader may read; raises NotFound or NotPermitted."""
    proposal = get_visible(session, proposal_id, actor)
    require(may_read_text(actor, facts(proposal)))
    return proposal
