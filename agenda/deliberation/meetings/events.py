"""Facts about meetings."""

from dataclasses import dataclass
from datetime import datetime

from agenda.kernel.events import ProposalEvent
from agenda.kernel.ids import BodyId, MeetingId


@dataclass(frozen=True, kw_only=True)
class MeetingCalled(ProposalEvent):
    """A body gave notice of a meeting; its agenda is frozen from now on."""

    meeting_id: MeetingId
    number: int
    meeting: str
    """The kind of meeting."""
    body_id: BodyId
    starts_at: datetime
    is_urgent: bool
    bodies_invited: int
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class MeetingPostponed(ProposalEvent):
    """A meeting was moved, with a public reason and a new notice."""

    meeting_id: MeetingId
    number: int
    body_id: BodyId
    starts_at: datetime
    is_urgent: bool
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class MeetingCancelled(ProposalEvent):
    """A meeting was called off, with a public reason."""

    meeting_id: MeetingId
    number: int
    body_id: BodyId
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class SecretVoteOpened(ProposalEvent):
    """A secret vote on a motion was opened in the room."""

    meeting_id: MeetingId
    motion: int
    """Its number in the meeting."""
    voters: int


@dataclass(frozen=True, kw_only=True)
class SecretVoteVoided(ProposalEvent):
    """A secret vote in the room got too few ballots to be counted; its motion is undecided."""

    meeting_id: MeetingId
    motion: int
    ballots: int


@dataclass(frozen=True, kw_only=True)
class MotionDecided(ProposalEvent):
    """A motion was decided, by a show of hands or by a secret vote in the room."""

    meeting_id: MeetingId
    motion: int
    """Its number in the meeting."""
    outcome: str
    votes_for: int
    votes_against: int
    votes_abstain: int
    voters: int
    is_secret: bool
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class MeetingHeld(ProposalEvent):
    """A meeting was held and closed, or the clock closed its record."""

    meeting_id: MeetingId
    number: int
    attended: int
    motions: int
    by_clock: bool


@dataclass(frozen=True, kw_only=True)
class MeetingNotHeld(ProposalEvent):
    """A meeting's time passed and nobody but its convener is on record."""

    meeting_id: MeetingId
    number: int
    body_id: BodyId


@dataclass(frozen=True, kw_only=True)
class ConveningEscalated(ProposalEvent):
    """A lead body called no meeting in time; it was reported to the sub-district office."""

    body_id: BodyId | None
    office_body_id: BodyId | None
