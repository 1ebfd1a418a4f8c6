"""Drawing an opinion map at the machine, from answers that were exported."""

import csv
from pathlib import Path
from time import perf_counter

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from agenda.deliberation.opinions.findings.rules import draw
from agenda.deliberation.opinions.rules import Answer, Said, answers_digest, to_json

COLUMNS = ("participant", "statement", "answer", "removed")


@click.group("opinions", cls=AppGroup)
def opinions() -> None:
    """Opinion maps."""


@opinions.command("compute")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def compute(file: Path) -> None:
    """Draw the map of exported answers anew; prints it as JSON, and its digest beside it."""
    said, removed = _read(file)
    began = perf_counter()
    drawn = draw(said, removed)
    spent = perf_counter() - began
    click.echo(to_json(drawn))
    click.echo(answers_digest(said, removed), err=True)
    click.echo(
        _(
            "%(people)s 人参与，%(placed)s 人在图上，%(groups)s 组，用时 %(spent)s 秒。",
            people=drawn.participants,
            placed=drawn.placed,
            groups=len(drawn.groups),
            spent=f"{spent:.2f}",
        ),
        err=True,
    )


def _read(file: Path) -> tuple[list[Said], frozenset[int]]:
    """Return the answers of a file, and the statements that were removed; refuses a bad line."""
    said: list[Said] = []
    removed: set[int] = set()
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        if not set(COLUMNS) <= set(rows.fieldnames or ()):
            raise click.ClickException(_("文件要有这些列：%(columns)s", columns=", ".join(COLUMNS)))
        for row in rows:
            try:
                statement = int(row["statement"])
                said.append(Said(int(row["participant"]), statement, Answer(row["answer"])))
            except (ValueError, TypeError):
                raise click.ClickException(_("第 %(n)s 行读不懂。", n=rows.line_num)) from None
            if row["removed"] == "1":
                removed.add(statement)
    return said, frozenset(removed)
