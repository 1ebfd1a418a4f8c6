"""What people send in, on disk: under random names, whole or not at all, and nothing without a row.

A file is written before the transaction that names it. Where that one fails, or nobody names it,
the clock takes the file away a day later.
"""

import secrets
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from pathlib import Path

from agenda.infra.files import replacing

KEPT_UNNAMED = timedelta(days=1)
"""How long a file waits for the row that names it: far longer than any request lasts."""
_NAME_BYTES = 16


def put_away(folder: Path, content: bytes) -> str:
    """Write a file under a new random name below the upload folder; returns the name."""
    name = secrets.token_hex(_NAME_BYTES)
    path = path_of(folder, name)
    with replacing(path) as file:
        file.write(content)
    path.parent.chmod(0o700)
    return name


def discard(folder: Path, names: Collection[str]) -> None:
    """Remove files at once whose row was refused."""
    for name in names:
        path_of(folder, name).unlink(missing_ok=True)


def path_of(folder: Path, name: str) -> Path:
    """Return where a file lies; raises ValueError for a name that is none of ours."""
    if len(name) != 2 * _NAME_BYTES or not set(name) <= set("0123456789abcdef"):
        raise ValueError("not the name of an upload")
    return folder / name[:2] / name


def collect(
    folder: Path, *, now: datetime, named: Callable[[Collection[str]], Collection[str]]
) -> int:
    """Remove the files nobody named within a day; `named` says which of some names a row has.

    Returns how many went. Parts of files that were never finished go with them.
    """
    before = (now - KEPT_UNNAMED).timestamp()
    old = [path for path in _files(folder) if _changed(path) < before]
    kept = named([path.name for path in old])
    gone = [path for path in old if path.name not in kept]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def _files(folder: Path) -> list[Path]:
    """Return every file below the upload folder."""
    return [path for path in folder.glob("??/*") if path.is_file()] if folder.is_dir() else []


def _changed(path: Path) -> float:
    """Return when a file was written; one that has just gone counts as new."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")
