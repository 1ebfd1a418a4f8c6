"""Laying out the draft, proposing amendments, and deciding on them."""

from agenda.accounts.limits.commands import count_use
from agenda.deliberation.drafting import policy
from agenda.deliberation.drafting.events import AmendmentDecided, AmendmentProposed, DraftStarted
from agenda.deliberation.drafting.models import Amendment, DraftParagraph
from agenda.deliberation.drafting.queries import (
    get_amendment,
    get_paragraph,
    last_amendment,
    list_paragraphs,
)
from agenda.deliberation.drafting.rules import (
    AMENDMENTS,
    PARAGRAPH_MAX,
    REASON_MAX,
    AmendmentState,
    paragraphs_of,
)
from agenda.deliberation.parties.queries import recused_ids
from agenda.infra.audit import record, text_digest
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import only_mechanism, require
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible
from agenda.kernel.ids import BodyId, ProposalId
from agenda.kernel.privacy import is_fit_for_public
from agenda.procedure.calendar.rules import due_in_workdays
from agenda.procedure.commands import fulfil_duty, open_duty
from agenda.procedure.rules import Duty, DutyKind
from agenda.proposals.models import Proposal
from agenda.proposals.queries import facts, lock_proposal, procedure_of, public_text


def start_draft(tx: Transaction, proposal_id: ProposalId) -> int:
    """Lay out the co-signed remedy as a draft in numbered paragraphs; returns how many."""
    proposal = lock_proposal(tx, proposal_id)
    require(policy.may_start(tx.actor, facts(proposal), recused_ids(tx.session, proposal_id)))
    if list_paragraphs(tx.session, proposal_id):
        raise NotPossible("deliberation.draft_started")
    texts = paragraphs_of(public_text(proposal).remedy)
    tx.session.add_all(
        DraftParagraph(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal_id,
            number=number,
            signed=text,
            text=text,
        )
        for number, text in enumerate(texts, start=1)
    )
    record(
        tx,
        DraftStarted(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal_id,
            paragraphs=len(texts),
            body_id=BodyId(proposal.lead_body_id or 0),
            text_digest=text_digest(tx, "\n".join(texts)),
        ),
    )
    return len(texts)


def propose_amendment(
    tx: Transaction,
    proposal_id: ProposalId,
    *,
    paragraph: int,
    text: str,
    reason: str,
    body_id: BodyId | None = None,
) -> Amendment:
    """Propose to change a paragraph, to strike it out (empty), or to add one (paragraph 0)."""
    proposal = lock_proposal(tx, proposal_id)
    require(policy.may_amend(tx.actor, facts(proposal), body_id=body_id))
    if tx.actor.person_id is None:
        raise NotPermitted("authz.sign_in_first")
    base = get_paragraph(tx.session, proposal_id, paragraph).text if paragraph else ""
    text = " ".join(text.split())
    _require_change(text, base=base, reason=reason)
    count_use(tx, AMENDMENTS, key=str(tx.actor.person_id))
    amendment = Amendment(
        neighbourhood_id=proposal.neighbourhood_id,
        proposal_id=proposal_id,
        number=last_amendment(tx.session, proposal_id) + 1,
        paragraph=paragraph,
        author_id=tx.actor.person_id,
        body_id=body_id,
        base=base,
        text=text,
        reason=reason.strip(),
        proposed_at=tx.now,
    )
    tx.insert(amendment, NotPossible("deliberation.put_meanwhile"))
    _owe_decision(tx, proposal, amendment)
    record(
        tx,
        AmendmentProposed(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal_id,
            number=amendment.number,
            paragraph=paragraph,
            for_body=body_id is not None,
            body_id=body_id,
            text_digest=text_digest(tx, f"{text}\n{amendment.reason}"),
        ),
    )
    return amendment


