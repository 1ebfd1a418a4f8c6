"""Removing statements by two people: one proposes with a reason, another confirms or dismisses."""

from agenda.deliberation.discussion.policy import MODERATORS
from agenda.deliberation.discussion.rules import EXPLANATION_MAX, RemovalReason, RemovalState
from agenda.deliberation.opinions import policy
from agenda.deliberation.opinions.commands import count_change
from agenda.deliberation.opinions.events import (
    StatementKept,
    StatementRemovalProposed,
    StatementRemoved,
)
from agenda.deliberation.opinions.models import Statement, StatementRemoval
from agenda.deliberation.opinions.queries import get_removal, get_statement
from agenda.deliberation.opinions.rules import ENOUGH
from agenda.deliberation.parties.queries import recused_ids
from agenda.infra.audit import record, text_digest
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible
from agenda.kernel.ids import BodyId, PersonId
from agenda.proposals.models import Proposal
from agenda.proposals.queries import facts, lock_proposal


def propose_removal(
    tx: Transaction, statement_id: int, *, reason: RemovalReason, explanation: str
) -> StatementRemoval:
    """Propose, as a moderator, to remove a statement; it stays until a second one agrees."""
    statement = get_statement(tx.session, statement_id)
    proposal = lock_proposal(tx, statement.proposal_id)
    away = recused_ids(tx.session, proposal.proposal_id)
    author_id = statement.author_id
    require(policy.may_propose_removal(tx.actor, facts(proposal), away, author_id=author_id))
    _require_text(explanation, field="explanation")
    removal = StatementRemoval(
        neighbourhood_id=proposal.neighbourhood_id,
        statement_id=statement_id,
        state=RemovalState.PROPOSED,
        reason=reason,
        explanation=explanation,
        proposed_by_id=_acting(tx),
        proposed_body_id=_moderating(tx),
        proposed_at=tx.now,
    )
    tx.insert(removal, NotPossible("deliberation.statement_removal_proposed"))
    record(
        tx,
        StatementRemovalProposed(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal.proposal_id,
            number=statement.number,
            reason=reason,
            body_id=removal.proposed_body_id,
        ),
    )
    return removal


def confirm_removal(tx: Transaction, removal_id: int) -> Statement:
    """Confirm a removal as the second moderator: text and answers leave page and map."""
    removal, statement, proposal = _open_removal(tx, removal_id)
    _decide(tx, removal, RemovalState.REMOVED)
    statement.removed_at, statement.removed_for = tx.now, removal.reason
    count_change(tx, proposal, changes=ENOUGH)
    record(
        tx,
        StatementRemoved(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal.proposal_id,
            number=statement.number,
            reason=removal.reason,
            body_id=_moderating(tx),
        ),
    )
    return statement


def dismiss_removal(tx: Transaction, removal_id: int, *, answer: str) -> Statement:
    """Dismiss a removal as the second moderator, with a reason: the statement stays."""
    removal, statement, proposal = _open_removal(tx, removal_id)
    _require_text(answer, field="answer")
    _decide(tx, removal, RemovalState.DISMISSED)
    removal.answer = answer
    record(
        tx,
        StatementKept(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal.proposal_id,
            number=statement.number,
            body_id=_moderating(tx),
            text_digest=text_digest(tx, answer),
        ),
    )
    return statement


def _open_removal(tx: Transaction, removal_id: int) -> tuple[StatementRemoval, Statement, Proposal]:
    """Return a removal that waits for its second person, locked and required."""
    removal = get_removal(tx.session, removal_id)
    statement = get_statement(tx.session, removal.statement_id)
    proposal = lock_proposal(tx, statement.proposal_id)
    tx.session.refresh(removal)
    require(
        policy.may_decide_removal(
            tx.actor,
            facts(proposal),
            recused_ids(tx.session, proposal.proposal_id),
            author_id=statement.author_id,
            proposed_by_id=removal.proposed_by_id,
        )
    )
    if removal.state is not RemovalState.PROPOSED:
        raise NotPossible("deliberation.removal_decided")
    return removal, statement, proposal


def _decide(tx: Transaction, removal: StatementRemoval, state: RemovalState) -> None:
    """Write who decided a removal, and how."""
    removal.state, removal.decided_at = state, tx.now
    removal.decided_by_id, removal.decided_body_id = _acting(tx), _moderating(tx)


def _moderating(tx: Transaction) -> BodyId:
    """Return the body for which the actor moderates."""
    seats = (s.body_id for s in tx.actor.seats if s.body_kind in MODERATORS)
    body_id = next(seats, None)
    if body_id is None:
        raise NotPermitted("deliberation.moderators_remove_statements")
    return body_id


def _acting(tx: Transaction) -> PersonId:
    """Return the acting person; raises NotPermitted for any other hand."""
    if tx.actor.person_id is None:
        raise NotPermitted("authz.sign_in_first")
    return tx.actor.person_id


def _require_text(text: str, *, field: str) -> None:
    """Raise Invalid for an empty text or one beyond its limit."""
    if not text.strip():
        raise Invalid("deliberation.write_it_down", field=field)
    if len(text) > EXPLANATION_MAX:
        raise Invalid("deliberation.too_long", field=field, limit=EXPLANATION_MAX)
