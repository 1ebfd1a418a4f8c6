"""Deliveries: entered by those who carry ballots round, or said by the owner himself."""

from collections.abc import Sequence
from datetime import date, datetime

from agenda.ballots.decisions.queries import get_decision, lock_decision, standing_of
from agenda.ballots.owners.delivery import policy
from agenda.ballots.owners.delivery.events import DeliveriesRecorded, NoticeReceived
from agenda.ballots.owners.delivery.models import Delivery
from agenda.ballots.owners.delivery.queries import (
    led_groups,
    list_delivered,
    list_delivery_units,
    list_owned,
)
from agenda.ballots.owners.delivery.rules import (
    DELIVERED,
    DeliveryEntry,
    DeliveryMethod,
    delivered_instant,
    entries_text,
    seen_as,
)
from agenda.ballots.owners.models import OwnersBallot
from agenda.ballots.owners.queries import ballot_state, lock_ballot
from agenda.ballots.owners.rules import OwnersBallotState
from agenda.infra.audit import quiet, record, text_digest
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import NotPermitted, NotPossible, Stale
from agenda.kernel.ids import DecisionId, PersonId


def record_deliveries(
    tx: Transaction, decision_id: DecisionId, *, entries: Sequence[DeliveryEntry], day: date
) -> int:
    """Enter how ballots reached some homes on a day; returns how many entries changed something.

    What an owner said himself stands, whatever is entered after it. Raises NotPossible outside
    notice and closing, NotPermitted for a home that is not the carrier's, and Stale where somebody
    else entered one of these homes since the form was opened.
    """
    ballot = lock_ballot(tx, decision_id)
    standing = standing_of(tx.session, lock_decision(tx, decision_id))
    groups = led_groups(tx.session, tx.actor.person_id)
    require(policy.may_record_delivery(tx.actor, standing, leads=bool(groups)))
    _require_running(tx, ballot)
    at = delivered_instant(day, noticed_at=ballot.noticed_at, now=tx.now)
    every = policy.for_every_home(tx.actor, standing)
    units = list_delivery_units(tx.session, ballot, groups=None if every else groups)
    if {e.household_id for e in entries} - {unit.household_id for unit in units}:
        raise NotPermitted("ballots.home_not_yours_to_enter")
    changed = _write(tx, ballot, entries, at)
    if not changed:
        quiet(tx)
        return 0
    _record(tx, ballot, changed, at)
    return len(changed)


def confirm_receipt(tx: Transaction, decision_id: DecisionId) -> int:
    """Say that the notice arrived, for all of one's homes in the scope; returns how many.

    The ledger names neither hand nor home. Saying it again changes nothing.
    """
    ballot = lock_ballot(tx, decision_id)
    person_id = _person(tx)
    owned = list_owned(tx.session, ballot, person_id)
    require(policy.may_confirm_receipt(tx.actor, owns=bool(owned)))
    _require_running(tx, ballot)
    there = list_delivered(tx.session, ballot, owned)
    told = [home for home in owned if home not in there or there[home].method not in DELIVERED]
    for home in told:
        entry = DeliveryEntry(home, DeliveryMethod.ELECTRONIC)
        _put(tx, ballot, there.get(home), entry, method=DeliveryMethod.ELECTRONIC, at=tx.now)
    if not told:
        quiet(tx)
        return 0
    decision = get_decision(tx.session, decision_id)
    record(
        tx,
        NoticeReceived(
            neighbourhood_id=ballot.neighbourhood_id,
            proposal_id=decision.proposal_id,
            attempt=decision.attempt,
            units=len(told),
        ),
        anonymous=True,
    )
    return len(told)


def _require_running(tx: Transaction, ballot: OwnersBallot) -> None:
    """Raise NotPossible once the ballot is closed: what reaches an owner then changes nothing."""
    if ballot_state(ballot, tx.now) is OwnersBallotState.CLOSED:
        raise NotPossible("ballots.owners_ballot_closed")


def _person(tx: Transaction) -> PersonId:
    """Return who acts; raises NotPermitted for nobody."""
    if tx.actor.person_id is None:
        raise NotPermitted("authz.sign_in_first")
    return tx.actor.person_id


def _write(
    tx: Transaction, ballot: OwnersBallot, entries: Sequence[DeliveryEntry], at: datetime
) -> Sequence[DeliveryEntry]:
    """Write the entries that say something new, and return them."""
    there = list_delivered(tx.session, ballot, [entry.household_id for entry in entries])
    changed = []
    for entry in entries:
        row = there.get(entry.household_id)
        if row is not None and row.method is DeliveryMethod.ELECTRONIC:
            continue
        stands = (row.method if row else None, row.note if row else "")
        if stands == (entry.method, entry.note) or entry.seen == seen_as(entry.method, entry.note):
            continue
        if entry.seen is not None and entry.seen != seen_as(*stands):
            raise Stale("ballots.delivery_meanwhile", current=str(entry.household_id))
        if entry.method is not None:
            _put(tx, ballot, row, entry, method=entry.method, at=at)
        elif row is not None:
            tx.session.delete(row)
        changed.append(entry)
    return changed


def _put(
    tx: Transaction,
    ballot: OwnersBallot,
    row: Delivery | None,
    entry: DeliveryEntry,
    *,
    method: DeliveryMethod,
    at: datetime,
) -> None:
    """Write one entry over what stood there."""
    if row is None:
        row = Delivery(
            decision_id=ballot.decision_id,
            household_id=entry.household_id,
            neighbourhood_id=ballot.neighbourhood_id,
        )
        tx.session.add(row)
    row.method = method
    row.delivered_at, row.recorded_at = at, tx.now
    row.recorded_by_id, row.note = _person(tx), entry.note


def _record(
    tx: Transaction, ballot: OwnersBallot, changed: Sequence[DeliveryEntry], at: datetime
) -> None:
    """Record how many homes were entered, and hold the entries fast."""
    decision = get_decision(tx.session, ballot.decision_id)
    methods = [entry.method for entry in changed]
    record(
        tx,
        DeliveriesRecorded(
            neighbourhood_id=ballot.neighbourhood_id,
            proposal_id=decision.proposal_id,
            attempt=decision.attempt,
            delivered=sum(method in DELIVERED for method in methods),
            refused=methods.count(DeliveryMethod.REFUSED),
            taken_back=methods.count(None),
            text_digest=text_digest(tx, entries_text(changed, at)),
        ),
    )
