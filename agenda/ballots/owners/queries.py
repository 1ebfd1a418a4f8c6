"""Reading owners' ballots: what is asked, who may cast, and the lines a count adds up.

Every list is one query over the whole roll; nothing here asks per head.
`panel(session, proposal_id, actor, now)` is what pages show one reader of the latest ballot.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from agenda.ballots.decisions.models import FormalDecision
from agenda.ballots.decisions.queries import (
    find_decision,
    get_latest,
    lock_decision,
    standing_of,
)
from agenda.ballots.owners import policy
from agenda.ballots.owners.delivery import policy as delivery
from agenda.ballots.owners.delivery.models import Delivery
from agenda.ballots.owners.delivery.queries import (
    led_groups,
    list_delivered,
    list_delivery_counts,
    list_owned,
)
from agenda.ballots.owners.delivery.rules import DELIVERED, DeliveryCount
from agenda.ballots.owners.models import (
    HeadBallot,
    HeadChoice,
    HeadOwner,
    HeadUnit,
    OwnersBallot,
    OwnersQuestion,
    VotingHead,
)
from agenda.ballots.owners.rules import HeadLine, OwnersBallotState
from agenda.ballots.rules import Choice
from agenda.community.queries import get_area, get_body
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import Actor, Decision
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import DecisionId, HeadId, PersonId, ProposalId
from agenda.paper.policy import may_read


@dataclass(frozen=True)
class OwnersPanel:
    """An owners' ballot as pages show it to one reader."""

    decision: FormalDecision
    ballot: OwnersBallot
    state: OwnersBallotState
    body: str
    scope: str
    questions: Sequence[OwnersQuestion]
    deliveries: Sequence[DeliveryCount]
    """By building, for all to see."""
    homes: int
    """How many homes of the scope the reader owns, by the roll once it is frozen."""
    has_received: bool
    """Whether all of these are noted as delivered."""
    may_withdraw: Decision
    may_record_delivery: Decision
    may_keep_paper: Decision
    """Whether the reader prints ballots, takes stacks in and sees them entered."""
    may_confirm_receipt: Decision


def find_ballot(session: Session, decision_id: DecisionId) -> OwnersBallot | None:
    """Return the owners' ballot of a decision, or None where it is not held here."""
    return session.get(OwnersBallot, decision_id)


def get_ballot(session: Session, decision_id: DecisionId) -> OwnersBallot:
    """Return the owners' ballot of a decision; raises NotFound."""
    ballot = find_ballot(session, decision_id)
    if ballot is None:
        raise NotFound("ballots.no_owners_ballot")
    return ballot


def lock_ballot(tx: Transaction, decision_id: DecisionId) -> OwnersBallot:
    """Return an owners' ballot read under its proposal's lock; raises NotFound."""
    lock_decision(tx, decision_id)
    ballot = tx.session.get(OwnersBallot, decision_id, populate_existing=True)
    if ballot is None:
        raise NotFound("ballots.no_owners_ballot")
    return ballot


def ballot_state(ballot: OwnersBallot, now: datetime) -> OwnersBallotState:
    """Return where a ballot stands at an instant: open from its opening up to its closing time.

    It is open only once its roll is frozen; after its closing time nothing can be cast, though the
    mechanism may not have counted yet (`closed_at`).
    """
    if ballot.closed_at is not None or now >= ballot.closes_at:
        return OwnersBallotState.CLOSED
    is_open = ballot.frozen_at is not None and now >= ballot.opens_at
    return OwnersBallotState.OPEN if is_open else OwnersBallotState.NOTICED


def list_questions(session: Session, decision_id: DecisionId) -> Sequence[OwnersQuestion]:
    """Return the questions of a ballot in their order."""
    query = (
        select(OwnersQuestion)
        .where(OwnersQuestion.decision_id == decision_id)
        .order_by(OwnersQuestion.number)
    )
    return session.scalars(query).all()


def find_heads_of(
    session: Session, decision_id: DecisionId, person_id: PersonId
) -> Sequence[VotingHead]:
    """Return the heads whose ballot a person may cast, by their number; empty for none."""
    query = (
        select(VotingHead)
        .join(HeadOwner, HeadOwner.head_id == VotingHead.head_id)
        .where(HeadOwner.decision_id == decision_id, HeadOwner.person_id == person_id)
        .order_by(VotingHead.number)
    )
    return session.scalars(query).all()


