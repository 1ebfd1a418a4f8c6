"""Who can be a party, what becomes of a recusal."""

from dataclasses import dataclass
from enum import StrEnum

from agenda.kernel.ids import BodyId, HouseholdId

RECUSAL_REASON_MAX = 500
EXPERT_MAX = 40
HOUSEHOLDS_MOST = 60
"""Invited at one time; a larger circle is asked by a survey, not one by one."""


class PartyKind(StrEnum):
    """Who sits at the table."""

    BODY = "body"
    HOUSEHOLD = "household"
    """A home the matter touches; whoever lives in it or owns it speaks for it."""
    EXPERT = "expert"
    """Somebody asked for his knowledge; the lead body enters what he wrote."""


@dataclass(frozen=True)
class PartyFacts:
    """What policies ask about a party."""

    kind: PartyKind
    body_id: BodyId | None = None
    household_id: HouseholdId | None = None


def home_words(line: str) -> tuple[tuple[str, ...], str]:
    """Return the places and the room that a line names: `3号楼 1单元 101`, `3号楼/101`."""
    *places, room = line.replace("/", " ").split()
    return tuple(places), room


class RecusalState(StrEnum):
    """Where a recusal stands: asked for by somebody, standing, or dismissed with an answer."""

    ASKED = "asked"
    STANDING = "standing"
    DISMISSED = "dismissed"


ON_SILENCE = RecusalState.STANDING
"""What an unanswered request becomes: silence never keeps somebody with an interest at the table."""


def stands_by_silence(state: RecusalState, *, was_asked: bool, answer: str) -> bool:
    """Whether a recusal stands because nobody answered the request for it in time."""
    return state is RecusalState.STANDING and was_asked and not answer
