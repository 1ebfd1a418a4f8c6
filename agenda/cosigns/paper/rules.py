"""What a line of a co-sign sheet says, and how it is told apart from another."""

import hashlib
from dataclasses import dataclass

from agenda.kernel.ids import PersonId
from agenda.kernel.texts import folded, normal_line
from agenda.paper.rooms.rules import room_parts

UNREADABLE = "unreadable"
_PERSON = "person:"


@dataclass(frozen=True)
class LineOutcome:
    """What became of a line after one more reading: a state of paper.rules, and the code of why."""

    state: str
    reason: str = ""


def signed_by(person_id: PersonId) -> str:
    """Return the canonical text of a line signed by somebody on the roster."""
    return f"{_PERSON}{person_id}"


def signed_by_stranger(room: str, name: str) -> str:
    """Return the canonical text of a line that names nobody on the roster."""
    return f"unknown:{'-'.join(room_parts(room))}:{folded(normal_line(name)).replace(' ', '')}"


def signer(content: str) -> PersonId | None:
    """Return who signed a line, or None where it names nobody."""
    number = content.removeprefix(_PERSON)
    return PersonId(int(number)) if content.startswith(_PERSON) else None


def text_mark(title: str, matter: str, remedy: str) -> str:
    """Return the first 12 characters of the SHA-256 of a text: printed on the sheet that is signed."""
    text = "\n".join((title, matter, remedy))
    return hashlib.sha256(text.encode()).hexdigest()[:12]
