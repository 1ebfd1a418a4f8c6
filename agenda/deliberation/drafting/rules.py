"""A draft in numbered paragraphs, what may be proposed to it, and where an amendment stands."""

from datetime import timedelta
from enum import StrEnum

from agenda.accounts.limits.rules import Limit

PARAGRAPH_MAX = 1000
REASON_MAX = 500
AMENDMENTS = Limit("amendments", 10, timedelta(days=1))
"""By person."""


class AmendmentState(StrEnum):
    """Where an amendment stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    TO_MEETING = "to_meeting"
    """The meeting decides, because the lead body says so or has said nothing in time."""


def paragraphs_of(remedy: str) -> tuple[str, ...]:
    """Return a proposed remedy as paragraphs: a line each, without marks and numbers of lists."""
    lines = (line.strip().lstrip("-*#>0123456789.、）) ").strip() for line in remedy.splitlines())
    return tuple(line for line in lines if line)
