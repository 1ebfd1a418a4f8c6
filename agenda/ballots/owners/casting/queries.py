"""Reading what heads have cast: one's own, and what may be shown of all before closing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from agenda.ballots.decisions.counting.rules import Weight
from agenda.ballots.decisions.models import FormalDecision
from agenda.ballots.decisions.queries import lock_decision
from agenda.ballots.owners.casting.models import HeadProxy, ProxyInstruction, SetAside
from agenda.ballots.owners.casting.rules import CastBallot
from agenda.ballots.owners.models import (
    HeadBallot,
    HeadBallotVersion,
    HeadChoice,
    HeadOwner,
    HeadUnit,
    OwnersBallot,
    VotingHead,
)
from agenda.ballots.owners.queries import get_ballot
from agenda.ballots.owners.rules import Distance, shown_distance
from agenda.ballots.rules import Choice
from agenda.community.models import Area, Household
from agenda.infra.transaction import Transaction
from agenda.kernel.clock import local_date
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import DecisionId, HeadId, HouseholdId, PersonId, ProxyId


@dataclass(frozen=True)
class LockedHead:
    """A head with its ballot, read under the proposal's lock."""

    head: VotingHead
    ballot: OwnersBallot
    decision: FormalDecision


@dataclass(frozen=True)
class HeadUnitPlace:
    """A unit of a head, as its own owner reads it."""

    head_id: HeadId
    household_id: HouseholdId
    path: str
    room: str


def get_head(session: Session, head_id: HeadId) -> VotingHead:
    """Return a voting head; raises NotFound."""
    head = session.get(VotingHead, head_id)
    if head is None:
        raise NotFound("ballots.no_head")
    return head


def find_head_by_code(session: Session, decision_id: DecisionId, code: str) -> VotingHead | None:
    """Return the head whose code stands on a paper ballot, or None."""
    query = select(VotingHead).where(VotingHead.decision_id == decision_id, VotingHead.code == code)
    return session.scalars(query).one_or_none()


def lock_head(tx: Transaction, head_id: HeadId) -> LockedHead:
    """Return a head and its ballot read under the proposal's lock; raises NotFound."""
    decision = lock_decision(tx, get_head(tx.session, head_id).decision_id)
    head = tx.session.get_one(VotingHead, head_id, populate_existing=True)
    ballot = tx.session.get_one(OwnersBallot, decision.decision_id, populate_existing=True)
    return LockedHead(head, ballot, decision)


def owns_head(session: Session, head_id: HeadId, person_id: PersonId | None) -> bool:
    """Whether a person is among a head's owners on the frozen roll."""
    return person_id is not None and session.get(HeadOwner, (head_id, person_id)) is not None


def find_cast(session: Session, head_id: HeadId) -> CastBallot | None:
    """Return a head's ballot as it stands, or None where none was cast; for its owners' eyes."""
    query = _casts().join(
        HeadBallot,
        (HeadBallot.head_id == HeadBallotVersion.head_id)
        & (HeadBallot.version == HeadBallotVersion.version),
    )
    found = _cast_ballots(session.execute(query.where(VotingHead.head_id == head_id)).all())
    return found[0] if found else None


def list_versions(session: Session, head_id: HeadId) -> Sequence[CastBallot]:
    """Return every version of a head's ballot, the first one first."""
    return _cast_ballots(session.execute(_casts().where(VotingHead.head_id == head_id)).all())


def list_casts(session: Session, decision_id: DecisionId) -> Sequence[CastBallot]:
    """Return the ballots of all heads as they stand; for the closing alone."""
    query = _casts().join(
        HeadBallot,
        (HeadBallot.head_id == HeadBallotVersion.head_id)
        & (HeadBallot.version == HeadBallotVersion.version),
    )
    return _cast_ballots(session.execute(query.where(HeadBallot.decision_id == decision_id)).all())


def _casts() -> Any:
    """Return the query of versions with their choices, question by question."""
    return (
        select(
            VotingHead.head_id,
            VotingHead.decision_id,
            VotingHead.number,
            HeadBallotVersion.version,
            HeadBallotVersion.channel,
            HeadBallotVersion.cast_at,
            HeadBallotVersion.cast_by_id,
            HeadChoice.choice,
        )
        .join(HeadBallotVersion, HeadBallotVersion.head_id == VotingHead.head_id)
        .join(
            HeadChoice,
            (HeadChoice.head_id == HeadBallotVersion.head_id)
            & (HeadChoice.version == HeadBallotVersion.version),
        )
        .order_by(VotingHead.number, HeadBallotVersion.version, HeadChoice.question)
    )


