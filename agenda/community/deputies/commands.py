"""Naming a deputy for the days one is away, and dismissing him."""

from datetime import date

from agenda.community.deputies import policy
from agenda.community.deputies.events import DeputyDismissed, DeputyNamed
from agenda.community.deputies.models import Deputation
from agenda.community.deputies.queries import find_overlapping, get_deputation, list_candidates
from agenda.community.deputies.rules import DAYS_MOST, is_span
from agenda.community.seats.queries import facts, get_seat
from agenda.infra.audit import record
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import require
from agenda.kernel.clock import local_date
from agenda.kernel.errors import Invalid, NotPossible
from agenda.kernel.ids import PersonId, SeatId


def name_deputy(
    tx: Transaction, seat_id: SeatId, *, deputy_id: PersonId, from_on: date, until_on: date
) -> Deputation:
    """Name the member of one's own body who acts for one's seat while one is away.

    Nobody else: a body would get a hand in what another decides or checks (Organic Law of Urban
    Residents' Committees (2025) art. 36 for the supervision committee).

    Raises Invalid for somebody who cannot stand in, for days that make no absence, or doubled ones.
    """
    seat = get_seat(tx.session, seat_id)
    require(policy.may_name_deputy(tx.actor, facts(seat)))
    tx.session.refresh(seat, with_for_update=True)  # one deputy at a time
    others = list_candidates(tx.session, seat.body_id, besides=seat.person_id)
    if deputy_id not in {one.person_id for one in others}:
        raise Invalid("community.cannot_stand_in", field="deputy_id")
    if not is_span(from_on, until_on, today=local_date(tx.now)):
        raise Invalid("community.no_absence", field="until_on", days=DAYS_MOST)
    if find_overlapping(tx.session, seat_id, from_on, until_on) is not None:
        raise Invalid("community.deputy_already", field="from_on")
    deputation = Deputation(
        neighbourhood_id=seat.neighbourhood_id,
        seat_id=seat_id,
        deputy_id=deputy_id,
        from_on=from_on,
        until_on=until_on,
        named_at=tx.now,
    )
    tx.insert(deputation, NotPossible("community.deputy_already"))
    record(
        tx,
        DeputyNamed(
            neighbourhood_id=seat.neighbourhood_id,
            body_id=seat.body_id,
            seat_id=seat_id,
            from_on=from_on,
            until_on=until_on,
        ),
    )
    return deputation


def dismiss_deputy(tx: Transaction, deputation_id: int) -> None:
    """End a deputy's time before its last day, for the holder of the seat who is back."""
    deputation = get_deputation(tx.session, deputation_id)
    seat = get_seat(tx.session, deputation.seat_id)
    require(policy.may_name_deputy(tx.actor, facts(seat)))
    if deputation.ended_at is not None:
        raise NotPossible("community.deputy_over")
    deputation.ended_at = tx.now
    record(
        tx,
        DeputyDismissed(
            neighbourhood_id=seat.neighbourhood_id, body_id=seat.body_id, seat_id=seat.seat_id
        ),
    )
