"""Keeping people with an interest away from the table."""

from agenda.ballots.decisions.commands import keep_away
from agenda.community.queries import find_body
from agenda.deliberation.parties import policy
from agenda.deliberation.parties.events import (
    RecusalAnswered,
    RecusalAsked,
    RecusalDeclared,
    RecusalGrantedBySilence,
)
from agenda.deliberation.parties.models import Recusal
from agenda.deliberation.parties.queries import (
    find_asked,
    get_recusal,
    list_seat_holders,
    recused_ids,
)
from agenda.deliberation.parties.rules import ON_SILENCE, RECUSAL_REASON_MAX, RecusalState
from agenda.infra.audit import record, text_digest
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import BodyKind, only_mechanism, require
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible
from agenda.kernel.ids import BodyId, PersonId, ProposalId
from agenda.procedure.calendar.rules import due_in_workdays
from agenda.procedure.commands import cancel_duty, fulfil_duty, open_duty
from agenda.procedure.queries import find_open_duty
from agenda.procedure.rules import DEFAULT_BEARERS, Duty, DutyKind
from agenda.proposals.models import Proposal
from agenda.proposals.queries import facts, lock_proposal, procedure_of


def declare_recusal(tx: Transaction, proposal_id: ProposalId, *, reason: str) -> Recusal:
    """Declare one's own interest, as a seat holder: from now on one keeps away.

    A request that somebody made already is thereby granted.
    """
    proposal = lock_proposal(tx, proposal_id)
    keeping_away = recused_ids(tx.session, proposal_id)
    require(policy.may_declare_recusal(tx.actor, facts(proposal), keeping_away))
    return recuse(tx, proposal, person_id=_acting(tx), reason=reason, body_id=None)


def recuse(
    tx: Transaction,
    proposal: Proposal,
    *,
    person_id: PersonId,
    reason: str,
    body_id: BodyId | None,
) -> Recusal:
    """Let a recusal stand, by the person himself (body None) or by the body that routes.

    For commands that have locked the proposal and required the act.
    """
    _require_reason(reason, field="reason" if body_id is None else "recusal_reason")
    asked = find_asked(tx.session, proposal.proposal_id, person_id)
    recusal = asked or Recusal(
        neighbourhood_id=proposal.neighbourhood_id,
        proposal_id=proposal.proposal_id,
        person_id=person_id,
        reason=reason,
        asked_at=tx.now,
        state=RecusalState.STANDING,
        decided_at=tx.now,
        decided_by_body_id=body_id,
    )
    if asked is None:
        tx.insert(recusal, NotPossible("deliberation.recused_already"))
    else:
        recusal.state, recusal.decided_at, recusal.answer = RecusalState.STANDING, tx.now, reason
        recusal.decided_by_body_id = body_id
        _end_duty(tx, recusal)
    keep_away(tx, proposal.proposal_id, person_id=person_id)
    record(
        tx,
        RecusalDeclared(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal.proposal_id,
            recusal_id=recusal.recusal_id,
            by_routing=body_id is not None,
            body_id=body_id,
            text_digest=text_digest(tx, reason),
        ),
    )
    return recusal


def ask_recusal(
    tx: Transaction, proposal_id: ProposalId, *, person_id: PersonId, reason: str
) -> Recusal:
    """Ask, as a resident, that somebody with a seat keeps away; the request is public."""
    proposal = lock_proposal(tx, proposal_id)
    require(policy.may_ask_recusal(tx.actor, facts(proposal)))
    _require_reason(reason, field="reason")
    holders = list_seat_holders(tx.session, proposal.neighbourhood_id)
    if person_id not in {holder.person_id for holder in holders}:
        raise Invalid("deliberation.no_seat_holder", field="person_id")
    recusal = Recusal(
        neighbourhood_id=proposal.neighbourhood_id,
        proposal_id=proposal_id,
        person_id=person_id,
        state=RecusalState.ASKED,
        reason=reason,
        asked_by_id=_acting(tx),
        asked_at=tx.now,
    )
    tx.insert(recusal, NotPossible("deliberation.recusal_asked_already"))
    _owe_answer(tx, proposal, recusal)
    record(
        tx,
        RecusalAsked(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal_id,
            recusal_id=recusal.recusal_id,
            text_digest=text_digest(tx, reason),
        ),
    )
    return recusal


