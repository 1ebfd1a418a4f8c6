"""Reading referrals."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from agenda.deliberation.routing.referral.models import Referral
from agenda.deliberation.routing.rules import ReferralFacts
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import ProposalId


def find_referral(session: Session, proposal_id: ProposalId) -> Referral | None:
    """Return the latest referral of a proposal, or None."""
    query = (
        select(Referral)
        .where(Referral.proposal_id == proposal_id)
        .order_by(Referral.number.desc())
        .limit(1)
    )
    return session.scalars(query).one_or_none()


def get_referral(session: Session, proposal_id: ProposalId) -> Referral:
    """Return the latest referral of a proposal; raises NotFound where there was none."""
    referral = find_referral(session, proposal_id)
    if referral is None:
        raise NotFound("deliberation.no_referral")
    return referral


def list_referrals(session: Session, proposal_id: ProposalId) -> Sequence[Referral]:
    """Return all referrals of a proposal, the first one first."""
    query = select(Referral).where(Referral.proposal_id == proposal_id).order_by(Referral.number)
    return session.scalars(query).all()


def referral_facts(session: Session, proposal_id: ProposalId) -> ReferralFacts | None:
    """Return where the latest referral stands, for the mechanism; None where there was none."""
    referral = find_referral(session, proposal_id)
    if referral is None:
        return None
    return ReferralFacts(
        handed_over_at=referral.handed_over_at,
        replied_at=referral.replied_at,
        escalated_at=referral.escalated_at,
        returned_at=referral.returned_at,
    )
