"""Removing a text by two people, and giving its author an appeal that silence decides for him."""

from typing import Any

from agenda.attachments.models import Attachment
from agenda.attachments.queries import get_beside_public
from agenda.community.queries import find_body
from agenda.deliberation.discussion.commands import hide_comment, show_comment
from agenda.deliberation.opinions.commands import hide_statement, show_statement
from agenda.deliberation.parties.queries import recused_ids
from agenda.deliberation.removals import policy
from agenda.deliberation.removals.events import (
    RemovalAppealAnswered,
    RemovalAppealed,
    RemovalDismissed,
    RemovalProposed,
    TextRemoved,
)
from agenda.deliberation.removals.models import Removal
from agenda.deliberation.removals.queries import (
    appeal_ends,
    get_removal,
    get_text,
    involved_ids,
)
from agenda.deliberation.removals.rules import (
    APPEAL_MAX,
    EXPLANATION_MAX,
    MODERATORS,
    RemovalReason,
    RemovalState,
    TextKind,
    second_look,
)
from agenda.infra.audit import record, text_digest
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import BodyKind, SeatHeld, only_mechanism, require
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible
from agenda.kernel.ids import AttachmentId, BodyId, PersonId, ProposalId
from agenda.procedure.calendar.rules import due_in_workdays
from agenda.procedure.commands import fulfil_duty, open_duty
from agenda.procedure.rules import Duty, DutyKind
from agenda.proposals.models import Proposal
from agenda.proposals.queries import facts, lock_proposal, procedure_of


def propose_removal(
    tx: Transaction,
    proposal_id: ProposalId,
    *,
    kind: TextKind,
    number: int,
    reason: RemovalReason,
    explanation: str,
) -> Removal:
    """Propose, as a moderator, to remove a text; it stays readable until a second one agrees."""
    proposal = lock_proposal(tx, proposal_id)
    written = get_text(tx.session, proposal_id, kind=kind, number=number)
    away, author_id = recused_ids(tx.session, proposal_id), written.author_id
    require(policy.may_moderate(tx.actor, facts(proposal), away, author_id=author_id))
    _require_text(explanation, field="explanation")
    seat = _moderating(tx)
    removal = Removal(
        neighbourhood_id=proposal.neighbourhood_id,
        proposal_id=proposal_id,
        text_kind=kind,
        number=number,
        author_id=author_id,
        state=RemovalState.PROPOSED,
        reason=reason,
        explanation=explanation,
        proposed_by_id=_acting(tx),
        proposed_body_id=seat.body_id,
        proposed_at=tx.now,
    )
    tx.insert(removal, NotPossible("deliberation.removal_proposed_already"))
    _owe(tx, proposal, removal, DutyKind.DECIDE_REMOVAL, bearer=second_look(seat.body_kind))
    named = _named(removal)
    record(tx, RemovalProposed(**named, reason=reason, body_id=seat.body_id))
    return removal


def confirm_removal(tx: Transaction, removal_id: int) -> Removal:
    """Confirm a removal as the second moderator: the text is hidden, its trace stays."""
    removal, proposal = _to_decide(tx, removal_id)
    _decide(tx, removal, RemovalState.REMOVED)
    _hide(tx, removal, proposal)
    body_id = _moderating(tx).body_id
    record(tx, TextRemoved(**_named(removal), reason=removal.reason, body_id=body_id))
    return removal


def dismiss_removal(tx: Transaction, removal_id: int, *, answer: str) -> Removal:
    """Dismiss a removal as the second moderator, with a reason: the text stays."""
    removal, _proposal = _to_decide(tx, removal_id)
    _require_text(answer, field="answer")
    _decide(tx, removal, RemovalState.DISMISSED)
    removal.answer = answer
    _record_dismissal(tx, removal, body_id=_moderating(tx).body_id)
    return removal


