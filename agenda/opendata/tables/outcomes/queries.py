"""Reading the public tables of votes, decisions, results, tasks and appraisals."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import aliased

from agenda.ballots.decisions.models import DecisionCount, FormalDecision
from agenda.ballots.models import Vote
from agenda.opendata.tables.columns.queries import LEAST_GROUP, Column, Table
from agenda.opendata.tables.issues.queries import ISSUE
from agenda.proposals.models import Proposal
from agenda.resolutions.appraisal.models import Appraisal
from agenda.resolutions.results.models import Result
from agenda.resolutions.tasks.models import Task, TaskReport

FEW = "empty where fewer than five took part"


def _on_public(query: Select[Any], proposal_id: Any) -> Select[Any]:
    """Keep what concerns an accepted proposal."""
    joined = query.join(Proposal, Proposal.proposal_id == proposal_id)
    return joined.where(Proposal.accepted_at.is_not(None))


def _unless_few(source: Any) -> ColumnElement[Any]:
    """Return a part of a count, nothing where the whole is a handful."""
    return case((DecisionCount.participating_heads >= LEAST_GROUP, source))


def _counted(query: Select[Any]) -> Select[Any]:
    """Join the latest count of each decision once it is published."""
    other = aliased(DecisionCount)
    latest = (
        select(func.max(other.number))
        .where(other.decision_id == FormalDecision.decision_id)
        .scalar_subquery()
    )
    counted = query.outerjoin(
        DecisionCount,
        and_(
            DecisionCount.decision_id == FormalDecision.decision_id,
            DecisionCount.number == latest,
            FormalDecision.confirmed_at.is_not(None),
        ),
    )
    return _on_public(counted, FormalDecision.proposal_id)


VOTES = Table(
    "votes",
    "Residents' votes that are closed. Nothing of an open one.",
    (
        Column("vote_id", Vote.vote_id, "Its number."),
        Column("proposal_id", Vote.proposal_id, ISSUE, to="proposals"),
        Column("opens_at", Vote.opens_at, "When casting began."),
        Column("closes_at", Vote.closes_at, "When casting ended."),
        Column("closed_at", Vote.closed_at, "When it was counted.", empty=False),
        Column("roll_size", Vote.roll_size, "How many could vote."),
        Column("roll_digest", Vote.roll_digest, "The digest of the frozen roll."),
        Column("turnout_required", Vote.turnout_required, "How many had to take part."),
        Column("participants", Vote.participants, "How many took part.", empty=False),
        Column("votes_for", Vote.votes_for, f"Votes for; {FEW}."),
        Column("votes_against", Vote.votes_against, f"Votes against; {FEW}."),
        Column("votes_abstain", Vote.votes_abstain, f"Abstentions; {FEW}."),
        Column("carried", Vote.carried, "Whether it was carried.", empty=False),
        Column("receipts_digest", Vote.receipts_digest, "The digest of the receipts' list."),
    ),
    lambda query: _on_public(query, Vote.proposal_id).where(Vote.closed_at.is_not(None)),
)

DECISIONS = Table(
    "decisions",
    "Formal decisions; their counts once confirmed or published unconfirmed. Areas in 0.01 m2.",
    (
        Column("decision_id", FormalDecision.decision_id, "Its number."),
        Column("proposal_id", FormalDecision.proposal_id, ISSUE, to="proposals"),
        Column("sitting", FormalDecision.sitting, "Counts how often it came to be decided."),
        Column("attempt", FormalDecision.attempt, "1, or 2 after no valid decision."),
        Column("kind", FormalDecision.kind, "Who decides, and how."),
        Column("item", FormalDecision.item, "The item of Civil Code art. 278."),
        Column("convening_body_id", FormalDecision.convening_body_id, "Who convenes.", to="bodies"),
        Column("opened_at", FormalDecision.opened_at, "When it fell due to be convened."),
        Column("question", FormalDecision.question, "What is decided.", free=True),
        Column("held_on", FormalDecision.held_on, "The day it is held."),
        Column("not_convened_at", FormalDecision.not_convened_at, "When nobody had convened it."),
        Column("published_at", FormalDecision.confirmed_at, "When the count was published."),
        Column(
            "outcome",
            case((FormalDecision.confirmed_at.is_not(None), FormalDecision.outcome)),
            "What was decided.",
        ),
        Column("roll_heads", DecisionCount.roll_heads, "Heads entitled.", empty=True),
        Column("roll_area", DecisionCount.roll_area, "Area of the roll.", empty=True),
        Column("heads", DecisionCount.participating_heads, "Heads that took part.", empty=True),
        Column("area", _unless_few(DecisionCount.participating_area), f"Their area; {FEW}."),
        Column("for_heads", _unless_few(DecisionCount.for_heads), f"Heads for; {FEW}."),
        Column("for_area", _unless_few(DecisionCount.for_area), f"Area for; {FEW}."),
        Column("against_heads", _unless_few(DecisionCount.against_heads), f"Heads against; {FEW}."),
        Column("against_area", _unless_few(DecisionCount.against_area), f"Area against; {FEW}."),
    ),
    _counted,
)

RESULTS = Table(
    "results",
    "Results as posted; the latest of a proposal counts.",
    (
        Column("result_id", Result.result_id, "Its number."),
        Column("proposal_id", Result.proposal_id, ISSUE, to="proposals"),
        Column("number", Result.number, "Counts the results of a proposal from 1."),
        Column("outcome", Result.outcome, "What came of it."),
        Column("body_id", Result.body_id, "The body that answers for it.", to="bodies"),
        Column("explanation", Result.explanation, "Why, in the body's words.", free=True),
        Column("posted_at", Result.posted_at, "When it was posted."),
        Column("posting_ends_at", Result.posting_ends_at, "Until when objections are open."),
        Column("upheld_at", Result.upheld_at, "When an objection to it was upheld."),
    ),
    lambda query: _on_public(query, Result.proposal_id),
)

TASKS = Table(
    "tasks",
    "Promises: what, by which body, by when, and whether it was kept.",
    (
        Column("task_id", Task.task_id, "Its number."),
        Column("proposal_id", Task.proposal_id, ISSUE, to="proposals"),
        Column("number", Task.number, "Counts the tasks of a proposal from 1."),
        Column("body_id", Task.body_id, "Who promised.", to="bodies"),
        Column("what", Task.what, "What; empty for the whole promised by default.", free=True),
        Column("by_default", Task.by_default, "Whether it is owed because nobody named another."),
        Column("promised_at", Task.promised_at, "When it was promised."),
        Column("due_at", Task.due_at, "By when."),
        Column("state", Task.state, "How it stands."),
        Column("late_since", Task.late_since, "Since when it is late."),
        Column("followed_up_at", Task.followed_up_at, "When supervised follow-up began."),
        Column("reports_missed", Task.reports_missed, "How many reports were not given."),
        Column("ended_at", Task.ended_at, "When it ended."),
    ),
    lambda query: _on_public(query, Task.proposal_id),
)

REPORTS = Table(
    "task_reports",
    "What the bodies reported on their tasks.",
    (
        Column("report_id", TaskReport.report_id, "Its number."),
        Column("proposal_id", TaskReport.proposal_id, ISSUE, to="proposals"),
        Column("task_id", TaskReport.task_id, "The task.", to="tasks"),
        Column("text", TaskReport.text, "The report.", free=True),
        Column("reported_at", TaskReport.reported_at, "When."),
    ),
    lambda query: _on_public(query, TaskReport.proposal_id),
)

APPRAISALS = Table(
    "appraisals",
    "How residents grade what was done. Sums alone, once a survey is closed.",
    (
        Column("appraisal_id", Appraisal.appraisal_id, "Its number."),
        Column("proposal_id", Appraisal.proposal_id, ISSUE, to="proposals"),
        Column("round", Appraisal.round, "1, and more after rectification."),
        Column("opened_at", Appraisal.opened_at, "When it began."),
        Column("survey_ends_at", Appraisal.survey_ends_at, "Until when answers are taken."),
        Column("survey_closed_at", Appraisal.survey_closed_at, "When the survey was closed."),
        Column(
            "answers",
            case((Appraisal.survey_closed_at.is_not(None), Appraisal.answers)),
            "How many answered.",
        ),
        Column(
            "satisfied",
            case(
                (
                    and_(Appraisal.survey_closed_at.is_not(None), Appraisal.answers >= LEAST_GROUP),
                    Appraisal.satisfied,
                )
            ),
            "How many were satisfied; empty where fewer than five answered.",
        ),
        Column("verdict", Appraisal.verdict, "What it comes to."),
        Column("decided_at", Appraisal.decided_at, "When that was decided."),
    ),
    lambda query: _on_public(query, Appraisal.proposal_id),
)

TABLES = (VOTES, DECISIONS, RESULTS, TASKS, REPORTS, APPRAISALS)
