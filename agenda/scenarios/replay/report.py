"""What a replay came to, counted from the database and not from the replay's own notes."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from agenda.ballots.models import Participation
from agenda.cosigns.events import CoSigned
from agenda.cosigns.models import Cosign, CosignHousehold
from agenda.deliberation.discussion.models import Comment
from agenda.infra.audit import LedgerEvent
from agenda.kernel.ids import ProposalId
from agenda.ledger.queries import check_ledger
from agenda.proposals.events import ThresholdReached
from agenda.proposals.models import Proposal
from agenda.proposals.rules import Stage
from agenda.scenarios.replay.course import Course
from agenda.scenarios.replay.tally import Tally


@dataclass(frozen=True)
class CourseReport:
    """How far one proposal came, and its co-signatures counted in four places."""

    title: str
    stage: Stage
    needed: int
    in_source: int
    persons: int
    households: int
    on_proposal: int
    in_ledger: int
    crossings: int

    @property
    def agrees(self) -> bool:
        """Whether all four counts are the source's, and it crossed exactly where it should."""
        counts = {self.in_source, self.persons, self.households, self.on_proposal, self.in_ledger}
        return len(counts) == 1 and self.crossings == (self.in_source >= self.needed)


@dataclass(frozen=True)
class ReplayReport:
    """The closing table of a replay."""

    courses: tuple[CourseReport, ...]
    comments: int
    comments_in_source: int
    ballots: int
    entries: int
    streams: int
    faults: int
    failed_ticks: int
    acts: int
    seconds: float

    @property
    def stages(self) -> Mapping[Stage, int]:
        """How many proposals stand in each stage."""
        return Counter(course.stage for course in self.courses)

    @property
    def cosigns(self) -> int:
        """All co-signatures that stand in the ledger."""
        return sum(course.in_ledger for course in self.courses)

    @property
    def cosigns_in_source(self) -> int:
        """All supports of the source."""
        return sum(course.in_source for course in self.courses)

    @property
    def rate(self) -> float:
        """Acts per second, ticks included in the time."""
        return self.acts / self.seconds

    @property
    def holds(self) -> bool:
        """Whether every count agrees with the source and the ledger with itself."""
        agree = all(course.agrees for course in self.courses)
        return (
            agree
            and self.comments == self.comments_in_source
            and not self.faults
            and not self.failed_ticks
        )


def read_report(
    session: Session, courses: Sequence[Course], tally: Tally, *, seconds: float
) -> ReplayReport:
    """Count everything anew and recompute the ledger's chains."""
    checked = check_ledger(session)
    return ReplayReport(
        courses=tuple(_read_courses(session, courses)),
        comments=session.scalar(select(func.count()).select_from(Comment)) or 0,
        comments_in_source=sum(len(course.source.comments) for course in courses),
        ballots=session.scalar(select(func.count()).select_from(Participation)) or 0,
        entries=checked.entries,
        streams=checked.streams,
        faults=len(checked.faults),
        failed_ticks=tally.failed_ticks,
        acts=tally.acts,
        seconds=seconds,
    )


def _read_courses(session: Session, courses: Sequence[Course]) -> Iterator[CourseReport]:
    """Yield what became of each proposal."""
    persons = _count(session, Cosign.proposal_id)
    households = _count(session, CosignHousehold.proposal_id)
    signed, crossed = (
        _count(session, LedgerEvent.proposal_id, LedgerEvent.kind == kind)
        for kind in (CoSigned.kind, ThresholdReached.kind)
    )
    rows = {proposal.proposal_id: proposal for proposal in session.scalars(select(Proposal))}
    for course in courses:
        own = course.proposal_id
        yield CourseReport(
            title=course.source.text.title,
            stage=rows[own].stage,
            needed=rows[own].cosigns_needed,
            in_source=course.source.supports,
            persons=persons[own],
            households=households[own],
            on_proposal=rows[own].cosign_households,
            in_ledger=signed[own],
            crossings=crossed[own],
        )


def _count(session: Session, column: Any, *conditions: Any) -> Mapping[ProposalId, int]:
    """Return how many rows of a table each proposal has."""
    query = select(column, func.count()).where(*conditions).group_by(column)
    return Counter(dict(session.execute(query).all()))
