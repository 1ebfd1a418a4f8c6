"""A scenario begins in an empty database: it never mixes with what people have done."""

from agenda.community.queries import find_only_neighbourhood
from agenda.infra.db import db


class DatabaseInUse(Exception):
    """There is a neighbourhood in the database already."""


def require_empty() -> None:
    """Raise DatabaseInUse unless no neighbourhood was ever set up here."""
    if not is_empty():
        raise DatabaseInUse


def is_empty() -> bool:
    """Whether no neighbourhood was ever set up here."""
    return find_only_neighbourhood(db.session()) is None
