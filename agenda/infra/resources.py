"""Where the files that are not code lie: in a checkout beside the package, in a wheel inside it."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_CHECKOUT = _PACKAGE.parent


def folder(name: str) -> Path:
    """Return the folder `templates`, `static` or `migrations`, wherever this installation has it."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _CHECKOUT / name


def translations() -> Path:
    """Return the folder of the translation catalogues."""
    return _PACKAGE / "translations"
