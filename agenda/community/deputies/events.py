"""Facts about deputies."""

from dataclasses import dataclass
from datetime import date

from agenda.kernel.events import Event
from agenda.kernel.ids import BodyId, SeatId


@dataclass(frozen=True, kw_only=True)
class DeputyNamed(Event):
    """A seat holder named a deputy for the days of his absence."""

    body_id: BodyId
    seat_id: SeatId
    from_on: date
    until_on: date


@dataclass(frozen=True, kw_only=True)
class DeputyDismissed(Event):
    """A deputy's time ended before its last day."""

    body_id: BodyId
    seat_id: SeatId
