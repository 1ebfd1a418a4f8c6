"""Public tables: description, SQL and masking of each column in one place, so that none diverges."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Date, DateTime, Enum, Integer, Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from agenda.infra.db import UtcDateTime
from agenda.kernel.privacy import masked, scan

Plain = int | str | bool | None
"""What a cell holds: JSON and SQLite know no more."""
LEAST_GROUP = 5
"""How fewer than so many chose is never told."""


class Kind(StrEnum):
    """What a column's cells are."""

    INTEGER = "integer"
    TEXT = "text"
    INSTANT = "instant"
    """UTC, as 2026-03-02T01:00:00Z."""
    DAY = "day"
    """As 2026-03-02."""
    FLAG = "flag"


@dataclass(frozen=True)
class Column:
    """One column: its name, where it comes from, what it means."""

    name: str
    source: Any = field(repr=False)
    words: str
    to: str = ""
    """The table it points to, whose key it holds."""
    empty: bool | None = None
    """Whether it may be empty; by default as its source."""
    free: bool = False
    """Whether people wrote it: then what may be private is blotted out."""
    show: Callable[[Any], Any] | None = field(default=None, repr=False)
    """What makes the cell of the stored value, where it is not that value."""

    @property
    def kind(self) -> Kind:
        """What its cells are, from the type of its source."""
        kind = self.source.type
        if isinstance(kind, Boolean):
            return Kind.FLAG
        if isinstance(kind, DateTime | UtcDateTime):
            return Kind.INSTANT
        if isinstance(kind, Date):
            return Kind.DAY
        return Kind.INTEGER if isinstance(kind, Integer) else Kind.TEXT

    @property
    def may_be_empty(self) -> bool:
        """Whether a cell may hold nothing."""
        if self.empty is not None:
            return self.empty
        is_stored = isinstance(self.source, InstrumentedAttribute)
        return bool(self.source.property.columns[0].nullable) if is_stored else True

    @property
    def choices(self) -> tuple[str, ...]:
        """The words it may hold, where the list is closed."""
        kind = self.source.type
        return tuple(kind.enums) if isinstance(kind, Enum) and self.show is None else ()

    @property
    def is_filter(self) -> bool:
        """Whether rows can be asked for by it: what points elsewhere, what holds a closed list."""
        return bool(self.to or self.choices)

    def cell(self, value: Any) -> Plain:
        """Return a stored value as the public reads it."""
        if self.show is not None:
            value = self.show(value)
        if isinstance(value, str):
            text = str(value)
            return masked(text, scan(text, has_speaker=True)) if self.free else text
        if isinstance(value, datetime):
            return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        if isinstance(value, date):
            return value.isoformat()
        plain: Plain = value
        return plain


@dataclass(frozen=True)
class Table:
    """A public table; its first column is its key, an integer that grows."""

    name: str
    words: str
    columns: tuple[Column, ...]
    joined: Callable[[Select[Any]], Select[Any]] = field(repr=False)
    """Adds joins and what keeps private rows out."""
    searched: tuple[str, ...] = ()
    """The columns that full-text search looks at."""

    @property
    def key(self) -> Column:
        """The column that names a row."""
        return self.columns[0]

    def column(self, name: str) -> Column | None:
        """Return a column by its name, or None."""
        return next((c for c in self.columns if c.name == name), None)

    def rows(
        self,
        session: Session,
        *,
        after: int = 0,
        limit: int | None = None,
        where: tuple[ColumnElement[bool], ...] = (),
    ) -> Iterator[dict[str, Plain]]:
        """Yield the public rows behind a key, in the order of the key."""
        query: Select[Any] = select(*(c.source.label(c.name) for c in self.columns))
        query = self.joined(query).where(self.key.source > after, *where)
        query = query.order_by(self.key.source).limit(limit)
        for row in session.execute(query.execution_options(yield_per=500)):
            yield {c.name: c.cell(v) for c, v in zip(self.columns, row, strict=True)}
