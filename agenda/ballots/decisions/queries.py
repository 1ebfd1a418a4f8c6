"""Reading formal decisions.

`panel(session, proposal_id, actor, now)` is what the proposal's page shows of the latest one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from agenda.ballots.decisions import policy
from agenda.ballots.decisions.counting.rules import (
    CountSheet,
    Line,
    Weight,
    arithmetic,
    count_digest,
)
from agenda.ballots.decisions.models import (
    CountSignature,
    DecisionCount,
    DecisionRecusal,
    FormalDecision,
)
from agenda.ballots.decisions.rules import (
    SCRUTINEER,
    DecisionFacts,
    DecisionKind,
    DecisionStanding,
    DecisionState,
    Majority,
)
from agenda.community.models import Area, Body, Household
from agenda.community.queries import find_body, get_area, in_scope, scope_size
from agenda.community.rules import AreaKind
from agenda.infra.gathering import OWN, Listed, Rows, gather
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import Actor, BodyKind, Decision
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import AreaId, BodyId, DecisionId, NeighbourhoodId, ProposalId
from agenda.proposals.bodies.queries import BODIES
from agenda.proposals.queries import lock_proposal


@dataclass(frozen=True)
class RosterSize:
    """What the roster knows of an electorate: a help for the clerk, not the roll itself."""

    adults: int
    homes: int
    area: int
    """Exclusive area of all homes, in 0.01 m2."""


@dataclass(frozen=True)
class DecisionPanel:
    """A formal decision as pages show it to one reader."""

    decision: FormalDecision
    state: DecisionState
    body: str
    count: DecisionCount | None
    lines: tuple[Line, ...]
    """The arithmetic of the latest count; empty before any."""
    digest: str
    """Of question and latest count; empty before any."""
    may_convene: Decision
    may_record: Decision
    may_confirm: Decision


def find_decision(session: Session, proposal_id: ProposalId) -> FormalDecision | None:
    """Return the latest attempt at a decision on a proposal, set aside or not, or None."""
    query = (
        select(FormalDecision)
        .where(FormalDecision.proposal_id == proposal_id)
        .order_by(FormalDecision.sitting.desc(), FormalDecision.attempt.desc())
        .limit(1)
    )
    return session.scalars(query).one_or_none()


def get_latest(session: Session, proposal_id: ProposalId) -> FormalDecision:
    """Return the latest attempt at a decision on a proposal; raises NotFound."""
    decision = find_decision(session, proposal_id)
    if decision is None:
        raise NotFound("ballots.no_decision")
    return decision


def get_decision(session: Session, decision_id: DecisionId) -> FormalDecision:
    """Return a decision; raises NotFound."""
    decision = session.get(FormalDecision, decision_id)
    if decision is None:
        raise NotFound("ballots.no_decision")
    return decision


def lock_decision(tx: Transaction, decision_id: DecisionId) -> FormalDecision:
    """Return a decision read under its proposal's lock; raises NotFound."""
    lock_proposal(tx, get_decision(tx.session, decision_id).proposal_id)
    return tx.session.get_one(FormalDecision, decision_id, populate_existing=True)


def list_decisions(session: Session, proposal_id: ProposalId) -> Sequence[FormalDecision]:
    """Return all attempts at decisions on a proposal, the first one first."""
    query = (
        select(FormalDecision)
        .where(FormalDecision.proposal_id == proposal_id)
        .order_by(FormalDecision.sitting, FormalDecision.attempt)
    )
    return session.scalars(query).all()


def list_counts(session: Session, decision_id: DecisionId) -> Sequence[DecisionCount]:
    """Return the counts recorded of a decision, the first one first."""
    query = (
        select(DecisionCount)
        .where(DecisionCount.decision_id == decision_id)
        .order_by(DecisionCount.number)
    )
    return session.scalars(query).all()


def decision_facts(session: Session, proposal_id: ProposalId) -> DecisionFacts | None:
    """Return where the decision of the present sitting stands, or None where there is none.

    `confirmed_at` is set also where the count was published unconfirmed.
    """
    decision = find_decision(session, proposal_id)
    if decision is None or decision.set_aside_at is not None:
        return None
    return DecisionFacts(
        attempt=decision.attempt,
        outcome=decision.outcome,
        confirmed_at=decision.confirmed_at,
        not_convened_at=decision.not_convened_at,
    )


def state_of(decision: FormalDecision) -> DecisionState:
    """Return what a decision waits for, or how it ended."""
    if decision.not_convened_at is not None:
        return DecisionState.NOT_CONVENED
    if decision.confirmed_at is not None:
        confirmed = decision.confirmed_by_id is not None
        return DecisionState.CONFIRMED if confirmed else DecisionState.UNCONFIRMED
    if decision.outcome is not None:
        return DecisionState.COUNTED
    convened = decision.convened_at is not None
    return DecisionState.CONVENED if convened else DecisionState.TO_CONVENE


def standing_of(session: Session, decision: FormalDecision) -> DecisionStanding:
    """Return what policies look at."""
    return _standing(decision, gather(session, _PEOPLE, decision.proposal_id))


