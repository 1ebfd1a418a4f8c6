"""Many short lists in one statement: what a page shows of a dozen tables, asked for at once.

A feature says which rows of its tables its part of a page shows (`Listed`, written with OWN for the
id that is asked about); whoever shows several parts gathers all their lists together.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar, cast

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    bindparam,
    inspect,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, load_only

from agenda.infra.db import Model

Row = TypeVar("Row", bound=Model)

OWN = bindparam("own", type_=BigInteger)
"""The id whose rows are asked for: of a proposal, or of a neighbourhood."""


@dataclass(frozen=True, eq=False)
class Listed:
    """The rows of one table that a part of a page shows; few, for they are all loaded."""

    table: type[Model]
    where: ColumnElement[bool]
    only: tuple[InstrumentedAttribute[Any], ...] = ()
    """The columns that are read where others are long; none means all."""


class Rows:
    """The rows that were gathered, by table, each in the order of its key."""

    def __init__(self, found: Mapping[type[Model], tuple[Model, ...]]) -> None:
        self._found = found

    def of(self, table: type[Row]) -> tuple[Row, ...]:
        """Return the rows of a table; raises KeyError for one that was not asked for."""
        return cast("tuple[Row, ...]", self._found[table])


def gather(session: Session, lists: Iterable[Listed], own: int) -> Rows:
    """Return the rows of all lists for one id, in one statement.

    A table that two parts ask for is read once, so they must mean the same rows of it.
    """
    wanted = tuple({one.table: one for one in lists}.values())
    found: list[list[Model]] = [[] for _one in wanted]
    for number, *models in session.execute(_statement(wanted), {"own": own}):
        if models[number] is not None:
            found[number].append(models[number])
    return Rows(
        {one.table: tuple(sorted(rows, key=_key)) for one, rows in zip(wanted, found, strict=True)}
    )


def _key(row: Model) -> Any:
    """Return a row's primary key."""
    return inspect(row).identity


@lru_cache(maxsize=64)
def _statement(lists: tuple[Listed, ...]) -> Select[Any]:
    """Return the statement: a column of numbers, and beside each number the rows of its list."""
    numbers = union_all(
        *(select(literal_column(str(n)).label("n")) for n, _one in enumerate(lists))
    ).subquery("numbers")
    query = select(numbers.c.n, *(one.table for one in lists)).select_from(numbers)
    for n, one in enumerate(lists):
        query = query.outerjoin(one.table, (numbers.c.n == n) & one.where)
        if one.only:
            query = query.options(load_only(*one.only, raiseload=True))
    return query
