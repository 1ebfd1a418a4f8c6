"""Identifiers, one type per thing, so that one is never taken for another."""

import secrets
from typing import NewType

NeighbourhoodId = NewType("NeighbourhoodId", int)
AreaId = NewType("AreaId", int)
HouseholdId = NewType("HouseholdId", int)
PersonId = NewType("PersonId", int)
BodyId = NewType("BodyId", int)
SeatId = NewType("SeatId", int)
AccountId = NewType("AccountId", int)
AccountSessionId = NewType("AccountSessionId", int)
InvitationId = NewType("InvitationId", int)
ApplicationId = NewType("ApplicationId", int)
RecoveryId = NewType("RecoveryId", int)
ProcedureId = NewType("ProcedureId", int)
DutyId = NewType("DutyId", int)
ProposalId = NewType("ProposalId", int)
VoteId = NewType("VoteId", int)
DecisionId = NewType("DecisionId", int)
HeadId = NewType("HeadId", int)
ProxyId = NewType("ProxyId", int)
MeetingId = NewType("MeetingId", int)
PositionId = NewType("PositionId", int)
TaskId = NewType("TaskId", int)
AttachmentId = NewType("AttachmentId", int)
EventId = NewType("EventId", int)

CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Characters that nobody confuses on paper: no 0/O, 1/I/L."""


def new_token() -> str:
    """Return a fresh URL-safe secret of 256 bits."""
    return secrets.token_urlsafe(32)


def new_code(groups: int = 4, size: int = 4) -> str:
    """Return a code people can copy from paper, as groups of characters joined by hyphens.

    Each character carries 4.9 bits: four groups of four are 79 bits, five of five 123.
    """
    return "-".join(
        "".join(secrets.choice(CODE_ALPHABET) for _ in range(size)) for _ in range(groups)
    )


def normal_code(text: str) -> str:
    """Return a typed code as it is stored: upper case, no spaces or hyphens."""
    return "".join(c for c in text.upper() if c in CODE_ALPHABET)
