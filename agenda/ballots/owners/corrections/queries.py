"""Reading corrections, and one home of a roll with all that a correction looks at."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from agenda.ballots.decisions.queries import get_decision, standing_of
from agenda.ballots.owners.corrections.models import CorrectedOwner, RollCorrection
from agenda.ballots.owners.corrections.rules import CorrectionStanding, UnitFacts
from agenda.ballots.owners.models import HeadBallot, HeadOwner, HeadUnit, OwnersBallot, VotingHead
from agenda.ballots.owners.roll.rules import Head
from agenda.community.models import Area, Household, Ownership
from agenda.community.queries import get_area, in_scope
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import DecisionId, HeadId, HouseholdId, PersonId


@dataclass(frozen=True)
class ShownCorrection:
    """A correction as its page lists it."""

    correction: RollCorrection
    home: str
    """Building, stairwell and room: for those who may read the roll's rooms."""


def get_correction(session: Session, correction_id: int) -> RollCorrection:
    """Return a correction; raises NotFound."""
    correction = session.get(RollCorrection, correction_id)
    if correction is None:
        raise NotFound("ballots.no_correction")
    return correction


def list_corrections(session: Session, decision_id: DecisionId) -> Sequence[ShownCorrection]:
    """Return the corrections of a roll, the newest first: the history of its digest."""
    unit = select(Area.area_id, Area.name).subquery()
    query = (
        select(RollCorrection, Area.name, unit.c.name, Household.room)
        .join(Household, Household.household_id == RollCorrection.household_id)
        .join(Area, Area.area_id == Household.building_id)
        .join(unit, unit.c.area_id == Household.unit_id)
        .where(RollCorrection.decision_id == decision_id)
        .order_by(RollCorrection.correction_id.desc())
    )
    return [
        ShownCorrection(correction, f"{building} {stairwell} {room}")
        for correction, building, stairwell, room in session.execute(query)
    ]


def count_lapsed(session: Session, decision_id: DecisionId) -> int:
    """Return how many corrections of a roll nobody decided in time."""
    query = select(func.count()).where(
        RollCorrection.decision_id == decision_id, RollCorrection.lapsed_at.is_not(None)
    )
    return session.scalar(query) or 0


def correction_standing(session: Session, correction: RollCorrection) -> CorrectionStanding:
    """Return what policies look at."""
    decision = standing_of(session, get_decision(session, correction.decision_id))
    return CorrectionStanding(
        correction.neighbourhood_id, correction.proposed_by_id, decision.recused
    )


def unit_facts(session: Session, ballot: OwnersBallot, household_id: HouseholdId) -> UnitFacts:
    """Return what roll and roster say of a home of the scope; raises NotFound for another."""
    scope = in_scope(get_area(session, ballot.scope_id))
    home = session.scalar(select(Household).where(scope, Household.household_id == household_id))
    if home is None:
        raise NotFound("community.no_household")
    unit = session.get(HeadUnit, (ballot.decision_id, household_id))
    counted = home.exclusive_area + (home.parking_area if ballot.counts_parking else 0)
    owners = session.scalars(
        select(Ownership.person_id).where(
            Ownership.household_id == household_id, Ownership.ended_at.is_(None)
        )
    )
    roster_owners = frozenset() if home.is_developer_stock else frozenset(owners)
    if unit is None:
        return UnitFacts(
            is_on_roll=False,
            has_voted=False,
            area=counted,
            roll_owners=frozenset(),
            roster_owners=roster_owners,
        )
    return UnitFacts(
        is_on_roll=True,
        has_voted=session.get(HeadBallot, unit.head_id) is not None,
        area=unit.area,
        roll_owners=frozenset(_owners(session, unit.head_id)),
        roster_owners=roster_owners,
        is_only_unit=count_units(session, unit.head_id) == 1,
    )


def is_stock(session: Session, household_id: HouseholdId) -> bool:
    """Return whether a home is the developer's unsold or undelivered stock."""
    return session.get_one(Household, household_id).is_developer_stock


def count_units(session: Session, head_id: HeadId) -> int:
    """Return how many homes a head has."""
    query = select(func.count()).select_from(HeadUnit).where(HeadUnit.head_id == head_id)
    return session.scalar(query) or 0


def list_corrected_owners(session: Session, correction_id: int) -> frozenset[PersonId]:
    """Return the owners a correction gives to its home."""
    query = select(CorrectedOwner.person_id).where(CorrectedOwner.correction_id == correction_id)
    return frozenset(session.scalars(query))


def find_head_of_owners(
    session: Session, decision_id: DecisionId, owners: frozenset[PersonId]
) -> VotingHead | None:
    """Return the head that has exactly these owners, or None."""
    if not owners:
        return None
    query = (
        select(HeadOwner.head_id)
        .where(HeadOwner.decision_id == decision_id, HeadOwner.person_id.in_(owners))
        .group_by(HeadOwner.head_id)
        .having(func.count() == len(owners))
        .order_by(HeadOwner.head_id)
    )
    for head_id in session.scalars(query).all():
        if len(_owners(session, head_id)) == len(owners):
            return session.get_one(VotingHead, head_id)
    return None


def find_developer_head(session: Session, decision_id: DecisionId) -> VotingHead | None:
    """Return the developer's head, or None."""
    query = select(VotingHead).where(VotingHead.decision_id == decision_id, VotingHead.is_developer)
    return session.scalars(query).one_or_none()


def list_roll(session: Session, decision_id: DecisionId) -> Sequence[Head]:
    """Return a roll as it is written, for its digest; owners are left out, as they are there."""
    units: dict[HeadId, list[HouseholdId]] = {}
    query = (
        select(HeadUnit.head_id, HeadUnit.household_id)
        .where(HeadUnit.decision_id == decision_id)
        .order_by(HeadUnit.household_id)
    )
    for head_id, household_id in session.execute(query):
        units.setdefault(head_id, []).append(household_id)
    heads = session.scalars(
        select(VotingHead).where(VotingHead.decision_id == decision_id).order_by(VotingHead.number)
    )
    return [
        Head(h.number, tuple(units.get(h.head_id, ())), frozenset(), h.area, h.is_developer)
        for h in heads
    ]


def list_taken_codes(session: Session, decision_id: DecisionId) -> frozenset[str]:
    """Return the codes of a roll's paper ballots."""
    query = select(VotingHead.code).where(VotingHead.decision_id == decision_id)
    return frozenset(session.scalars(query))


def _owners(session: Session, head_id: HeadId) -> Sequence[PersonId]:
    """Return a head's owners."""
    return session.scalars(select(HeadOwner.person_id).where(HeadOwner.head_id == head_id)).all()
