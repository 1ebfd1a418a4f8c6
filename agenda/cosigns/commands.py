"""Co-signing and taking it back; the threshold is looked at under the proposal's lock."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from agenda.community.queries import area_ids_of, get_household, get_person, get_root
from agenda.cosigns import policy
from agenda.cosigns.events import CoSigned, CosignWithdrawn
from agenda.cosigns.models import Cosign, CosignHousehold
from agenda.cosigns.queries import cosign_facts, find_cosign, find_household
from agenda.infra.audit import quiet, record
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import only_mechanism, require
from agenda.kernel.errors import NotPermitted, NotPossible
from agenda.kernel.ids import HouseholdId, PersonId, ProposalId
from agenda.procedure.queries import duties_of, the_duty
from agenda.procedure.rules import DutyKind
from agenda.proposals.models import Proposal
from agenda.proposals.queries import facts, lock_proposal
from agenda.proposals.rules import Stage, StageEntry
from agenda.proposals.stages.commands import mark_crossed

ONLINE, PAPER = "online", "paper"


def cosign(tx: Transaction, proposal_id: ProposalId) -> Proposal:
    """Co-sign a proposal for one's household; raises NotPossible if one has already.

    Reaching the threshold and what follows from it happen in the same transaction.
    """
    proposal = lock_proposal(tx, proposal_id)
    require(policy.may_cosign(tx.actor, facts(proposal)))
    if tx.actor.person_id is None or tx.actor.household_id is None:
        raise NotPermitted("cosigns.residents_only")
    require_in_time(tx, proposal)
    _sign(tx, proposal, tx.actor.person_id, tx.actor.household_id)
    record(
        tx,
        CoSigned(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal_id,
            channel=ONLINE,
            households=proposal.cosign_households,
        ),
    )
    if cosign_facts(proposal).reached:
        mark_crossed(tx, proposal)
    return proposal


def withdraw_cosign(tx: Transaction, proposal_id: ProposalId) -> Proposal:
    """Take one's co-signature back; a threshold once reached stands."""
    proposal = lock_proposal(tx, proposal_id)
    require(policy.may_withdraw_cosign(tx.actor, facts(proposal)))
    person_id = tx.actor.person_id
    row = find_cosign(tx.session, proposal_id, person_id) if person_id else None
    if row is None or row.withdrawn_at is not None:
        raise NotPossible("cosigns.none_to_withdraw")
    take_back(tx, proposal, row)
    return proposal


def take_back(tx: Transaction, proposal: Proposal, row: Cosign) -> None:
    """End a standing co-signature on a locked proposal, for the command that has required it."""
    row.withdrawn_at = tx.now
    proposal.cosign_persons -= 1
    household = find_household(tx.session, proposal.proposal_id, row.household_id)
    if household is not None:
        household.signers -= 1
        proposal.cosign_households -= household.signers == 0
    record(
        tx,
        CosignWithdrawn(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal.proposal_id,
            households=proposal.cosign_households,
        ),
    )


def sign_for_proposer(tx: Transaction, entry: StageEntry) -> None:
    """Count the proposer's own household from the start, if he lives in the scope."""
    require(only_mechanism(tx.actor))
    proposal = lock_proposal(tx, entry.proposal_id)
    person = get_person(tx.session, proposal.proposer_id)
    if person.household_id is None or find_cosign(
        tx.session, entry.proposal_id, proposal.proposer_id
    ):
        quiet(tx)
        return
    household = get_household(tx.session, person.household_id)
    root = get_root(tx.session, proposal.neighbourhood_id)
    if proposal.scope_id not in area_ids_of(household, root.area_id):
        quiet(tx)
        return
    _sign(tx, proposal, person.person_id, person.household_id)
    record(
        tx,
        CoSigned(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=entry.proposal_id,
            channel=ONLINE,
            households=proposal.cosign_households,
        ),
    )
    if cosign_facts(proposal).reached:
        mark_crossed(tx, proposal)


def cosign_on_paper(
    tx: Transaction,
    proposal: Proposal,
    person_id: PersonId,
    household_id: HouseholdId,
    *,
    seen_version: int,
    signed_at: datetime,
) -> None:
    """Count a line of a co-sign sheet on a locked proposal, for the command that read it twice.

    It counts from when its stack was taken in. Raises NotPossible where the person has signed.
    """
    _sign(
        tx,
        proposal,
        person_id,
        household_id,
        channel=PAPER,
        seen_version=seen_version,
        signed_at=signed_at,
    )
    record(
        tx,
        CoSigned(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal.proposal_id,
            channel=PAPER,
            households=proposal.cosign_households,
        ),
    )
    if cosign_facts(proposal).reached:
        mark_crossed(tx, proposal)


def _sign(
    tx: Transaction,
    proposal: Proposal,
    person_id: PersonId,
    household_id: HouseholdId,
    *,
    channel: str = ONLINE,
    seen_version: int | None = None,
    signed_at: datetime | None = None,
) -> None:
    """Write a co-signature, or let a withdrawn one stand again, and count its household."""
    version, at = seen_version or proposal.version, signed_at or tx.now
    is_new = tx.put(
        Cosign,
        proposal_id=proposal.proposal_id,
        person_id=person_id,
        neighbourhood_id=proposal.neighbourhood_id,
        household_id=household_id,
        seen_version=version,
        channel=channel,
        signed_at=at,
    )
    if not is_new:
        household_id = _sign_again(tx, proposal, person_id)
    proposal.cosign_persons += 1
    proposal.cosign_households += _count_signer(tx, proposal, household_id) == 1


def _sign_again(tx: Transaction, proposal: Proposal, person_id: PersonId) -> HouseholdId:
    """Let a withdrawn co-signature stand again for the household it was given for.

    Raises NotPossible where it stands already.
    """
    row = find_cosign(tx.session, proposal.proposal_id, person_id)
    if row is None or row.withdrawn_at is None:
        raise NotPossible("cosigns.signed_already")
    row.withdrawn_at, row.signed_at = None, tx.now
    row.seen_version = proposal.version
    return row.household_id


def _count_signer(tx: Transaction, proposal: Proposal, household_id: HouseholdId) -> int:
    """Count one more signer of a household and return how many it has now."""
    connection = tx.session.connection()
    row = {
        "proposal_id": proposal.proposal_id,
        "household_id": household_id,
        "neighbourhood_id": proposal.neighbourhood_id,
        "signers": 1,
    }
    return int(connection.execute(_one_more(connection.dialect.name), row).scalar_one())


@cache
def _one_more(dialect: str) -> ReturningInsert[Any]:
    """Return the statement that adds a signer to a household, new or known; built once."""
    build = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return (
        build(CosignHousehold)
        .on_conflict_do_update(
            index_elements=[CosignHousehold.proposal_id, CosignHousehold.household_id],
            set_={"signers": CosignHousehold.signers + 1},
        )
        .returning(CosignHousehold.signers)
    )


def require_in_time(tx: Transaction, proposal: Proposal) -> None:
    """Raise NotPossible once the window is over, whether or not the clock has acted on it."""
    if proposal.stage is not Stage.COSIGNING:
        return
    duties = duties_of(tx, proposal.proposal_id)
    clock = the_duty(duties, proposal.proposal_id, DutyKind.GATHER_COSIGNS)
    if clock is not None and clock.is_due(tx.now):
        raise NotPossible("cosigns.window_over")
