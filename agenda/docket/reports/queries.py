"""Reading who took part over a period: by building, age band, owner or tenant, phone or paper."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select, union
from sqlalchemy.orm import Session

from agenda.ballots.models import Participation, Vote
from agenda.community.models import Area, Household, Ownership, Person
from agenda.cosigns.models import Cosign
from agenda.deliberation.meetings.models import Meeting
from agenda.deliberation.meetings.record.models import Attendance
from agenda.docket.reports.rules import Group, at_least_five, guarded
from agenda.kernel.ids import NeighbourhoodId, PersonId
from agenda.resolutions.appraisal.models import Appraisal, AppraisalAnswer


@dataclass(frozen=True)
class Involvement:
    """Who took part in a period, group by group."""

    whole: Group
    buildings: tuple[Group, ...]
    ages: tuple[Group, ...]
    """Named by the band's word; empty for those who did not state it."""
    tenures: tuple[Group, ...]
    """owner | tenant | family"""
    channels: tuple[tuple[str, int | None], ...]
    """Co-signatures and ballots by online and paper; None for one to four."""


def get_involvement(
    session: Session, neighbourhood_id: NeighbourhoodId, *, start: datetime, end: datetime
) -> Involvement:
    """Return who took part between two instants, in a handful of queries."""
    active = _participants(session, neighbourhood_id, start, end)
    owns = exists().where(Ownership.person_id == Person.person_id, Ownership.ended_at.is_(None))
    query = (
        select(
            Person.person_id,
            Area.path.label("building"),
            Person.age_band,
            Person.relation,
            owns.label("owns"),
        )
        .join(Household, Household.household_id == Person.household_id)
        .join(Area, Area.area_id == Household.building_id)
        .where(
            Person.neighbourhood_id == neighbourhood_id,
            Person.is_adult,
            Person.moved_out_at.is_(None),
        )
        .order_by(Area.area_id)
    )
    people = session.execute(query).all()

    def grouped(name_of: Callable[[object], str]) -> tuple[Group, ...]:
        adults, took = Counter[str](), Counter[str]()
        for row in people:
            name = name_of(row)
            adults[name] += 1
            took[name] += row.person_id in active
        return guarded(Group(name, adults[name], took[name]) for name in adults)

    (whole,) = guarded([Group("", len(people), sum(row.person_id in active for row in people))])
    return Involvement(
        whole=whole,
        buildings=grouped(lambda row: row.building.replace("/", " ")),  # type: ignore[attr-defined]
        ages=grouped(lambda row: row.age_band.value if row.age_band else ""),  # type: ignore[attr-defined]
        tenures=grouped(lambda row: "owner" if row.owns else row.relation.value),  # type: ignore[attr-defined]
        channels=_channels(session, neighbourhood_id, start, end),
    )


def _participants(
    session: Session, neighbourhood_id: NeighbourhoodId, start: datetime, end: datetime
) -> frozenset[PersonId]:
    """Return everybody who co-signed, voted, answered a survey or came to a meeting.

    Only votes and surveys that are closed count: nothing of an open one is told before its end.
    """
    signed = select(Cosign.person_id).where(
        Cosign.neighbourhood_id == neighbourhood_id,
        Cosign.signed_at >= start,
        Cosign.signed_at < end,
    )
    voted = (
        select(Participation.person_id)
        .join(Vote, Vote.vote_id == Participation.vote_id)
        .where(
            Vote.neighbourhood_id == neighbourhood_id, Vote.closed_at >= start, Vote.closed_at < end
        )
    )
    answered = (
        select(AppraisalAnswer.person_id)
        .join(Appraisal, Appraisal.appraisal_id == AppraisalAnswer.appraisal_id)
        .where(
            Appraisal.neighbourhood_id == neighbourhood_id,
            Appraisal.survey_closed_at >= start,
            Appraisal.survey_closed_at < end,
        )
    )
    came = (
        select(Attendance.person_id)
        .join(Meeting, Meeting.meeting_id == Attendance.meeting_id)
        .where(
            Meeting.neighbourhood_id == neighbourhood_id,
            Meeting.starts_at >= start,
            Meeting.starts_at < end,
            Attendance.person_id.is_not(None),
        )
    )
    return frozenset(session.scalars(union(signed, voted, answered, came)))


def _channels(
    session: Session, neighbourhood_id: NeighbourhoodId, start: datetime, end: datetime
) -> tuple[tuple[str, int | None], ...]:
    """Return how many acts came by phone and how many on paper."""
    signed = (
        select(Cosign.channel, func.count())
        .where(Cosign.neighbourhood_id == neighbourhood_id)
        .where(Cosign.signed_at >= start, Cosign.signed_at < end)
        .group_by(Cosign.channel)
    )
    counts = Counter[str]()
    for channel, number in session.execute(signed):
        counts[channel] += number
    votes = select(func.sum(Vote.participants), func.sum(Vote.paper_ballots)).where(
        Vote.neighbourhood_id == neighbourhood_id, Vote.closed_at >= start, Vote.closed_at < end
    )
    everybody, on_paper = session.execute(votes).one()
    counts["paper"] += on_paper or 0
    counts["online"] += (everybody or 0) - (on_paper or 0)
    return tuple((name, at_least_five(counts[name])) for name in ("online", "paper"))
