"""Setting a ballot aside: one person says why, a second confirms, and only then it does not count."""

from agenda.ballots.decisions.queries import standing_of
from agenda.ballots.owners.casting import policy
from agenda.ballots.owners.casting.commands import require_open
from agenda.ballots.owners.casting.events import BallotSetAside, SettingAsideProposed
from agenda.ballots.owners.casting.models import SetAside
from agenda.ballots.owners.casting.queries import LockedHead, find_cast, lock_head
from agenda.ballots.owners.casting.rules import CastBallot, SetAsideReason
from agenda.ballots.owners.rules import BallotChannel
from agenda.infra.audit import record
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import NotPermitted, NotPossible
from agenda.kernel.ids import HeadId


def propose_set_aside(tx: Transaction, head_id: HeadId, *, reason: SetAsideReason) -> SetAside:
    """Say that the ballot of a head, as it stands now, must not count."""
    locked = lock_head(tx, head_id)
    require(policy.may_enter(tx.actor, standing_of(tx.session, locked.decision)))
    cast = find_cast(tx.session, head_id)
    _require_in_time(tx, locked, cast)
    if cast is None:
        raise NotPossible("ballots.no_ballot_to_set_aside")
    if tx.actor.person_id is None:
        raise NotPermitted("authz.sign_in_first")
    row = SetAside(
        head_id=head_id,
        version=cast.version,
        decision_id=cast.decision_id,
        neighbourhood_id=locked.head.neighbourhood_id,
        reason=reason,
        proposed_at=tx.now,
        proposed_by_id=tx.actor.person_id,
    )
    tx.insert(row, NotPossible("ballots.set_aside_already"))
    record(
        tx,
        SettingAsideProposed(
            neighbourhood_id=locked.head.neighbourhood_id,
            proposal_id=locked.decision.proposal_id,
            attempt=locked.decision.attempt,
            body_id=locked.decision.convening_body_id,
            reason=reason,
        ),
    )
    return row


def confirm_set_aside(tx: Transaction, head_id: HeadId, *, version: int) -> SetAside:
    """Confirm what somebody else said: the ballot does not count unless its owner casts anew."""
    locked = lock_head(tx, head_id)
    row = tx.session.get(SetAside, (head_id, version), populate_existing=True)
    if row is None:
        raise NotPossible("ballots.no_ballot_to_set_aside")
    standing = standing_of(tx.session, locked.decision)
    require(policy.may_second(tx.actor, standing, before={row.proposed_by_id}))
    cast = find_cast(tx.session, head_id)
    _require_in_time(tx, locked, cast)
    if row.confirmed_at is not None or cast is None or cast.version != version:
        raise NotPossible("ballots.cast_anew_meanwhile")
    row.confirmed_at, row.confirmed_by_id = tx.now, tx.actor.person_id
    locked.head.spoiled_reason = row.reason.value
    record(
        tx,
        BallotSetAside(
            neighbourhood_id=locked.head.neighbourhood_id,
            proposal_id=locked.decision.proposal_id,
            attempt=locked.decision.attempt,
            body_id=locked.decision.convening_body_id,
            reason=row.reason,
        ),
    )
    return row


def _require_in_time(tx: Transaction, locked: LockedHead, cast: CastBallot | None) -> None:
    """Raise NotPossible outside the time: while casting is open, and for paper until the count.

    Paper is still being entered after closing; what an owner cast himself is not touched once he
    can no longer cast anew.
    """
    on_paper = cast is not None and cast.channel is BallotChannel.PAPER
    if not (on_paper and locked.ballot.closed_at is None):
        require_open(tx, locked, at=tx.now)
