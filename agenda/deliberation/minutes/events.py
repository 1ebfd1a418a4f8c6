"""Facts about minutes."""

from dataclasses import dataclass
from datetime import datetime

from agenda.kernel.events import ProposalEvent
from agenda.kernel.ids import BodyId, MeetingId


@dataclass(frozen=True, kw_only=True)
class MinutesSubmitted(ProposalEvent):
    """The draft went to the attendees, to confirm or object by a date."""

    meeting_id: MeetingId
    number: int
    body_id: BodyId
    version: int
    confirm_by: datetime
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class MinutesAnswered(ProposalEvent):
    """An attendee confirmed the minutes or objected to them."""

    meeting_id: MeetingId
    number: int
    answer: str
    version: int
    text_digest: str | None


@dataclass(frozen=True, kw_only=True)
class DissentFiled(ProposalEvent):
    """Somebody who was there had a dissenting opinion put on record."""

    meeting_id: MeetingId
    number: int
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class ObjectionReplied(ProposalEvent):
    """The convener replied to an objection; both are attached to the minutes."""

    meeting_id: MeetingId
    number: int
    body_id: BodyId
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class ConfirmationEnded(ProposalEvent):
    """Everybody has answered, or the attendees' time is over."""

    meeting_id: MeetingId
    number: int
    attended: int
    confirmed: int
    objected: int
    by_clock: bool


@dataclass(frozen=True, kw_only=True)
class MinutesPublished(ProposalEvent):
    """The minutes are out; unconfirmed where the clock had to publish them before confirmation."""

    meeting_id: MeetingId
    number: int
    body_id: BodyId
    is_confirmed: bool
    by_default: bool
    passages_masked: int
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class MinutesCorrected(ProposalEvent):
    """A correction was appended to published minutes."""

    meeting_id: MeetingId
    number: int
    correction: int
    body_id: BodyId
    text_digest: str
