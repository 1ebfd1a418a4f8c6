"""What the page of an issue shows of recusals."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from agenda.community.models import Seat
from agenda.community.people.queries import public_names
from agenda.deliberation.parties import policy
from agenda.deliberation.parties.models import Recusal
from agenda.deliberation.parties.queries import RECUSALS, gathered_recused
from agenda.deliberation.parties.rules import RecusalState, stands_by_silence
from agenda.infra.gathering import OWN, Listed, Rows, gather
from agenda.kernel.authz import Actor, Decision, refused
from agenda.kernel.ids import PersonId, ProposalId
from agenda.proposals.bodies.queries import BODIES, body_names
from agenda.proposals.queries import facts, get_proposal
from agenda.proposals.rules import ProposalFacts


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


SHOWN = (
    RECUSALS,
    BODIES,
    Listed(
        Seat,
        Seat.person_id.in_(select(Recusal.person_id).where(Recusal.proposal_id == OWN))
        & Seat.confirmed_at.is_not(None)
        & Seat.ended_at.is_(None),
    ),
)
"""What the panel shows."""


def gathered_people(rows: Rows) -> set[PersonId]:
    """Return whose names the panel shows."""
    return {recusal.person_id for recusal in rows.of(Recusal)}


def panel(
    session: Session,
    proposal_id: ProposalId,
    actor: Actor,
    _now: datetime,
    *,
    anonymous_word: str,
    rows: Rows | None = None,
    names: Mapping[PersonId, str] | None = None,
) -> RecusalsPanel:
    """Return the recusals of an issue: template `deliberation/recusals/_panel.html`."""
    rows = rows or gather(session, SHOWN, proposal_id)
    seen = facts(get_proposal(session, proposal_id))
    recusals = rows.of(Recusal)
    away = gathered_recused(rows, seen.proposer_id)
    names = names or public_names(session, gathered_people(rows), anonymous_word=anonymous_word)
    bodies = body_names(rows)
    holding: dict[PersonId, list[str]] = {}
    for seat in sorted(rows.of(Seat), key=lambda seat: (seat.body_id, seat.seat_id)):
        holding.setdefault(seat.person_id, []).append(bodies[seat.body_id])
    who = {
        person_id: " ".join((*holding.get(person_id, ()), names[person_id]))
        for person_id in gathered_people(rows)
    }
    return RecusalsPanel(
        proposal_id=proposal_id,
        rows=tuple(_recusal_row(row, who[row.person_id], actor, seen, away) for row in recusals),
        may_declare=policy.may_declare_recusal(actor, seen, away),
        may_ask=policy.may_ask_recusal(actor, seen),
    )


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
