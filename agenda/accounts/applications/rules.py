"""An application to be put on the roster: its state, who must decide it, by when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from agenda.kernel.authz import BodyKind
from agenda.kernel.ids import NeighbourhoodId

WORKDAYS = 5
"""Within how many working days the committee decides; then the next level has as many."""
KEPT_FOR = timedelta(days=90)
"""How long name and contact of a decided application are kept."""


class ApplicationState(StrEnum):
    """Where an application stands."""

    WAITING = "waiting"
    VERIFIED = "verified"
    DECLINED = "declined"


class Level(StrEnum):
    """Who has to decide: the committee at first, then those it was escalated to by silence."""

    COMMITTEE = "residents_committee"
    SUPERVISION = "supervision_committee"
    SUBDISTRICT = "subdistrict_office"


_NEXT = {Level.COMMITTEE: Level.SUPERVISION, Level.SUPERVISION: Level.SUBDISTRICT}
_DECIDERS = {
    Level.COMMITTEE: (BodyKind.RESIDENTS_COMMITTEE,),
    Level.SUPERVISION: (BodyKind.RESIDENTS_COMMITTEE, BodyKind.SUPERVISION_COMMITTEE),
    Level.SUBDISTRICT: (
        BodyKind.RESIDENTS_COMMITTEE,
        BodyKind.SUPERVISION_COMMITTEE,
        BodyKind.SUBDISTRICT_OFFICE,
    ),
}


@dataclass(frozen=True)
class ApplicationFacts:
    """An application as the rules see it."""

    neighbourhood_id: NeighbourhoodId
    state: ApplicationState
    level: Level
    due_at: datetime

    def is_late(self, now: datetime) -> bool:
        """Whether it waits longer than it should."""
        return self.state is ApplicationState.WAITING and now >= self.due_at


def next_level(level: Level, *, present: frozenset[BodyKind]) -> Level | None:
    """Return who is to decide after a level stayed silent, among the bodies there are; None at the end."""
    following = _NEXT.get(level)
    while following is not None and BodyKind(following.value) not in present:
        following = _NEXT.get(following)
    return following


def deciders(level: Level) -> tuple[BodyKind, ...]:
    """Return the bodies whose members may decide at a level; an earlier one may still do its duty."""
    return _DECIDERS[level]
