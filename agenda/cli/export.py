"""Writing the public tables into a file to take home."""

from functools import partial
from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _
from rich.console import Console
from rich.progress import Progress

from agenda.infra.db import db
from agenda.opendata.export.queries import write_csv, write_public_file
from agenda.opendata.tables.queries import TABLES


@click.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
@click.option(
    "--csv", "folder", type=click.Path(file_okay=False, path_type=Path), help="CSV into a folder."
)
@with_appcontext
def export_command(file: Path | None, folder: Path | None) -> None:
    """Write what is public, masked, into FILE (SQLite, for Datasette) or into CSV files."""
    if file is None and folder is None:
        raise click.UsageError(_("请写明导出到哪个文件，或用 --csv 写明文件夹。"))
    console = Console(stderr=True)
    with Progress(console=console) as progress:
        for target, write in ((file, write_public_file), (folder, write_csv)):
            if target is None:
                continue
            step = progress.add_task(str(target), total=len(TABLES))
            write(db.session(), target, seen=partial(progress.advance, step))
            click.echo(_("已写好：%(target)s", target=target))
