"""Reading referrals."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from agenda.deliberation.parties.queries import RECUSALS, gathered_recused
from agenda.deliberation.routing.referral import policy
from agenda.deliberation.routing.referral.models import Referral
from agenda.deliberation.routing.rules import ReferralFacts
from agenda.infra.gathering import OWN, Listed, Rows, gather
from agenda.kernel.authz import Actor, Decision
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import BodyId, ProposalId
from agenda.proposals.bodies.queries import BODIES, body_names
from agenda.proposals.queries import facts, get_proposal


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


@dataclass(frozen=True)
class ReferralPanel:
    """The referrals of an issue, the latest first, and what the reader can do about it."""

    proposal_id: ProposalId
    referrals: tuple[Referral, ...]
    agents: Mapping[BodyId, str]
    """The bodies that carry them, by their short names."""
    may_act: Decision

    @property
    def waits(self) -> bool:
        """Whether the latest one waits for its reply."""
        latest = next(iter(self.referrals), None)
        return latest is not None and latest.replied_at is None and latest.returned_at is None


SHOWN = (Listed(Referral, Referral.proposal_id == OWN), RECUSALS, BODIES)
"""What the panel shows."""


def panel(
    session: Session,
    proposal_id: ProposalId,
    actor: Actor,
    _now: datetime,
    *,
    rows: Rows | None = None,
) -> ReferralPanel:
    """Return the referrals of an issue: template `deliberation/referral/_panel.html`.

    Referrals are public even where screening referred and the text is not.
    """
    rows = rows or gather(session, SHOWN, proposal_id)
    seen = facts(get_proposal(session, proposal_id))
    away = gathered_recused(rows, seen.proposer_id)
    latest_first = sorted(rows.of(Referral), key=lambda one: one.number, reverse=True)
    return ReferralPanel(
        proposal_id=proposal_id,
        referrals=tuple(latest_first),
        agents=body_names(rows),
        may_act=policy.may_act_as_agent(actor, seen, away),
    )
