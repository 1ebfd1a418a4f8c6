"""What stands on an owner's paper ballot, as one text that two readings are compared by."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from agenda.ballots.owners.casting.rules import SetAsideReason
from agenda.ballots.rules import Choice
from agenda.kernel.ids import HeadId
from agenda.kernel.texts import folded

CODE_LENGTH = 8
"""Characters of a head's code, without its hyphen."""
MARKS: Mapping[str, Choice] = {
    "1": Choice.FOR,
    "2": Choice.AGAINST,
    "3": Choice.ABSTAIN,
    "0": Choice.ABSTAIN,
}
"""One key a question; 0 is a question left blank or ticked twice, which abstains."""


class Flaw(StrEnum):
    """Why a sheet as a whole does not count."""

    UNSIGNED = "unsigned"
    UNREADABLE = "unreadable"

    @property
    def reason(self) -> SetAsideReason:
        """Why the ballot of its head does not count."""
        unsigned = self is Flaw.UNSIGNED
        return SetAsideReason.NOT_SIGNED if unsigned else SetAsideReason.UNREADABLE


@dataclass(frozen=True)
class Sheet:
    """One paper ballot as one person reads it: whose it is, and either choices or a flaw."""

    head_id: HeadId | None
    """None where not even the head can be read."""
    choices: tuple[Choice, ...] = ()
    flaw: Flaw | None = None

    @property
    def content(self) -> str:
        """The canonical text by which two readings are compared."""
        said = self.flaw.value if self.flaw else ",".join(self.choices)
        return f"head:{self.head_id or ''};{said}"

    @classmethod
    def of(cls, content: str) -> "Sheet":
        """Return the sheet that a canonical text says."""
        head, said = content.removeprefix("head:").split(";")
        head_id = HeadId(int(head)) if head else None
        if said in set(Flaw):
            return cls(head_id, flaw=Flaw(said))
        return cls(head_id, tuple(Choice(word) for word in said.split(",")))


@dataclass(frozen=True)
class SheetOutcome:
    """What became of a sheet after one more reading: a state of paper.rules, and the code of why."""

    state: str
    reason: str = ""


def choices_of(typed: str, *, questions: int) -> tuple[Choice, ...] | None:
    """Return the choices that keys stand for, one a question; None where it is another number."""
    keys = [key for key in folded(typed) if key.isalnum()]
    if len(keys) != questions or not set(keys) <= MARKS.keys():
        return None
    return tuple(MARKS[key] for key in keys)
