"""What becomes of a recusal."""

from enum import StrEnum

RECUSAL_REASON_MAX = 500


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