def _standing(decision: FormalDecision, rows: Rows) -> DecisionStanding:
    """Return what policies look at, from rows of this decision and perhaps earlier ones."""
    own = decision.decision_id
    recorders = {one.recorded_by_id for one in rows.of(DecisionCount) if one.decision_id == own}
    return DecisionStanding(
        neighbourhood_id=decision.neighbourhood_id,
        convening_body_id=decision.convening_body_id,
        state=state_of(decision),
        recused=frozenset(r.person_id for r in rows.of(DecisionRecusal) if r.decision_id == own),
        recorders=frozenset(person for person in recorders if person),
        counters=frozenset(
            one.person_id
            for one in rows.of(CountSignature)
            if one.decision_id == own and one.place < SCRUTINEER
        ),
        is_held_here=decision.is_held_here,
    )


_ATTEMPTS = select(FormalDecision.decision_id).where(FormalDecision.proposal_id == OWN)
_PEOPLE = (
    Listed(DecisionRecusal, DecisionRecusal.decision_id.in_(_ATTEMPTS)),
    Listed(DecisionCount, DecisionCount.decision_id.in_(_ATTEMPTS)),
    Listed(CountSignature, CountSignature.decision_id.in_(_ATTEMPTS)),
)
SHOWN = (Listed(FormalDecision, FormalDecision.proposal_id == OWN), *_PEOPLE, BODIES)
"""What the panel shows."""


def majority_of(decision: FormalDecision) -> Majority:
    """Return the majority a decision needs."""
    return decision.item.majority if decision.item else Majority.ORDINARY


def sheet_of(decision: FormalDecision, count: DecisionCount) -> CountSheet:
    """Return a recorded count as the rules see it."""
    return CountSheet(
        kind=decision.kind,
        majority=majority_of(decision),
        roll=Weight(count.roll_heads, count.roll_area),
        participating=Weight(count.participating_heads, count.participating_area),
        votes_for=Weight(count.for_heads, count.for_area),
        against=Weight(count.against_heads, count.against_area),
        abstain=Weight(count.abstain_heads, count.abstain_area),
    )


def find_convening_body(
    session: Session, neighbourhood_id: NeighbourhoodId, *, scope_id: AreaId, kind: DecisionKind
) -> BodyId | None:
    """Return the body that convenes: for owners their compound's committee, else the residents'.

    A scope larger than one compound, or a compound without a committee of its own, falls to the
    residents' committee.
    """
    if kind is DecisionKind.OWNERS_DECISION:
        compound_id = _compound_of(session, get_area(session, scope_id))
        query = (
            select(Body.body_id)
            .where(
                Body.neighbourhood_id == neighbourhood_id,
                Body.kind == BodyKind.HOMEOWNERS_COMMITTEE,
                Body.compound_id.is_(None) | (Body.compound_id == compound_id),
            )
            .order_by(Body.compound_id.is_(None), Body.body_id)
            .limit(1)
        )
        own = session.scalar(query)
        if own is not None:
            return own
    body = find_body(session, neighbourhood_id, BodyKind.RESIDENTS_COMMITTEE)
    return body.body_id if body else None


def roster_size(session: Session, scope_id: AreaId) -> RosterSize:
    """Return what the roster says of an area: adults who live there, homes and their area."""
    area = get_area(session, scope_id)
    homes, total = session.execute(
        select(func.count(), func.coalesce(func.sum(Household.exclusive_area), 0)).where(
            in_scope(area)
        )
    ).one()
    return RosterSize(adults=scope_size(session, area).adults, homes=homes, area=int(total))


def panel_of(
    session: Session, decision: FormalDecision, actor: Actor, rows: Rows | None = None
) -> DecisionPanel:
    """Return what a reader sees of a decision."""
    rows = rows or gather(session, SHOWN, decision.proposal_id)
    standing = _standing(decision, rows)
    counts = [one for one in rows.of(DecisionCount) if one.decision_id == decision.decision_id]
    count = counts[-1] if counts else None
    body = next(one for one in rows.of(Body) if one.body_id == decision.convening_body_id)
    return DecisionPanel(
        decision=decision,
        state=standing.state,
        body=body.name,
        count=count,
        lines=arithmetic(sheet_of(decision, count)) if count else (),
        digest=count_digest(sheet_of(decision, count), decision.question or "") if count else "",
        may_convene=policy.may_convene(actor, standing),
        may_record=policy.may_record_count(actor, standing),
        may_confirm=policy.may_confirm_count(actor, standing),
    )


def panel(
    session: Session,
    proposal_id: ProposalId,
    actor: Actor,
    _now: datetime,
    *,
    rows: Rows | None = None,
) -> DecisionPanel | None:
    """Return what a reader sees of the latest decision on a proposal, or None."""
    rows = rows or gather(session, SHOWN, proposal_id)
    attempts = rows.of(FormalDecision)
    if not attempts:
        return None
    latest = max(attempts, key=lambda one: (one.sitting, one.attempt))
    return panel_of(session, latest, actor, rows)


def _compound_of(session: Session, area: Area) -> AreaId | None:
    """Return the compound an area lies in; None for the whole neighbourhood."""
    while area.kind is not AreaKind.COMPOUND:
        if area.parent_id is None:
            return None
        area = get_area(session, area.parent_id)
    return area.area_id
