"""What became of a proposal: the posted result, its tasks and the residents' grade."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ResultOutcome(StrEnum):
    """What is announced."""

    AGREEMENT = "agreement"
    NO_AGREEMENT = "no_agreement"
    RESOLUTION = "resolution"
    RESOLUTION_FAILED = "resolution_failed"
    OWNERS_PASSED = "owners_passed"
    OWNERS_NOT_PASSED = "owners_not_passed"
    NO_VALID_DECISION = "no_valid_decision"
    OFFICE_REPLY = "office_reply"
    MEDIATED = "mediated"
    NOT_CONVENED = "not_convened"


@dataclass(frozen=True)
class ResultFacts:
    """Where the posted result stands."""

    posting_ends_at: datetime
    """At least 15 days after posting (Organic Law art. 34)."""
    objections_open: int = 0
    upheld_at: datetime | None = None
    """When an objection to this result was upheld; it sends the proposal back, once."""
    sent_back_before: bool = False
    has_tasks: bool = False


@dataclass(frozen=True)
class TaskFacts:
    """How far the tasks are: done, open, or given up as broken after 60 days red."""

    open: int = 0
    done: int = 0
    broken: int = 0


class AppraisalVerdict(StrEnum):
    """What the appraisal came to."""

    SATISFIED = "satisfied"
    RECTIFY = "rectify"


@dataclass(frozen=True)
class AppraisalFacts:
    """Where the appraisal stands."""

    round: int = 1
    verdict: AppraisalVerdict | None = None
    rectification_filed: bool = False
    rectification_missing: bool = False
    """The plan was not filed in time: shown broken."""
