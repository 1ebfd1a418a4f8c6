"""Reading a year: what was proposed, what came of it, how promises were kept, who took part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from agenda.ballots.models import Vote
from agenda.cosigns.models import Cosign
from agenda.deliberation.meetings.models import Meeting
from agenda.deliberation.meetings.rules import MeetingStatus
from agenda.docket.reports.queries import Involvement, get_involvement
from agenda.docket.reports.silence.queries import list_silences
from agenda.kernel.clock import local_instant
from agenda.kernel.ids import NeighbourhoodId
from agenda.proposals.models import Proposal
from agenda.resolutions.appraisal.models import Appraisal
from agenda.resolutions.keeping.rules import Due, Kept, outcome
from agenda.resolutions.results.models import Result
from agenda.resolutions.tasks.models import Task
from agenda.resolutions.tasks.rules import TaskState

Day = InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]


@dataclass(frozen=True)
class Year:
    """The year in numbers; every one of them a count of public facts."""

    number: int
    figures: Mapping[str, int]
    months: Sequence[int]
    """Proposals accepted, by month."""
    outcomes: Mapping[str, int]
    """Posted results by their word."""
    involvement: Involvement


def get_year(
    session: Session, neighbourhood_id: NeighbourhoodId, number: int, *, now: datetime
) -> Year:
    """Return a year's report, up to now for the present one."""
    start, end = local_instant(date(number, 1, 1)), local_instant(date(number + 1, 1, 1))
    months = [local_instant(date(number, month, 1)) for month in range(1, 13)]
    accepted = [
        _count(session, neighbourhood_id, Proposal.accepted_at, first, last)
        for first, last in zip(months, [*months[1:], end], strict=True)
    ]
    return Year(
        number=number,
        figures=_figures(session, neighbourhood_id, start, end, now),
        months=accepted,
        outcomes=_outcomes(session, neighbourhood_id, start, end),
        involvement=get_involvement(session, neighbourhood_id, start=start, end=end),
    )


def _figures(
    session: Session, place: NeighbourhoodId, start: datetime, end: datetime, now: datetime
) -> dict[str, int]:
    """Return the year's counts by name."""
    held = Meeting.status == MeetingStatus.HELD
    answers = select(
        func.coalesce(func.sum(Appraisal.answers), 0),
        func.coalesce(func.sum(Appraisal.satisfied), 0),
    ).where(
        Appraisal.neighbourhood_id == place,
        Appraisal.survey_closed_at >= start,
        Appraisal.survey_closed_at < end,
    )
    answered, satisfied = session.execute(answers).one()
    kept = _keeping(session, place, start, end, now)
    return {
        "accepted": _count(session, place, Proposal.accepted_at, start, end),
        "cosigns": _count(session, place, Cosign.signed_at, start, end),
        "votes": _count(session, place, Vote.closed_at, start, end),
        "meetings": _count(session, place, Meeting.starts_at, start, end, held),
        "results": _count(session, place, Result.posted_at, start, end),
        "kept": kept[Kept.KEPT],
        "late": kept[Kept.LATE],
        "broken": kept[Kept.BROKEN],
        "answers": answered,
        "satisfied": satisfied,
        "silences": len(list_silences(session, place, start=start, end=end, limit=10**6)),
    }


def _count(
    session: Session,
    place: NeighbourhoodId,
    at: Day,
    start: datetime,
    end: datetime,
    *conditions: ColumnElement[bool],
) -> int:
    """Count the rows of a table whose instant lies in a period."""
    table = at.class_
    query = (
        select(func.count())
        .select_from(table)
        .where(table.neighbourhood_id == place, at >= start, at < end, *conditions)
    )
    return session.scalar(query) or 0


def _keeping(
    session: Session, place: NeighbourhoodId, start: datetime, end: datetime, now: datetime
) -> dict[Kept, int]:
    """Count what became of the promises that were due in a period."""
    query = select(Task.body_id, Task.state, Task.due_at, Task.late_since).where(
        Task.neighbourhood_id == place,
        Task.state != TaskState.REPLACED,
        Task.due_at >= start,
        Task.due_at < end,
    )
    found = [outcome(Due(*row), now) for row in session.execute(query)]
    return {word: found.count(word) for word in Kept}


def _outcomes(
    session: Session, place: NeighbourhoodId, start: datetime, end: datetime
) -> dict[str, int]:
    """Count posted results by their outcome."""
    query = (
        select(Result.outcome, func.count())
        .where(Result.neighbourhood_id == place)
        .where(Result.posted_at >= start, Result.posted_at < end)
        .group_by(Result.outcome)
    )
    return {outcome.value: number for outcome, number in session.execute(query)}
