"""Which texts may be removed, for which reasons, and where a removal stands."""

from enum import StrEnum

from agenda.kernel.authz import BodyKind

EXPLANATION_MAX = 500
APPEAL_MAX = 2000
MODERATORS = (BodyKind.RESIDENTS_COMMITTEE, BodyKind.SUPERVISION_COMMITTEE)


class TextKind(StrEnum):
    """What was written: each is numbered within its proposal."""

    COMMENT = "comment"
    STATEMENT = "statement"
    FILE = "file"
    """A photo or a paper beside a public text; its number is its own id."""


class RemovalReason(StrEnum):
    """The closed list of reasons for removing a text; disagreement is none of them."""

    UNLAWFUL = "unlawful"
    PERSONAL_ATTACK = "personal_attack"
    OTHERS_PRIVACY = "others_privacy"
    ADVERTISING = "advertising"
    REPEATED = "repeated"


class RemovalState(StrEnum):
    """Where a removal stands: proposed by one, decided by another, perhaps undone on appeal."""

    PROPOSED = "proposed"
    REMOVED = "removed"
    DISMISSED = "dismissed"
    RESTORED = "restored"
    """Undone on appeal: this text is not removed again."""


def second_look(proposing: BodyKind) -> BodyKind:
    """Return the body that is to look at a removal second: not the one that proposed it.

    Any other moderator may decide too; this one has it on its desk.
    """
    return next(kind for kind in MODERATORS if kind is not proposing)
