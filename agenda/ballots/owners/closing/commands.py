"""Closing an owners' ballot by the clock: lines sealed, questions counted; its line handed out."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import insert

from agenda.ballots.decisions.counting.commands import Ballots, record_platform_count
from agenda.ballots.decisions.queries import get_latest, lock_decision, standing_of
from agenda.ballots.owners.casting.queries import list_casts, owns_head
from agenda.ballots.owners.casting.rules import CastBallot
from agenda.ballots.owners.closing import policy
from agenda.ballots.owners.closing.events import OwnersBallotClosed
from agenda.ballots.owners.closing.models import SealedHeadLine
from agenda.ballots.owners.closing.queries import own_line, public_file, sealed_file
from agenda.ballots.owners.closing.rules import (
    SealedLine,
    lines_root,
    outcomes_of,
    reach_of,
)
from agenda.ballots.owners.models import OwnersBallot
from agenda.ballots.owners.paper.commands import leave_out_unentered
from agenda.ballots.owners.paper.queries import paper_tally
from agenda.ballots.owners.queries import (
    get_ballot,
    list_heads,
    list_lines,
    list_questions,
    lock_ballot,
)
from agenda.ballots.owners.rules import HeadLine, QuestionCount, count_lines
from agenda.infra.audit import log, record
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import only_mechanism, require
from agenda.kernel.chain import canonical
from agenda.kernel.ids import DecisionId, HeadId
from agenda.procedure.rules import Duty
from agenda.proposals.queries import lock_proposal

SALT_BYTES = 16


@dataclass(frozen=True)
class _Sealed:
    """The lines of a ballot beside the heads they belong to, in their order."""

    heads: Sequence[HeadId]
    lines: Sequence[SealedLine]


def close_ballot(tx: Transaction, duty: Duty) -> None:
    """Count every question, raw and with silence; the first one's count becomes the decision's.

    Whatever was cast before the closing instant is in, whatever came later was refused; the lines
    are sealed under one root before anybody sees a sum.
    """
    require(only_mechanism(tx.actor))
    lock_proposal(tx, duty.proposal_id)
    decision = get_latest(tx.session, duty.proposal_id)
    ballot = get_ballot(tx.session, decision.decision_id)
    leave_out_unentered(tx, decision.decision_id)
    sealed = _seal(tx, ballot)
    counts = _count(tx, ballot, [one.line for one in sealed.lines])
    main = counts[0].imputed
    left_out = paper_tally(tx.session, ballot).left_out
    ballots = _main_count(main, left_out=left_out)
    record_platform_count(tx, decision.decision_id, ballots=ballots)
    tx.session.flush()  # the public file is read from what was just counted
    questions = list_questions(tx.session, ballot.decision_id)
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
            left_out=left_out,
            lines_root=str(ballot.lines_root),
            file_digest=str(public_file(tx.session, ballot)["digest"]),
        ),
    )


def hand_out_line(tx: Transaction, head_id: HeadId, *, decision_id: DecisionId) -> dict[str, Any]:
    """Give one of a head's owners its sealed line with its proof; each time is logged."""
    ballot = lock_ballot(tx, decision_id)
    require(
        policy.may_read_line(tx.actor, owns_head=owns_head(tx.session, head_id, tx.actor.person_id))
    )
    data = own_line(tx.session, ballot, head_id)
    log(tx, "ballots.line_handed_out", decision=decision_id, head=head_id)
    return data


def hand_out_lines(tx: Transaction, decision_id: DecisionId) -> str:
    """Give counters or supervision the file of all sealed lines; each time is logged."""
    ballot = lock_ballot(tx, decision_id)
    decision = lock_decision(tx, decision_id)
    require(policy.may_read_lines(tx.actor, standing_of(tx.session, decision)))
    text = "".join(sealed_file(tx.session, ballot))
    log(tx, "ballots.lines_handed_out", decision=decision_id)
    return text


def _seal(tx: Transaction, ballot: OwnersBallot) -> _Sealed:
    """Write one line per head under a fresh salt, and the root over all of them."""
    casts = {cast.head_id: cast for cast in list_casts(tx.session, ballot.decision_id)}
    heads = [head.head_id for head in list_heads(tx.session, ballot.decision_id)]
    bare = list_lines(tx.session, ballot.decision_id)
    lines = [_line(one, casts.get(head)) for head, one in zip(heads, bare, strict=True)]
    rows = [
        {
            "decision_id": ballot.decision_id,
            "place": place,
            "neighbourhood_id": ballot.neighbourhood_id,
            "head_id": head,
            "line": line.text,
        }
        for place, (head, line) in enumerate(zip(heads, lines, strict=True))
    ]
    if rows:
        tx.session.execute(insert(SealedHeadLine), rows)
    ballot.closed_at, ballot.lines_root = tx.now, lines_root(lines)
    ballot.reach = canonical(asdict(reach_of(bare)))
    return _Sealed(heads, lines)


def _line(line: HeadLine, cast: CastBallot | None) -> SealedLine:
    """Return a head's line as it is sealed."""
    salt = secrets.token_hex(SALT_BYTES)
    if cast is None:
        return SealedLine(line, salt)
    return SealedLine(line, salt, cast.channel, cast.version, cast.digest)


def _count(
    tx: Transaction, ballot: OwnersBallot, lines: Iterable[HeadLine]
) -> Sequence[QuestionCount]:
    """Write the sums and outcomes of every question."""
    questions = list_questions(tx.session, ballot.decision_id)
    counts = count_lines(lines, questions=len(questions), silent_rule=ballot.silent_rule)
    for question, count in zip(questions, counts, strict=True):
        outcomes = outcomes_of(question.item, count)
        question.counts = canonical(asdict(count))
        question.raw_outcome, question.outcome = outcomes.raw, outcomes.counted
    return counts


def _main_count(count: QuestionCount, *, left_out: int) -> Ballots:
    """Return what stands as the decision's own count."""
    return Ballots(
        roll=count.roll,
        participating=count.participating,
        votes_for=count.votes_for,
        against=count.against,
        abstain=count.abstain,
        spoiled=count.spoiled.heads,
        left_out=left_out,
    )
