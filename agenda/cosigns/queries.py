"""Reading co-signatures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from agenda.community.models import Area, Household, Person
from agenda.community.rules import ShownAs
from agenda.cosigns.models import Cosign, CosignHousehold
from agenda.cosigns.rules import CosignFacts
from agenda.kernel.ids import HouseholdId, PersonId, ProposalId
from agenda.kernel.quantities import Heads
from agenda.proposals.models import Proposal


@dataclass(frozen=True)
class Signer:
    """A co-signer as the public list shows him: building and name, masked by the page."""

    building: str
    name: str
    shown_as: ShownAs
    signed_at: datetime


def cosign_facts(proposal: Proposal) -> CosignFacts:
    """Return how far co-signing has come, from the counters kept under the proposal's lock."""
    return CosignFacts(
        households=Heads(proposal.cosign_households), needed=Heads(proposal.cosigns_needed)
    )


def find_cosign(session: Session, proposal_id: ProposalId, person_id: PersonId) -> Cosign | None:
    """Return a person's co-signature, standing or withdrawn, or None."""
    return session.get(Cosign, (proposal_id, person_id))


def find_household(
    session: Session, proposal_id: ProposalId, household_id: HouseholdId
) -> CosignHousehold | None:
    """Return a household's row of support, or None."""
    return session.get(CosignHousehold, (proposal_id, household_id))


def list_signers(
    session: Session, proposal_id: ProposalId, *, limit: int = 200
) -> Sequence[Signer]:
    """Return standing co-signers, the first to sign first, for masked public display."""
    query = (
        select(Area.name, Person.name, Person.shown_as, Cosign.signed_at)
        .join(Person, Person.person_id == Cosign.person_id)
        .join(Household, Household.household_id == Cosign.household_id)
        .join(Area, Area.area_id == Household.building_id)
        .where(Cosign.proposal_id == proposal_id, Cosign.withdrawn_at.is_(None))
        .order_by(Cosign.signed_at, Cosign.person_id)
        .limit(limit)
    )
    return [Signer(*row) for row in session.execute(query)]
