"""Who acts, and whether he may: Actor, Decision, require."""

from dataclasses import dataclass, replace
from enum import StrEnum

from agenda.kernel.errors import NotPermitted
from agenda.kernel.ids import (
    AccountId,
    AreaId,
    BodyId,
    EventId,
    HouseholdId,
    NeighbourhoodId,
    PersonId,
    SeatId,
)


class ActorKind(StrEnum):
    """What kind of hand moves."""

    VISITOR = "visitor"
    PERSON = "person"
    MECHANISM = "mechanism"
    OPERATOR = "operator"
    """The person at the machine's command line; no power over content."""


class BodyKind(StrEnum):
    """The bodies of a neighbourhood (glossary)."""

    RESIDENTS_COMMITTEE = "residents_committee"
    HOMEOWNERS_COMMITTEE = "homeowners_committee"
    PROPERTY_COMPANY = "property_company"
    SOCIAL_ORGANIZATION = "social_organization"
    ACTIVITY_TEAM = "activity_team"
    PARTY_ORGANIZATION = "party_organization"
    SUPERVISION_COMMITTEE = "supervision_committee"
    SUBDISTRICT_OFFICE = "subdistrict_office"


class SeatRole(StrEnum):
    """What a person does in a body."""

    CHAIR = "chair"
    DEPUTY = "deputy"
    SECRETARY = "secretary"
    MEMBER = "member"


@dataclass(frozen=True)
class SeatHeld:
    """A confirmed seat: a person's place in a body."""

    seat_id: SeatId
    body_id: BodyId
    body_kind: BodyKind
    role: SeatRole
    is_deputed: bool = False
    """Whether he acts for the holder, who is away."""


@dataclass(frozen=True)
class Actor:
    """The hand that acts, detached from the database: built once per request.

    `ledger_key` makes this person's pseudonym per proposal; it never leaves the process.
    """

    kind: ActorKind
    neighbourhood_id: NeighbourhoodId | None = None
    account_id: AccountId | None = None
    person_id: PersonId | None = None
    household_id: HouseholdId | None = None
    area_ids: tuple[AreaId, ...] = ()
    """The areas this person lives in: neighbourhood, compound, building, unit."""
    owns_household_ids: tuple[HouseholdId, ...] = ()
    display_name: str = ""
    is_adult: bool = False
    is_verified: bool = False
    is_administrator: bool = False
    seats: tuple[SeatHeld, ...] = ()
    ledger_key: bytes = b""
    cause: EventId | None = None

    def __repr__(self) -> str:
        """Show the actor without name or key, so that logs stay clean."""
        return f"Actor({self.kind}, person={self.person_id}, account={self.account_id})"

    @property
    def is_signed_in(self) -> bool:
        """Whether a person is behind this actor."""
        return self.kind is ActorKind.PERSON

    @property
    def is_mechanism(self) -> bool:
        """Whether the mechanism itself acts."""
        return self.kind is ActorKind.MECHANISM

    @property
    def is_resident(self) -> bool:
        """Whether the actor is a verified adult who lives in the neighbourhood."""
        return self.is_verified and self.is_adult and self.household_id is not None

    @property
    def has_seats(self) -> bool:
        """Whether the actor holds any confirmed seat."""
        return bool(self.seats)

    def sits_in(self, *kinds: BodyKind) -> bool:
        """Whether the actor holds a confirmed seat in a body of one of these kinds."""
        return any(seat.body_kind in kinds for seat in self.seats)

    def seat_in(self, body_id: BodyId | None) -> SeatHeld | None:
        """Return the actor's seat in this body, or None."""
        return next((seat for seat in self.seats if seat.body_id == body_id), None)

    def caused_by(self, event_id: EventId | None) -> "Actor":
        """Return the same actor with the event that made it act."""
        return replace(self, cause=event_id)


VISITOR = Actor(ActorKind.VISITOR)
MECHANISM = Actor(ActorKind.MECHANISM)
OPERATOR = Actor(ActorKind.OPERATOR)


@dataclass(frozen=True)
class Decision:
    """Whether an act is allowed, and if not, the code of the reason."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        """Let templates and commands ask `if may_vote(...)`."""
        return self.allowed


ALLOWED = Decision(allowed=True)


def refused(reason: str) -> Decision:
    """Return a refusal for the reason named by the code."""
    return Decision(allowed=False, reason=reason)


def first_refusal(*decisions: Decision) -> Decision:
    """Return the first refusal among the decisions, or leave."""
    return next((d for d in decisions if not d), ALLOWED)


def require(decision: Decision) -> None:
    """Raise NotPermitted with the decision's reason unless it allows."""
    if not decision:
        raise NotPermitted(decision.reason)


def only_mechanism(actor: Actor) -> Decision:
    """Decide for commands that open, close or act by default: the mechanism alone."""
    return ALLOWED if actor.is_mechanism else refused("authz.only_mechanism")


def only_signed_in(actor: Actor) -> Decision:
    """Decide for acts that need a person, whoever it is."""
    return ALLOWED if actor.is_signed_in else refused("authz.sign_in_first")