def dismiss_by_silence(tx: Transaction, duty: Duty) -> None:
    """Let a text stay whose removal no second moderator decided in time."""
    require(only_mechanism(tx.actor))
    lock_proposal(tx, duty.proposal_id)
    removal = get_removal(tx.session, duty.subject_id)
    removal.state, removal.decided_at = RemovalState.DISMISSED, tx.now
    _record_dismissal(tx, removal, body_id=None)


def appeal_removal(tx: Transaction, removal_id: int, *, text: str) -> Removal:
    """Appeal, as the author, to the supervision committee; its silence shows the text again."""
    removal = get_removal(tx.session, removal_id)
    proposal = lock_proposal(tx, removal.proposal_id)
    tx.session.refresh(removal)
    ends = appeal_ends(tx.session, removal)
    require(
        policy.may_appeal(
            tx.actor,
            author_id=removal.author_id,
            state=removal.state,
            in_time=ends is not None and tx.now < ends,
            appealed=removal.appealed_at is not None,
        )
    )
    _require_text(text, field="text", limit=APPEAL_MAX)
    removal.appeal, removal.appealed_at = text.strip(), tx.now
    bearer = BodyKind.SUPERVISION_COMMITTEE
    _owe(tx, proposal, removal, DutyKind.ANSWER_REMOVAL_APPEAL, bearer=bearer)
    digest = text_digest(tx, removal.appeal)
    record(tx, RemovalAppealed(**_named(removal), text_digest=digest))
    return removal


def answer_removal_appeal(
    tx: Transaction, removal_id: int, *, restored: bool, answer: str
) -> Removal:
    """Answer an author's appeal, for the supervision committee: show the text again, or not."""
    removal = get_removal(tx.session, removal_id)
    proposal = lock_proposal(tx, removal.proposal_id)
    tx.session.refresh(removal)
    away = recused_ids(tx.session, proposal.proposal_id)
    involved = involved_ids(removal)
    require(policy.may_answer_appeal(tx.actor, facts(proposal), away, involved=involved))
    _require_text(answer, field="answer")
    if removal.appealed_at is None or removal.answered_at is not None:
        raise NotPossible("deliberation.no_open_appeal")
    kind = DutyKind.ANSWER_REMOVAL_APPEAL
    fulfil_duty(tx, kind, proposal.proposal_id, subject_id=removal_id)
    seats = (s for s in tx.actor.seats if s.body_kind is BodyKind.SUPERVISION_COMMITTEE)
    removal.appeal_answer, removal.appeal_body_id = answer.strip(), next(seats).body_id
    _end_appeal(tx, removal, proposal, restored=restored)
    return removal


def restore_text_by_silence(tx: Transaction, duty: Duty) -> None:
    """Show a text again whose author's appeal nobody answered in time."""
    require(only_mechanism(tx.actor))
    proposal = lock_proposal(tx, duty.proposal_id)
    _end_appeal(tx, get_removal(tx.session, duty.subject_id), proposal, restored=True)


def _to_decide(tx: Transaction, removal_id: int) -> tuple[Removal, Proposal]:
    """Return a removal that waits for its second person, locked, required and its duty done."""
    removal = get_removal(tx.session, removal_id)
    proposal = lock_proposal(tx, removal.proposal_id)
    tx.session.refresh(removal)
    require(
        policy.may_decide(
            tx.actor,
            facts(proposal),
            recused_ids(tx.session, proposal.proposal_id),
            author_id=removal.author_id,
            proposed_by_id=removal.proposed_by_id,
        )
    )
    if removal.state is not RemovalState.PROPOSED:
        raise NotPossible("deliberation.removal_decided")
    fulfil_duty(tx, DutyKind.DECIDE_REMOVAL, proposal.proposal_id, subject_id=removal_id)
    return removal, proposal


def _decide(tx: Transaction, removal: Removal, state: RemovalState) -> None:
    """Write who decided a removal, and how."""
    removal.state, removal.decided_at = state, tx.now
    removal.decided_by_id, removal.decided_body_id = _acting(tx), _moderating(tx).body_id


