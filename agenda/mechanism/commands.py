"""The one hand that moves a proposal: takes the step the facts carry, and looks again."""

from datetime import datetime

from agenda.cosigns.requests.commands import issue_requests
from agenda.infra.audit import record
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import only_mechanism, require
from agenda.kernel.ids import EventId, ProposalId
from agenda.mechanism.consequences.commands import DEFAULTS, OPENERS
from agenda.mechanism.events import StageChanged
from agenda.mechanism.guards.rules import Snapshot
from agenda.mechanism.queries import snapshot
from agenda.mechanism.rules import Lapse, Move, next_step
from agenda.procedure.commands import end_clock, lapse_duty
from agenda.procedure.queries import duties_of
from agenda.proposals.queries import facts, lock_proposal
from agenda.proposals.rules import COSIGNABLE, StageEntry
from agenda.proposals.stages.commands import end_stage_duties, enter_stage

MOST_STEPS = 64
"""More steps in one look than any chain of defaults has: beyond it the table has a circle."""


class EndlessLifecycle(Exception):
    """The table of transitions runs in a circle: a fault of ours, never of the facts."""


def proceed(tx: Transaction, proposal_id: ProposalId) -> None:
    """Take every step that is due on a proposal, one after the other, until nothing is.

    A default taken late, after downtime, has the instant its duty was due, and so has what
    follows from it: catching up gives each step its right date.
    """
    require(only_mechanism(tx.actor))
    effective = tx.now
    for _ in range(MOST_STEPS):
        proposal = lock_proposal(tx, proposal_id)
        if proposal.stage in COSIGNABLE:
            issue_requests(tx, proposal)
        seen = snapshot(tx.session, proposal, duties_of(tx, proposal_id), tx.now)
        step = next_step(seen, tx.now)
        if step is None:
            return
        if isinstance(step, Lapse):
            effective = step.effective_at
            _take_default(tx.effective(effective), step, seen)
        else:
            effective = step.effective_at or effective
            _move(tx.effective(effective), step, seen)
    raise EndlessLifecycle(f"proposal {proposal_id}")


def _take_default(tx: Transaction, step: Lapse, seen: Snapshot) -> None:
    """End a duty nobody fulfilled, and let its feature write the default as a fact."""
    lapse_duty(tx, step.duty, seen.proposal.neighbourhood_id)
    DEFAULTS[step.duty.kind](tx, step.duty)
    tx.session.flush()  # the next snapshot reads what the default wrote


def _move(tx: Transaction, step: Move, seen: Snapshot) -> EventId:
    """Write the new stage, record it, and open what the stage needs."""
    transition, proposal_id = step.transition, seen.proposal.proposal_id
    if transition.clock is not None:
        end_clock(tx, proposal_id, transition.clock)
    end_stage_duties(tx, proposal_id)
    proposal = enter_stage(tx, proposal_id, transition.target)
    event_id = record(tx, _changed(seen, step, tx.now))
    entry = StageEntry(facts=facts(proposal), procedure=seen.procedure, source=transition.source)
    for opener in OPENERS.get(transition.target, ()):
        opener(tx, entry)
    tx.session.flush()  # the next snapshot reads what the openers wrote
    return event_id


def _changed(seen: Snapshot, step: Move, at: datetime) -> StageChanged:
    """Return the fact that a proposal moved."""
    return StageChanged(
        neighbourhood_id=seen.proposal.neighbourhood_id,
        proposal_id=seen.proposal.proposal_id,
        source=step.transition.source,
        target=step.transition.target,
        transition=step.transition.name,
        effective_at=at,
    )
