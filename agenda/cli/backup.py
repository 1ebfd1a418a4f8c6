"""`agenda backup` and `agenda restore`: one file, all or nothing, proved when it is read back."""

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from rich.console import Console
from rich.progress import Progress

from agenda.attachments.queries import digests
from agenda.cli.language import lang_option, speaking
from agenda.community.queries import list_neighbourhoods
from agenda.config import Settings
from agenda.infra import backup as files
from agenda.infra.backup import BackupFault, Manifest
from agenda.infra.db import db
from agenda.infra.files import replacing, sync_folder
from agenda.infra.schema import fits, needed_revision
from agenda.infra.transaction import now
from agenda.infra.uploads import path_of
from agenda.ledger.checks.queries import check_seals
from agenda.ledger.queries import check_ledger

_NAME = re.compile(r"agenda-\d{8}T\d{6}Z\.tar(\.age)?")
FAULTS = {
    "backup.no_key": _l("这不是 age 公钥（应以 age1 开头）。"),
    "backup.wrong_key": _l("密钥打不开这份备份，或者备份已损坏。"),
    "backup.key_needed": _l("这份备份是加密的，请用 --identity 指明密钥文件。"),
    "backup.unreadable": _l("这不是一份完整的备份：%(detail)s"),
    "backup.wrong_file": _l("备份里的文件与清单不符：%(detail)s"),
    "backup.not_empty": _l("目标数据库或上传文件夹里已有内容，请指定空的。"),
    "backup.no_database": _l("数据库的结构与程序不符，请先运行 agenda db upgrade。"),
    "backup.wrong_schema": _l("备份的数据库结构不是这个版本的程序能用的，请用做备份时的版本恢复。"),
    "backup.wrong_rows": _l("恢复后的行数与清单不符：%(detail)s"),
    "backup.broken_keys": _l("恢复后的数据库有断开的引用：%(detail)s"),
    "backup.wrong_ledger": _l("恢复后的台账有 %(detail)s 处有问题。"),
    "backup.no_program": _l("找不到 %(detail)s，请安装 PostgreSQL 的客户端程序。"),
    "backup.program_failed": _l("%(detail)s"),
}


@click.command("backup")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--for", "recipients", multiple=True, metavar="age1…", help="Encrypt for this age key."
)
@click.option("--keep", type=click.IntRange(1), help="Keep so many backups, remove older ones.")
@lang_option
@with_appcontext
def backup_command(
    folder: Path, *, recipients: tuple[str, ...], keep: int | None, lang: str
) -> None:
    """Write one backup of database and uploads into FOLDER, while the site serves."""
    with speaking(lang), _refusing(), Progress(console=Console(stderr=True)) as progress:
        file = _back_up(folder, recipients, progress)
        removed = _rotate(folder, keep) if keep else 0
        click.echo(str(file))
        if removed:
            click.echo(_("删去了 %(n)s 份旧备份。", n=removed), err=True)


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--identity", type=click.File("r"), help="File with the age secret key.")
@lang_option
@with_appcontext
def restore_command(file: Path, *, identity: TextIO | None, lang: str) -> None:
    """Restore a backup into an empty database and upload folder, and prove that it is whole."""
    settings: Settings = current_app.extensions["agenda.settings"]
    secret = identity.read() if identity else None
    with speaking(lang), _refusing():
        uploads = settings.upload_folder
        if not files.is_empty(db.engine) or (uploads.exists() and any(uploads.iterdir())):
            raise BackupFault("backup.not_empty")
        uploads.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".restore-", dir=uploads.parent) as name:
            manifest = _unpack(file, Path(name), secret)
            if manifest.revision != needed_revision():
                raise BackupFault("backup.wrong_schema")
            _put_back(manifest, Path(name) / "whole", uploads)
        click.echo(
            _(
                "已恢复 %(at)s 的备份：%(rows)s 行、%(files)s 个文件，台账和封印核对无误。",
                at=manifest.made_at,
                rows=sum(manifest.rows.values()),
                files=len(manifest.files) - 1,
            )
        )


