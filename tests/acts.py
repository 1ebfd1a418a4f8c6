"""Acts that anybody might try on a proposal, with random hands: food for the lifecycle's tests.

Each tries its command and lets refusals through; who may do what is not its business.
"""

from collections.abc import Callable

from sqlalchemy import select

from agenda.cosigns.commands import cosign, withdraw_cosign
from agenda.infra.transaction import Transaction, transaction
from agenda.kernel.authz import BodyKind
from agenda.kernel.ids import ProposalId
from agenda.proposals.commands import (
    edit_proposal,
    step_down,
    submit_proposal,
    withdraw_proposal,
)
from agenda.proposals.models import Proposal
from agenda.proposals.rules import ScreeningReason
from agenda.proposals.screening.commands import (
    accept_proposal,
    answer_appeal,
    answer_merge,
    appeal_screening,
    refuse_proposal,
)
from agenda.proposals.suspension.commands import lift_suspension, suspend_proposal
from tests.factories import TEXT, reload
from tests.later_acts import LATER_ACTS
from tests.world import World


def submit(world: World) -> None:
    with transaction(world.proposer()) as tx:
        submit_proposal(tx, world.proposal_id)


def edit(world: World) -> None:
    version = reload(world.proposal_id).version
    with transaction(world.proposer()) as tx:
        edit_proposal(tx, world.proposal_id, text=TEXT, version=version)


def withdraw(world: World) -> None:
    if world.random.random() < 0.2:
        with transaction(world.proposer()) as tx:
            withdraw_proposal(tx, world.proposal_id)


def stand_back(world: World) -> None:
    with transaction(world.proposer()) as tx:
        step_down(tx, world.proposal_id)


def accept(world: World) -> None:
    with transaction(world.seat(BodyKind.RESIDENTS_COMMITTEE)) as tx:
        accept_proposal(tx, world.proposal_id)


def refuse(world: World) -> None:
    reason = world.random.choice(list(ScreeningReason))
    with transaction(world.seat(BodyKind.RESIDENTS_COMMITTEE)) as tx:
        refuse_proposal(
            tx,
            world.proposal_id,
            reason=reason,
            explanation="请补充事实",
            duplicate_of_id=_another(tx, world) if reason is ScreeningReason.DUPLICATE else None,
        )


def _another(tx: Transaction, world: World) -> ProposalId | None:
    """Return a public proposal of the same place with which this one could be merged."""
    query = select(Proposal.proposal_id).where(
        Proposal.neighbourhood_id == world.place.neighbourhood_id,
        Proposal.proposal_id != world.proposal_id,
        Proposal.accepted_at.is_not(None),
    )
    return tx.session.scalars(query.limit(1)).one_or_none()


def appeal(world: World) -> None:
    with transaction(world.proposer()) as tx:
        appeal_screening(tx, world.proposal_id, text="理由不成立，请复核。")


def decide_appeal(world: World) -> None:
    with transaction(world.seat(BodyKind.SUPERVISION_COMMITTEE)) as tx:
        answer_appeal(tx, world.proposal_id, restored=world.yes(), answer="已经复核。")


def merge(world: World) -> None:
    with transaction(world.proposer()) as tx:
        answer_merge(tx, world.proposal_id, agreed=world.yes())


def sign_one(world: World) -> None:
    with transaction(world.anybody()) as tx:
        cosign(tx, world.proposal_id)


def sign_many(world: World) -> None:
    """Let residents sign one after the other until the threshold is reached or all refuse."""
    for number in range(1, len(world.place.people)):
        proposal = reload(world.proposal_id)
        if proposal.crossed_at is not None or number > 2 * proposal.cosigns_needed + 1:
            return
        with transaction(world.place.resident(number)) as tx:
            cosign(tx, world.proposal_id)


def unsign(world: World) -> None:
    with transaction(world.anybody()) as tx:
        withdraw_cosign(tx, world.proposal_id)


def suspend(world: World) -> None:
    with transaction(world.seat()) as tx:
        suspend_proposal(
            tx, world.proposal_id, days=world.random.randint(1, 40), reason="等待评估报告"
        )


def resume(world: World) -> None:
    with transaction(world.seat()) as tx:
        lift_suspension(tx, world.proposal_id)


ACTS: dict[str, Callable[[World], None]] = {
    "accept": accept,
    "appeal": appeal,
    "decide_appeal": decide_appeal,
    "edit": edit,
    "merge": merge,
    "refuse": refuse,
    "resume": resume,
    "sign_many": sign_many,
    "sign_one": sign_one,
    "stand_back": stand_back,
    "submit": submit,
    "suspend": suspend,
    "unsign": unsign,
    "withdraw": withdraw,
    **LATER_ACTS,
}
