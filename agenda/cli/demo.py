"""`agenda demo`: the demo neighbourhood, seeded through the real commands."""

from collections.abc import Mapping
from datetime import datetime
from time import perf_counter

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from agenda.cli.kinds import NAMES
from agenda.cli.language import lang_option, speaking
from agenda.config import Settings
from agenda.infra.db import db
from agenda.infra.transaction import now
from agenda.scenarios.demo.accounts import PASSWORD, ROLES, open_accounts
from agenda.scenarios.demo.content import read_proposals
from agenda.scenarios.demo.kinds import LEFT_OUT, count_acts
from agenda.scenarios.demo.report import SeedReport, read_report
from agenda.scenarios.demo.run import build_scene, play
from agenda.scenarios.demo.scene import Scene
from agenda.scenarios.empty import is_empty
from agenda.web.sentences import label

ROLE_NAMES = {
    "resident": _l("居民"),
    "elder": _l("高龄居民"),
    "tenant": _l("租户"),
    "leader": _l("楼组长"),
    "chair": _l("居委会主任"),
    "secretary": _l("居委会会议记录"),
    "party": _l("党组织副书记"),
    "owners": _l("业委会主任"),
    "property": _l("物业项目经理"),
    "supervision": _l("居务监督委员会主任"),
    "street": _l("街道干部"),
    "admin": _l("系统管理员"),
}


@click.group("demo")
def demo() -> None:
    """The demo neighbourhood: 1,286 households, 60 issues over 18 months."""


@demo.command("seed")
@click.option("--if-empty", is_flag=True, help="Do nothing where there is data already.")
@lang_option
@with_appcontext
def seed_command(*, if_empty: bool, lang: str) -> None:
    """Fill an empty database with the demo neighbourhood, and print who to sign in as."""
    settings: Settings = current_app.extensions["agenda.settings"]
    with speaking(lang):
        if settings.environment == "production":
            raise click.ClickException(_("正式运行的站点不能导入演示数据。"))
        if not is_empty():
            if if_empty:
                return
            raise click.ClickException(_("数据库里已经有数据，请指定一个空的数据库。"))
        console = Console()
        report = _seed(console)
        console.print(_acts(report), _sums(report), _accounts(settings.base_url))
        for line in _faults(report):
            console.print(line, highlight=False, markup=False)
    if report.faults or report.failed_ticks:
        raise SystemExit(1)


@demo.command("accounts")
@lang_option
@with_appcontext
def accounts_command(*, lang: str) -> None:
    """Print who to sign in as."""
    settings: Settings = current_app.extensions["agenda.settings"]
    with speaking(lang):
        Console().print(_accounts(settings.base_url))


def _seed(console: Console) -> SeedReport:
    """Seed with a bar, by acts."""
    began = perf_counter()
    with Progress(console=console, transient=True) as progress:
        bar = progress.add_task(_("布置居民区"), total=count_acts(read_proposals()).total())
        scene = build_scene(now())

        def watch(at: datetime) -> None:
            progress.update(bar, completed=scene.done.total(), description=f"{at:%Y-%m}")

        play(scene, watch=watch)
        progress.update(bar, description=_("开通演示账户"))
        _open_accounts(scene)
        return read_report(db.session(), scene, seconds=perf_counter() - began)


def _open_accounts(scene: Scene) -> None:
    """Open every account of the demo."""
    for _name in open_accounts(scene.cast):
        db.session.close()


def _acts(report: SeedReport) -> Table:
    """Return one line per kind of act: how many there were to be, and how many were done."""
    table = Table(title=_("演示内容"))
    table.add_column(_("行为"))
    table.add_column(_("应有"), justify="right")
    table.add_column(_("完成"), justify="right")
    for kind, count in report.expected.items():
        style = "" if report.done[kind] == count else "bold red"
        table.add_row(str(NAMES[kind]), f"{count:,}", f"{report.done[kind]:,}", style=style)
    return table


def _sums(report: SeedReport) -> Table:
    """Return stages and sums."""
    table = Table(title=_("合计"), show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for stage, count in sorted(report.stages.items(), key=lambda item: -item[1]):
        table.add_row(label(stage), str(count))
    rows: Mapping[str, str] = {
        _("被拒绝的行为"): str(len(report.refusals)),
        _("阶段与内容不符的议题"): str(len(report.astray)),
        _("纪要中遮盖的段落"): str(report.masked),
        _("核对的台账记录"): f"{report.entries:,}",
        _("台账有问题之处"): str(report.faults),
        _("时钟失败次数"): str(report.failed_ticks),
        _("用时（秒）"): f"{report.seconds:.0f}",
    }
    for name, value in rows.items():
        table.add_row(name, value)
    return table


def _accounts(base_url: str) -> Table:
    """Return who to sign in as."""
    table = Table(title=_("登录 %(url)s，密码都是 %(password)s", url=base_url, password=PASSWORD))
    table.add_column(_("角色"))
    table.add_column(_("登录名"))
    for name in (*(role.name for role in ROLES), "admin"):
        table.add_row(str(ROLE_NAMES[name]), f"{name}@demo.example")
    return table


def _faults(report: SeedReport) -> list[str]:
    """Return a line for everything that was refused, went astray, or has no place."""
    lines = [
        f"{one.proposal} {one.kind} {one.at:%Y-%m-%d %H:%M} {one.code}" for one in report.refusals
    ]
    lines += [f"{key}: {wanted} → {found}" for key, (wanted, found) in report.astray.items()]
    told = _("内容里有、平台上没有对应行为的字段：%(fields)s", fields="; ".join(LEFT_OUT))
    return [*lines, told]
