"""Answering conditions, ticking those that are met, and showing the lead's silence on them."""

from collections.abc import Sequence

from agenda.deliberation.parties.models import Party
from agenda.deliberation.parties.queries import declared_ids, get_party
from agenda.deliberation.positions import policy
from agenda.deliberation.positions.conditions.queries import (
    find_version,
    get_condition,
    get_position,
    latest_position_id,
    list_conditions,
)
from agenda.deliberation.positions.events import (
    ConditionAnswered,
    ConditionsUnanswered,
    ConditionTicked,
)
from agenda.deliberation.positions.models import Position, PositionCondition
from agenda.deliberation.positions.rules import ANSWER_MAX, Verdict
from agenda.infra.audit import record, text_digest
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import only_mechanism, require
from agenda.kernel.errors import Invalid, NotPossible
from agenda.kernel.privacy import is_fit_for_public
from agenda.procedure.calendar.rules import due_in_days
from agenda.procedure.commands import cancel_duty, fulfil_duty, open_duty
from agenda.procedure.queries import find_open_duty
from agenda.procedure.rules import Duty, DutyKind
from agenda.proposals.queries import facts, get_proposal, lock_proposal, procedure_of


def keep_conditions(tx: Transaction, position: Position, points: Sequence[str]) -> None:
    """Keep each condition as a point of its own; the lead owes an answer to those still without.

    What stays in the same words keeps its tick and its answer. For the command that files.
    """
    before = _before(tx, position)
    rows = [_kept(position, n, text, before.get(text)) for n, text in enumerate(points, start=1)]
    tx.session.add_all(rows)
    if any(row.verdict is None for row in rows):
        _owe_answer(tx, position)


def answer_condition(
    tx: Transaction, condition_id: int, *, verdict: Verdict, answer: str
) -> PositionCondition:
    """Answer one condition of a position as it stands, for the lead body, with public words.

    A later answer replaces an earlier one; the ledger keeps the trace of both.
    """
    condition = get_condition(tx.session, condition_id)
    proposal = lock_proposal(tx, get_position(tx.session, condition.position_id).proposal_id)
    tx.session.refresh(condition)
    position, party = _standing(tx, condition)
    declared = declared_ids(tx.session, position.proposal_id)
    require(policy.may_answer_conditions(tx.actor, facts(proposal), declared))
    _require_words(answer)
    condition.verdict, condition.answer, condition.answered_at = verdict, answer, tx.now
    tx.session.flush()  # whether all are answered is read below
    if all(one.verdict for one in list_conditions(tx.session, position.position_id)):
        kind, subject = DutyKind.ANSWER_CONDITIONS, position.position_id
        fulfil_duty(tx, kind, position.proposal_id, subject_id=subject, late_ok=True)
    record(
        tx,
        ConditionAnswered(
            neighbourhood_id=position.neighbourhood_id,
            proposal_id=position.proposal_id,
            party_id=party.party_id,
            condition=condition.number,
            verdict=verdict,
            body_id=proposal.lead_body_id,
            text_digest=text_digest(tx, answer),
        ),
    )
    return condition


def tick_condition(tx: Transaction, condition_id: int, *, is_met: bool) -> PositionCondition:
    """Say that a condition is met, or is not met after all, for the party that set it."""
    condition = get_condition(tx.session, condition_id)
    proposal = lock_proposal(tx, get_position(tx.session, condition.position_id).proposal_id)
    tx.session.refresh(condition)
    position, party = _standing(tx, condition)
    declared = declared_ids(tx.session, position.proposal_id)
    require(policy.may_tick_condition(tx.actor, facts(proposal), declared, party=party.facts))
    if (condition.met_at is not None) == is_met:
        raise NotPossible("deliberation.ticked_already")
    condition.met_at = tx.now if is_met else None
    record(
        tx,
        ConditionTicked(
            neighbourhood_id=position.neighbourhood_id,
            proposal_id=position.proposal_id,
            party_id=party.party_id,
            condition=condition.number,
            met=is_met,
        ),
    )
    return condition


def mark_unanswered(tx: Transaction, duty: Duty) -> None:
    """Show that the lead body let its date pass; it may still answer."""
    require(only_mechanism(tx.actor))
    position = get_position(tx.session, duty.subject_id)
    record(
        tx,
        ConditionsUnanswered(
            neighbourhood_id=position.neighbourhood_id,
            proposal_id=duty.proposal_id,
            party_id=position.party_id,
            body_id=duty.body_id,
        ),
    )


def _standing(tx: Transaction, condition: PositionCondition) -> tuple[Position, Party]:
    """Return the position and the party of a condition; raises NotPossible once it was replaced."""
    position = get_position(tx.session, condition.position_id)
    if latest_position_id(tx.session, position.party_id) != position.position_id:
        raise NotPossible("deliberation.condition_replaced")
    return position, get_party(tx.session, position.party_id)


def _before(tx: Transaction, position: Position) -> dict[str, PositionCondition]:
    """Return the conditions of the version before, by their words; its wait for an answer ends."""
    earlier = find_version(tx.session, position.party_id, position.version - 1)
    if earlier is None:
        return {}
    kind, subject = DutyKind.ANSWER_CONDITIONS, earlier.position_id
    waiting = find_open_duty(tx.session, position.proposal_id, kind, subject_id=subject)
    if waiting is not None:
        cancel_duty(tx, waiting)
    return {row.text: row for row in list_conditions(tx.session, subject)}


def _kept(
    position: Position, number: int, text: str, before: PositionCondition | None
) -> PositionCondition:
    """Return a condition with the tick and the answer it had in the version before."""
    return PositionCondition(
        neighbourhood_id=position.neighbourhood_id,
        position_id=position.position_id,
        number=number,
        text=text,
        met_at=before.met_at if before else None,
        verdict=before.verdict if before else None,
        answer=before.answer if before else "",
        answered_at=before.answered_at if before else None,
    )


def _owe_answer(tx: Transaction, position: Position) -> None:
    """Charge the lead body with an answer to each condition, but for those it set itself."""
    proposal = get_proposal(tx.session, position.proposal_id)
    if position.body_id is not None and position.body_id == proposal.lead_body_id:
        return
    days = procedure_of(tx.session, proposal).condition_answer_days
    open_duty(
        tx,
        DutyKind.ANSWER_CONDITIONS,
        neighbourhood_id=position.neighbourhood_id,
        proposal_id=position.proposal_id,
        due_at=due_in_days(tx.now, days),
        body_id=proposal.lead_body_id,
        subject_id=position.position_id,
    )


def _require_words(answer: str) -> None:
    """Raise Invalid for an answer that is empty, too long, or gives somebody away."""
    if not answer.strip():
        raise Invalid("deliberation.write_it_down", field="answer")
    if len(answer) > ANSWER_MAX:
        raise Invalid("deliberation.too_long", field="answer", limit=ANSWER_MAX)
    if not is_fit_for_public(answer):
        raise Invalid("deliberation.private_passage", field="answer")