def _cast_ballots(rows: Iterable[Any]) -> list[CastBallot]:
    """Return ballots from rows of one choice each."""
    found: dict[tuple[Any, ...], list[Choice]] = {}
    for row in rows:
        found.setdefault(tuple(row[:-1]), []).append(row[-1])
    return [_cast_ballot(key, tuple(chosen)) for key, chosen in found.items()]


def _cast_ballot(key: tuple[Any, ...], choices: tuple[Choice, ...]) -> CastBallot:
    """Return one version of a ballot."""
    head_id, decision_id, number, version, channel, cast_at, cast_by_id = key
    return CastBallot(head_id, decision_id, number, version, channel, cast_at, cast_by_id, choices)


def list_units(session: Session, head_ids: Sequence[HeadId]) -> Sequence[HeadUnitPlace]:
    """Return where the units of some heads lie, for their own owners and those who enter paper."""
    query = (
        select(HeadUnit.head_id, HeadUnit.household_id, Area.path, Household.room)
        .join(Household, Household.household_id == HeadUnit.household_id)
        .join(Area, Area.area_id == Household.unit_id)
        .where(HeadUnit.head_id.in_(head_ids))
        .order_by(HeadUnit.head_id, HeadUnit.household_id)
    )
    return [HeadUnitPlace(*row) for row in session.execute(query)]


def find_distance(
    session: Session, decision_id: DecisionId, now: datetime
) -> tuple[date, Distance] | None:
    """Return how far it is to two thirds, with its day, or None where nothing may be shown.

    A head counts from the day on which it first took part; what is set aside takes no part.
    """
    ballot = get_ballot(session, decision_id)
    if ballot.frozen_at is None or ballot.closed_at is not None:
        return None
    query = (
        select(HeadBallot.first_cast_at, VotingHead.area)
        .join(VotingHead, VotingHead.head_id == HeadBallot.head_id)
        .where(HeadBallot.decision_id == decision_id, VotingHead.spoiled_reason.is_(None))
        .order_by(HeadBallot.first_cast_at)
    )
    daily: dict[date, Weight] = {}
    total = Weight(0)
    for cast_at, area in session.execute(query):
        total += Weight(1, area)
        daily[local_date(cast_at)] = total
    roll = Weight(ballot.roll_heads or 0, ballot.roll_area or 0)
    return shown_distance(roll, list(daily.items()), local_date(now))


def get_proxy(session: Session, proxy_id: ProxyId) -> HeadProxy:
    """Return a proxy; raises NotFound."""
    proxy = session.get(HeadProxy, proxy_id)
    if proxy is None:
        raise NotFound("ballots.no_proxy")
    return proxy


def find_open_proxy(session: Session, head_id: HeadId) -> HeadProxy | None:
    """Return the proxy that a head has sent and not taken back, or None."""
    query = select(HeadProxy).where(HeadProxy.head_id == head_id, HeadProxy.ended_at.is_(None))
    return session.scalars(query).one_or_none()


def list_proxies_of(
    session: Session, decision_id: DecisionId, agent_id: PersonId
) -> Sequence[HeadProxy]:
    """Return the confirmed proxies that somebody holds in a ballot."""
    query = (
        select(HeadProxy)
        .where(
            HeadProxy.decision_id == decision_id,
            HeadProxy.agent_id == agent_id,
            HeadProxy.ended_at.is_(None),
            HeadProxy.confirmed_at.is_not(None),
        )
        .order_by(HeadProxy.proxy_id)
    )
    return session.scalars(query).all()


def list_proxies(session: Session, decision_id: DecisionId) -> Sequence[HeadProxy]:
    """Return every proxy of a ballot, the latest first: waiting, good and ended."""
    query = (
        select(HeadProxy)
        .where(HeadProxy.decision_id == decision_id)
        .order_by(HeadProxy.proxy_id.desc())
    )
    return session.scalars(query).all()


def instructions_of(session: Session, proxy_id: ProxyId) -> tuple[Choice, ...]:
    """Return how a proxy has to vote, question by question."""
    query = (
        select(ProxyInstruction.choice)
        .where(ProxyInstruction.proxy_id == proxy_id)
        .order_by(ProxyInstruction.question)
    )
    return tuple(session.scalars(query))


def list_set_aside(session: Session, decision_id: DecisionId) -> Sequence[SetAside]:
    """Return everything that was proposed to be set aside in a ballot, confirmed or not."""
    query = (
        select(SetAside).where(SetAside.decision_id == decision_id).order_by(SetAside.proposed_at)
    )
    return session.scalars(query).all()
