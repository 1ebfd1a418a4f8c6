"""Who is there and in what capacity, who has a hand to show, and when a motion carries."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from agenda.kernel.errors import Invalid
from agenda.kernel.ids import BodyId, PersonId
from agenda.kernel.privacy import is_fit_for_public

SPEECH_MAX = 4000
MOTION_MAX = 1000
PARAGRAPH_MAX = 1000
PARAGRAPHS_MAX = 30
TASK_MAX = 200
"""As long as a promise may be, which an agreed task becomes."""
GUEST_NAME_MAX = 40
GUEST_PLACE_MAX = 60


class Capacity(StrEnum):
    """In what capacity somebody is there."""

    BODY = "body"
    """Speaks for a body."""
    RESIDENT = "resident"
    """Lives in the scope."""
    EXPERT = "expert"
    OBSERVER = "observer"


class Part(StrEnum):
    """What somebody does for the meeting itself."""

    CHAIR = "chair"
    RECORDER = "recorder"
    PARTICIPANT = "participant"


class Channel(StrEnum):
    """How somebody signed in."""

    CODE = "code"
    SECRETARY = "secretary"
    PAPER = "paper"


class MotionOutcome(StrEnum):
    """What a motion came to."""

    CARRIED = "carried"
    LOST = "lost"


@dataclass(frozen=True)
class Present:
    """Somebody on the attendance list, as the rules see him."""

    capacity: Capacity
    body_id: BodyId | None = None
    person_id: PersonId | None = None
    part: Part = Part.PARTICIPANT


@dataclass(frozen=True)
class Hands:
    """A show of hands: how many for, against, and abstaining."""

    votes_for: int
    votes_against: int
    votes_abstain: int

    @property
    def total(self) -> int:
        """All hands counted."""
        return self.votes_for + self.votes_against + self.votes_abstain


def counts_as_held(convener_body_id: BodyId, present: Iterable[Present]) -> bool:
    """Whether those on record make a meeting: somebody came besides the body that called it."""
    return any(p.body_id != convener_body_id and may_show_hands(p) for p in present)


def may_show_hands(present: Present) -> bool:
    """Whether somebody has a hand to show: bodies and residents, one hand a person."""
    return present.capacity in {Capacity.BODY, Capacity.RESIDENT}


def count_voters(present: Iterable[Present]) -> int:
    """Return how many of those signed in have a hand to show."""
    return sum(may_show_hands(p) for p in present)


def fits_attendance(hands: Hands, voters: int) -> bool:
    """Whether a count can be true: nobody raises two hands, and none is below nought."""
    none_negative = min(hands.votes_for, hands.votes_against, hands.votes_abstain) >= 0
    return none_negative and 0 < hands.total <= voters


def motion_outcome(hands: Hands, voters: int) -> MotionOutcome:
    """Return what a show of hands means: carried by more than half of the voters signed in.

    As in residents' meetings, a majority is of those present, so abstaining does not help a motion.
    """
    return MotionOutcome.CARRIED if 2 * hands.votes_for > voters else MotionOutcome.LOST


def require_text(text: str, limit: int) -> None:
    """Raise Invalid for an empty or too long text."""
    if not text.strip():
        raise Invalid("deliberation.text_needed", field="text")
    if len(text) > limit:
        raise Invalid("deliberation.too_long", field="text", limit=limit)


def require_public(text: str) -> None:
    """Raise Invalid for words that would give somebody away: motions and tasks go public at once."""
    if not is_fit_for_public(text):
        raise Invalid("deliberation.private_passage", field="text")
