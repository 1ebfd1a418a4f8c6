"""Reading the roll of a meeting, who is in the room, and whom the roster entitles."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from agenda.ballots.assembly import policy
from agenda.ballots.assembly.models import (
    Assembly,
    AssemblyAttendance,
    AssemblyFault,
    AssemblyMember,
)
from agenda.ballots.assembly.rules import (
    Candidate,
    Entitlement,
    Quorum,
    RollBasis,
    RollFault,
)
from agenda.ballots.decisions.models import FormalDecision
from agenda.ballots.decisions.queries import standing_of
from agenda.community.models import Area, Body, Household, Person, Seat
from agenda.community.people.queries import find_people
from agenda.community.queries import get_area, in_scope
from agenda.community.representatives.queries import represents
from agenda.kernel.authz import Actor, BodyKind, Decision
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import AreaId, DecisionId, HouseholdId, PersonId
from agenda.proposals.queries import get_proposal

LISTED_WHOLE = 80
"""Up to how many the secretary sees the whole roll at once instead of searching it."""


@dataclass(frozen=True)
class BuildingMembers:
    """How many of a building are on a roll; the building is None for those living elsewhere."""

    building_id: AreaId | None
    path: str
    size: int


@dataclass(frozen=True)
class Room:
    """A meeting while it goes on, as one reader sees it."""

    assembly: Assembly
    quorum: Quorum
    on_roll: bool
    is_present: bool
    may_sign_in: Decision
    may_keep: Decision
    may_see: Decision


def find_assembly(session: Session, decision_id: DecisionId) -> Assembly | None:
    """Return the meeting behind a decision, or None before its notice and for owners."""
    return session.get(Assembly, decision_id)


def get_assembly(session: Session, decision_id: DecisionId) -> Assembly:
    """Return the meeting behind a decision; raises NotFound."""
    assembly = find_assembly(session, decision_id)
    if assembly is None:
        raise NotFound("ballots.no_assembly")
    return assembly


def list_candidates(
    session: Session, decision: FormalDecision, basis: RollBasis
) -> Sequence[Candidate]:
    """Return whom roster and seats entitle at this instant.

    A residents' meeting is of the proposal's scope, a representative meeting of the neighbourhood.
    """
    if basis is RollBasis.REPRESENTATIVES:
        return [*_representatives(session, decision), *_committee(session, decision)]
    scope = get_area(session, get_proposal(session, decision.proposal_id).scope_id)
    by_heads = basis is RollBasis.HEADS
    entitled = Entitlement.ADULT if by_heads else Entitlement.HOUSEHOLD_REPRESENTATIVE
    query = _at_home().where(in_scope(scope))
    if not by_heads:
        query = query.where(Person.is_household_representative)
    return [Candidate(who, entitled, home, house) for who, home, house in session.execute(query)]


def count_households(session: Session, decision: FormalDecision) -> int:
    """Return how many inhabited households the scope of a decision has."""
    scope = get_area(session, get_proposal(session, decision.proposal_id).scope_id)
    query = _at_home().where(in_scope(scope)).subquery()
    return session.scalar(select(func.count(func.distinct(query.c.household_id)))) or 0


def list_faults(session: Session, decision_id: DecisionId) -> Sequence[tuple[RollFault, int]]:
    """Return what does not fit about a frozen roll, and how often."""
    query = (
        select(AssemblyFault.fault, AssemblyFault.number)
        .where(AssemblyFault.decision_id == decision_id)
        .order_by(AssemblyFault.fault)
    )
    return [(RollFault(fault), number) for fault, number in session.execute(query)]


def count_present(session: Session, decision_id: DecisionId) -> int:
    """Return how many have signed in."""
    query = select(func.count()).where(AssemblyAttendance.decision_id == decision_id)
    return session.scalar(query) or 0


def is_member(session: Session, decision_id: DecisionId, person_id: PersonId | None) -> bool:
    """Whether a person is on the frozen roll."""
    key = (decision_id, person_id)
    return person_id is not None and session.get(AssemblyMember, key) is not None


def room_of(session: Session, decision: FormalDecision, actor: Actor) -> Room:
    """Return a meeting as a reader sees it; raises NotFound where no notice called it."""
    assembly = get_assembly(session, decision.decision_id)
    standing = standing_of(session, decision)
    on_roll = is_member(session, decision.decision_id, actor.person_id)
    key = (decision.decision_id, actor.person_id)
    is_present = on_roll and session.get(AssemblyAttendance, key) is not None
    present = count_present(session, decision.decision_id)
    return Room(
        assembly=assembly,
        quorum=Quorum(decision.kind, assembly.roll_size, present),
        on_roll=on_roll,
        is_present=is_present,
        may_sign_in=policy.may_sign_in(actor, on_roll=on_roll),
        may_keep=policy.may_keep_attendance(actor, standing),
        may_see=policy.may_see_quorum(actor, standing, is_present=is_present),
    )


def list_buildings(session: Session, decision_id: DecisionId) -> Sequence[BuildingMembers]:
    """Return how many of each building are on a roll, by the buildings' paths."""
    query = (
        select(AssemblyMember.building_id, Area.path, func.count())
        .outerjoin(Area, Area.area_id == AssemblyMember.building_id)
        .where(AssemblyMember.decision_id == decision_id)
        .group_by(AssemblyMember.building_id, Area.path)
        .order_by(AssemblyMember.building_id)
    )
    return [BuildingMembers(who, path or "", n) for who, path, n in session.execute(query)]


