"""`agenda replay`: real data of another place, pushed through the real commands."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import click
import flask_migrate
from flask_babel import gettext as _
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from agenda.app import create_app
from agenda.cli.language import lang_option, speaking
from agenda.config import Settings, UnsafeSettings
from agenda.scenarios.empty import is_empty
from agenda.scenarios.replay.report import CourseReport, ReplayReport
from agenda.scenarios.replay.run import Replay
from agenda.scenarios.replay.tally import Tally
from agenda.web.sentences import label


class _Share(click.ParamType[Fraction]):
    """A share of the whole, such as 1/10."""

    name = "share"

    def convert(self, value: Any, param: Any, ctx: Any) -> Fraction:
        """Read a fraction above 0, at most 1."""
        try:
            share = Fraction(value)
        except (ValueError, ZeroDivisionError):
            share = Fraction(0)
        if not 0 < share <= 1:
            self.fail(f"{value} is no share such as 1/10", param, ctx)
        return share


@click.group("replay")
def replay_group() -> None:
    """Replays of other places' data through the real commands, into an empty database."""


@replay_group.command("decide-madrid")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--share", type=_Share(), default="1", show_default=True, help="How much of it.")
@click.option("--seed", default=1, show_default=True, help="Seeds who signs and how votes go.")
@click.option("--database-url", help="An empty database, in place of AGENDA_DATABASE_URL.")
@lang_option
def decide_madrid_command(
    folder: Path, *, share: Fraction, seed: int, database_url: str | None, lang: str
) -> None:
    """Replay FOLDER's proposals.csv and comments.csv (Decide Madrid, Apache-2.0, argrecsys).

    Every support becomes a resident's co-signature, every comment is written, and votes are drawn;
    each act is a transaction of its own. Exits 1 where the counts do not agree with the source.
    """
    console = Console()
    with create_app(_settings(database_url)).app_context(), speaking(lang):
        flask_migrate.upgrade()
        if not is_empty():
            raise click.ClickException(_("数据库里已经有数据，请指定一个空的数据库。"))
        report = _run(Replay.read(folder, share=share, seed=seed), console)
        console.print(_proposals(report), _sums(report))
    if not report.holds:
        raise SystemExit(1)


def _settings(database_url: str | None) -> Settings:
    """Return the settings of the environment, for another database if one is named."""
    try:
        settings = Settings.from_env()
    except UnsafeSettings as error:
        raise click.ClickException(str(error)) from error
    return replace(settings, database_url=database_url) if database_url else settings


def _run(replay: Replay, console: Console) -> ReplayReport:
    """Replay with a bar that shows acts and their rate."""
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}/s"))
    place = replay.build_place()
    with Progress(*columns, TimeElapsedColumn(), console=console) as progress:
        task = progress.add_task("", total=None, rate="")

        def watch(tally: Tally) -> None:
            if tally.acts % 50 == 0:
                speed = progress.tasks[task].speed or 0
                progress.update(
                    task, completed=tally.acts, total=tally.expected, rate=f"{speed:.0f}"
                )

        return replay.run(place, watch=watch)


def _proposals(report: ReplayReport) -> Table:
    """Return one line per proposal: its co-signatures against the source, and where it stands."""
    table = Table(title=_("议题"))
    table.add_column(_("标题"), no_wrap=True, max_width=32)
    for heading in (_("原始"), _("附议"), _("户"), _("门槛")):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column(_("阶段"), no_wrap=True)
    for course in report.courses:
        table.add_row(*_cells(course), style="" if course.agrees else "bold red")
    return table


def _cells(course: CourseReport) -> tuple[str, ...]:
    """Return the cells of one proposal's line."""
    counts = (course.in_source, course.persons, course.households, course.needed)
    return (course.title, *(f"{count:,}" for count in counts), label(course.stage))


def _sums(report: ReplayReport) -> Table:
    """Return what the whole came to."""
    agreeing = sum(course.agrees for course in report.courses)
    table = Table(title=_("合计"), show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for stage, count in sorted(report.stages.items(), key=lambda item: -item[1]):
        table.add_row(label(stage), str(count))
    rows = {
        _("附议（台账／原始）"): f"{report.cosigns:,} / {report.cosigns_in_source:,}",
        _("附议数与原始一致的议题"): f"{agreeing} / {len(report.courses)}",
        _("达到门槛"): f"{sum(course.crossings for course in report.courses)}",
        _("表决票"): f"{report.ballots:,}",
        _("讨论（写入／原始）"): f"{report.comments:,} / {report.comments_in_source:,}",
        _("核对的台账记录"): f"{report.entries:,}",
        _("台账有问题之处"): f"{report.faults}",
        _("时钟失败次数"): f"{report.failed_ticks}",
        _("用时（秒）"): f"{report.seconds:.0f}",
        _("每秒行为"): f"{report.rate:.0f}",
    }
    for name, value in rows.items():
        table.add_row(name, value)
    return table
