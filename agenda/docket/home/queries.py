"""Reading what the first page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import Session

from agenda.ballots.decisions.models import FormalDecision
from agenda.ballots.models import Participation, RollEntry, Vote
from agenda.ballots.owners.models import HeadBallot, HeadOwner, OwnersBallot
from agenda.community.models import Body
from agenda.desk.queries import Due, list_desk
from agenda.docket.queries import Column, Waiting, list_columns
from agenda.docket.rules import CLOSED_STAGES, OPEN_TO_ALL, Wish
from agenda.kernel.authz import VISITOR, Actor
from agenda.kernel.clock import local_date, local_instant
from agenda.kernel.ids import NeighbourhoodId, ProposalId
from agenda.procedure.models import DutyRow
from agenda.procedure.queries import as_duty
from agenda.proposals.models import Proposal
from agenda.proposals.queries import PUBLIC_TITLE, visible_to
from agenda.proposals.rules import Stage

SHOWN = 4
"""How many cards a section shows."""
MOST_NEEDS = 5
MOST_LATE = 6
LATE_DAYS = 30
"""For how long a duty that lapsed stays in plain sight."""
DECIDED = (Stage.ANNOUNCED, Stage.IMPLEMENTING, Stage.APPRAISING, Stage.CLOSED, Stage.NOT_CARRIED)
SECTIONS: tuple[tuple[Stage, ...], ...] = (
    (Stage.COSIGNING,),
    (Stage.VOTING,),
    (Stage.LISTED, Stage.REFERRED, Stage.DELIBERATING, Stage.DECIDING),
    DECIDED,
)


@dataclass(frozen=True)
class OpenVote:
    """A vote in which the reader has not taken part yet."""

    proposal_id: ProposalId
    title: str
    closes_at: datetime
    by_owners: bool = False
    """Whether it is an owners' ballot of which a head of his has not been cast."""


@dataclass(frozen=True)
class Late:
    """A duty whose time passed: still open, or taken over by its default not long ago."""

    waiting: Waiting
    proposal_id: ProposalId
    title: str
    is_open: bool


@dataclass(frozen=True)
class Figures:
    """The neighbourhood in numbers."""

    running: int
    closed: int
    ended: int


@dataclass(frozen=True)
class Home:
    """All that the first page shows."""

    cosigning: Column
    voting: Column
    deliberating: Column
    decided: Column
    late: tuple[Late, ...]
    votes: tuple[OpenVote, ...]
    needs: tuple[Due, ...]
    """At most one more than are shown: then there are more on the desk."""
    figures: Figures


def home_of(
    session: Session, neighbourhood_id: NeighbourhoodId, actor: Actor, now: datetime
) -> Home:
    """Return what the first page shows to this reader."""
    month = local_instant(local_date(now).replace(day=1))
    cosigning, voting, deliberating, decided = list_columns(
        session,
        neighbourhood_id,
        SECTIONS,
        wish=Wish(stages=tuple(stage for section in SECTIONS for stage in section)),
        size=SHOWN,
        since=dict.fromkeys(DECIDED, month),
    )
    return Home(
        cosigning=cosigning,
        voting=voting,
        deliberating=deliberating,
        decided=decided,
        late=list_late(session, neighbourhood_id, now),
        votes=(
            *list_open_votes(session, actor, now),
            *list_open_owners_ballots(session, actor, now),
        ),
        needs=tuple(list_desk(session, actor, limit=MOST_NEEDS + 1)) if actor.is_signed_in else (),
        figures=figures_of(session, neighbourhood_id),
    )


