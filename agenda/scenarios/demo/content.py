"""Reading the content files (content/README.md says what they hold)."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

Record = dict[str, Any]
"""One object of the content, by the names of its fields."""

_FOLDER = files("agenda.scenarios") / "content"


@cache
def read_neighbourhood() -> Record:
    """Return the neighbourhood: areas, people, bodies and names."""
    return _read("neighbourhood.json")


@cache
def read_proposals() -> tuple[Record, ...]:
    """Return all proposals in file order."""
    names = sorted(f.name for f in _FOLDER.iterdir() if f.name.startswith("proposals_"))
    return tuple(proposal for name in names for proposal in _read(name)["proposals"])


def _read(name: str) -> Record:
    """Return the object a content file holds."""
    loaded: Record = json.loads((_FOLDER / name).read_text(encoding="utf-8"))
    return loaded
