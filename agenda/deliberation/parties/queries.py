"""Reading who is at the table and who keeps away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from agenda.community.models import Body, Seat
from agenda.community.people.queries import public_names
from agenda.deliberation.models import Sitting
from agenda.deliberation.parties.models import Party, Recusal
from agenda.deliberation.parties.rules import PartyFacts, PartyKind, RecusalState
from agenda.deliberation.routing.rules import PartyRole
from agenda.infra.gathering import OWN, Listed, Rows
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import BodyId, HouseholdId, NeighbourhoodId, PersonId, ProposalId
from agenda.proposals.models import Proposal


@dataclass(frozen=True)
class InvitedBody:
    """A party with the name it has in public: a row of the table of positions."""

    party_id: int
    kind: PartyKind
    body_id: BodyId | None
    household_id: HouseholdId | None
    name: str
    role: PartyRole
    due_at: datetime
    silent_at: datetime | None

    @property
    def facts(self) -> PartyFacts:
        """The party as policies see it."""
        return PartyFacts(self.kind, self.body_id, self.household_id)


@dataclass(frozen=True)
class SeatHolder:
    """A person with a seat, for choosing; the page shows the name masked."""

    person_id: PersonId
    body: str
    title: str


def recused_ids(session: Session, proposal_id: ProposalId) -> frozenset[PersonId]:
    """Return who keeps away from an issue: its proposer, and everybody recused from it.

    Stepping down as proposer does not end the interest.
    """
    standing = select(Recusal.person_id).where(
        Recusal.proposal_id == proposal_id, Recusal.state == RecusalState.STANDING
    )
    proposer = select(Proposal.proposer_id).where(Proposal.proposal_id == proposal_id)
    return frozenset(session.scalars(standing.union(proposer)))


def is_recused(session: Session, proposal_id: ProposalId, person_id: PersonId | None) -> bool:
    """Whether a person keeps away from an issue, as its proposer or by recusal."""
    return person_id is not None and person_id in recused_ids(session, proposal_id)


def declared_ids(session: Session, proposal_id: ProposalId) -> frozenset[PersonId]:
    """Return who is recused from an issue, the proposer apart: he may speak for his body."""
    query = select(Recusal.person_id).where(
        Recusal.proposal_id == proposal_id, Recusal.state == RecusalState.STANDING
    )
    return frozenset(session.scalars(query))


RECUSALS = Listed(Recusal, Recusal.proposal_id == OWN)


def gathered_recused(rows: Rows, proposer_id: PersonId) -> frozenset[PersonId]:
    """Return from gathered rows what `recused_ids` reads."""
    return gathered_declared(rows) | {proposer_id}


def gathered_declared(rows: Rows) -> frozenset[PersonId]:
    """Return from gathered rows what `declared_ids` reads."""
    standing = (r for r in rows.of(Recusal) if r.state is RecusalState.STANDING)
    return frozenset(recusal.person_id for recusal in standing)


def get_recusal(session: Session, recusal_id: int) -> Recusal:
    """Return a recusal; raises NotFound."""
    recusal = session.get(Recusal, recusal_id)
    if recusal is None:
        raise NotFound("deliberation.no_recusal")
    return recusal


def find_asked(session: Session, proposal_id: ProposalId, person_id: PersonId) -> Recusal | None:
    """Return the open request that a person keeps away from an issue, or None."""
    query = select(Recusal).where(
        Recusal.proposal_id == proposal_id,
        Recusal.person_id == person_id,
        Recusal.state == RecusalState.ASKED,
    )
    return session.scalars(query).one_or_none()


def list_parties(session: Session, sitting_id: int) -> Sequence[InvitedBody]:
    """Return who is invited to a sitting: lead, assisting, parties, in the order invited."""
    query = (
        select(
            Party.party_id,
            Party.kind,
            Party.body_id,
            Party.household_id,
            func.coalesce(Body.short_name, Party.name),
            Party.role,
            Party.due_at,
            Party.silent_at,
        )
        .outerjoin(Body, Body.body_id == Party.body_id)
        .where(Party.sitting_id == sitting_id)
        .order_by(Party.party_id)
    )
    return [InvitedBody(*row) for row in session.execute(query)]


def invited_body(party: Party, names: Mapping[BodyId, str]) -> InvitedBody:
    """Return a party with the name it has in public, from its row and the names of bodies."""
    return InvitedBody(
        party_id=party.party_id,
        kind=party.kind,
        body_id=party.body_id,
        household_id=party.household_id,
        name=names[party.body_id] if party.body_id else party.name or "",
        role=party.role,
        due_at=party.due_at,
        silent_at=party.silent_at,
    )


def get_party(session: Session, party_id: int) -> Party:
    """Return a party by its id; raises NotFound."""
    party = session.get(Party, party_id)
    if party is None:
        raise NotFound("deliberation.not_invited")
    return party


def find_party(session: Session, proposal_id: ProposalId, body_id: BodyId) -> Party | None:
    """Return a body's place in the latest sitting of a proposal, or None."""
    query = (
        select(Party)
        .join(Sitting, Sitting.sitting_id == Party.sitting_id)
        .where(Party.proposal_id == proposal_id, Party.body_id == body_id)
        .order_by(Sitting.number.desc())
        .limit(1)
    )
    return session.scalars(query).one_or_none()


def list_seat_holders(session: Session, neighbourhood_id: NeighbourhoodId) -> Sequence[SeatHolder]:
    """Return who holds a confirmed seat, by body: whom a recusal can concern."""
    query = (
        select(Seat.person_id, Body.short_name, Seat.title)
        .join(Body, Body.body_id == Seat.body_id)
        .where(
            Seat.neighbourhood_id == neighbourhood_id,
            Seat.confirmed_at.is_not(None),
            Seat.ended_at.is_(None),
        )
        .order_by(Body.body_id, Seat.seat_id)
    )
    return [SeatHolder(*row) for row in session.execute(query)]


def named_holders(
    session: Session,
    neighbourhood_id: NeighbourhoodId,
    person_ids: set[PersonId],
    *,
    anonymous_word: str,
) -> dict[PersonId, str]:
    """Return how seat holders stand in public: their body, and the masked name."""
    if not person_ids:
        return {}
    names = public_names(session, person_ids, anonymous_word=anonymous_word)
    bodies: dict[PersonId, list[str]] = {}
    for holder in list_seat_holders(session, neighbourhood_id):
        bodies.setdefault(holder.person_id, []).append(holder.body)
    return {
        person_id: " ".join((*bodies.get(person_id, ()), name)) for person_id, name in names.items()
    }
