"""What the tests of the demo neighbourhood share: its files, its areas and its clocks."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from math import ceil
from pathlib import Path
from typing import Any

import chinese_calendar

CONTENT = Path(__file__).resolve().parents[2] / "agenda" / "scenarios" / "content"
Record = dict[str, Any]


def tidy(record: Record) -> str:
    """The one way a content file is written."""
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


@cache
def place() -> Record:
    """The neighbourhood file as read."""
    loaded: Record = json.loads((CONTENT / "neighbourhood.json").read_text(encoding="utf-8"))
    return loaded


@cache
def proposals() -> list[Record]:
    """All proposals in file order."""
    return [
        proposal
        for path in sorted(CONTENT.glob("proposals_*.json"))
        for proposal in json.loads(path.read_text(encoding="utf-8"))["proposals"]
    ]


def day(text: str) -> dt.date:
    """An ISO day of the content."""
    return dt.date.fromisoformat(text)


def working_days_after(start: dt.date, number: int) -> dt.date:
    """The day on which `number` working days have passed, the starting day not counted."""
    while number:
        start += dt.timedelta(days=1)
        number -= chinese_calendar.is_workday(start)
    return start


def walk(value: Any, field: str = "") -> Iterator[tuple[str, Any]]:
    """Every field of a record with its value, through all lists and records inside it."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name, inner
            yield from walk(inner, name)
    elif isinstance(value, list):
        for inner in value:
            if not isinstance(inner, dict | list):
                yield field, inner
            yield from walk(inner, field)


def sizes() -> dict[str, int]:
    """The number of households of every area a proposal can be about."""
    found = {"neighbourhood": 0}
    for compound in place()["compounds"]:
        found[compound["key"]] = compound["households"]
        found["neighbourhood"] += compound["households"]
        for building in compound["buildings"]:
            unit = building["floors"] * len(building["rooms"])
            found[building["key"]] = unit * building["units"]
            for number in range(1, building["units"] + 1):
                found[f"{building['key']}-{number}"] = unit
    return found


def threshold(scope: str, households: int) -> int:
    """The households that open the vote: 20 % from 3 up, 2 % from 20 up, at most half."""
    wide = scope in {"neighbourhood", "wutong", "wanghe", "tangyue"}
    share, least = (Fraction(1, 50), 20) if wide else (Fraction(1, 5), 3)
    return min(max(least, ceil(households * share)), ceil(Fraction(households, 2)))
