"""Reading who is at the table and who keeps away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from agenda.community.models import Body, Seat
from agenda.community.people.queries import public_names
from agenda.deliberation.models import Sitting
from agenda.deliberation.parties import policy
from agenda.deliberation.parties.models import Party, Recusal
from agenda.deliberation.parties.rules import PartyFacts, PartyKind, RecusalState, stands_by_silence
from agenda.deliberation.routing.rules import PartyRole
from agenda.kernel.authz import Actor, Decision, refused
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import BodyId, HouseholdId, NeighbourhoodId, PersonId, ProposalId
from agenda.proposals.models import Proposal
from agenda.proposals.queries import facts, get_proposal
from agenda.proposals.rules import ProposalFacts


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


def list_recusals(session: Session, proposal_id: ProposalId) -> Sequence[Recusal]:
    """Return all recusals of an issue, asked, standing and dismissed, the first one first."""
    query = select(Recusal).where(Recusal.proposal_id == proposal_id).order_by(Recusal.recusal_id)
    return session.scalars(query).all()


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


@dataclass(frozen=True)
class RecusalRow:
    """A recusal as the page shows it; `who` is masked."""

    recusal_id: int
    person_id: PersonId
    who: str
    state: RecusalState
    reason: str
    asked_at: datetime
    decided_at: datetime | None
    answer: str
    by_silence: bool
    may_answer: Decision


@dataclass(frozen=True)
class RecusalsPanel:
    """Who keeps away from an issue and who is asked to, and what the reader can do about it."""

    proposal_id: ProposalId
    rows: tuple[RecusalRow, ...]
    may_declare: Decision
    may_ask: Decision

    @property
    def standing(self) -> tuple[RecusalRow, ...]:
        """Those that stand."""
        return tuple(row for row in self.rows if row.state is RecusalState.STANDING)


def panel(
    session: Session,
    proposal_id: ProposalId,
    actor: Actor,
    _now: datetime,
    *,
    anonymous_word: str,
) -> RecusalsPanel:
    """Return the recusals of an issue: template `deliberation/recusals/_panel.html`.

    One query where there are none, else three, whatever their number.
    """
    seen = facts(get_proposal(session, proposal_id))
    recusals = list_recusals(session, proposal_id)
    standing = {r.person_id for r in recusals if r.state is RecusalState.STANDING}
    away = frozenset(standing | {seen.proposer_id})
    concerned = {recusal.person_id for recusal in recusals}
    place = seen.neighbourhood_id
    names = named_holders(session, place, concerned, anonymous_word=anonymous_word)
    return RecusalsPanel(
        proposal_id=proposal_id,
        rows=tuple(_recusal_row(row, names[row.person_id], actor, seen, away) for row in recusals),
        may_declare=policy.may_declare_recusal(actor, seen, away),
        may_ask=policy.may_ask_recusal(actor, seen),
    )


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


def _recusal_row(
    row: Recusal, who: str, actor: Actor, seen: ProposalFacts, away: frozenset[PersonId]
) -> RecusalRow:
    """Return a recusal with what the reader can do about it."""
    asked = row.state is RecusalState.ASKED
    may = policy.may_answer_recusal(
        actor, seen, away, about_id=row.person_id, asked_by_id=row.asked_by_id
    )
    return RecusalRow(
        recusal_id=row.recusal_id,
        person_id=row.person_id,
        who=who,
        state=row.state,
        reason=row.reason,
        asked_at=row.asked_at,
        decided_at=row.decided_at,
        answer=row.answer,
        by_silence=stands_by_silence(
            row.state, was_asked=row.asked_by_id is not None, answer=row.answer
        ),
        may_answer=may if asked else refused("deliberation.recusal_answered"),
    )
