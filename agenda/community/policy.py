"""Who may keep the roster, fill seats and see real names."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from agenda.community.rules import FOUNDED_BY_COMMITTEE
from agenda.kernel.authz import (
    ALLOWED,
    Actor,
    ActorKind,
    BodyKind,
    Decision,
    first_refusal,
    only_signed_in,
    refused,
)
from agenda.kernel.ids import BodyId, NeighbourhoodId, PersonId

FIRST_SEATS = 2
"""How many seats of a body the operator may fill: two, so that one can confirm the next."""
PROPOSAL_STANDS = timedelta(days=30)
"""How long a proposed seat waits for its second person before it lapses."""


@dataclass(frozen=True)
class SeatFacts:
    """A seat as the rules see it."""

    body_id: BodyId
    neighbourhood_id: NeighbourhoodId
    person_id: PersonId
    proposed_by_id: PersonId | None
    proposed_at: datetime | None
    """None where the operator entered it as one of the first."""
    is_confirmed: bool
    is_ended: bool
    end_proposed_by_id: PersonId | None

    def has_lapsed(self, now: datetime) -> bool:
        """Whether nobody confirmed the seat in time."""
        if self.is_confirmed or self.proposed_at is None:
            return False
        return now >= self.proposed_at + PROPOSAL_STANDS


def only_operator(actor: Actor) -> Decision:
    """Decide on setting up: the operator at the machine."""
    is_operator = actor.kind is ActorKind.OPERATOR
    return ALLOWED if is_operator else refused("community.operator_only")


def may_import_roster(actor: Actor) -> Decision:
    """Decide on renewing the roster from the committee's file, handed to the operator."""
    return only_operator(actor)


def may_appoint_first(actor: Actor, *, confirmed_seats: int) -> Decision:
    """Decide on the operator's filling a body's first seats; later ones need two of its people."""
    if confirmed_seats >= FIRST_SEATS:
        return first_refusal(only_operator(actor), refused("community.not_first_seat"))
    return only_operator(actor)


def may_found_body(actor: Actor, *, neighbourhood_id: NeighbourhoodId, kind: BodyKind) -> Decision:
    """Decide on entering a body: the operator at set-up, later the residents' committee.

    Bodies of office are set up by the operator alone; the committee enters those of the people.
    """
    if actor.kind is ActorKind.OPERATOR:
        return ALLOWED
    may = may_see_names(actor, neighbourhood_id=neighbourhood_id)
    return may if kind in FOUNDED_BY_COMMITTEE else first_refusal(may, only_operator(actor))


def may_fill_seats(actor: Actor, *, body_id: BodyId, neighbourhood_id: NeighbourhoodId) -> Decision:
    """Decide on proposing or confirming seats: who sits in the body, or in the sub-district office.

    The system administrator is no exception: he has no power over seats.
    """
    if not actor.is_signed_in:
        return only_signed_in(actor)
    is_here = actor.neighbourhood_id == neighbourhood_id
    if is_here and (actor.seat_in(body_id) or actor.sits_in(BodyKind.SUBDISTRICT_OFFICE)):
        return ALLOWED
    return refused("community.not_of_body")


def may_confirm_seat(actor: Actor, facts: SeatFacts, *, now: datetime) -> Decision:
    """Decide on confirming a seat: a second person, who is neither its proposer nor its holder."""
    may = may_fill_seats(actor, body_id=facts.body_id, neighbourhood_id=facts.neighbourhood_id)
    if not may:
        return may
    if facts.is_confirmed or facts.is_ended:
        return refused("community.seat_decided")
    if facts.has_lapsed(now):
        return refused("community.seat_lapsed")
    if actor.person_id in {facts.person_id, facts.proposed_by_id}:
        return refused("community.second_person")
    return ALLOWED


def may_end_seat(actor: Actor, facts: SeatFacts) -> Decision:
    """Decide on ending a seat: its holder at once, others of the body by two of them."""
    if facts.is_ended:
        return refused("community.seat_decided")
    if actor.is_signed_in and actor.person_id == facts.person_id:
        return ALLOWED
    may = may_fill_seats(actor, body_id=facts.body_id, neighbourhood_id=facts.neighbourhood_id)
    if may and facts.is_confirmed and actor.person_id == facts.end_proposed_by_id:
        return refused("community.second_person")
    return may


def may_see_names(actor: Actor, *, neighbourhood_id: NeighbourhoodId) -> Decision:
    """Decide on seeing a resident's real name and contact: the residents' committee's duty.

    Each look is noted, and the person sees who looked.
    """
    if not actor.is_signed_in:
        return only_signed_in(actor)
    if actor.neighbourhood_id == neighbourhood_id and actor.sits_in(BodyKind.RESIDENTS_COMMITTEE):
        return ALLOWED
    return refused("community.committee_only")


def may_correct(actor: Actor, person_id: PersonId) -> Decision:
    """Decide on correcting what the roster says of a person: himself alone."""
    if actor.is_signed_in and actor.person_id == person_id:
        return ALLOWED
    return refused("community.not_yourself")
