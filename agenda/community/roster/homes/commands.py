"""Entering the homes of a roster: areas, building groups and households, new or changed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from agenda.community.models import Area, BuildingGroup, Household
from agenda.community.queries import get_root
from agenda.community.roster.check.rules import Home, HomeFacts
from agenda.community.rules import AreaKind
from agenda.infra.transaction import Transaction
from agenda.kernel.ids import AreaId, HouseholdId, NeighbourhoodId

BATCH = 5_000
_CHANGING = ("area", "group", "parking", "stock")
"""What a later file may change of a home, in the order in which it is read."""
_LEVELS = (AreaKind.COMPOUND, AreaKind.BUILDING, AreaKind.UNIT)


@dataclass(frozen=True)
class PlacedHomes:
    """Where the homes of a file are now, and what changed on the way."""

    households: Mapping[Home, HouseholdId]
    groups: Mapping[str, int]
    areas_new: int
    groups_new: int
    new: int
    changed: int


def place_homes(
    tx: Transaction, neighbourhood_id: NeighbourhoodId, homes: Mapping[Home, HomeFacts]
) -> PlacedHomes:
    """Enter homes with their areas and groups; what stands there already is left as it is."""
    areas, areas_new = _place_areas(tx, neighbourhood_id, homes)
    groups, groups_new = _place_groups(tx, neighbourhood_id, homes.values())
    known = {
        (unit_id, room): (household_id, tuple(stands))
        for household_id, unit_id, room, *stands in tx.session.execute(
            select(
                Household.household_id,
                Household.unit_id,
                Household.room,
                Household.exclusive_area,
                Household.group_id,
                Household.parking_area,
                Household.is_developer_stock,
            ).where(Household.neighbourhood_id == neighbourhood_id)
        )
    }
    placed: dict[Home, HouseholdId] = {}
    new: list[Home] = []
    changed: list[dict[str, Any]] = []
    for home, facts in homes.items():
        there = known.get((areas["/".join(home[:3])], home[3]))
        if there is None:
            new.append(home)
            continue
        household_id, stands = there
        placed[home] = household_id
        wanted = _wanted(facts, groups, stands)
        if wanted != stands:
            changed.append({"home": household_id, **dict(zip(_CHANGING, wanted, strict=True))})
    for part in _parts(new):
        rows = [_row(neighbourhood_id, home, homes[home], areas, groups) for home in part]
        query = insert(Household).returning(Household.household_id, sort_by_parameter_order=True)
        placed.update(zip(part, tx.session.scalars(query, rows), strict=True))
    _change(tx, changed)
    return PlacedHomes(placed, groups, areas_new, groups_new, len(new), len(changed))


def _wanted(
    facts: HomeFacts, groups: Mapping[str, int], stands: tuple[Any, ...]
) -> tuple[Any, ...]:
    """Return what a known home is to have; what the file does not say stays as it stands."""
    _area, group_id, parking, is_stock = stands
    return (
        facts.area,
        groups.get(facts.group, group_id),
        parking if facts.parking is None else facts.parking,
        is_stock if facts.is_stock is None else facts.is_stock,
    )


def _row(
    neighbourhood_id: NeighbourhoodId,
    home: Home,
    facts: HomeFacts,
    areas: Mapping[str, AreaId],
    groups: Mapping[str, int],
) -> dict[str, Any]:
    """Return the row of a new household."""
    compound, building, unit, room = home
    return {
        "neighbourhood_id": neighbourhood_id,
        "compound_id": areas[compound],
        "building_id": areas[f"{compound}/{building}"],
        "unit_id": areas[f"{compound}/{building}/{unit}"],
        "group_id": groups.get(facts.group),
        "room": room,
        "exclusive_area": facts.area,
        "parking_area": facts.parking or 0,
        "is_developer_stock": bool(facts.is_stock),
    }


def _change(tx: Transaction, changed: list[dict[str, Any]]) -> None:
    """Write what changed of known households."""
    if changed:
        query = (
            update(Household)
            .where(Household.household_id == bindparam("home"))
            .values(
                exclusive_area=bindparam("area"),
                group_id=bindparam("group"),
                parking_area=bindparam("parking"),
                is_developer_stock=bindparam("stock"),
            )
        )
        tx.session.connection().execute(query, changed)


def _place_areas(
    tx: Transaction, neighbourhood_id: NeighbourhoodId, homes: Iterable[Home]
) -> tuple[dict[str, AreaId], int]:
    """Return the areas by path, with those made that were missing; and how many these were."""
    root = get_root(tx.session, neighbourhood_id)
    rows = select(Area.path, Area.area_id).where(Area.neighbourhood_id == neighbourhood_id)
    areas: dict[str, AreaId] = dict(tx.session.execute(rows).all())
    before = len(areas)
    for home in dict.fromkeys(home[:3] for home in homes):
        parent = root.area_id
        for depth, kind in enumerate(_LEVELS, 1):
            path = "/".join(home[:depth])
            if path not in areas:
                area = Area(
                    neighbourhood_id=neighbourhood_id,
                    parent_id=parent,
                    kind=kind,
                    name=home[depth - 1],
                    path=path,
                )
                tx.session.add(area)
                tx.session.flush()  # its key is the parent of the next
                areas[path] = area.area_id
            parent = areas[path]
    return areas, len(areas) - before


def _place_groups(
    tx: Transaction, neighbourhood_id: NeighbourhoodId, facts: Iterable[HomeFacts]
) -> tuple[dict[str, int], int]:
    """Return the building groups by name, with those made that were missing; and how many."""
    rows = select(BuildingGroup.name, BuildingGroup.group_id).where(
        BuildingGroup.neighbourhood_id == neighbourhood_id
    )
    groups: dict[str, int] = dict(tx.session.execute(rows).all())
    missing = [
        name for name in dict.fromkeys(f.group for f in facts) if name and name not in groups
    ]
    for name in missing:
        group = BuildingGroup(neighbourhood_id=neighbourhood_id, name=name)
        tx.session.add(group)
        tx.session.flush()  # its key is wanted by the homes of the group
        groups[name] = group.group_id
    return groups, len(missing)


def _parts(homes: list[Home]) -> Iterator[list[Home]]:
    """Yield the homes in batches."""
    for start in range(0, len(homes), BATCH):
        yield homes[start : start + BATCH]
