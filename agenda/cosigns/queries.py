"""Reading co-signatures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from agenda.community.models import Area, Household, Person
from agenda.community.people.queries import public_names
from agenda.community.rules import ShownAs
from agenda.cosigns import policy
from agenda.cosigns.models import Cosign, CosignHousehold
from agenda.cosigns.rules import CosignFacts
from agenda.kernel.authz import Actor, Decision, refused
from agenda.kernel.ids import HouseholdId, PersonId, ProposalId
from agenda.kernel.quantities import Heads
from agenda.paper.policy import may_read
from agenda.proposals.models import Proposal
from agenda.proposals.queries import facts, get_proposal
from agenda.proposals.rules import COSIGNABLE


@dataclass(frozen=True)
class Signer:
    """A co-signer as the public list shows him: building and name, masked by the page."""

    building: str
    name: str
    shown_as: ShownAs
    signed_at: datetime


@dataclass(frozen=True)
class CosignsPanel:
    """What the proposal's page shows of co-signing: how far it is, and what this reader can do."""

    proposal_id: ProposalId
    facts: CosignFacts
    total: int
    """Households of the scope."""
    persons: int
    mine: Cosign | None
    """The reader's own standing co-signature."""
    edits_since: int
    """How often the text was edited since the reader signed."""
    shown_as: str
    """How the reader would stand in the public list."""
    may_cosign: Decision
    may_withdraw: Decision
    may_take_paper_in: Decision
    """Whether the reader is a clerk who registers and enters sheets."""
    takes_paper: bool
    """Whether a sheet can be signed by hand now."""


def panel(
    session: Session, proposal_id: ProposalId, actor: Actor, now: datetime, *, anonymous_word: str
) -> CosignsPanel:
    """Return the part of a proposal's page that shows co-signing (templates/cosigns/_panel.html)."""
    proposal = get_proposal(session, proposal_id)
    mine = find_cosign(session, proposal_id, actor.person_id) if actor.person_id else None
    if mine is not None and mine.withdrawn_at is not None:
        mine = None
    may_cosign = policy.may_cosign(actor, facts(proposal))
    if not actor.is_signed_in and proposal.stage not in COSIGNABLE:
        may_cosign = refused("cosigns.closed")
    shown_as = ""
    if actor.person_id is not None and (mine or may_cosign):
        names = public_names(session, {actor.person_id}, anonymous_word=anonymous_word)
        shown_as = names[actor.person_id]
    return CosignsPanel(
        proposal_id=proposal_id,
        facts=cosign_facts(proposal),
        total=proposal.scope_households,
        persons=proposal.cosign_persons,
        mine=mine,
        edits_since=max(0, proposal.version - mine.seen_version) if mine else 0,
        shown_as=shown_as,
        may_cosign=may_cosign,
        may_withdraw=policy.may_withdraw_cosign(actor, facts(proposal)),
        may_take_paper_in=may_read(actor, neighbourhood_id=proposal.neighbourhood_id),
        takes_paper=proposal.stage in COSIGNABLE,
    )


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
    session: Session, proposal_id: ProposalId, *, limit: int = 200, offset: int = 0
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
        .offset(offset)
    )
    return [Signer(*row) for row in session.execute(query)]