def answer_recusal(tx: Transaction, recusal_id: int, *, upheld: bool, answer: str) -> Recusal:
    """Answer a request for recusal, for the supervision committee, with a public reason."""
    recusal = get_recusal(tx.session, recusal_id)
    proposal = lock_proposal(tx, recusal.proposal_id)
    tx.session.refresh(recusal)
    require(
        policy.may_answer_recusal(
            tx.actor,
            facts(proposal),
            recused_ids(tx.session, proposal.proposal_id),
            about_id=recusal.person_id,
            asked_by_id=recusal.asked_by_id,
        )
    )
    _require_reason(answer, field="answer")
    if recusal.state is not RecusalState.ASKED:
        raise NotPossible("deliberation.recusal_answered")
    fulfil_duty(tx, DutyKind.ANSWER_RECUSAL, proposal.proposal_id, subject_id=recusal_id)
    recusal.state = RecusalState.STANDING if upheld else RecusalState.DISMISSED
    recusal.decided_at, recusal.answer = tx.now, answer
    seats = (s for s in tx.actor.seats if s.body_kind is BodyKind.SUPERVISION_COMMITTEE)
    body_id = next(seat.body_id for seat in seats)
    recusal.decided_by_body_id = body_id
    if upheld:
        keep_away(tx, proposal.proposal_id, person_id=recusal.person_id)
    record(
        tx,
        RecusalAnswered(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal.proposal_id,
            recusal_id=recusal_id,
            upheld=upheld,
            body_id=body_id,
            text_digest=text_digest(tx, answer),
        ),
    )
    return recusal


def grant_recusal_by_silence(tx: Transaction, duty: Duty) -> None:
    """Grant a request that nobody answered in time, for the mechanism alone."""
    require(only_mechanism(tx.actor))
    proposal = lock_proposal(tx, duty.proposal_id)
    recusal = get_recusal(tx.session, duty.subject_id)
    recusal.state, recusal.decided_at = ON_SILENCE, tx.now
    keep_away(tx, proposal.proposal_id, person_id=recusal.person_id)
    record(
        tx,
        RecusalGrantedBySilence(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=duty.proposal_id,
            recusal_id=duty.subject_id,
        ),
    )


def _owe_answer(tx: Transaction, proposal: Proposal, recusal: Recusal) -> None:
    """Charge the supervision committee with the answer; where there is none, the clock grants it."""
    kind = DutyKind.ANSWER_RECUSAL
    body = find_body(tx.session, proposal.neighbourhood_id, DEFAULT_BEARERS[kind])
    workdays = procedure_of(tx.session, proposal).recusal_workdays
    open_duty(
        tx,
        kind,
        neighbourhood_id=proposal.neighbourhood_id,
        proposal_id=proposal.proposal_id,
        due_at=due_in_workdays(tx.now, workdays),
        body_id=body.body_id if body else None,
        subject_id=recusal.recusal_id,
    )


def _end_duty(tx: Transaction, recusal: Recusal) -> None:
    """End the wait for an answer: the recusal stands without one."""
    duty = find_open_duty(
        tx.session,
        recusal.proposal_id,
        DutyKind.ANSWER_RECUSAL,
        subject_id=recusal.recusal_id,
    )
    if duty is not None:
        cancel_duty(tx, duty)


def _acting(tx: Transaction) -> PersonId:
    """Return the acting person; raises NotPermitted for any other hand."""
    if tx.actor.person_id is None:
        raise NotPermitted("authz.sign_in_first")
    return tx.actor.person_id


def _require_reason(text: str, *, field: str) -> None:
    """Raise Invalid unless there is a reason of bearable length."""
    if not text.strip():
        raise Invalid("deliberation.recusal_reason_needed", field=field)
    if len(text) > RECUSAL_REASON_MAX:
        raise Invalid("deliberation.too_long", field=field, limit=RECUSAL_REASON_MAX)
