"""The homes of the content: every floor of every stairwell, in order."""

from collections.abc import Iterator
from dataclasses import dataclass

from agenda.kernel.quantities import Area
from agenda.scenarios.demo.content import Record


@dataclass(frozen=True)
class Home:
    """One home: its key in the content, where it stands, and its exclusive area."""

    key: str
    compound: str
    """The compound's key."""
    place: tuple[str, str, str, str]
    """Names of compound, building and stairwell, and the room."""
    areas: tuple[str, str, str, str]
    """Keys of the areas it lies in, from the neighbourhood down to the stairwell."""
    area: Area
    group: str
    """The name of its building group."""


def list_homes(neighbourhood: Record) -> tuple[Home, ...]:
    """Return all homes, compound by compound."""
    groups = neighbourhood["building_groups"]
    return tuple(
        _home(compound, building, unit, floor, room, groups)
        for compound in neighbourhood["compounds"]
        for building in compound["buildings"]
        for unit in range(1, building["units"] + 1)
        for floor in range(1, building["floors"] + 1)
        for room in building["rooms"]
    )


def area_names(neighbourhood: Record) -> Iterator[tuple[str, str]]:
    """Yield the key of every area with its path in the roster, the whole neighbourhood first."""
    yield "neighbourhood", ""
    for compound in neighbourhood["compounds"]:
        yield compound["key"], compound["name"]
        for building in compound["buildings"]:
            path = f"{compound['name']}/{building['name']}"
            yield building["key"], path
            for unit in range(1, building["units"] + 1):
                yield f"{building['key']}-{unit}", f"{path}/{unit}单元"


def _home(
    compound: Record, building: Record, unit: int, floor: int, room: Record, groups: list[Record]
) -> Home:
    """Return one home."""
    number = f"{floor}{room['suffix']}"
    stairwell = f"{building['key']}-{unit}"
    return Home(
        key=f"{stairwell}-{number}",
        compound=compound["key"],
        place=(compound["name"], building["name"], f"{unit}单元", number),
        areas=("neighbourhood", compound["key"], building["key"], stairwell),
        area=Area(room["area"]),
        group=next(g["name"] for g in groups if _holds(g, building["key"], unit, floor)),
    )


def _holds(group: Record, building: str, unit: int, floor: int) -> bool:
    """Whether a building group takes in this floor of this stairwell."""
    return any(
        part["building"] == building
        and (part["units"] is None or unit in part["units"])
        and (part["floors"] is None or part["floors"][0] <= floor <= part["floors"][1])
        for part in group["parts"]
    )
