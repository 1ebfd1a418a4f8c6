"""Who is entitled in a meeting that decides, when it has its quorum, and what a show of hands says.

Organic Law of Urban Residents' Committees (2025) art. 26 to 29: a residents' meeting decides with
more than half of the adults, or of the household representatives, present; a representative
meeting with two thirds of its members; both by more than half of those present.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from agenda.ballots.decisions.rules import DecisionKind
from agenda.kernel.ids import AreaId, DecisionId, HouseholdId, PersonId


class RollBasis(StrEnum):
    """By what the entitled are counted; the notice says which."""

    HEADS = "heads"
    """Every adult who lives in the scope."""
    HOUSEHOLDS = "households"
    """One representative of each household in the scope."""
    REPRESENTATIVES = "representatives"
    """The residents' representatives and the residents' committee."""


class Entitlement(StrEnum):
    """As what somebody stands on the roll."""

    ADULT = "adult"
    HOUSEHOLD_REPRESENTATIVE = "household_representative"
    REPRESENTATIVE = "representative"
    COMMITTEE_MEMBER = "committee_member"


class SignInChannel(StrEnum):
    """How somebody came onto the attendance list."""

    CODE = "code"
    SECRETARY = "secretary"


class RollFault(StrEnum):
    """What a reader of a roll must know; it is listed, and does not stop the meeting."""

    GROUPS_WITHOUT_REPRESENTATIVE = "groups_without_representative"
    GROUPS_OUT_OF_RANGE = "groups_out_of_range"
    """Not 20 to 50 households for each representative (art. 13)."""
    TOO_FEW_REPRESENTATIVES = "too_few_representatives"
    """Fewer than four fifths of the members (art. 28)."""
    HOUSEHOLDS_WITHOUT_REPRESENTATIVE = "households_without_representative"
    HOUSEHOLDS_WITH_SEVERAL = "households_with_several"


def lawful_bases(kind: DecisionKind) -> tuple[RollBasis, ...]:
    """Return by what a kind of meeting can count; none for owners, who do not meet here."""
    if kind is DecisionKind.RESIDENTS_MEETING:
        return (RollBasis.HEADS, RollBasis.HOUSEHOLDS)
    if kind is DecisionKind.REPRESENTATIVE_MEETING:
        return (RollBasis.REPRESENTATIVES,)
    return ()


@dataclass(frozen=True)
class Candidate:
    """Somebody the roster or a seat entitles."""

    person_id: PersonId
    entitlement: Entitlement
    household_id: HouseholdId | None = None
    building_id: AreaId | None = None


@dataclass(frozen=True)
class Member:
    """A line of the roll; `seat_key` is what counts once: a person, or a household."""

    candidate: Candidate
    seat_key: str


def roll_of(basis: RollBasis, candidates: Iterable[Candidate]) -> tuple[Member, ...]:
    """Return the roll: each person once, and by household each household once.

    A residents' representative who also sits in the committee stands as representative; of
    several representatives of a household the one who came first onto the roster.
    """
    ranks = list(Entitlement)
    ordered = sorted(candidates, key=lambda c: (ranks.index(c.entitlement), c.person_id))
    members: dict[str, Member] = {}
    persons: set[PersonId] = set()
    for candidate in ordered:
        by_home = basis is RollBasis.HOUSEHOLDS
        key = f"h{candidate.household_id}" if by_home else f"p{candidate.person_id}"
        if key not in members and candidate.person_id not in persons:
            members[key] = Member(candidate, key)
            persons.add(candidate.person_id)
    return tuple(sorted(members.values(), key=lambda member: member.candidate.person_id))


def roll_digest(decision_id: DecisionId, members: Iterable[Member]) -> str:
    """Return the SHA-256 of a roll: one sorted line `person:key:entitlement` each.

    It holds the roll fast without naming anyone: whoever keeps the roster can compute it again.
    """
    lines = sorted(
        f"{m.candidate.person_id}:{m.seat_key}:{m.candidate.entitlement}" for m in members
    )
    return hashlib.sha256("\n".join([f"assembly:{decision_id}", *lines]).encode()).hexdigest()


def too_few_representatives(members: Iterable[Member]) -> bool:
    """Whether representatives are fewer than four fifths of a representative meeting (art. 28)."""
    as_what = [member.candidate.entitlement for member in members]
    return 5 * as_what.count(Entitlement.REPRESENTATIVE) < 4 * len(as_what)


@dataclass(frozen=True)
class Quorum:
    """How many of a roll are there, and how many it takes."""

    kind: DecisionKind
    roll: int
    present: int

    @property
    def needed(self) -> int:
        """The least number present: more than half, or two thirds of a representative meeting."""
        if self.kind is DecisionKind.REPRESENTATIVE_MEETING:
            return max(1, -(-2 * self.roll // 3))
        return self.roll // 2 + 1

    @property
    def is_reached(self) -> bool:
        """Whether enough are there."""
        return self.present >= self.needed


@dataclass(frozen=True)
class Hands:
    """A show of hands as it was counted."""

    votes_for: int
    against: int
    abstain: int

    @property
    def shown(self) -> int:
        """How many hands were counted in all."""
        return self.votes_for + self.against + self.abstain


@dataclass(frozen=True)
class HandsFault:
    """Why a show of hands cannot be right: a code, the field to mark, the numbers that clash."""

    code: str
    field: str
    have: int = 0
    need: int = 0


def hands_faults(hands: Hands, *, present: int) -> Iterator[HandsFault]:
    """Yield what cannot be right: a negative number, or more hands than people in the room."""
    for name in ("votes_for", "against", "abstain"):
        if getattr(hands, name) < 0:
            yield HandsFault("ballots.count_out_of_range", name)
    if hands.shown > present:
        yield HandsFault("ballots.more_hands_than_present", "votes_for", hands.shown, present)


def with_silent(hands: Hands, *, present: int) -> Hands:
    """Return the hands with everybody who raised none counted as abstaining.

    The majority is of those present, so that it makes no difference to the outcome.
    """
    return Hands(hands.votes_for, hands.against, present - hands.votes_for - hands.against)