def _record_dismissal(tx: Transaction, removal: Removal, *, body_id: BodyId | None) -> None:
    """Record that a text stays; the reason given goes into the ledger as a digest."""
    record(
        tx,
        RemovalDismissed(
            **_named(removal),
            by_silence=body_id is None,
            body_id=body_id,
            text_digest=text_digest(tx, removal.answer) if removal.answer else None,
        ),
    )


def _end_appeal(tx: Transaction, removal: Removal, proposal: Proposal, *, restored: bool) -> None:
    """Write how an appeal ended, and show the text again where it was upheld."""
    removal.answered_at = tx.now
    if restored:
        removal.state = RemovalState.RESTORED
        _show(tx, removal, proposal)
    answer = removal.appeal_answer
    record(
        tx,
        RemovalAppealAnswered(
            **_named(removal),
            restored=restored,
            by_silence=removal.appeal_body_id is None,
            body_id=removal.appeal_body_id,
            text_digest=text_digest(tx, answer) if answer else None,
        ),
    )


def _hide(tx: Transaction, removal: Removal, proposal: Proposal) -> None:
    """Take what a removal is about from its page; a file is handed out no more."""
    if removal.text_kind is TextKind.FILE:
        _file(tx, removal).hidden_at = tx.now
        return
    hide = hide_comment if removal.text_kind is TextKind.COMMENT else hide_statement
    hide(tx, proposal, number=removal.number, reason=removal.reason)


def _show(tx: Transaction, removal: Removal, proposal: Proposal) -> None:
    """Put what a removal was about back on its page."""
    if removal.text_kind is TextKind.FILE:
        _file(tx, removal).hidden_at = None
        return
    show = show_comment if removal.text_kind is TextKind.COMMENT else show_statement
    show(tx, proposal, number=removal.number)


def _file(tx: Transaction, removal: Removal) -> Attachment:
    """Return the file a removal is about; raises NotFound where its sender took it away."""
    return get_beside_public(tx.session, removal.proposal_id, AttachmentId(removal.number))


def _owe(
    tx: Transaction, proposal: Proposal, removal: Removal, kind: DutyKind, *, bearer: BodyKind
) -> None:
    """Charge a body with a removal's next step; where there is none, the clock decides."""
    body = find_body(tx.session, proposal.neighbourhood_id, bearer)
    rules = procedure_of(tx.session, proposal)
    is_appeal = kind is DutyKind.ANSWER_REMOVAL_APPEAL
    days = rules.appeal_workdays if is_appeal else rules.removal_workdays
    open_duty(
        tx,
        kind,
        neighbourhood_id=proposal.neighbourhood_id,
        proposal_id=proposal.proposal_id,
        due_at=due_in_workdays(tx.now, days),
        body_id=body.body_id if body else None,
        subject_id=removal.removal_id,
    )


def _named(removal: Removal) -> dict[str, Any]:
    """Return what every event on a removal names."""
    return {
        "neighbourhood_id": removal.neighbourhood_id,
        "proposal_id": removal.proposal_id,
        "removal_id": removal.removal_id,
        "text": removal.text_kind,
        "number": removal.number,
    }


def _moderating(tx: Transaction) -> SeatHeld:
    """Return the seat by which the actor moderates."""
    seat = next((s for s in tx.actor.seats if s.body_kind in MODERATORS), None)
    if seat is None:
        raise NotPermitted("deliberation.moderators_remove")
    return seat


def _acting(tx: Transaction) -> PersonId:
    """Return the acting person; raises NotPermitted for any other hand."""
    if tx.actor.person_id is None:
        raise NotPermitted("authz.sign_in_first")
    return tx.actor.person_id


def _require_text(text: str, *, field: str, limit: int = EXPLANATION_MAX) -> None:
    """Raise Invalid for an empty text or one beyond its limit."""
    if not text.strip():
        raise Invalid("deliberation.write_it_down", field=field)
    if len(text) > limit:
        raise Invalid("deliberation.too_long", field=field, limit=limit)
