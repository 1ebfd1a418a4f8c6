"""Adding statements, answering them, and keeping the map that was drawn from the answers."""

import secrets

from sqlalchemy import update

from agenda.accounts.limits.commands import count_use
from agenda.deliberation.opinions import policy
from agenda.deliberation.opinions.events import OpinionMapDrawn, StatementWritten
from agenda.deliberation.opinions.models import KeptMap, Opinion, OpinionParticipant, Statement
from agenda.deliberation.opinions.queries import (
    Drawing,
    find_number,
    find_participant,
    get_statement,
    last_number,
)
from agenda.deliberation.opinions.rules import (
    ENOUGH,
    OPINIONS,
    STATEMENTS,
    TEXT_MAX,
    Answer,
    to_json,
)
from agenda.deliberation.removals.rules import RemovalReason
from agenda.infra.audit import quiet, record, text_digest
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import only_mechanism, require
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible
from agenda.kernel.ids import PersonId, ProposalId
from agenda.proposals.models import Proposal
from agenda.proposals.queries import facts, get_visible, lock_proposal


def write_statement(tx: Transaction, proposal_id: ProposalId, *, text: str) -> Statement:
    """Add a statement; its author agrees with it from the start. Raises Invalid, RateLimited."""
    proposal = lock_proposal(tx, proposal_id)
    require(policy.may_take_part(tx.actor, facts(proposal)))
    get_visible(tx.session, proposal_id, tx.actor)
    if not text.strip():
        raise Invalid("deliberation.write_it_down", field="text")
    if len(text) > TEXT_MAX:
        raise Invalid("deliberation.too_long", field="text", limit=TEXT_MAX)
    author_id = _acting(tx)
    count_use(tx, STATEMENTS, key=str(author_id))
    statement = Statement(
        neighbourhood_id=proposal.neighbourhood_id,
        proposal_id=proposal_id,
        number=last_number(tx.session, proposal_id) + 1,
        author_id=author_id,
        text=text,
        digest=text_digest(tx, text),
        written_at=tx.now,
    )
    tx.session.add(statement)
    tx.session.flush()  # the author's own answer needs the id
    _answer(tx, proposal, statement, Answer.AGREE)
    record(
        tx,
        StatementWritten(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal_id,
            number=statement.number,
            text_digest=statement.digest,
        ),
    )
    return statement


def give_opinion(tx: Transaction, statement_id: int, *, answer: Answer) -> None:
    """Answer a statement, or answer it anew: the last answer counts.

    Nothing of it is recorded: the ledger learns counts when the map is drawn.
    """
    statement = get_statement(tx.session, statement_id)
    proposal = lock_proposal(tx, statement.proposal_id)
    tx.session.refresh(statement)
    require(policy.may_take_part(tx.actor, facts(proposal)))
    if statement.removed_at is not None:
        raise NotPossible("deliberation.statement_removed")
    count_use(tx, OPINIONS, key=str(_acting(tx)))
    _answer(tx, proposal, statement, answer)
    quiet(tx)


def keep_map(tx: Transaction, drawing: Drawing) -> None:
    """Keep a map that was drawn from the answers, and say so in the ledger.

    What was answered while it was drawn stays counted as a change, so it is drawn again.
    """
    require(only_mechanism(tx.actor))
    proposal = lock_proposal(tx, drawing.proposal_id)
    drawn = drawing.drawn
    row = tx.session.get_one(KeptMap, drawing.proposal_id)
    is_news = row.digest != drawing.digest
    row.changes = max(0, row.changes - drawing.changes)
    row.drawn_at, row.drawing = tx.now, to_json(drawn)
    row.answers, row.digest = drawing.answers, drawing.digest
    if not is_news:
        quiet(tx)
        return
    record(
        tx,
        OpinionMapDrawn(
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal.proposal_id,
            participants=drawn.participants,
            placed=drawn.placed,
            statements=drawing.statements,
            answers=drawn.answers,
            groups=len(drawn.groups),
            answers_digest=drawing.digest,
        ),
    )


def hide_statement(
    tx: Transaction, proposal: Proposal, *, number: int, reason: RemovalReason
) -> None:
    """Take a statement of a locked proposal from page and map, for the command that decided it."""
    statement = find_number(tx.session, proposal.proposal_id, number)
    statement.removed_at, statement.removed_for = tx.now, reason
    _count_change(tx, proposal, changes=ENOUGH)


def show_statement(tx: Transaction, proposal: Proposal, *, number: int) -> None:
    """Put a hidden statement back, with its answers, for the command that decided it."""
    statement = find_number(tx.session, proposal.proposal_id, number)
    statement.removed_at, statement.removed_for = None, None
    _count_change(tx, proposal, changes=ENOUGH)


def _count_change(tx: Transaction, proposal: Proposal, *, changes: int = 1) -> None:
    """Count what makes the map old; the first change opens the proposal's row."""
    own = {"proposal_id": proposal.proposal_id}
    tx.put(KeptMap, **own, neighbourhood_id=proposal.neighbourhood_id, changes=0)
    tx.session.execute(
        update(KeptMap)
        .where(KeptMap.proposal_id == proposal.proposal_id)
        .values(changes=KeptMap.changes + changes)
    )


def _answer(tx: Transaction, proposal: Proposal, statement: Statement, answer: Answer) -> None:
    """Write the acting person's answer under his number."""
    participant_id = _taking_part(tx, proposal)
    key = {"statement_id": statement.statement_id, "participant_id": participant_id}
    is_new = tx.put(Opinion, **key, neighbourhood_id=proposal.neighbourhood_id, answer=answer)
    if not is_new:
        tx.session.execute(update(Opinion).filter_by(**key).values(answer=answer))
    _count_change(tx, proposal)


def _taking_part(tx: Transaction, proposal: Proposal) -> int:
    """Return under which participant the acting person answers, drawing his number by lot."""
    person_id = _acting(tx)
    while True:
        found = find_participant(tx.session, proposal.proposal_id, person_id)
        if found is not None:
            return found.participant_id
        tx.put(
            OpinionParticipant,
            neighbourhood_id=proposal.neighbourhood_id,
            proposal_id=proposal.proposal_id,
            person_id=person_id,
            number=100_000 + secrets.randbelow(900_000),
        )


def _acting(tx: Transaction) -> PersonId:
    """Return the acting person; raises NotPermitted for any other hand."""
    if tx.actor.person_id is None:
        raise NotPermitted("authz.sign_in_first")
    return tx.actor.person_id