def list_members(
    session: Session, decision_id: DecisionId, *, building_id: AreaId | None
) -> Sequence[PersonId]:
    """Return who of a building is on a roll, in an order that says nothing of their rooms."""
    query = (
        select(AssemblyMember.person_id)
        .join(Person, Person.person_id == AssemblyMember.person_id)
        .where(
            AssemblyMember.decision_id == decision_id,
            AssemblyMember.building_id == building_id
            if building_id
            else AssemblyMember.building_id.is_(None),
        )
        .order_by(Person.name, AssemblyMember.person_id)
    )
    return session.scalars(query).all()


def list_present(session: Session, decision_id: DecisionId) -> Sequence[PersonId]:
    """Return who has signed in, the last one first."""
    query = (
        select(AssemblyAttendance.person_id)
        .where(AssemblyAttendance.decision_id == decision_id)
        .order_by(AssemblyAttendance.signed_in_at.desc(), AssemblyAttendance.person_id)
    )
    return session.scalars(query).all()


def list_absent(session: Session, assembly: Assembly, words: str) -> Sequence[PersonId]:
    """Return who is on the roll and not there: of a short roll all, of a long one those named.

    The words are a full name, or a building and room, as in a search of the roster.
    """
    there = set(list_present(session, assembly.decision_id))
    query = select(AssemblyMember.person_id).where(
        AssemblyMember.decision_id == assembly.decision_id
    )
    if words:
        found = find_people(session, assembly.neighbourhood_id, words)
        query = query.where(AssemblyMember.person_id.in_([one.person_id for one in found]))
    elif assembly.roll_size > LISTED_WHOLE:
        return []
    ordered = query.order_by(AssemblyMember.building_id, AssemblyMember.person_id)
    return [person_id for person_id in session.scalars(ordered) if person_id not in there]


def _at_home() -> Select[PersonId, HouseholdId, AreaId]:
    """Return the query of all adults who live somewhere: person, household, building."""
    return (
        select(Person.person_id, Household.household_id, Household.building_id)
        .join(Household, Household.household_id == Person.household_id)
        .where(Person.is_adult, Person.moved_out_at.is_(None))
    )


def _representatives(session: Session, decision: FormalDecision) -> Sequence[Candidate]:
    """Return the residents' representatives of the neighbourhood."""
    query = (
        select(Person.person_id, Household.household_id, Household.building_id)
        .outerjoin(Household, Household.household_id == Person.household_id)
        .where(Person.neighbourhood_id == decision.neighbourhood_id, represents())
    )
    return [
        Candidate(who, Entitlement.REPRESENTATIVE, home, house)
        for who, home, house in session.execute(query)
    ]


def _committee(session: Session, decision: FormalDecision) -> Sequence[Candidate]:
    """Return who holds a seat in the residents' committee: members of the meeting (art. 28)."""
    query = (
        select(Person.person_id, Household.household_id, Household.building_id)
        .join(Seat, Seat.person_id == Person.person_id)
        .join(Body, Body.body_id == Seat.body_id)
        .outerjoin(Household, Household.household_id == Person.household_id)
        .where(
            Body.neighbourhood_id == decision.neighbourhood_id,
            Body.kind == BodyKind.RESIDENTS_COMMITTEE,
            Seat.confirmed_at.is_not(None),
            Seat.ended_at.is_(None),
        )
    )
    return [
        Candidate(who, Entitlement.COMMITTEE_MEMBER, home, house)
        for who, home, house in session.execute(query)
    ]
