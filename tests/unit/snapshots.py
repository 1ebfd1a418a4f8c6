"""Snapshots of proposals and duties, for the tests of the lifecycle."""

from datetime import UTC, datetime, timedelta

from agenda.cosigns.rules import CosignFacts
from agenda.kernel.ids import (
    AreaId,
    DutyId,
    NeighbourhoodId,
    PersonId,
    ProposalId,
)
from agenda.kernel.quantities import Heads
from agenda.mechanism.guards.rules import Snapshot
from agenda.mechanism.rules import Move
from agenda.procedure.rules import STANDARD, Bearer, Duty, DutyKind, ScopeKind
from agenda.proposals.rules import ProposalFacts, Stage

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
EARLIER = NOW - timedelta(days=1)
LATER = NOW + timedelta(days=1)


def duty(kind: DutyKind, *, due_at: datetime = EARLIER, number: int = 1) -> Duty:
    return Duty(DutyId(number), kind, ProposalId(1), 1, Bearer.CLOCK, None, None, EARLIER, due_at)


def snapshot(
    stage: Stage, *, duties: tuple[Duty, ...] = (), adults: int = 100, **facts
) -> Snapshot:
    own = {name: facts.pop(name) for name in tuple(facts) if name in ProposalFacts.__annotations__}
    proposal = ProposalFacts(
        ProposalId(1),
        NeighbourhoodId(1),
        PersonId(1),
        AreaId(1),
        ScopeKind.BUILDING,
        stage,
        EARLIER,
        scope_adults=adults,
        **own,
    )
    cosigns = facts.pop("cosigns", CosignFacts(Heads(0), Heads(6)))
    return Snapshot(proposal, STANDARD, cosigns, duties=duties, **facts)


def moved(step: object) -> Stage | None:
    return step.transition.target if isinstance(step, Move) else None