def list_heads(session: Session, decision_id: DecisionId) -> Sequence[VotingHead]:
    """Return the heads of a frozen roll by their number."""
    query = (
        select(VotingHead).where(VotingHead.decision_id == decision_id).order_by(VotingHead.number)
    )
    return session.scalars(query).all()


def list_lines(session: Session, decision_id: DecisionId) -> tuple[HeadLine, ...]:
    """Return what each head adds to the count, by its number: three queries in all."""
    delivered = _delivered_heads(session, decision_id)
    choices = _choices(session, decision_id)
    return tuple(
        HeadLine(
            number=head.number,
            area=head.area,
            is_delivered=head.head_id in delivered,
            choices=choices.get(head.head_id),
            is_spoiled=head.spoiled_reason is not None,
        )
        for head in list_heads(session, decision_id)
    )


def panel(
    session: Session, proposal_id: ProposalId, actor: Actor, now: datetime
) -> OwnersPanel | None:
    """Return what a reader sees of the latest owners' ballot on a proposal, or None."""
    decision = find_decision(session, proposal_id)
    ballot = find_ballot(session, decision.decision_id) if decision else None
    if decision is None or ballot is None:
        return None
    standing = standing_of(session, decision)
    owned = list_owned(session, ballot, actor.person_id) if actor.person_id else frozenset()
    reached = list_delivered(session, ballot, owned) if owned else {}
    leads = bool(led_groups(session, actor.person_id))
    return OwnersPanel(
        decision=decision,
        ballot=ballot,
        state=ballot_state(ballot, now),
        body=get_body(session, decision.convening_body_id).name,
        scope=get_area(session, ballot.scope_id).path.replace("/", " "),
        questions=list_questions(session, ballot.decision_id),
        deliveries=list_delivery_counts(session, ballot),
        homes=len(owned),
        has_received=len([d for d in reached.values() if d.method in DELIVERED]) == len(owned),
        may_withdraw=policy.may_withdraw_notice(actor, standing),
        may_record_delivery=delivery.may_record_delivery(actor, standing, leads=leads),
        may_keep_paper=may_read(
            actor,
            neighbourhood_id=ballot.neighbourhood_id,
            body_id=decision.convening_body_id,
        ),
        may_confirm_receipt=delivery.may_confirm_receipt(actor, owns=bool(owned)),
    )


def get_panel(
    session: Session, proposal_id: ProposalId, actor: Actor, now: datetime
) -> OwnersPanel:
    """Return what a reader sees of the latest owners' ballot; raises NotFound for none."""
    get_latest(session, proposal_id)
    seen = panel(session, proposal_id, actor, now)
    if seen is None:
        raise NotFound("ballots.no_owners_ballot")
    return seen


def _delivered_heads(session: Session, decision_id: DecisionId) -> frozenset[HeadId]:
    """Return the heads that were reached: in any of their units."""
    query = (
        select(HeadUnit.head_id)
        .join(
            Delivery,
            (Delivery.decision_id == HeadUnit.decision_id)
            & (Delivery.household_id == HeadUnit.household_id),
        )
        .where(HeadUnit.decision_id == decision_id, Delivery.method.in_(DELIVERED))
        .distinct()
    )
    return frozenset(session.scalars(query))


def _choices(session: Session, decision_id: DecisionId) -> dict[HeadId, tuple[Choice, ...]]:
    """Return what each head that cast a ballot chose as it stands, question by question."""
    query = (
        select(HeadBallot.head_id, HeadChoice.choice)
        .join(
            HeadChoice,
            (HeadChoice.head_id == HeadBallot.head_id) & (HeadChoice.version == HeadBallot.version),
        )
        .where(HeadBallot.decision_id == decision_id)
        .order_by(HeadBallot.head_id, HeadChoice.question)
    )
    found: dict[HeadId, list[Choice]] = {}
    for head_id, choice in session.execute(query):
        found.setdefault(head_id, []).append(choice)
    return {head_id: tuple(chosen) for head_id, chosen in found.items()}
