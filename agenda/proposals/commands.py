"""Writing proposals: drafting, submitting, editing, withdrawing, stepping down."""

from collections.abc import Collection

from agenda.attachments.commands import announce_files, attach_files, take_away
from agenda.attachments.rules import Beside, Sent, Subject
from agenda.community.models import Area
from agenda.infra.audit import begin_stream, quiet, record, text_digest
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Invalid, NotPermitted, Stale
from agenda.kernel.ids import AreaId, AttachmentId, NeighbourhoodId, PersonId, ProposalId
from agenda.procedure.calendar.rules import due_in_days
from agenda.procedure.commands import cancel_duties, fulfil_duty, open_duty
from agenda.procedure.queries import current_procedure
from agenda.procedure.rules import STANDARD, Bearer, DutyKind, ScopeKind
from agenda.proposals import policy
from agenda.proposals.events import (
    ProposalRevised,
    ProposalSubmitted,
    ProposalWithdrawn,
    ProposerSteppedDown,
)
from agenda.proposals.models import Proposal, ProposalRevision
from agenda.proposals.queries import facts, find_revision, list_scopes, lock_proposal
from agenda.proposals.rules import ProposalText, Stage, Topic, text_faults
from agenda.proposals.stages.commands import make_findable


def draft_proposal(
    tx: Transaction, *, scope_id: AreaId, topic: Topic, text: ProposalText
) -> Proposal:
    """Begin a draft that only its proposer sees; untouched, it is withdrawn by the clock."""
    require(policy.may_propose(tx.actor))
    area = _own_area(tx, scope_id)
    proposer_id, neighbourhood_id = _proposer(tx)
    proposal = Proposal(
        neighbourhood_id=neighbourhood_id,
        proposer_id=proposer_id,
        scope_id=scope_id,
        scope_kind=ScopeKind(area.kind),
        topic=topic,
        title=text.title,
        matter=text.matter,
        remedy=text.remedy,
        stage=Stage.DRAFT,
        stage_since=tx.now,
        created_at=tx.now,
        revised_at=tx.now,
    )
    tx.session.add(proposal)
    tx.session.flush()  # the duty needs the new id
    begin_stream(tx, proposal.proposal_id, neighbourhood_id)
    _open_draft_clock(tx, proposal)
    quiet(tx)
    return proposal


def edit_proposal(
    tx: Transaction,
    proposal_id: ProposalId,
    *,
    text: ProposalText,
    version: int,
    topic: Topic | None = None,
    scope_id: AreaId | None = None,
    note: str = "",
) -> Proposal:
    """Change a text; raises Stale if it was changed meanwhile. Public edits are revisions.

    Topic and scope can change in a draft only: co-signers signed for a scope.
    """
    proposal = lock_proposal(tx, proposal_id)
    require(policy.may_edit(tx.actor, facts(proposal)))
    if proposal.version != version:
        raise Stale("proposals.edited_meanwhile", current=proposal.matter)
    proposal.title, proposal.matter, proposal.remedy = text.title, text.matter, text.remedy
    proposal.version += 1
    proposal.revised_at = tx.now
    if proposal.stage is Stage.DRAFT:
        _edit_draft(tx, proposal, topic=topic, scope_id=scope_id)
        quiet(tx)
        return proposal
    _require_complete(proposal)
    digest = _keep_revision(tx, proposal, note=note)
    make_findable(tx, proposal)
    record(
        tx,
        ProposalRevised(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal_id,
            text_digest=digest,
            version=proposal.version,
        ),
    )
    return proposal


def change_photos(
    tx: Transaction,
    proposal_id: ProposalId,
    *,
    add: Sent,
    remove: Collection[AttachmentId],
) -> None:
    """Put photos beside one's text and take others away, as long as the text can be edited."""
    proposal = lock_proposal(tx, proposal_id)
    require(policy.may_edit(tx.actor, facts(proposal)))
    is_public = proposal.stage is not Stage.DRAFT
    take_away(tx, Subject.PROPOSAL, proposal_id, attachment_ids=remove, is_public=is_public)
    here = Beside(Subject.PROPOSAL, proposal_id, proposal.neighbourhood_id, proposal_id)
    attach_files(tx, here, add, is_public=is_public)


