"""Facts about paper: what came in, what became of it. Never who, never what was chosen."""

from dataclasses import dataclass
from datetime import datetime

from agenda.kernel.events import ProposalEvent
from agenda.kernel.ids import BodyId


@dataclass(frozen=True, kw_only=True)
class StackRegistered(ProposalEvent):
    """A body took a stack in; it counts from now."""

    stack_id: int
    stack: str
    sheets: int
    entries: int
    body_id: BodyId
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class StackHandedOver(ProposalEvent):
    """A stack was not entered in time; the supervision committee takes over."""

    stack_id: int
    stack: str
    missing: int
    body_id: BodyId
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class StackEntered(ProposalEvent):
    """A stack is done with: entered by two people each, or its time is over."""

    stack_id: int
    stack: str
    entries: int
    confirmed: int
    duplicate: int
    rejected: int
    missing: int


@dataclass(frozen=True, kw_only=True)
class EntryDisputed(ProposalEvent):
    """Who holds the receipt of a sheet says that it is not his: set aside."""

    stack_id: int
    stack: str
