"""Recording whom a building group elected: one person records, another one confirms."""

from agenda.community.queries import find_body, get_person
from agenda.community.representatives import policy
from agenda.community.representatives.events import (
    ElectionConfirmed,
    ElectionRecorded,
    MandateEnded,
    MandateEndProposed,
)
from agenda.community.representatives.models import RepresentativeElection
from agenda.community.representatives.queries import (
    count_group_adults,
    facts,
    get_election,
    get_group,
    lives_in_group,
)
from agenda.community.representatives.rules import ElectionResult, result_faults
from agenda.infra.audit import record
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import BodyKind, require
from agenda.kernel.clock import local_date
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible
from agenda.kernel.ids import BodyId, NeighbourhoodId, PersonId


def record_election(
    tx: Transaction, group_id: int, person_id: PersonId, *, result: ElectionResult
) -> RepresentativeElection:
    """Record that a building group elected one of its adults; a second person confirms it.

    Raises Invalid for a result that cannot be right or somebody who does not live there,
    NotPossible where an election of his stands already.
    """
    group = get_group(tx.session, group_id)
    here = group.neighbourhood_id
    require(policy.may_record_election(tx.actor, neighbourhood_id=here))
    if tx.actor.person_id is None:
        raise NotPermitted("authz.sign_in_first")
    if not lives_in_group(tx.session, get_person(tx.session, person_id), group_id):
        raise Invalid("community.not_of_group", field="name")
    adults = count_group_adults(tx.session, group_id)
    fault = next(result_faults(result, adults=adults, today=local_date(tx.now)), None)
    if fault is not None:
        raise Invalid(fault.code, field=fault.field)
    election = RepresentativeElection(
        neighbourhood_id=here,
        group_id=group_id,
        person_id=person_id,
        elected_on=result.elected_on,
        voters=result.voters,
        votes_for=result.votes_for,
        recorded_at=tx.now,
        recorded_by_id=tx.actor.person_id,
    )
    tx.insert(election, NotPossible("community.elected_already"))
    record(
        tx,
        ElectionRecorded(
            neighbourhood_id=here,
            body_id=_committee(tx, here),
            group_id=group_id,
            election_id=election.election_id,
            elected_on=result.elected_on,
            voters=result.voters,
            votes_for=result.votes_for,
        ),
    )
    return election


def confirm_election(tx: Transaction, election_id: int) -> RepresentativeElection:
    """Confirm a recorded election as a second person: from now on he represents the group."""
    election = get_election(tx.session, election_id)
    here = election.neighbourhood_id
    require(policy.may_confirm_election(tx.actor, facts(election), neighbourhood_id=here))
    person = get_person(tx.session, election.person_id)
    if not lives_in_group(tx.session, person, election.group_id):
        raise NotPossible("community.not_of_group")
    election.confirmed_at, election.confirmed_by_id = tx.now, tx.actor.person_id
    person.represents_group_id = election.group_id
    record(
        tx,
        ElectionConfirmed(
            neighbourhood_id=here,
            body_id=_committee(tx, here),
            group_id=election.group_id,
            election_id=election_id,
            elected_on=election.elected_on,
            voters=election.voters,
            votes_for=election.votes_for,
        ),
    )
    return election


def end_mandate(tx: Transaction, election_id: int) -> RepresentativeElection:
    """End a mandate: at once by its holder or before it was confirmed; else by two people."""
    election = get_election(tx.session, election_id)
    here = election.neighbourhood_id
    require(policy.may_end_mandate(tx.actor, facts(election), neighbourhood_id=here))
    resigned = tx.actor.person_id == election.person_id
    confirmed = election.confirmed_at is not None
    if confirmed and not resigned and election.end_proposed_by_id is None:
        election.end_proposed_at, election.end_proposed_by_id = tx.now, tx.actor.person_id
        record(
            tx,
            MandateEndProposed(
                neighbourhood_id=here,
                body_id=_committee(tx, here),
                group_id=election.group_id,
                election_id=election_id,
            ),
        )
        return election
    election.ended_at = tx.now
    if confirmed:
        get_person(tx.session, election.person_id).represents_group_id = None
    record(
        tx,
        MandateEnded(
            neighbourhood_id=here,
            body_id=_committee(tx, here),
            group_id=election.group_id,
            election_id=election_id,
            resigned=resigned,
        ),
    )
    return election


def _committee(tx: Transaction, neighbourhood_id: NeighbourhoodId) -> BodyId | None:
    """Return the residents' committee, for which the record is kept."""
    body = find_body(tx.session, neighbourhood_id, BodyKind.RESIDENTS_COMMITTEE)
    return body.body_id if body else None