def submit_proposal(tx: Transaction, proposal_id: ProposalId) -> Proposal:
    """Submit a draft for screening under the rules in force; raises Invalid if incomplete."""
    proposal = lock_proposal(tx, proposal_id)
    require(policy.may_submit(tx.actor, facts(proposal)))
    _require_complete(proposal)
    version = current_procedure(tx.session, proposal.neighbourhood_id)
    fulfil_duty(tx, DutyKind.FINISH_DRAFT, proposal_id, late_ok=True)
    proposal.procedure_id = version.procedure_id
    proposal.submitted_at = tx.now
    digest = _keep_revision(tx, proposal, note="")
    record(
        tx,
        ProposalSubmitted(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal_id,
            text_digest=digest,
            scope_id=proposal.scope_id,
            topic=proposal.topic,
            procedure_number=version.number,
        ),
    )
    announce_files(tx, Subject.PROPOSAL, proposal_id)
    return proposal


def withdraw_proposal(tx: Transaction, proposal_id: ProposalId) -> Proposal:
    """Withdraw one's proposal; possible until somebody else has co-signed."""
    proposal = lock_proposal(tx, proposal_id)
    require(policy.may_withdraw(tx.actor, facts(proposal)))
    proposal.withdrawn_at = tx.now
    record(
        tx,
        ProposalWithdrawn(
            neighbourhood_id=proposal.neighbourhood_id, proposal_id=proposal_id, by_clock=False
        ),
    )
    return proposal


def step_down(tx: Transaction, proposal_id: ProposalId) -> Proposal:
    """Step down as proposer; the issue belongs to its co-signers and stays."""
    proposal = lock_proposal(tx, proposal_id)
    require(policy.may_step_down(tx.actor, facts(proposal)))
    proposal.stepped_down_at = tx.now
    record(
        tx,
        ProposerSteppedDown(neighbourhood_id=proposal.neighbourhood_id, proposal_id=proposal_id),
    )
    return proposal


def _proposer(tx: Transaction) -> tuple[PersonId, NeighbourhoodId]:
    """Return the acting person and neighbourhood; raises NotPermitted for any other hand."""
    if tx.actor.person_id is None or tx.actor.neighbourhood_id is None:
        raise NotPermitted("authz.sign_in_first")
    return tx.actor.person_id, tx.actor.neighbourhood_id


def _own_area(tx: Transaction, scope_id: AreaId) -> Area:
    """Return an area the actor lives or owns in; raises Invalid for any other."""
    area = next((a for a in list_scopes(tx.session, tx.actor) if a.area_id == scope_id), None)
    if area is None:
        raise Invalid("proposals.scope_elsewhere", field="scope_id")
    return area


def _edit_draft(
    tx: Transaction, proposal: Proposal, *, topic: Topic | None, scope_id: AreaId | None
) -> None:
    """Set topic and scope of a draft, and start its clock anew."""
    if topic is not None:
        proposal.topic = topic
    if scope_id is not None:
        area = _own_area(tx, scope_id)
        proposal.scope_id, proposal.scope_kind = scope_id, ScopeKind(area.kind)
    cancel_duties(tx, proposal.proposal_id, DutyKind.FINISH_DRAFT)
    _open_draft_clock(tx, proposal)


def _open_draft_clock(tx: Transaction, proposal: Proposal) -> None:
    """Start the clock after which an untouched draft is reminded of and withdrawn."""
    open_duty(
        tx,
        DutyKind.FINISH_DRAFT,
        neighbourhood_id=proposal.neighbourhood_id,
        proposal_id=proposal.proposal_id,
        due_at=due_in_days(tx.now, STANDARD.draft_days),
        bearer=Bearer.PERSON,
        person_id=proposal.proposer_id,
    )


def _require_complete(proposal: Proposal) -> None:
    """Raise Invalid, naming the first fault of the text and its field."""
    text = ProposalText(proposal.title, proposal.matter, proposal.remedy)
    fault = next(iter(text_faults(text)), None)
    if fault is not None:
        raise Invalid(fault.code, field=fault.field, limit=fault.limit)


def _keep_revision(tx: Transaction, proposal: Proposal, *, note: str) -> str:
    """Keep the text as it stands now and return its digest; a returned text may come unchanged."""
    kept = find_revision(tx.session, proposal.proposal_id, proposal.version)
    if kept is not None:
        return kept.digest
    whole = "\n\n".join((proposal.title, proposal.matter, proposal.remedy))
    digest = text_digest(tx, whole)
    tx.session.add(
        ProposalRevision(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal.proposal_id,
            version=proposal.version,
            title=proposal.title,
            matter=proposal.matter,
            remedy=proposal.remedy,
            note=note,
            digest=digest,
            revised_at=tx.now,
        )
    )
    return digest
