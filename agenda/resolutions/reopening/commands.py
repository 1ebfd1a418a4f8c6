"""Asking to reopen a closed issue, and supporting that."""

from agenda.community.queries import get_area, scope_size
from agenda.infra.audit import record, text_digest
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible
from agenda.kernel.ids import HouseholdId, PersonId, ProposalId
from agenda.proposals.models import Proposal
from agenda.proposals.queries import facts, lock_proposal, procedure_of
from agenda.proposals.stages.commands import mark_reopened
from agenda.resolutions.appraisal import policy
from agenda.resolutions.appraisal.events import ReopeningAsked, ReopeningSupported
from agenda.resolutions.appraisal.models import Reopening, ReopeningSupport
from agenda.resolutions.appraisal.queries import find_reopening
from agenda.resolutions.reopening.rules import FACTS_MAX, FACTS_MIN


def ask_reopening(tx: Transaction, proposal_id: ProposalId, *, new_facts: str) -> Reopening:
    """Ask, on new facts, to reopen a closed issue; one's own household supports it at once."""
    proposal = lock_proposal(tx, proposal_id)
    require(policy.may_ask_reopening(tx.actor, facts(proposal)))
    if not FACTS_MIN <= len(new_facts.strip()) <= FACTS_MAX:
        raise Invalid(
            "resolutions.facts_length", field="new_facts", least=FACTS_MIN, most=FACTS_MAX
        )
    person_id, _household = _resident(tx)
    reopening = Reopening(
        neighbourhood_id=proposal.neighbourhood_id,
        proposal_id=proposal_id,
        closed_at=proposal.stage_since,
        person_id=person_id,
        new_facts=new_facts.strip(),
        asked_at=tx.now,
        households=0,
    )
    tx.insert(reopening, NotPossible("resolutions.reopening_asked_already"))
    record(
        tx,
        ReopeningAsked(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal_id,
            text_digest=text_digest(tx, new_facts),
        ),
    )
    _support(tx, proposal, reopening)
    return reopening


def support_reopening(tx: Transaction, proposal_id: ProposalId) -> Reopening:
    """Support reopening for one's household; at the threshold of the scope it is listed again."""
    proposal = lock_proposal(tx, proposal_id)
    require(policy.may_ask_reopening(tx.actor, facts(proposal)))
    reopening = find_reopening(tx.session, proposal)
    if reopening is None:
        raise NotPossible("resolutions.no_reopening")
    _support(tx, proposal, reopening)
    return reopening


def households_needed(tx: Transaction, proposal: Proposal) -> int:
    """Return how many households must support reopening: the threshold of the scope today."""
    size = scope_size(tx.session, get_area(tx.session, proposal.scope_id))
    rules = procedure_of(tx.session, proposal)
    return rules.cosigns_required(
        proposal.scope_kind, households=size.households, adults=size.adults
    )


def _support(tx: Transaction, proposal: Proposal, reopening: Reopening) -> None:
    """Count a household, and reopen at the threshold."""
    person_id, household_id = _resident(tx)
    row = ReopeningSupport(
        reopening_id=reopening.reopening_id,
        household_id=household_id,
        neighbourhood_id=proposal.neighbourhood_id,
        person_id=person_id,
    )
    tx.insert(row, NotPossible("resolutions.supported_already"))
    reopening.households += 1
    needed = households_needed(tx, proposal)
    record(
        tx,
        ReopeningSupported(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal.proposal_id,
            households=reopening.households,
            needed=needed,
        ),
    )
    if reopening.households >= needed and reopening.reached_at is None:
        reopening.reached_at = tx.now
        mark_reopened(tx, proposal)


def _resident(tx: Transaction) -> tuple[PersonId, HouseholdId]:
    """Return the acting resident and household; raises NotPermitted for any other hand."""
    if tx.actor.person_id is None or tx.actor.household_id is None:
        raise NotPermitted("resolutions.scope_only")
    return tx.actor.person_id, tx.actor.household_id
