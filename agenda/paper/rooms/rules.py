"""Reading a room and a name as people write them by hand: 3-501, 3号楼501室, 王小明."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from agenda.kernel.ids import HouseholdId, PersonId
from agenda.kernel.texts import folded, normal_line

_PARTS = re.compile(r"[0-9]+[A-Za-z]?|[A-Za-z]+[0-9]*")


@dataclass(frozen=True)
class Home:
    """A home as its address says it."""

    household_id: HouseholdId
    building: str
    unit: str
    room: str


@dataclass(frozen=True)
class Adult:
    """An adult of a home."""

    person_id: PersonId
    name: str


def room_parts(typed: str) -> tuple[str, ...]:
    """Return the numbers of a typed room, building first: `3号楼1单元501室` is 3, 1, 501."""
    return tuple(part.upper() for part in _PARTS.findall(folded(typed)))


def matching_homes(typed: str, homes: Iterable[Home]) -> list[Home]:
    """Return the homes that a typed room can mean; the last number is the room itself.

    Numbers before it are building, or building and unit; without them the room alone decides.
    """
    *before, room = room_parts(typed) or ("",)
    return [home for home in homes if _room(home) == room and _fits(tuple(before), home)]


def _fits(before: tuple[str, ...], home: Home) -> bool:
    """Whether the numbers before a room are those of its building, or of building and unit."""
    building, unit = room_parts(home.building), room_parts(home.unit)
    return before in {(), building, building + unit}


def _room(home: Home) -> str:
    """Return a room's own number as it is compared."""
    return "".join(room_parts(home.room)[-1:])


def matching_adults(typed: str, adults: Iterable[Adult]) -> list[Adult]:
    """Return the adults whom a typed name can mean: the whole name, else those beginning so."""
    name = normal_line(typed).replace(" ", "")
    everybody = list(adults)
    same = [adult for adult in everybody if adult.name.replace(" ", "") == name]
    return same or [a for a in everybody if name and a.name.replace(" ", "").startswith(name)]
