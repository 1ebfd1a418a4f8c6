"""Casting an owners' ballot: what a receipt holds fast, and why a ballot is set aside."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from agenda.ballots.owners.rules import BallotChannel
from agenda.ballots.rules import Choice
from agenda.kernel.chain import canonical
from agenda.kernel.ids import DecisionId, HeadId, PersonId


class SetAsideReason(StrEnum):
    """Why a ballot does not count: a closed list, so that no reason tells on an owner."""

    NOT_SIGNED = "not_signed"
    UNREADABLE = "unreadable"
    NOT_BY_OWNER = "not_by_owner"
    """Cast by somebody who is neither an owner of the head nor his proxy."""
    DISPUTED = "disputed"
    """The owner says that it is not his."""
    NOT_ENTERED = "not_entered"
    """Handed in and read by one clerk at most, or by two who never agreed; silence it is not."""


PROPOSABLE = tuple(one for one in SetAsideReason if one is not SetAsideReason.NOT_ENTERED)
"""What two people can give as the reason; the rest follows from time alone."""


@dataclass(frozen=True)
class CastBallot:
    """The ballot of a head as it stands, or as it stood in an earlier version."""

    head_id: HeadId
    decision_id: DecisionId
    number: int
    """The head's number on the roll."""
    version: int
    channel: BallotChannel
    cast_at: datetime
    cast_by_id: PersonId
    choices: tuple[Choice, ...]
    """One per question, in their order."""

    @property
    def digest(self) -> str:
        """What the receipt shows, and what the line sealed at closing names again."""
        return receipt_digest(
            self.decision_id,
            number=self.number,
            version=self.version,
            channel=self.channel,
            cast_at=self.cast_at,
            choices=self.choices,
        )


def receipt_digest(
    decision_id: DecisionId,
    *,
    number: int,
    version: int,
    channel: BallotChannel,
    cast_at: datetime,
    choices: Sequence[Choice],
) -> str:
    """Return the SHA-256 over everything that a receipt says of a ballot.

    Whoever holds the receipt can compute it again; it is shown to nobody but the head's owners.
    """
    said = {
        "decision": decision_id,
        "head": number,
        "version": version,
        "channel": channel.value,
        "cast_at": cast_at.isoformat(),
        "choices": [choice.value for choice in choices],
    }
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def is_complete(choices: Sequence[Choice], *, questions: int) -> bool:
    """Whether a ballot answers every question; a blank one is an abstention by then."""
    return len(choices) == questions
