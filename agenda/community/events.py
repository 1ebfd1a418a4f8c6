"""What happened to the neighbourhood itself: set up, counted, seats filled and given up."""

from dataclasses import dataclass

from agenda.kernel.authz import BodyKind, SeatRole
from agenda.kernel.events import Event
from agenda.kernel.ids import BodyId, SeatId


@dataclass(frozen=True, kw_only=True)
class NeighbourhoodSetUp(Event):
    """A neighbourhood was set up with its bodies."""

    bodies: int


@dataclass(frozen=True, kw_only=True)
class BodyFounded(Event):
    """A body was entered that can be asked, invited and charged."""

    body_id: BodyId
    body_kind: BodyKind


@dataclass(frozen=True, kw_only=True)
class RosterImported(Event):
    """The roster was renewed from a file; how many of each it holds and what changed."""

    households: int
    people: int
    households_new: int
    households_changed: int
    people_new: int
    people_changed: int
    people_ended: int


@dataclass(frozen=True, kw_only=True)
class SeatProposed(Event):
    """Somebody was proposed for a seat; it counts once a second person has confirmed it."""

    body_id: BodyId
    seat_id: SeatId
    role: SeatRole


@dataclass(frozen=True, kw_only=True)
class SeatConfirmed(Event):
    """A seat was filled: confirmed by a second person, or by the operator as one of the first."""

    body_id: BodyId
    seat_id: SeatId
    role: SeatRole
    confirmed_by: str


@dataclass(frozen=True, kw_only=True)
class SeatEndProposed(Event):
    """It was proposed to end a seat; it ends once a second person has agreed."""

    body_id: BodyId
    seat_id: SeatId
    role: SeatRole


@dataclass(frozen=True, kw_only=True)
class SeatEnded(Event):
    """A seat was given up or ended."""

    body_id: BodyId
    seat_id: SeatId
    role: SeatRole
    resigned: bool
