"""What the mechanism alone writes on a proposal: its stage, and what each stage needs."""

from agenda.community.queries import find_body, get_area, scope_size
from agenda.infra import search
from agenda.infra.audit import quiet, record
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import only_mechanism, require
from agenda.kernel.ids import BodyId, ProposalId
from agenda.procedure.calendar.rules import due_in_days, due_in_workdays
from agenda.procedure.commands import cancel_duties, open_duty
from agenda.procedure.queries import duties_of
from agenda.procedure.rules import DEFAULT_BEARERS, STANDARD, Bearer, Duty, DutyKind, Route
from agenda.proposals.events import ProposalWithdrawn, ThresholdReached
from agenda.proposals.models import Proposal
from agenda.proposals.queries import SEARCHED_AS, lock_proposal, public_text
from agenda.proposals.rules import Stage, StageEntry


def enter_stage(tx: Transaction, proposal_id: ProposalId, target: Stage) -> Proposal:
    """Write the stage and clear the facts that its move has used up; the mechanism records it."""
    require(only_mechanism(tx.actor))
    proposal = lock_proposal(tx, proposal_id)
    proposal.stage, proposal.stage_since = target, tx.now
    proposal.screening = None
    if target is Stage.DRAFT:
        proposal.submitted_at = None
        proposal.returned_before = True
    elif target is Stage.LISTED:
        proposal.route = proposal.lead_body_id = proposal.reopened_at = None
        # obliged by co-signers before the threshold: the text is frozen from here on all the same
        proposal.crossed_at = proposal.crossed_at or tx.now
    elif target is Stage.COSIGNING:
        proposal.merged_into_id = None
        proposal.accepted_at = proposal.accepted_at or tx.now
    elif target is Stage.ANNOUNCED:  # an office replied to what screening had referred
        proposal.accepted_at = proposal.accepted_at or tx.now
    quiet(tx)
    return proposal


def open_draft(tx: Transaction, entry: StageEntry) -> None:
    """Start the draft's clock again when it was returned for correction."""
    require(only_mechanism(tx.actor))
    open_duty(
        tx,
        DutyKind.FINISH_DRAFT,
        neighbourhood_id=entry.neighbourhood_id,
        proposal_id=entry.proposal_id,
        due_at=due_in_days(tx.now, STANDARD.draft_days),
        bearer=Bearer.PERSON,
        person_id=entry.facts.proposer_id,
    )
    quiet(tx)


def lapse_draft(tx: Transaction, duty: Duty) -> None:
    """Remind of an untouched draft, and the second time withdraw it."""
    require(only_mechanism(tx.actor))
    proposal = lock_proposal(tx, duty.proposal_id)
    if duty.due_at <= due_in_days(proposal.revised_at, STANDARD.draft_days):
        open_duty(
            tx,
            DutyKind.FINISH_DRAFT,
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal.proposal_id,
            due_at=due_in_days(tx.now, STANDARD.draft_reminder_days),
            bearer=Bearer.PERSON,
            person_id=proposal.proposer_id,
        )
        quiet(tx)
        return
    proposal.withdrawn_at = tx.now
    record(
        tx,
        ProposalWithdrawn(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal.proposal_id,
            by_clock=True,
        ),
    )


def open_screening(tx: Transaction, entry: StageEntry) -> None:
    """Charge the residents' committee with screening; its silence accepts."""
    require(only_mechanism(tx.actor))
    bearer = DEFAULT_BEARERS[DutyKind.SCREEN]
    body = find_body(tx.session, entry.neighbourhood_id, bearer)
    open_duty(
        tx,
        DutyKind.SCREEN,
        neighbourhood_id=entry.neighbourhood_id,
        proposal_id=entry.proposal_id,
        due_at=due_in_workdays(tx.now, entry.procedure.screening_workdays),
        body_id=body.body_id if body else None,
    )
    quiet(tx)


def open_cosigning(tx: Transaction, entry: StageEntry) -> None:
    """Count the scope, set the threshold once for all, and start the clock of co-signing."""
    require(only_mechanism(tx.actor))
    proposal = lock_proposal(tx, entry.proposal_id)
    size = scope_size(tx.session, get_area(tx.session, proposal.scope_id))
    proposal.scope_households, proposal.scope_adults = size.households, size.adults
    proposal.cosigns_needed = entry.procedure.cosigns_required(
        proposal.scope_kind, households=size.households, adults=size.adults
    )
    make_findable(tx, proposal)
    open_duty(
        tx,
        DutyKind.GATHER_COSIGNS,
        neighbourhood_id=entry.neighbourhood_id,
        proposal_id=entry.proposal_id,
        due_at=due_in_days(tx.now, entry.procedure.cosigning_days),
        bearer=Bearer.RESIDENTS,
    )
    quiet(tx)


def make_findable(tx: Transaction, proposal: Proposal) -> None:
    """Let a public proposal be found by the words of its text as it now stands."""
    text = public_text(proposal)
    words = "\n".join((text.title, text.matter, text.remedy))
    search.index(tx, SEARCHED_AS, proposal.proposal_id, proposal.neighbourhood_id, words)


def set_route(
    tx: Transaction, proposal: Proposal, *, route: Route | None, lead_body_id: BodyId | None
) -> None:
    """Write route and lead on a locked proposal, for the command that has required it.

    A matter referred in screening has a lead, its agent, and no route.
    """
    proposal.route, proposal.lead_body_id = route, lead_body_id


def mark_reopened(tx: Transaction, proposal: Proposal) -> None:
    """Write on a locked, closed proposal that its scope reopened it, for the command that counted."""
    proposal.reopened_at = tx.now


def mark_crossed(tx: Transaction, proposal: Proposal) -> None:
    """Note on a locked proposal that the threshold is reached: once, and it stands."""
    if proposal.crossed_at is not None or proposal.stage is not Stage.COSIGNING:
        return
    proposal.crossed_at = tx.now
    record(
        tx,
        ThresholdReached(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal.proposal_id,
            households=proposal.cosign_households,
            needed=proposal.cosigns_needed,
            scope_households=proposal.scope_households,
        ),
    )


def note_requests(tx: Transaction, proposal: Proposal, *, weighed_from: int, issued: bool) -> None:
    """Note on a locked proposal whether co-signers oblige a meeting, or when to look again."""
    require(only_mechanism(tx.actor))
    proposal.requests_weighed_from = weighed_from
    if issued:
        proposal.requested_at = proposal.requested_at or tx.now
    quiet(tx)


def end_stage_duties(tx: Transaction, proposal_id: ProposalId) -> None:
    """End the duties of the stage that was left; those on older promises and appeals go on."""
    require(only_mechanism(tx.actor))
    kinds = {d.kind for d in duties_of(tx, proposal_id)} - OUTLIVES_STAGE
    if kinds:
        cancel_duties(tx, proposal_id, *kinds)
    quiet(tx)


OUTLIVES_STAGE = frozenset(
    {
        DutyKind.ANSWER_APPEAL,
        DutyKind.ANSWER_REQUEST,
        DutyKind.CONFIRM_MINUTES,
        DutyKind.PUBLISH_MINUTES,
        DutyKind.ENTER_PAPER,
        DutyKind.ANSWER_RECUSAL,
        DutyKind.DECIDE_REMOVAL,
        DutyKind.ANSWER_REMOVAL_APPEAL,
    }
)
"""Duties that go on when the proposal moves."""
