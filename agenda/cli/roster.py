"""`agenda roster`: bringing the committee's spreadsheet in."""

import csv
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from agenda.cli.language import lang_option, speaking
from agenda.cli.places import neighbourhood_option, pick_neighbourhood
from agenda.community.roster.check.rules import RosterCheck, check_rows, read_rows
from agenda.community.roster.commands import RosterReport, import_roster
from agenda.community.roster.file.rules import (
    HEADINGS,
    Fault,
    find_encoding,
    find_separator,
    read_header,
)
from agenda.community.roster.sentences import ENCODINGS, column_name, fault_sentence
from agenda.infra.transaction import transaction
from agenda.kernel.authz import OPERATOR
from agenda.kernel.ids import NeighbourhoodId

_CHUNK = 1 << 20
_FAULTS_SHOWN = 60
_MISSING_SHOWN = 40
Rows = Iterator[tuple[int, list[str]]]


class _DryRun(Exception):
    """Takes an import back after it has shown what it would change."""


@click.group()
def roster() -> None:
    """The roster: who lives where and owns what (docs/roster.md)."""


@roster.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would change, change nothing.")
@click.option("--end-missing", is_flag=True, help="Who is not in the file has moved out.")
@neighbourhood_option
@lang_option
@with_appcontext
def import_command(
    file: Path, *, dry_run: bool, end_missing: bool, neighbourhood: str | None, lang: str
) -> None:
    """Bring the roster to what FILE says: all of it or, where anything is wrong, nothing."""
    console = Console()
    with speaking(lang):
        place = pick_neighbourhood(neighbourhood)
        source = _RosterFile(file)
        check = source.check(console)
        if source.faults or check.faults:
            _show_faults(console, [*source.faults, *check.faults])
            raise SystemExit(1)
        try:
            report = _run(source, check, place, console, dry_run=dry_run, end_missing=end_missing)
        except _DryRun as told:
            report = told.args[0]
        _show_report(console, report, dry_run=dry_run, end_missing=end_missing)


@roster.command("columns")
@lang_option
@with_appcontext
def columns_command(lang: str) -> None:
    """Print the columns of a roster file, as the first line of one."""
    with speaking(lang):
        click.echo(",".join(column_name(column) for column in HEADINGS))


class _RosterFile:
    """A roster file on disk: read once to check it and once more to take it in."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._encoding = find_encoding(iter(partial(file.read, _CHUNK), b""))
        if self._encoding in ENCODINGS:
            raise click.ClickException(str(ENCODINGS[self._encoding]))
        self._path = path
        first = next(self._lines(), "")
        self._separator = find_separator(first)
        head = next(csv.reader([first], delimiter=self._separator), [])
        self.header, self.faults = read_header(head)

    def check(self, console: Console) -> RosterCheck:
        """Read every row and return what is wrong."""
        if self.faults:
            return RosterCheck()
        with _bar(console) as progress:
            rows = progress.track(self.rows(), total=None, description=_("检查文件"))
            return check_rows(rows, self.header)

    def rows(self) -> Rows:
        """Yield the rows below the header, numbered as a spreadsheet numbers them."""
        reader = csv.reader(self._lines(), delimiter=self._separator)
        try:
            yield from islice(enumerate(reader, 1), 1, None)
        except csv.Error as error:
            told = _("第 %(row)s 行附近的引号不成对，读不下去。", row=reader.line_num)
            raise click.ClickException(told) from error

    def _lines(self) -> Iterator[str]:
        """Yield the file's lines."""
        with self._path.open(encoding=self._encoding, newline="") as file:
            yield from file


def _run(
    source: _RosterFile,
    check: RosterCheck,
    place: NeighbourhoodId,
    console: Console,
    *,
    dry_run: bool,
    end_missing: bool,
) -> RosterReport:
    """Take a checked file in, with a bar; a dry run is taken back at its end."""
    total = sum(1 for _row in source.rows())
    with _bar(console) as progress, transaction(OPERATOR) as tx:
        rows = progress.track(source.rows(), total=total, description=_("导入名册"))
        report = import_roster(
            tx,
            place,
            check=check,
            rows=read_rows(rows, source.header),
            end_missing=end_missing,
        )
        if dry_run:
            raise _DryRun(report)
    return report


def _bar(console: Console) -> Progress:
    """Return a progress bar; none where nobody watches."""
    return Progress(console=console, disable=not console.is_terminal, transient=True)


def _show_faults(console: Console, faults: list[Fault]) -> None:
    """Print what is wrong, the first rows first."""
    for fault in faults[:_FAULTS_SHOWN]:
        console.print(fault_sentence(fault), highlight=False, markup=False)
    if len(faults) > _FAULTS_SHOWN:
        console.print(_("……另外还有 %(n)s 处。", n=len(faults) - _FAULTS_SHOWN), highlight=False)
    console.print(_("共 %(n)s 处错误，没有导入任何内容。", n=len(faults)), highlight=False)


def _show_report(
    console: Console, report: RosterReport, *, dry_run: bool, end_missing: bool
) -> None:
    """Print what changed and who is missing."""
    table = Table(title=_("试运行：将会改变") if dry_run else _("已导入"))
    table.add_column(_("内容"))
    for heading in (_("新增"), _("变更"), _("结束")):
        table.add_column(heading, justify="right")
    table.add_row(_("范围"), str(report.areas_new), "", "")
    table.add_row(_("楼组"), str(report.groups_new), "", "")
    table.add_row(_("住户"), str(report.households_new), str(report.households_changed), "")
    table.add_row(
        _("人"), *map(str, (report.people_new, report.people_changed, report.people_ended))
    )
    table.add_row(_("产权"), str(report.ownerships_new), "", str(report.ownerships_ended))
    console.print(table)
    console.print(_("共 %(n)s 处变化。", n=report.changes), highlight=False)
    if not report.missing:
        return
    said = (
        _("文件里没有的 %(n)s 人已登记为迁出：")
        if end_missing
        else _("名册上有、文件里没有的 %(n)s 人（仍保留；确认迁出请加 --end-missing）：")
    )
    console.print(said % {"n": report.missing}, highlight=False)
    for person in report.missing_people[:_MISSING_SHOWN]:
        console.print(f"  {person.area_path} {person.masked_name}", highlight=False, markup=False)
