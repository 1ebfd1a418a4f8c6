"""Facts about residents' representatives; never who, only which group, when and by how many."""

from dataclasses import dataclass
from datetime import date

from agenda.kernel.events import Event
from agenda.kernel.ids import BodyId


@dataclass(frozen=True, kw_only=True)
class ElectionRecorded(Event):
    """The residents' committee recorded an election; it counts once a second person confirmed."""

    body_id: BodyId | None
    group_id: int
    election_id: int
    elected_on: date
    voters: int
    votes_for: int


@dataclass(frozen=True, kw_only=True)
class ElectionConfirmed(Event):
    """A second person confirmed it: the group has this representative from now on."""

    body_id: BodyId | None
    group_id: int
    election_id: int
    elected_on: date
    voters: int
    votes_for: int


@dataclass(frozen=True, kw_only=True)
class MandateEndProposed(Event):
    """It was proposed to end a mandate; it ends once a second person has agreed."""

    body_id: BodyId | None
    group_id: int
    election_id: int


@dataclass(frozen=True, kw_only=True)
class MandateEnded(Event):
    """A mandate ended, or a recorded election was taken back before it was confirmed."""

    body_id: BodyId | None
    group_id: int
    election_id: int
    resigned: bool