def list_open_votes(session: Session, actor: Actor, now: datetime) -> tuple[OpenVote, ...]:
    """Return the votes that are open to the reader and in which he has not taken part yet."""
    if actor.person_id is None:
        return ()
    mine = RollEntry.vote_id == Vote.vote_id, RollEntry.person_id == actor.person_id
    took_part = exists().where(
        Participation.vote_id == Vote.vote_id, Participation.person_id == actor.person_id
    )
    query = (
        select(Vote.proposal_id, PUBLIC_TITLE, Vote.closes_at)
        .join(Proposal, Proposal.proposal_id == Vote.proposal_id)
        .join(RollEntry, and_(*mine))
        .where(
            Vote.neighbourhood_id == actor.neighbourhood_id,
            Vote.closed_at.is_(None),
            Vote.opens_at <= now,
            Vote.closes_at > now,
            ~took_part,
        )
        .order_by(Vote.closes_at)
    )
    return tuple(OpenVote(*row) for row in session.execute(query))


def list_open_owners_ballots(session: Session, actor: Actor, now: datetime) -> tuple[OpenVote, ...]:
    """Return the owners' ballots of which the reader may still cast one that nobody has cast."""
    if actor.person_id is None:
        return ()
    waiting = (
        exists()
        .where(
            HeadOwner.decision_id == OwnersBallot.decision_id,
            HeadOwner.person_id == actor.person_id,
        )
        .where(~exists().where(HeadBallot.head_id == HeadOwner.head_id))
    )
    query = (
        select(Proposal.proposal_id, PUBLIC_TITLE, OwnersBallot.closes_at)
        .join(FormalDecision, FormalDecision.decision_id == OwnersBallot.decision_id)
        .join(Proposal, Proposal.proposal_id == FormalDecision.proposal_id)
        .where(
            OwnersBallot.neighbourhood_id == actor.neighbourhood_id,
            OwnersBallot.frozen_at.is_not(None),
            OwnersBallot.closed_at.is_(None),
            OwnersBallot.closes_at > now,
            waiting,
        )
        .order_by(OwnersBallot.closes_at)
    )
    return tuple(OpenVote(*row, by_owners=True) for row in session.execute(query))


def list_late(
    session: Session, neighbourhood_id: NeighbourhoodId, now: datetime
) -> tuple[Late, ...]:
    """Return what bodies did not do in time, the open first, then what lapsed lately."""
    still_open = and_(
        DutyRow.ended_at.is_(None), DutyRow.suspended_at.is_(None), DutyRow.due_at <= now
    )
    recent = and_(DutyRow.ending == "lapsed", DutyRow.ended_at >= now - timedelta(days=LATE_DAYS))
    query = (
        select(DutyRow, PUBLIC_TITLE, Body.short_name)
        .join(Proposal, Proposal.proposal_id == DutyRow.proposal_id)
        .join(Body, Body.body_id == DutyRow.body_id)
        .where(
            DutyRow.neighbourhood_id == neighbourhood_id,
            or_(still_open, recent),
            visible_to(VISITOR),
        )
        .order_by(DutyRow.ended_at.is_not(None), DutyRow.due_at.desc(), DutyRow.duty_id)
        .limit(MOST_LATE)
    )
    return tuple(
        Late(Waiting(as_duty(row), body), row.proposal_id, title, row.ended_at is None)
        for row, title, body in session.execute(query)
    )


def figures_of(session: Session, neighbourhood_id: NeighbourhoodId) -> Figures:
    """Return how many proposals are under way, were completed, ended otherwise."""
    query = (
        select(Proposal.stage, func.count())
        .where(Proposal.neighbourhood_id == neighbourhood_id, visible_to(VISITOR))
        .group_by(Proposal.stage)
    )
    counts: dict[Stage, int] = dict(session.execute(query).all())
    return Figures(
        running=_sum(counts, OPEN_TO_ALL),
        closed=counts.get(Stage.CLOSED, 0),
        ended=_sum(counts, CLOSED_STAGES) - counts.get(Stage.CLOSED, 0),
    )


def _sum(counts: dict[Stage, int], stages: Sequence[Stage]) -> int:
    """Return how many proposals stand in some stages."""
    return sum(counts.get(stage, 0) for stage in stages)