def decide_amendment(
    tx: Transaction, amendment_id: int, *, state: AmendmentState, answer: str = ""
) -> Amendment:
    """Accept an amendment, reject it with a reason, or put it to the meeting, for the lead body.

    What the meeting decided is entered by deciding once more on an amendment put to it. One left
    open when the talks ended has no date any more, and is decided when they begin again.
    """
    known = get_amendment(tx.session, amendment_id)
    proposal = lock_proposal(tx, known.proposal_id)
    tx.session.refresh(known)
    away = recused_ids(tx.session, proposal.proposal_id)
    require(policy.may_decide(tx.actor, facts(proposal), away))
    if known.state not in {AmendmentState.OPEN, AmendmentState.TO_MEETING} or known.state is state:
        raise NotPossible("deliberation.amendment_decided")
    if state is AmendmentState.REJECTED and not answer.strip():
        raise Invalid("deliberation.reason_needed", field="answer")
    if len(answer) > REASON_MAX:
        raise Invalid("deliberation.too_long", field="answer", limit=REASON_MAX)
    if known.state is AmendmentState.OPEN:
        kind = DutyKind.DECIDE_AMENDMENT
        fulfil_duty(tx, kind, proposal.proposal_id, subject_id=amendment_id, late_ok=True)
    if state is AmendmentState.ACCEPTED:
        _apply(tx, proposal, known)
    known.answer = answer.strip()
    _decide(tx, known, state, body_id=proposal.lead_body_id)
    return known


def put_to_meeting_by_silence(tx: Transaction, duty: Duty) -> None:
    """Put an amendment to the meeting that the lead body left undecided."""
    require(only_mechanism(tx.actor))
    lock_proposal(tx, duty.proposal_id)
    amendment = get_amendment(tx.session, duty.subject_id)
    _decide(tx, amendment, AmendmentState.TO_MEETING, body_id=None)


def _decide(
    tx: Transaction, amendment: Amendment, state: AmendmentState, *, body_id: BodyId | None
) -> None:
    """Write and record where an amendment stands now."""
    amendment.state, amendment.decided_at = state, tx.now
    answer = amendment.answer
    record(
        tx,
        AmendmentDecided(
            neighbourhood_id=amendment.neighbourhood_id,
            proposal_id=amendment.proposal_id,
            number=amendment.number,
            state=state,
            by_silence=body_id is None,
            body_id=body_id,
            text_digest=text_digest(tx, answer) if answer else None,
        ),
    )


def _apply(tx: Transaction, proposal: Proposal, amendment: Amendment) -> None:
    """Write an accepted amendment into the draft; a paragraph changed since is not overwritten."""
    if amendment.paragraph:
        row = get_paragraph(tx.session, proposal.proposal_id, amendment.paragraph)
        if row.text != amendment.base:
            raise NotPossible("deliberation.paragraph_changed")
        row.text = amendment.text
        return
    rows = list_paragraphs(tx.session, proposal.proposal_id)
    tx.session.add(
        DraftParagraph(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal.proposal_id,
            number=len(rows) + 1,
            text=amendment.text,
        )
    )


def _owe_decision(tx: Transaction, proposal: Proposal, amendment: Amendment) -> None:
    """Charge the lead body with the decision; its silence puts the amendment to the meeting."""
    days = procedure_of(tx.session, proposal).amendment_workdays
    open_duty(
        tx,
        DutyKind.DECIDE_AMENDMENT,
        neighbourhood_id=proposal.neighbourhood_id,
        proposal_id=proposal.proposal_id,
        due_at=due_in_workdays(tx.now, days),
        body_id=proposal.lead_body_id,
        subject_id=amendment.amendment_id,
    )


def _require_change(text: str, *, base: str, reason: str) -> None:
    """Raise Invalid for what changes nothing, is too long, gives no reason or is private."""
    if text == base:
        raise Invalid("deliberation.nothing_changed", field="text")
    if len(text) > PARAGRAPH_MAX:
        raise Invalid("deliberation.too_long", field="text", limit=PARAGRAPH_MAX)
    if not reason.strip():
        raise Invalid("deliberation.reason_needed", field="reason")
    if len(reason) > REASON_MAX:
        raise Invalid("deliberation.too_long", field="reason", limit=REASON_MAX)
    for field, words in (("text", text), ("reason", reason)):
        if not is_fit_for_public(words):
            raise Invalid("deliberation.private_passage", field=field)
