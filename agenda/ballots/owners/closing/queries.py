"""Reading a closed owners' ballot: its public file, its sealed lines, one owner's own."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from agenda.ballots.decisions.counting.rules import Line, Weight, arithmetic
from agenda.ballots.decisions.models import CountSignature, FormalDecision
from agenda.ballots.decisions.queries import get_decision, standing_of
from agenda.ballots.decisions.rules import DecisionStanding
from agenda.ballots.owners.casting.rules import SetAsideReason
from agenda.ballots.owners.closing.models import SealedHeadLine
from agenda.ballots.owners.closing.rules import Outcomes, Reach, outcomes_of, sheets
from agenda.ballots.owners.corrections.queries import count_lapsed
from agenda.ballots.owners.models import (
    HeadBallot,
    HeadBallotVersion,
    OwnersBallot,
    OwnersQuestion,
    VotingHead,
)
from agenda.ballots.owners.paper.queries import PaperTally, paper_tally
from agenda.ballots.owners.queries import list_questions
from agenda.ballots.owners.rules import BallotChannel, Question, QuestionCount
from agenda.ballots.verification.line.rules import line_file
from agenda.ballots.verification.lines.rules import lines_file
from agenda.ballots.verification.owners.rules import (
    SUMS,
    ClosedBallot,
    QuestionResult,
    ballot_file,
)
from agenda.infra.audit import LedgerStream
from agenda.kernel.errors import NotFound, NotPossible
from agenda.kernel.ids import DecisionId, HeadId, PersonId
from agenda.kernel.merkle import inclusion_proof, leaf_hash


@dataclass(frozen=True)
class CertifiedQuestion:
    """One question on the certificate: sums, arithmetic raw and with silence, both outcomes."""

    question: Question
    count: QuestionCount
    raw_lines: tuple[Line, ...]
    lines: tuple[Line, ...]
    outcomes: Outcomes


@dataclass(frozen=True)
class Certificate:
    """Everything that the certificate of an owners' ballot says."""

    ballot: OwnersBallot
    decision: FormalDecision
    standing: DecisionStanding
    questions: tuple[CertifiedQuestion, ...]
    reach: Reach
    set_aside: tuple[tuple[SetAsideReason, int], ...]
    paper: PaperTally
    lapsed_corrections: int
    channels: tuple[tuple[BallotChannel, int], ...]
    """How the ballots that stand came in."""
    counters: tuple[tuple[PersonId, datetime], ...]
    scrutineer: PersonId | None
    file_digest: str
    ledger_head: str


def closed_ballot(session: Session, ballot: OwnersBallot) -> ClosedBallot:
    """Return what a closed ballot says of itself; raises NotPossible before closing."""
    if ballot.closed_at is None or ballot.reach is None:
        raise NotPossible("ballots.owners_not_closed")
    decision = get_decision(session, ballot.decision_id)
    reach = _reach(ballot.reach)
    return ClosedBallot(
        proposal_id=decision.proposal_id,
        decision_id=ballot.decision_id,
        attempt=decision.attempt,
        noticed_at=ballot.noticed_at,
        opens_at=ballot.opens_at,
        closes_at=ballot.closes_at,
        silent_rule=ballot.silent_rule,
        silent_clause=ballot.silent_clause,
        counts_parking=ballot.counts_parking,
        parking_basis=ballot.parking_basis,
        roll=Weight(ballot.roll_heads or 0, ballot.roll_area or 0),
        roll_digest=str(ballot.roll_digest),
        delivered=reach.delivered,
        silent=reach.silent,
        not_reached=reach.not_reached,
        questions=tuple(map(_result, list_questions(session, ballot.decision_id))),
        lines_root=str(ballot.lines_root),
    )


def public_file(session: Session, ballot: OwnersBallot) -> dict[str, Any]:
    """Return the public file of a closed ballot, the same whenever it is asked for."""
    return ballot_file(closed_ballot(session, ballot))


def own_line(session: Session, ballot: OwnersBallot, head_id: HeadId) -> dict[str, Any]:
    """Return the file of one head's line with its proof; raises NotFound for another ballot's."""
    texts = list_sealed(session, ballot.decision_id)
    place = session.scalar(
        select(SealedHeadLine.place).where(
            SealedHeadLine.decision_id == ballot.decision_id, SealedHeadLine.head_id == head_id
        )
    )
    if place is None:
        raise NotFound("ballots.no_head")
    leaves = [leaf_hash(text.encode()) for text in texts]
    return line_file(
        ballot.decision_id,
        line=texts[place],
        place=place,
        size=len(texts),
        proof=inclusion_proof(leaves, place),
        root=str(ballot.lines_root),
        questions=len(list_questions(session, ballot.decision_id)),
    )


