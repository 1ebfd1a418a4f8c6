"""Reading appraisals and requests to reopen."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from agenda.kernel.errors import NotFound
from agenda.kernel.ids import PersonId, ProposalId
from agenda.proposals.models import Proposal
from agenda.resolutions.appraisal.models import (
    Appraisal,
    AppraisalAnswer,
    Reopening,
)
from agenda.resolutions.appraisal.rules import SATISFIED_FROM
from agenda.resolutions.rules import AppraisalFacts


def find_appraisal(session: Session, proposal_id: ProposalId) -> Appraisal | None:
    """Return the latest appraisal of a proposal, or None."""
    query = (
        select(Appraisal)
        .where(Appraisal.proposal_id == proposal_id)
        .order_by(Appraisal.number.desc())
        .limit(1)
    )
    return session.scalars(query).one_or_none()


def get_appraisal(session: Session, proposal_id: ProposalId) -> Appraisal:
    """Return the latest appraisal of a proposal; raises NotFound."""
    appraisal = find_appraisal(session, proposal_id)
    if appraisal is None:
        raise NotFound("resolutions.no_survey")
    return appraisal


@dataclass(frozen=True)
class GivenAnswer:
    """One answer to a closed survey, without who gave it."""

    score: int
    comment: str


def list_answers(
    session: Session, appraisal_ids: Collection[int]
) -> Mapping[int, Sequence[GivenAnswer]]:
    """Return the answers to closed surveys, by survey; by their words, in no telling order."""
    if not appraisal_ids:
        return {}
    query = (
        select(AppraisalAnswer.appraisal_id, AppraisalAnswer.score, AppraisalAnswer.comment)
        .where(AppraisalAnswer.appraisal_id.in_(appraisal_ids))
        .order_by(AppraisalAnswer.comment, AppraisalAnswer.score)
    )
    answers: dict[int, list[GivenAnswer]] = {}
    for appraisal_id, score, comment in session.execute(query):
        answers.setdefault(appraisal_id, []).append(GivenAnswer(score, comment))
    return answers


def list_answered(
    session: Session, appraisal_ids: Collection[int], person_id: PersonId | None
) -> frozenset[int]:
    """Return which of some surveys a person has answered."""
    if person_id is None or not appraisal_ids:
        return frozenset()
    query = select(AppraisalAnswer.appraisal_id).where(
        AppraisalAnswer.appraisal_id.in_(appraisal_ids), AppraisalAnswer.person_id == person_id
    )
    return frozenset(session.scalars(query))


def score_counts(session: Session, appraisal_id: int) -> dict[int, int]:
    """Return how many answers gave each score."""
    query = (
        select(AppraisalAnswer.score, func.count())
        .where(AppraisalAnswer.appraisal_id == appraisal_id)
        .group_by(AppraisalAnswer.score)
    )
    return dict(session.execute(query).all())


def satisfied_and_all(session: Session, appraisal_id: int) -> tuple[int, int]:
    """Return how many answers are satisfied, and how many there are."""
    counts = score_counts(session, appraisal_id)
    satisfied = sum(n for score, n in counts.items() if score >= SATISFIED_FROM)
    return satisfied, sum(counts.values())


def find_reopening(session: Session, proposal: Proposal) -> Reopening | None:
    """Return the request to reopen a proposal since it was closed last, or None."""
    query = select(Reopening).where(
        Reopening.proposal_id == proposal.proposal_id,
        Reopening.closed_at == proposal.stage_since,
    )
    return session.scalars(query).one_or_none()


def appraisal_facts(session: Session, proposal_id: ProposalId) -> AppraisalFacts | None:
    """Return where the latest appraisal stands, for the mechanism."""
    appraisal = find_appraisal(session, proposal_id)
    if appraisal is None:
        return None
    return AppraisalFacts(
        round=appraisal.round,
        verdict=appraisal.verdict,
        rectification_filed=appraisal.plan_filed_at is not None,
        rectification_missing=appraisal.plan_missed_at is not None,
    )
