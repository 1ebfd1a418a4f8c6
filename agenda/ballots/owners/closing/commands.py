"""Closing an owners' ballot by the clock."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict

from agenda.ballots.decisions.counting.commands import Ballots, record_platform_count
from agenda.ballots.decisions.counting.rules import CountSheet, outcome_of
from agenda.ballots.decisions.queries import get_latest
from agenda.ballots.decisions.rules import DecisionKind, OwnersItem
from agenda.ballots.owners.closing.events import OwnersBallotClosed
from agenda.ballots.owners.queries import get_ballot, list_lines, list_questions
from agenda.ballots.owners.rules import HeadLine, QuestionCount, count_lines
from agenda.infra.audit import record
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import only_mechanism, require
from agenda.kernel.chain import canonical
from agenda.procedure.rules import Duty
from agenda.proposals.queries import lock_proposal


def close_ballot(tx: Transaction, duty: Duty) -> None:
    """Count every question, raw and with silence; the first one's count becomes the decision's."""
    require(only_mechanism(tx.actor))
    lock_proposal(tx, duty.proposal_id)
    decision = get_latest(tx.session, duty.proposal_id)
    ballot = get_ballot(tx.session, decision.decision_id)
    questions = list_questions(tx.session, ballot.decision_id)
    lines = list_lines(tx.session, ballot.decision_id)
    counts = count_lines(lines, questions=len(questions), silent_rule=ballot.silent_rule)
    for question, count in zip(questions, counts, strict=True):
        question.counts = canonical(asdict(count))
        question.raw_outcome = outcome_of(_sheet(question.item, count))
        question.outcome = outcome_of(_sheet(question.item, count.imputed))
    ballot.closed_at, ballot.lines_root = tx.now, _root(lines)
    main = counts[0].imputed
    ballots = Ballots(
        roll=main.roll,
        participating=main.participating,
        votes_for=main.votes_for,
        against=main.against,
        abstain=main.abstain,
        spoiled=main.spoiled.heads,
    )
    record_platform_count(tx, decision.decision_id, ballots=ballots)
    record(
        tx,
        OwnersBallotClosed(
            neighbourhood_id=ballot.neighbourhood_id,
            proposal_id=duty.proposal_id,
            attempt=decision.attempt,
            roll_heads=main.roll.heads,
            roll_area=main.roll.area,
            participating_heads=main.participating.heads,
            participating_area=main.participating.area,
            outcome=str(questions[0].outcome),
            lines_root=ballot.lines_root,
        ),
    )


def _sheet(item: OwnersItem, count: QuestionCount) -> CountSheet:
    """Return a question's count as the law of its item sees it."""
    return CountSheet(
        kind=DecisionKind.OWNERS_DECISION,
        majority=item.majority,
        roll=count.roll,
        participating=count.participating,
        votes_for=count.votes_for,
        against=count.against,
        abstain=count.abstain,
    )


def _root(lines: Sequence[HeadLine]) -> str:
    """Return the SHA-256 that holds the counted lines fast."""
    text = "\n".join(canonical(asdict(line)) for line in lines)
    return hashlib.sha256(text.encode()).hexdigest()
