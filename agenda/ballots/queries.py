"""Reading votes: nothing here can tell how a vote goes before it is closed.

`panel(session, proposal_id, actor, now)` is what the proposal's page shows of its vote.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from agenda.ballots import policy
from agenda.ballots.events import BallotCast
from agenda.ballots.models import CastChoice, Participation, Receipt, RollEntry, Vote
from agenda.ballots.rules import Choice, VoteFacts, VoteState, choice_key, days_left
from agenda.community.models import Area, Household, Person
from agenda.community.queries import get_area, in_scope
from agenda.community.rules import place_name
from agenda.infra.audit import LedgerEvent, LedgerStream
from agenda.infra.gathering import OWN, Listed, Rows, gather
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import Actor, Decision
from agenda.kernel.clock import local_date
from agenda.kernel.errors import NotFound, NotPossible
from agenda.kernel.ids import AreaId, HouseholdId, PersonId, ProposalId, VoteId
from agenda.proposals.models import Proposal
from agenda.proposals.queries import get_proposal

_took_part = (Participation.vote_id == RollEntry.vote_id) & (
    Participation.person_id == RollEntry.person_id
)


@dataclass(frozen=True)
class Standing:
    """How a person stands to a vote."""

    on_roll: bool
    has_cast: bool


@dataclass(frozen=True)
class BuildingRoll:
    """How many of a building are on a roll."""

    building_id: AreaId
    path: str
    size: int


@dataclass(frozen=True)
class VotePanel:
    """A vote as pages show it to one reader."""

    vote: Vote
    title: str
    """What the vote is about: the proposal's title."""
    scope: str
    state: VoteState
    days_left: int
    """Days until the day of opening or the last day of voting; 0 on that day itself."""
    standing: Standing
    may_vote: Decision

    @property
    def last_day(self) -> date:
        """The last day of voting, until its 24:00."""
        return local_date(self.vote.closes_at - timedelta(microseconds=1))

    @property
    def can_cast(self) -> bool:
        """Whether the reader can cast a ballot now."""
        is_open = self.state is VoteState.OPEN
        return bool(self.may_vote) and is_open and not self.standing.has_cast

    @property
    def can_replace(self) -> bool:
        """Whether the reader can open the ballot he cast and choose anew."""
        return self.state is VoteState.OPEN and self.standing.has_cast


def find_vote(session: Session, proposal_id: ProposalId) -> Vote | None:
    """Return the vote on a proposal, or None before its threshold was reached."""
    return session.scalars(select(Vote).where(Vote.proposal_id == proposal_id)).one_or_none()


def get_vote(session: Session, proposal_id: ProposalId) -> Vote:
    """Return the vote on a proposal; raises NotFound."""
    vote = find_vote(session, proposal_id)
    if vote is None:
        raise NotFound("ballots.no_vote")
    return vote


def lock_vote(
    tx: Transaction, vote_id: VoteId, person_id: PersonId | None
) -> tuple[Vote, Standing]:
    """Return a vote under its proposal's lock, and how a person stands to it; raises NotFound.

    The vote is read after the lock, so that a ballot in the closing second is in or out. Two
    statements, because every ballot passes here.
    """
    if tx.session.execute(_LOCK, {"own": vote_id}).one_or_none() is None:
        raise NotFound("ballots.no_vote")
    vote, listed, cast = tx.session.execute(_BOX, {"own": vote_id, "person": person_id}).one()
    return vote, Standing(on_roll=listed is not None, has_cast=cast is not None)


_LOCK = (
    select(Proposal.proposal_id)
    .join(Vote, Vote.proposal_id == Proposal.proposal_id)
    .where(Vote.vote_id == bindparam("own"))
    .with_for_update(key_share=True, of=Proposal)
)
_BOX = (
    select(Vote, RollEntry.person_id, Participation.person_id)
    .outerjoin(
        RollEntry,
        (RollEntry.vote_id == Vote.vote_id) & (RollEntry.person_id == bindparam("person")),
    )
    .outerjoin(Participation, _took_part)
    .where(Vote.vote_id == bindparam("own"))
    .execution_options(populate_existing=True)
)


def as_facts(vote: Vote) -> VoteFacts:
    """Return a vote's row as rules and guards see it."""
    return VoteFacts(
        opens_at=vote.opens_at,
        closes_at=vote.closes_at,
        closed_at=vote.closed_at,
        carried=vote.carried,
    )


def vote_facts(session: Session, proposal_id: ProposalId) -> VoteFacts | None:
    """Return where the vote on a proposal stands, or None; before closing only its times."""
    row = session.execute(_FACTS, {"own": proposal_id}).one_or_none()
    return VoteFacts(*row) if row else None


_FACTS = select(Vote.opens_at, Vote.closes_at, Vote.closed_at, Vote.carried).where(
    Vote.proposal_id == bindparam("own")
)
"""Built once: the mechanism looks after every ballot."""


def ledger_head(session: Session, proposal_id: ProposalId) -> str:
    """Return the latest hash of a proposal's chain in the ledger, empty before its first event."""
    stream = session.get(LedgerStream, f"proposal:{proposal_id}")
    return str(stream.head) if stream else ""


