"""Facts about appraisal."""

from dataclasses import dataclass
from datetime import datetime

from agenda.kernel.events import ProposalEvent
from agenda.kernel.ids import BodyId


@dataclass(frozen=True, kw_only=True)
class SurveyOpened(ProposalEvent):
    """The residents of the scope are asked how satisfied they are."""

    round: int
    ends_at: datetime


@dataclass(frozen=True, kw_only=True)
class SurveyAnswered(ProposalEvent):
    """A resident answered the survey; the score is not in the ledger."""

    round: int


@dataclass(frozen=True, kw_only=True)
class SurveyClosed(ProposalEvent):
    """The survey ended; too few answers leave the grade to the appraisal meeting."""

    round: int
    answers: int
    satisfied: int


@dataclass(frozen=True, kw_only=True)
class AppraisalDecided(ProposalEvent):
    """The appraisal came to a verdict, by survey, meeting, or the answers at hand."""

    round: int
    verdict: str
    by: str
    body_id: BodyId | None


@dataclass(frozen=True, kw_only=True)
class RectificationFiled(ProposalEvent):
    """The body filed a written rectification plan."""

    round: int
    body_id: BodyId
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class RectificationMissed(ProposalEvent):
    """No rectification plan came in time: shown as a broken promise."""

    round: int
    body_id: BodyId | None


@dataclass(frozen=True, kw_only=True)
class ReopeningAsked(ProposalEvent):
    """A resident asked on new facts to reopen a closed issue."""

    text_digest: str


@dataclass(frozen=True, kw_only=True)
class ReopeningSupported(ProposalEvent):
    """A household supports reopening; `households` is the count after it."""

    households: int
    needed: int
