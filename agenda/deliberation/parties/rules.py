"""What becomes of a recusal."""

from enum import StrEnum

RECUSAL_REASON_MAX = 500


class RecusalState(StrEnum):
    """Where a recusal stands: asked for by somebody, standing, or dismissed with an answer."""

    ASKED = "asked"
    STANDING = "standing"
    DISMISSED = "dismissed"
