"""Casting a head's ballot: by any of its owners, changed until closing, or entered from paper."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert

from agenda.ballots.decisions.queries import standing_of
from agenda.ballots.owners.casting import policy
from agenda.ballots.owners.casting.events import HeadBallotCast, HeadBallotChanged
from agenda.ballots.owners.casting.queries import (
    LockedHead,
    find_cast,
    find_open_proxy,
    lock_head,
    owns_head,
)
from agenda.ballots.owners.casting.rules import CastBallot, is_complete
from agenda.ballots.owners.models import HeadBallot, HeadBallotVersion, HeadChoice
from agenda.ballots.owners.queries import ballot_state, list_questions
from agenda.ballots.owners.rules import BallotChannel, OwnersBallotState
from agenda.ballots.rules import Choice
from agenda.infra.audit import quiet, record
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible, Stale
from agenda.kernel.ids import HeadId, PersonId, ProxyId


def cast_ballot(
    tx: Transaction, head_id: HeadId, choices: Sequence[Choice], *, based_on: int
) -> CastBallot:
    """Cast a head's ballot, or change it; any of its owners may, and what stood before is kept.

    `based_on` is the version that the form was made from, 0 for none. The same form sent twice
    counts once. Raises Stale where a co-owner has cast meanwhile, NotPossible outside the time.
    """
    locked = lock_head(tx, head_id)
    require(policy.may_cast(tx.actor, owns_head=owns_head(tx.session, head_id, tx.actor.person_id)))
    before = find_cast(tx.session, head_id)
    if before is not None and _is_same(before, tx.actor.person_id, choices, based_on=based_on):
        quiet(tx)
        return before
    require_open(tx, locked, at=tx.now)
    if based_on != (before.version if before else 0):
        chosen = before.choices if before else ()
        raise Stale("ballots.cast_meanwhile", current=" ".join(chosen))
    end_proxy(tx, head_id)
    return put_ballot(tx, locked, choices, channel=BallotChannel.ONLINE, version=based_on + 1)


def cast_on_paper(
    tx: Transaction,
    head_id: HeadId,
    choices: Sequence[Choice],
    *,
    handed_in_at: datetime | None = None,
) -> CastBallot:
    """Enter a head's paper ballot; it counts from the instant at which it was handed in.

    Two people have compared the entry with the paper before this is called. Raises NotPossible
    where the head has a ballot already, unless that was set aside: paper replaces none that stands.
    """
    locked = lock_head(tx, head_id)
    require(policy.may_enter_paper(tx.actor, standing_of(tx.session, locked.decision)))
    require_open(tx, locked, at=handed_in_at or tx.now)
    version = require_no_ballot(tx, locked) + 1
    end_proxy(tx, head_id)
    paper = BallotChannel.PAPER
    return put_ballot(tx, locked, choices, channel=paper, version=version, at=handed_in_at)


def end_proxy(tx: Transaction, head_id: HeadId) -> None:
    """End the proxy that a head has sent, if any: an owner's own hand goes first."""
    proxy = find_open_proxy(tx.session, head_id)
    if proxy is not None:
        proxy.ended_at = tx.now


def require_open(tx: Transaction, locked: LockedHead, *, at: datetime) -> None:
    """Raise NotPossible outside the time of casting: from opening up to, not including, closing."""
    state = ballot_state(locked.ballot, at)
    if state is OwnersBallotState.NOTICED:
        raise NotPossible("ballots.casting_not_open")
    if state is OwnersBallotState.CLOSED or at > tx.now:
        raise NotPossible("ballots.casting_closed")


def require_no_ballot(tx: Transaction, locked: LockedHead) -> int:
    """Return the version of the ballot that was set aside, 0 where a head has cast none.

    Raises NotPossible where it has one that stands.
    """
    before = find_cast(tx.session, locked.head.head_id)
    if before is None:
        return 0
    if locked.head.spoiled_reason is None:
        raise NotPossible("ballots.head_has_ballot")
    return before.version


def put_ballot(
    tx: Transaction,
    locked: LockedHead,
    choices: Sequence[Choice],
    *,
    channel: BallotChannel,
    version: int = 1,
    proxy_id: ProxyId | None = None,
    at: datetime | None = None,
) -> CastBallot:
    """Write one version of a head's ballot with its choices, and make it the one that counts.

    It counts whatever was set aside or could not be read before.
    """
    locked.head.spoiled_reason = None
    head, at = locked.head, at or tx.now
    asked = list_questions(tx.session, head.decision_id)
    if not is_complete(choices, questions=len(asked)):
        raise Invalid("ballots.answer_every_question")
    person_id = _person(tx)
    place = {
        "head_id": head.head_id,
        "version": version,
        "neighbourhood_id": head.neighbourhood_id,
    }
    row = HeadBallotVersion(
        **place, channel=channel, cast_at=at, cast_by_id=person_id, proxy_id=proxy_id
    )
    tx.insert(row, Stale("ballots.cast_meanwhile", current=""))
    rows = [
        {**place, "question": question.number, "choice": choice}
        for question, choice in zip(asked, choices, strict=True)
    ]
    tx.session.execute(insert(HeadChoice), rows)
    _point_at(tx, locked, version=version, at=at)
    kind = HeadBallotCast if version == 1 else HeadBallotChanged
    event = kind(
        neighbourhood_id=head.neighbourhood_id,
        proposal_id=locked.decision.proposal_id,
        attempt=locked.decision.attempt,
        channel=channel,
    )
    record(tx, event, anonymous=True)
    return CastBallot(
        head_id=head.head_id,
        decision_id=head.decision_id,
        number=head.number,
        version=version,
        channel=channel,
        cast_at=at,
        cast_by_id=person_id,
        choices=tuple(choices),
    )


def _point_at(tx: Transaction, locked: LockedHead, *, version: int, at: datetime) -> None:
    """Let a head's one row say which version counts."""
    standing = tx.session.get(HeadBallot, locked.head.head_id)
    if standing is not None:
        standing.version, standing.cast_at = version, at
        return
    first = HeadBallot(
        head_id=locked.head.head_id,
        decision_id=locked.head.decision_id,
        neighbourhood_id=locked.head.neighbourhood_id,
        version=version,
        first_cast_at=at,
        cast_at=at,
    )
    tx.insert(first, NotPossible("ballots.head_has_ballot"))


def _is_same(
    before: CastBallot, person_id: PersonId | None, choices: Sequence[Choice], *, based_on: int
) -> bool:
    """Whether this is the form that made the version there is, sent once more."""
    return (
        before.cast_by_id == person_id
        and before.version == based_on + 1
        and before.choices == tuple(choices)
    )


def _person(tx: Transaction) -> PersonId:
    """Return the acting person; raises NotPermitted for anybody else."""
    if tx.actor.person_id is None:
        raise NotPermitted("authz.sign_in_first")
    return tx.actor.person_id