def _back_up(folder: Path, recipients: tuple[str, ...], progress: Progress) -> Path:
    """Write the file under a name of its instant; returns where it lies."""
    settings: Settings = current_app.extensions["agenda.settings"]
    if not fits(db.engine):
        raise BackupFault("backup.no_database")
    at = now()
    file = folder / f"agenda-{at:%Y%m%dT%H%M%SZ}.tar{'.age' if recipients else ''}"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    bar = progress.add_task(_("备份"), total=None)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=folder) as name:
        dump = Path(name)
        manifest = files.dump_database(db.engine, dump, made_at=at.isoformat())

        def went(count: int) -> None:
            progress.advance(bar, count)

        with replacing(file) as out:
            if not recipients:
                files.pack(manifest, dump, settings.upload_folder, out=out, progress=went)
            else:
                with (dump / "plain.tar").open("w+b") as plain:
                    files.pack(manifest, dump, settings.upload_folder, out=plain, progress=went)
                    plain.seek(0)
                    files.encrypt(plain, out, recipients)
    return file


def _rotate(folder: Path, keep: int) -> int:
    """Remove all but the newest backups of a folder; returns how many went."""
    found = sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name))
    for path in found[:-keep]:
        path.unlink()
    return len(found[:-keep])


def _unpack(file: Path, into: Path, identity: str | None) -> Manifest:
    """Unpack a backup, decrypted if need be, into `into / whole`."""
    plain = file
    with file.open("rb") as raw:
        if raw.read(21) == b"age-encryption.org/v1":
            if identity is None:
                raise BackupFault("backup.key_needed")
            raw.seek(0)
            plain = into / "plain.tar"
            with plain.open("wb") as out:
                files.decrypt(raw, out, identity)
    whole = into / "whole"
    whole.mkdir()
    return files.unpack(plain, whole)


def _put_back(manifest: Manifest, whole: Path, uploads: Path) -> None:
    """Put database and uploads in their places; what does not prove whole is taken out again."""
    engine = db.engine
    on_sqlite = engine.dialect.name == "sqlite"
    database = Path(str(engine.url.database))
    if (manifest.database == "agenda.db") is not on_sqlite:
        raise BackupFault("backup.unreadable", manifest.database)
    try:
        if on_sqlite:
            shutil.move(whole / manifest.database, database)
        else:
            files.load_postgres(engine, whole / manifest.database)
        files.compare(engine, manifest)
        _check_ledger()
        _check_uploads(whole / "uploads")
    except BaseException:
        db.session.close()
        engine.dispose()
        if on_sqlite:
            for ending in ("", "-wal", "-shm"):
                Path(f"{database}{ending}").unlink(missing_ok=True)
        else:
            files.empty_postgres(engine)
        raise
    if (whole / "uploads").exists():
        shutil.rmtree(uploads, ignore_errors=True)
        (whole / "uploads").replace(uploads)
    sync_folder(uploads.parent)


def _check_ledger() -> None:
    """Verify every chain and every seal of what was restored."""
    session = db.session()
    faults = list(check_ledger(session).faults)
    for place in list_neighbourhoods(session):
        faults += check_seals(session, place.neighbourhood_id)[1]
    session.close()
    if faults:
        raise BackupFault("backup.wrong_ledger", str(len(faults)))


def _check_uploads(uploads: Path) -> None:
    """Compare every file that a row names with the digest in that row."""
    session = db.session()
    for name, digest in digests(session).items():
        path = path_of(uploads, name)
        if not path.is_file() or files.digest_of(path) != digest:
            raise BackupFault("backup.wrong_file", f"uploads/{name[:2]}/{name}")
    session.close()


@contextmanager
def _refusing() -> Iterator[None]:
    """Turn what is wrong into a line on the terminal and exit code 1."""
    try:
        yield
    except BackupFault as fault:
        raise click.ClickException(str(FAULTS[fault.code]) % {"detail": fault.detail}) from fault
