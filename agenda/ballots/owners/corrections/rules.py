"""What a correction of a frozen roll may change, and what a cast ballot keeps from it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from agenda.community.calendar.rules import due_in_workdays
from agenda.kernel.ids import HouseholdId, NeighbourhoodId, PersonId

REASON_MIN, REASON_MAX = 4, 300
DECIDING_WORKDAYS = 2
"""For deciding a correction, and never beyond the closing of the ballot."""


def correction_due(now: datetime, *, closes_at: datetime) -> datetime:
    """Return by when a correction is decided: a moment before closing at the latest."""
    return min(due_in_workdays(now, DECIDING_WORKDAYS), closes_at - timedelta(seconds=1))


class CorrectionKind(StrEnum):
    """What is wrong with a frozen roll."""

    NEW_OWNER = "new_owner"
    """The home has other owners than the roll says: before casting the new owner votes, after
    casting the vote stands (Beijing's rule for owners' ballots, published on each ballot)."""
    AREA = "area"
    MISSING_UNIT = "missing_unit"
    """A home of the scope that is not on the roll."""
    WRONG_UNIT = "wrong_unit"
    """A home on the roll that does not belong to it."""


@dataclass(frozen=True)
class CorrectionDraft:
    """A correction as it is proposed."""

    kind: CorrectionKind
    household_id: HouseholdId
    reason: str
    area: int | None = None
    """What the home is to count, in 0.01 m2; for `area` alone."""


@dataclass(frozen=True)
class UnitFacts:
    """What roll and roster say of one home."""

    is_on_roll: bool
    has_voted: bool
    """Whether its head has cast a ballot."""
    area: int
    """As the roll counts it, or as the roster would have it counted."""
    roll_owners: frozenset[PersonId]
    roster_owners: frozenset[PersonId]
    is_only_unit: bool = True
    """Whether its head has no other home."""


def correction_fault(draft: CorrectionDraft, unit: UnitFacts) -> tuple[str, str | None] | None:
    """Return why a correction cannot be made, as a code and the field to mark, or None."""
    kind = draft.kind
    if not REASON_MIN <= len(draft.reason.strip()) <= REASON_MAX:
        return "ballots.correction_reason", "reason"
    if kind is CorrectionKind.MISSING_UNIT:
        return ("ballots.unit_on_roll", "household") if unit.is_on_roll else None
    if not unit.is_on_roll:
        return "ballots.unit_not_on_roll", "household"
    if kind is CorrectionKind.AREA:
        same = draft.area is None or draft.area < 0 or draft.area == unit.area
        return ("ballots.area_the_same", "area") if same else None
    if kind is CorrectionKind.NEW_OWNER and unit.roster_owners == unit.roll_owners:
        return "ballots.roster_says_the_same", "household"
    takes_ballot = kind is CorrectionKind.NEW_OWNER or unit.is_only_unit
    return ("ballots.vote_stands", "household") if unit.has_voted and takes_ballot else None


@dataclass(frozen=True)
class CorrectionStanding:
    """What policies look at: whose correction it is."""

    neighbourhood_id: NeighbourhoodId
    proposed_by_id: PersonId
    recused: frozenset[PersonId]
