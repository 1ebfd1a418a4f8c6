"""Facts about removals; texts are named by their kind and their number within the proposal."""

from dataclasses import dataclass

from agenda.kernel.events import ProposalEvent
from agenda.kernel.ids import BodyId


@dataclass(frozen=True, kw_only=True)
class RemovalProposed(ProposalEvent):
    """One moderator proposed to remove a text; it stays readable until a second one agrees."""

    removal_id: int
    text: str
    number: int
    reason: str
    body_id: BodyId


@dataclass(frozen=True, kw_only=True)
class TextRemoved(ProposalEvent):
    """A second moderator confirmed the removal: the text is not shown any more."""

    removal_id: int
    text: str
    number: int
    reason: str
    body_id: BodyId


@dataclass(frozen=True, kw_only=True)
class RemovalDismissed(ProposalEvent):
    """The text stays: a second moderator found no reason, or none looked in time."""

    removal_id: int
    text: str
    number: int
    by_silence: bool
    body_id: BodyId | None
    text_digest: str | None


@dataclass(frozen=True, kw_only=True)
class RemovalAppealed(ProposalEvent):
    """The author of a removed text appealed to the supervision committee."""

    removal_id: int
    text: str
    number: int
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class RemovalAppealAnswered(ProposalEvent):
    """The appeal was answered, or nobody answered in time: then the text is shown again."""

    removal_id: int
    text: str
    number: int
    restored: bool
    by_silence: bool
    body_id: BodyId | None
    text_digest: str | None
