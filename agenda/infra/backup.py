"""Copies of database and uploads in one file: taken while people write, proved before they count.

A backup is a tar of `manifest.json`, the database (an SQLite file, or pg_dump's own format) and the
uploads; encrypted it is an age file (age-encryption.org/v1), readable with any age program.
"""

import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

import pyrage
from sqlalchemy import Engine, inspect, text

from agenda.infra.db import Model
from agenda.infra.schema import present_revision

Progress = Callable[[int], None]
"""Told how many bytes went by."""
_SQLITE, _POSTGRES = "agenda.db", "agenda.pgdump"


class BackupFault(Exception):
    """A backup cannot be made, or is not what it says; the code names what is wrong."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, detail


@dataclass(frozen=True)
class Manifest:
    """What a backup holds, to be compared with what was restored."""

    made_at: str
    revision: str
    database: str
    rows: dict[str, int]
    files: dict[str, str]
    """SHA-256 of each file by its path in the tar."""


def dump_database(engine: Engine, into: Path, *, made_at: str) -> Manifest:
    """Copy the database as of one instant into a folder; returns what it holds, without uploads."""
    revision = present_revision(engine)
    if engine.dialect.name == "sqlite":
        name, rows = _SQLITE, _dump_sqlite(Path(str(engine.url.database)), into / _SQLITE)
    else:
        name, rows = _POSTGRES, _dump_postgres(engine, into / _POSTGRES)
    return Manifest(made_at, revision, name, rows, {name: digest_of(into / name)})


def pack(
    manifest: Manifest, dump: Path, uploads: Path, *, out: BinaryIO, progress: Progress
) -> Manifest:
    """Write manifest, database and uploads as a tar; returns the manifest with the uploads' digests.

    Uploads are listed after the database was copied: a row's file is written before the row.
    """
    sent = [path for path in sorted(uploads.rglob("*")) if path.is_file()]
    names = {path: f"uploads/{path.relative_to(uploads)}" for path in sent}
    digests = {names[path]: digest_of(path) for path in sent}
    whole = Manifest(**{**asdict(manifest), "files": manifest.files | digests})
    with tarfile.open(fileobj=out, mode="w|") as tar:
        _add(tar, "manifest.json", json.dumps(asdict(whole), sort_keys=True).encode())
        for path, name in {dump / manifest.database: manifest.database, **names}.items():
            tar.add(path, name, recursive=False)
            progress(path.stat().st_size)
    return whole


def encrypt(plain: BinaryIO, out: BinaryIO, recipients: Iterable[str]) -> None:
    """Encrypt a stream for age public keys; raises BackupFault for what is no such key."""
    try:
        keys = [pyrage.x25519.Recipient.from_str(key) for key in recipients]
    except pyrage.RecipientError as error:
        raise BackupFault("backup.no_key") from error
    pyrage.encrypt_io(plain, out, keys)


def decrypt(secret: BinaryIO, out: BinaryIO, identity: str) -> None:
    """Decrypt a stream with an age secret key; raises BackupFault where it is not the one."""
    lines = [line.strip() for line in identity.splitlines()]
    keys = [line for line in lines if line and not line.startswith("#")]
    try:
        pyrage.decrypt_io(secret, out, [pyrage.x25519.Identity.from_str(key) for key in keys])
    except (pyrage.DecryptError, pyrage.IdentityError) as error:
        raise BackupFault("backup.wrong_key") from error


def unpack(file: Path, into: Path) -> Manifest:
    """Unpack a backup into an empty folder and compare every file with its digest.

    Raises BackupFault where a file is changed, missing, or not in the manifest.
    """
    try:
        with tarfile.open(file, mode="r:") as tar:
            tar.extractall(into, filter="data")
        manifest = Manifest(**json.loads((into / "manifest.json").read_text("utf-8")))
    except (tarfile.TarError, OSError, ValueError, TypeError) as error:
        raise BackupFault("backup.unreadable", str(error)) from error
    found = {
        str(path.relative_to(into)): digest_of(path)
        for path in into.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    for name in sorted(found.keys() ^ manifest.files.keys()):
        raise BackupFault("backup.wrong_file", name)
    for name, digest in manifest.files.items():
        if found[name] != digest:
            raise BackupFault("backup.wrong_file", name)
    return manifest


def is_empty(engine: Engine) -> bool:
    """Whether a database has no table yet; an SQLite file that is not there is not made."""
    if engine.dialect.name == "sqlite":
        path = Path(str(engine.url.database))
        return not path.exists() or path.stat().st_size == 0
    return not inspect(engine).get_table_names()


def load_postgres(engine: Engine, dump: Path) -> None:
    """Fill an empty PostgreSQL database from a dump, all or nothing."""
    _run(engine, "pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", str(dump))


def empty_postgres(engine: Engine) -> None:
    """Take out again what was loaded into an empty database and is not right."""
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))


def compare(engine: Engine, manifest: Manifest) -> None:
    """Compare a restored database with its manifest: revision, rows of every table, foreign keys.

    PostgreSQL checks foreign keys itself while it lays them after loading. Raises BackupFault.
    """
    if present_revision(engine) != manifest.revision:
        raise BackupFault("backup.wrong_schema")
    with engine.connect() as connection:
        for table, count in manifest.rows.items():
            found = connection.execute(text(f'SELECT count(*) FROM "{table}"')).scalar_one()  # noqa: S608 - names from our own manifest
            if found != count:
                raise BackupFault("backup.wrong_rows", table)
        if engine.dialect.name == "sqlite":
            broken = connection.execute(text("PRAGMA foreign_key_check")).first()
            sound = connection.execute(text("PRAGMA integrity_check")).scalar_one()
            if broken or sound != "ok":
                raise BackupFault("backup.broken_keys", str(broken or sound))


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _dump_sqlite(live: Path, copy: Path) -> dict[str, int]:
    """Copy SQLite's database by its backup API, which waits for no writer; returns its rows."""
    source, target = sqlite3.connect(live), sqlite3.connect(copy)
    try:
        source.backup(
            target
        )  # in one piece: writers go on beside it, and cannot make it begin anew
        target.execute("PRAGMA journal_mode=DELETE")
        return {
            table: target.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608
            for table in sorted(Model.metadata.tables)
        }
    finally:
        source.close()
        target.close()


def _dump_postgres(engine: Engine, copy: Path) -> dict[str, int]:
    """Let pg_dump copy the snapshot in which the rows are counted; returns the rows."""
    isolated = engine.execution_options(isolation_level="REPEATABLE READ")
    with isolated.connect() as connection:
        snapshot = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
        rows = {
            table: connection.execute(text(f'SELECT count(*) FROM "{table}"')).scalar_one()  # noqa: S608
            for table in sorted(Model.metadata.tables)
        }
        _run(engine, "pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={copy}")
    return rows


def _run(engine: Engine, program: str, *words: str) -> None:
    """Run a program of PostgreSQL's on a database; raises BackupFault where it fails."""
    path = shutil.which(program)
    if path is None:
        raise BackupFault("backup.no_program", program)
    url = engine.url.set(drivername="postgresql", password=None)
    password = {"PGPASSWORD": str(engine.url.password)} if engine.url.password else {}
    done = subprocess.run(  # noqa: S603
        [path, f"--dbname={url.render_as_string(hide_password=False)}", *words],
        env={**os.environ, **password},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupFault("backup.program_failed", f"{program}: {done.stderr.strip()[-300:]}")


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    """Add a file from memory to a tar."""
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(content), 0o600
    tar.addfile(info, io.BytesIO(content))
