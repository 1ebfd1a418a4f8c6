"""What happened to applications, in numbers and names of bodies alone."""

from dataclasses import dataclass
from datetime import datetime

from agenda.kernel.events import Event
from agenda.kernel.ids import BodyId


@dataclass(frozen=True, kw_only=True)
class ResidentVerified(Event):
    """A resident who was not on the roster was verified and put on it."""

    body_id: BodyId


@dataclass(frozen=True, kw_only=True)
class ApplicationDeclined(Event):
    """An application to be put on the roster was declined; the applicant has the reason."""

    body_id: BodyId


@dataclass(frozen=True, kw_only=True)
class ApplicationEscalated(Event):
    """Nobody decided an application in time, so a further body has to."""

    body_id: BodyId
    due_at: datetime
