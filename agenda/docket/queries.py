"""Reading the public agenda: proposals in small, filtered, sorted, by stage; no query per row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session, defer

from agenda.community.models import Area, Body
from agenda.community.rules import AreaKind, place_name
from agenda.docket.rules import Order, Standing, Step, Wish, the_way
from agenda.infra.gathering import OWN, Listed
from agenda.kernel.authz import VISITOR
from agenda.kernel.ids import NeighbourhoodId, ProposalId
from agenda.procedure.models import DutyRow
from agenda.procedure.queries import as_duty
from agenda.procedure.rules import BESIDE_THE_WAY, REMINDERS, STANDARD, Duty
from agenda.proposals.models import Proposal
from agenda.proposals.queries import visible_to
from agenda.proposals.rules import ENDS, Stage, Topic

Query = Select[*tuple[Any, ...]]
PAGE_SIZE = 20


@dataclass(frozen=True)
class Waiting:
    """A duty that is open, with the name of the body that bears it, if one does."""

    duty: Duty
    body: str = ""


@dataclass(frozen=True)
class Card:
    """A proposal in small."""

    proposal_id: ProposalId
    title: str
    """Empty where screening never accepted it: then its words are not public."""
    scope: str
    topic: Topic
    stage: Stage
    since: datetime
    steps: tuple[Step, ...]
    households: int
    needed: int
    total: int
    waiting: Waiting | None = None


@dataclass(frozen=True)
class Listing:
    """One page of the agenda."""

    cards: tuple[Card, ...]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


@dataclass(frozen=True)
class Column:
    """The first proposals of some stages, and how many there are."""

    cards: tuple[Card, ...]
    total: int


PLACES = (
    Listed(
        Area,
        (Area.neighbourhood_id == OWN) & (Area.kind != AreaKind.UNIT),
        only=(Area.kind, Area.path, Area.name),
    ),
    Listed(Body, Body.neighbourhood_id == OWN, only=(Body.short_name,)),
)
"""The places and bodies that the agenda can be filtered by."""


def list_agenda(
    session: Session,
    neighbourhood_id: NeighbourhoodId,
    wish: Wish,
    *,
    page: int,
) -> Listing:
    """Return one page of the proposals a reader asks for, with the next duty of each."""
    query = _in_public(neighbourhood_id).add_columns(func.count().over())
    query = _sorted(_filtered(query, wish), wish, neighbourhood_id)
    rows = session.execute(query.limit(PAGE_SIZE).offset(PAGE_SIZE * (page - 1))).all()
    cards = _cards(session, ((proposal, area) for proposal, area, _total in rows))
    return Listing(cards, rows[0][2] if rows else 0, page)


def list_columns(
    session: Session,
    neighbourhood_id: NeighbourhoodId,
    columns: Sequence[tuple[Stage, ...]],
    *,
    wish: Wish,
    size: int,
    since: Mapping[Stage, datetime] | None = None,
) -> tuple[Column, ...]:
    """Return the first proposals of each group of stages, and how many each has.

    Co-signing is led by the largest share of its threshold, everything else by what moved last.
    Of a stage in `since`, only what entered it from then on.
    """
    group = case(*((Proposal.stage.in_(stages), n) for n, stages in enumerate(columns)), else_=-1)
    first = case((Proposal.stage == Stage.COSIGNING, _share(Proposal.cosigns_needed)), else_=0)
    order = (first.desc(), Proposal.stage_since.desc(), Proposal.proposal_id.desc())
    place = func.row_number().over(partition_by=group, order_by=order)
    query = _filtered(_in_public(neighbourhood_id), wish)
    for stage, instant in (since or {}).items():
        query = query.where(or_(Proposal.stage != stage, Proposal.stage_since >= instant))
    numbered = query.with_only_columns(
        Proposal.proposal_id, place.label("n"), func.count().over(partition_by=group).label("of")
    ).subquery()
    rows = session.execute(
        _in_public(neighbourhood_id)
        .add_columns(numbered.c.of)
        .join(numbered, numbered.c.proposal_id == Proposal.proposal_id)
        .where(numbered.c.n <= size)
        .order_by(numbered.c.n)
    ).all()
    cards = _cards(session, ((proposal, area) for proposal, area, _total in rows))
    totals = {proposal.stage: total for proposal, _area, total in rows}
    return tuple(_column(cards, totals, stages) for stages in columns)


def next_duties(
    session: Session, proposal_ids: Sequence[ProposalId]
) -> Mapping[ProposalId, Waiting]:
    """Return of each proposal the open duty on its way that is due first."""
    query = (
        select(DutyRow, Body.short_name)
        .outerjoin(Body, Body.body_id == DutyRow.body_id)
        .where(DutyRow.proposal_id.in_(proposal_ids), DutyRow.ended_at.is_(None))
        .where(DutyRow.kind.not_in(BESIDE_THE_WAY))
        .where(DutyRow.kind.not_in(REMINDERS))
        .order_by(DutyRow.due_at.desc(), DutyRow.duty_id.desc())
    )
    rows = session.execute(query) if proposal_ids else ()
    return {row.proposal_id: Waiting(as_duty(row), body or "") for row, body in rows}


def standing_of(proposal: Proposal, *, holds_vote: bool | None = None) -> Standing:
    """Return what the way of a proposal depends on."""
    few = 0 < proposal.scope_adults < STANDARD.least_adults_for_secret_vote
    return Standing(
        stage=proposal.stage,
        since=proposal.stage_since,
        route=proposal.route,
        holds_vote=not few if holds_vote is None else holds_vote,
        accepted=proposal.accepted_at is not None,
    )


def _in_public(neighbourhood_id: NeighbourhoodId) -> Query:
    """Return the query of what everybody may know of, without the long texts."""
    query: Query = select(Proposal, Area).join(Area, Area.area_id == Proposal.scope_id)
    short = defer(Proposal.matter, raiseload=True), defer(Proposal.remedy, raiseload=True)
    public = visible_to(VISITOR)
    return query.where(Proposal.neighbourhood_id == neighbourhood_id, public).options(*short)


def _filtered(query: Query, wish: Wish) -> Query:
    """Keep what the reader asks for."""
    query = query.where(Proposal.stage.in_(wish.stages))
    if wish.area_path:
        inside = Area.path.startswith(f"{wish.area_path}/", autoescape=True)
        query = query.where(or_(Area.path == wish.area_path, inside))
    if wish.topic is not None:
        query = query.where(Proposal.topic == wish.topic)
    if wish.body_id is not None:
        charged = select(DutyRow.proposal_id).where(
            DutyRow.body_id == wish.body_id, DutyRow.ended_at.is_(None)
        )
        led = Proposal.lead_body_id == wish.body_id
        query = query.where(or_(led, Proposal.proposal_id.in_(charged)))
    if wish.found is not None:
        query = query.where(Proposal.proposal_id.in_(wish.found))
    return query


def _sorted(query: Query, wish: Wish, neighbourhood_id: NeighbourhoodId) -> Query:
    """Sort as the reader asks; words that were looked for sort by how well they fit."""
    last = Proposal.stage_since.desc(), Proposal.proposal_id.desc()
    if wish.found:
        places = {proposal_id: n for n, proposal_id in enumerate(wish.found)}
        return query.order_by(case(places, value=Proposal.proposal_id), *last)
    if wish.order is Order.NEW:
        return query.order_by(*last)
    if wish.order is Order.DUE:
        due = (
            select(DutyRow.proposal_id, func.min(DutyRow.due_at).label("due_at"))
            .where(DutyRow.neighbourhood_id == neighbourhood_id, DutyRow.ended_at.is_(None))
            .group_by(DutyRow.proposal_id)
            .subquery()
        )
        joined = query.outerjoin(due, due.c.proposal_id == Proposal.proposal_id)
        return joined.order_by(due.c.due_at.is_(None), due.c.due_at, *last)
    has_ended = case((Proposal.stage.in_(tuple(ENDS)), 1), else_=0)
    return query.order_by(has_ended, _share(Proposal.scope_households).desc(), *last)


def _share(whole: Any) -> ColumnElement[int]:
    """Return the co-signing households in millionths of a whole, as an exact integer."""
    return Proposal.cosign_households * 1_000_000 // case((whole > 0, whole), else_=1)


def _cards(session: Session, rows: Iterable[tuple[Proposal, Area]]) -> tuple[Card, ...]:
    """Return proposals in small, with the next duty of each, read at once."""
    known = list(rows)
    duties = next_duties(session, [proposal.proposal_id for proposal, _area in known])
    return tuple(
        Card(
            proposal_id=proposal.proposal_id,
            title=proposal.public_title if proposal.accepted_at is not None else "",
            scope=place_name(area.path, area.name),
            topic=proposal.topic,
            stage=proposal.stage,
            since=proposal.stage_since,
            steps=the_way(standing_of(proposal)),
            households=proposal.cosign_households,
            needed=proposal.cosigns_needed,
            total=proposal.scope_households,
            waiting=duties.get(proposal.proposal_id),
        )
        for proposal, area in known
    )


def _column(
    cards: Sequence[Card], totals: Mapping[Stage, int], stages: tuple[Stage, ...]
) -> Column:
    """Return the cards of some stages with their number."""
    own = tuple(card for card in cards if card.stage in stages)
    return Column(own, max((totals[card.stage] for card in own), default=0))