def standing(session: Session, vote_id: VoteId, person_id: PersonId | None) -> Standing:
    """Return whether a person is on the roll and has taken part; for that person's own eyes."""
    if person_id is None:
        return Standing(on_roll=False, has_cast=False)
    query = (
        select(Participation.person_id)
        .select_from(RollEntry)
        .outerjoin(Participation, _took_part)
        .where(RollEntry.vote_id == vote_id, RollEntry.person_id == person_id)
    )
    row = session.execute(query).one_or_none()
    return Standing(on_roll=row is not None, has_cast=row is not None and row[0] is not None)


def find_own_choice(
    session: Session, vote: Vote, person_id: PersonId, *, code: str
) -> Choice | None:
    """Return what a voter chose, for sign-in and receipt code together; None once it is closed."""
    if vote.closed_at is not None:
        return None
    key = choice_key(vote.vote_id, person_id, code)
    query = select(CastChoice.choice).where(
        CastChoice.vote_id == vote.vote_id, CastChoice.choice_key == key
    )
    return session.scalars(query).one_or_none()


def holds_receipt(session: Session, vote_id: VoteId, number: str) -> bool:
    """Whether a receipt's ballot is in the box: all that a receipt ever proves."""
    query = select(Receipt.number).where(Receipt.vote_id == vote_id, Receipt.number == number)
    return session.scalar(query) is not None


def list_receipts(session: Session, vote: Vote) -> Sequence[str]:
    """Return the numbers of all receipts of a closed vote; raises NotPossible before closing.

    A number is random, so its order says nothing.
    """
    _require_closed(vote)
    query = select(Receipt.number).where(Receipt.vote_id == vote.vote_id).order_by(Receipt.number)
    return session.scalars(query).all()


def list_choices(session: Session, vote: Vote) -> Sequence[Choice]:
    """Return the choices of a closed vote, one a ballot, in the order of their fresh random keys.

    Raises NotPossible before closing, and where so few took part that it would tell on them.
    """
    _require_closed(vote)
    if vote.votes_for is None:
        raise NotPossible("ballots.too_few_to_show")
    query = (
        select(CastChoice.choice)
        .where(CastChoice.vote_id == vote.vote_id)
        .order_by(CastChoice.choice_key)
    )
    return session.scalars(query).all()


def list_electorate(session: Session, area: Area) -> Sequence[tuple[PersonId, HouseholdId, AreaId]]:
    """Return who may vote in an area: every adult who lives there, with household and building.

    The same people that community.queries.scope_size counts.
    """
    query = (
        select(Person.person_id, Household.household_id, Household.building_id)
        .join(Household, Household.household_id == Person.household_id)
        .where(in_scope(area), Person.is_adult, Person.moved_out_at.is_(None))
        .order_by(Person.person_id)
    )
    return [(person, household, building) for person, household, building in session.execute(query)]


def list_roll_buildings(session: Session, vote_id: VoteId) -> Sequence[BuildingRoll]:
    """Return how many of each building are on a roll, by the buildings' paths."""
    query = (
        select(RollEntry.building_id, Area.path, func.count())
        .join(Area, Area.area_id == RollEntry.building_id)
        .where(RollEntry.vote_id == vote_id)
        .group_by(RollEntry.building_id, Area.path)
        .order_by(RollEntry.building_id)
    )
    return [BuildingRoll(*row) for row in session.execute(query)]


def list_roll_people(
    session: Session, vote_id: VoteId, *, building_id: AreaId
) -> Sequence[PersonId]:
    """Return who of a building is on a roll, in an order that says nothing of their rooms."""
    query = (
        select(RollEntry.person_id)
        .join(Person, Person.person_id == RollEntry.person_id)
        .where(RollEntry.vote_id == vote_id, RollEntry.building_id == building_id)
        .order_by(Person.name, RollEntry.person_id)
    )
    return session.scalars(query).all()


def count_ledger_lines(session: Session, vote: Vote) -> int:
    """Return how many ballots of a closed vote the ledger has recorded; raises NotPossible."""
    _require_closed(vote)
    query = select(func.count()).where(
        LedgerEvent.proposal_id == vote.proposal_id, LedgerEvent.kind == BallotCast.kind
    )
    return session.scalar(query) or 0


SHOWN = (Listed(Vote, Vote.proposal_id == OWN),)
"""What the panel shows."""


def panel(
    session: Session,
    proposal_id: ProposalId,
    actor: Actor,
    now: datetime,
    *,
    rows: Rows | None = None,
) -> VotePanel | None:
    """Return what a reader sees of the vote on a proposal, or None where there is none."""
    vote = next(iter((rows or gather(session, SHOWN, proposal_id)).of(Vote)), None)
    if vote is None:
        return None
    proposal = get_proposal(session, proposal_id)
    area = get_area(session, proposal.scope_id)
    mine = standing(session, vote.vote_id, actor.person_id)
    state = as_facts(vote).state(now)
    return VotePanel(
        vote=vote,
        title=proposal.public_title,
        scope=place_name(area.path, area.name),
        state=state,
        days_left=days_left(as_facts(vote), now),
        standing=mine,
        may_vote=policy.may_vote(actor, on_roll=mine.on_roll),
    )


def _require_closed(vote: Vote) -> None:
    """Raise NotPossible while a vote is not counted."""
    if vote.closed_at is None:
        raise NotPossible("ballots.not_closed")
