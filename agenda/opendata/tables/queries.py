"""All public tables in the order in which they point to each other."""

from agenda.opendata.tables.columns.queries import Table
from agenda.opendata.tables.issues.queries import TABLES as ISSUES
from agenda.opendata.tables.outcomes.queries import TABLES as OUTCOMES
from agenda.opendata.tables.places.queries import TABLES as PLACES
from agenda.opendata.tables.talks.queries import TABLES as TALKS

TABLES: tuple[Table, ...] = (*PLACES, *ISSUES, *TALKS, *OUTCOMES)


def find_table(name: str) -> Table | None:
    """Return a public table by its name, or None."""
    return next((table for table in TABLES if table.name == name), None)


def tables_text() -> str:
    """Return the data dictionary of the public tables as Markdown."""
    return "\n".join(_section(table) for table in TABLES)


def _section(table: Table) -> str:
    """Return one table of the dictionary."""
    lines = [
        f"## {table.name}\n",
        f"{table.words}\n",
        "| Column | Type | Meaning |",
        "|---|---|---|",
    ]
    for column in table.columns:
        kind = f"{column.kind}, may be empty" if column.may_be_empty else str(column.kind)
        words = column.words + (f" Points to `{column.to}`." if column.to else "")
        if column.choices:
            words += " One of " + ", ".join(f"`{word}`" for word in column.choices) + "."
        lines.append(f"| `{column.name}` | {kind} | {words} |")
    return "\n".join(lines) + "\n"