def sealed_file(session: Session, ballot: OwnersBallot) -> Iterator[str]:
    """Return the file of all sealed lines, line by line."""
    return lines_file(closed_ballot(session, ballot), list_sealed(session, ballot.decision_id))


def list_sealed(session: Session, decision_id: DecisionId) -> Sequence[str]:
    """Return the sealed lines of a ballot in their places."""
    query = (
        select(SealedHeadLine.line)
        .where(SealedHeadLine.decision_id == decision_id)
        .order_by(SealedHeadLine.place)
    )
    return session.scalars(query).all()


def certificate_of(session: Session, ballot: OwnersBallot) -> Certificate:
    """Return the certificate of a closed ballot; raises NotPossible before closing."""
    closed = closed_ballot(session, ballot)
    decision = get_decision(session, ballot.decision_id)
    signatures = session.scalars(
        select(CountSignature)
        .where(CountSignature.decision_id == ballot.decision_id)
        .order_by(CountSignature.place)
    ).all()
    head = session.get(LedgerStream, f"proposal:{decision.proposal_id}")
    return Certificate(
        ballot=ballot,
        decision=decision,
        standing=standing_of(session, decision),
        questions=tuple(map(_certified, closed.questions)),
        reach=Reach(closed.delivered, closed.silent, closed.not_reached),
        set_aside=tuple(_set_aside(session, ballot.decision_id)),
        lapsed_corrections=count_lapsed(session, ballot.decision_id),
        paper=paper_tally(session, ballot),
        channels=tuple(_channels(session, ballot.decision_id)),
        counters=tuple((one.person_id, one.signed_at) for one in signatures),
        scrutineer=decision.confirmed_by_id,
        file_digest=str(ballot_file(closed)["digest"]),
        ledger_head=head.head if head else "",
    )


def _certified(result: QuestionResult) -> CertifiedQuestion:
    """Return a question with both its arithmetics."""
    item = result.question.item
    raw, counted = sheets((item, item), (result.count, result.count.imputed))
    return CertifiedQuestion(
        result.question,
        result.count,
        arithmetic(raw),
        arithmetic(counted),
        outcomes_of(item, result.count),
    )


def _set_aside(session: Session, decision_id: DecisionId) -> list[tuple[SetAsideReason, int]]:
    """Return how many heads' ballots do not count for each reason, online and on paper."""
    query = (
        select(VotingHead.spoiled_reason, func.count())
        .where(VotingHead.decision_id == decision_id, VotingHead.spoiled_reason.is_not(None))
        .group_by(VotingHead.spoiled_reason)
        .order_by(VotingHead.spoiled_reason)
    )
    return [(SetAsideReason(str(reason)), count) for reason, count in session.execute(query)]


def _channels(session: Session, decision_id: DecisionId) -> list[tuple[BallotChannel, int]]:
    """Return how many of the ballots that count came in which way."""
    query = (
        select(HeadBallotVersion.channel, func.count())
        .join(
            HeadBallot,
            (HeadBallot.head_id == HeadBallotVersion.head_id)
            & (HeadBallot.version == HeadBallotVersion.version),
        )
        .join(VotingHead, VotingHead.head_id == HeadBallot.head_id)
        .where(HeadBallot.decision_id == decision_id, VotingHead.spoiled_reason.is_(None))
        .group_by(HeadBallotVersion.channel)
        .order_by(HeadBallotVersion.channel)
    )
    return [(channel, count) for channel, count in session.execute(query)]


def _result(row: OwnersQuestion) -> QuestionResult:
    """Return a question with the sums that stand in its row."""
    sums = json.loads(str(row.counts))
    count = QuestionCount(**{name: Weight(**sums[name]) for name in SUMS})
    return QuestionResult(Question(row.number, row.item, row.text), count)


def _reach(text: str) -> Reach:
    """Return whom a ballot reached, as it was kept at closing."""
    kept = json.loads(text)
    return Reach(**{name: Weight(**weight) for name, weight in kept.items()})
