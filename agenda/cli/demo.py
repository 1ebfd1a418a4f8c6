"""`agenda demo`: the demo neighbourhood, seeded through the real commands."""

from datetime import datetime

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import gettext as _
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from agenda.infra.transaction import now
from agenda.kernel.clock import local_date
from agenda.scenarios.demo.run import build_scene, play
from agenda.scenarios.empty import is_empty


@click.group("demo", cls=AppGroup)
def demo_group() -> None:
    """The demo neighbourhood; never on a site that serves the public."""


@demo_group.command("seed")
@click.option("--if-empty", is_flag=True, help="Do nothing where there is data already.")
def seed_command(*, if_empty: bool) -> None:
    """Build the demo neighbourhood and live its months through, the clock ticking between."""
    if current_app.extensions["agenda.settings"].environment == "production":
        raise click.ClickException(_("演示数据不能装进正式站点。"))
    if not is_empty():
        if if_empty:
            return
        raise click.ClickException(_("数据库里已有数据，演示数据只能装进空的数据库。"))
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        shown = progress.add_task(_("布置居民区"))
        scene = build_scene(now())

        def watch(at: datetime) -> None:
            progress.update(shown, description=local_date(at).isoformat())

        play(scene, watch=watch)
    click.echo(
        _(
            "已办 %(done)s 件事，被规则拒绝 %(refused)s 件，时钟出错 %(failed)s 次。",
            done=sum(scene.done.values()),
            refused=len(scene.refusals),
            failed=scene.failed_ticks,
        )
    )
