"""Residents' representatives: how many a building group has, and when an election can be right.

One representative for 20 to 50 households: Organic Law of Urban Residents' Committees (2025)
art. 13.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from agenda.kernel.ids import PersonId

LEAST_HOUSEHOLDS, MOST_HOUSEHOLDS = 20, 50
"""For each representative, both numbers included."""


class GroupFault(StrEnum):
    """What does not fit the law about a building group's representation."""

    NO_REPRESENTATIVE = "no_representative"
    TOO_FEW_HOUSEHOLDS = "too_few_households"
    """Fewer than 20 for each representative."""
    TOO_MANY_HOUSEHOLDS = "too_many_households"
    """More than 50 for each representative."""


def group_fault(*, households: int, representatives: int) -> GroupFault | None:
    """Return what does not fit about a group of so many households and representatives."""
    if representatives == 0:
        return GroupFault.NO_REPRESENTATIVE
    if households < LEAST_HOUSEHOLDS * representatives:
        return GroupFault.TOO_FEW_HOUSEHOLDS
    if households > MOST_HOUSEHOLDS * representatives:
        return GroupFault.TOO_MANY_HOUSEHOLDS
    return None


@dataclass(frozen=True)
class ElectionResult:
    """What is recorded of an election: its day, how many took part, how many were for him."""

    elected_on: date
    voters: int
    votes_for: int


@dataclass(frozen=True)
class ResultFault:
    """Why a result cannot be right: a code and the field to mark."""

    code: str
    field: str


def result_faults(result: ElectionResult, *, adults: int, today: date) -> Iterator[ResultFault]:
    """Yield what cannot be right about a result in a group of so many adults.

    The law gives no majority for this election; what is recorded is how many took part.
    """
    if result.elected_on > today:
        yield ResultFault("community.elected_in_future", "elected_on")
    if not 1 <= result.voters <= adults:
        yield ResultFault("community.voters_beyond_group", "voters")
    if not 1 <= result.votes_for <= result.voters:
        yield ResultFault("community.votes_beyond_voters", "votes_for")


@dataclass(frozen=True)
class ElectionFacts:
    """An election on record, as policies look at it."""

    person_id: PersonId
    recorded_by_id: PersonId
    is_confirmed: bool
    is_ended: bool
    end_proposed_by_id: PersonId | None
