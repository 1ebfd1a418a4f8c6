"""The drill: a backup taken while people write comes back whole, or not at all."""

import os
import shutil
import tarfile
import threading
from collections.abc import Iterator
from contextvars import Context
from datetime import timedelta
from pathlib import Path

import pyrage
import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.engine import make_url

from agenda.app import create_app
from agenda.attachments.rules import Media, Sent, StoredFile
from agenda.cli import main
from agenda.cli.clock import seal_ledgers
from agenda.cosigns.commands import cosign
from agenda.infra.audit import LedgerEvent
from agenda.infra.backup import digest_of, empty_postgres, is_empty
from agenda.infra.db import Model, db
from agenda.infra.transaction import transaction
from agenda.infra.uploads import path_of, put_away
from agenda.proposals.commands import change_photos
from tests import postgres
from tests.conftest import settings_for
from tests.factories import Place, make_cosigning, make_draft, make_place


@pytest.fixture(autouse=True)
def programs(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Find pg_dump and pg_restore where this machine has them."""
    if kind == "postgres":
        monkeypatch.setenv("PATH", f"{postgres.binaries()}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def place(app: Flask) -> Iterator[Place]:
    """A neighbourhood with a sealed ledger, and two files that people sent in."""
    place = make_place()
    make_cosigning(place)
    seal_ledgers()
    uploads = app.extensions["agenda.settings"].upload_folder
    (uploads / "ab").mkdir(parents=True, exist_ok=True)
    (uploads / "ab" / "photo.jpg").write_bytes(b"a photo" * 1000)
    (uploads / "plan.pdf").write_bytes(b"a plan")
    yield place
    (uploads / "ab" / "photo.jpg").unlink()
    (uploads / "ab").rmdir()
    (uploads / "plan.pdf").unlink()


@pytest.fixture
def elsewhere(app: Flask, kind: str, tmp_path: Path) -> Iterator[Flask]:
    """The same program on another machine: an empty database, no uploads."""
    url = f"sqlite:///{tmp_path}/new/agenda.db"
    if kind == "postgres":
        outside = db.engine.execution_options(isolation_level="AUTOCOMMIT")
        with outside.connect() as connection:
            connection.execute(text("DROP DATABASE IF EXISTS restored WITH (FORCE)"))
            connection.execute(text("CREATE DATABASE restored"))
        here = make_url(app.extensions["agenda.settings"].database_url)
        url = here.set(database="restored").render_as_string(hide_password=False)
    other = create_app(settings_for(url, tmp_path / "new"), clock=app.extensions["agenda"].clock)
    yield other
    with other.app_context():
        db.engine.dispose()


def run(app: Flask, *words: object) -> Result:
    """Run a command on an app, whatever app the test stands in."""
    return Context().run(app.test_cli_runner().invoke, main, [*map(str, words)])


def back_up(app: Flask, folder: Path, *words: object) -> Path:
    result = run(app, "backup", folder, *words)
    assert result.exit_code == 0, result.output
    return Path(result.stdout.strip())


def holds_nothing(app: Flask) -> bool:
    with app.app_context():
        return is_empty(db.engine)


def rows(app: Flask) -> dict[str, int]:
    with app.app_context(), db.engine.connect() as connection:
        tables = Model.metadata.sorted_tables
        counts = {t.name: select(func.count()).select_from(t) for t in tables}
        return {name: connection.execute(count).scalar_one() for name, count in counts.items()}


def test_the_drill(app: Flask, place: Place, elsewhere: Flask, tmp_path: Path) -> None:
    file = back_up(app, tmp_path / "backups")
    assert (file.stat().st_mode & 0o777) == 0o600
    result = run(elsewhere, "restore", file)
    assert result.exit_code == 0, result.output
    assert "核对无误" in result.output
    assert rows(elsewhere) == rows(app)
    uploads = elsewhere.extensions["agenda.settings"].upload_folder
    assert (uploads / "ab" / "photo.jpg").read_bytes() == b"a photo" * 1000
    assert run(elsewhere, "ledger", "verify").exit_code == 0
    again = run(elsewhere, "restore", file)
    assert again.exit_code == 1
    assert "已有内容" in again.output


def test_a_file_that_a_row_names_must_be_there(
    app: Flask, place: Place, elsewhere: Flask, tmp_path: Path
) -> None:
    proposal_id = make_draft(place).proposal_id
    folder = app.extensions["agenda.settings"].upload_folder
    kept, lost = put_away(folder, b"a paper"), put_away(folder, b"another")
    digest = digest_of(path_of(folder, kept))
    papers = [StoredFile(name, None, Media.PDF, digest, 7, None, None, "") for name in (kept, lost)]
    with transaction(place.resident(0)) as tx:
        change_photos(tx, proposal_id, add=Sent((papers[0],)), remove=())
    assert run(elsewhere, "restore", back_up(app, tmp_path / "one")).exit_code == 0
    for path in (tmp_path / "new").iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    with elsewhere.app_context():
        db.engine.dispose()
        if db.engine.dialect.name == "postgresql":
            empty_postgres(db.engine)
    with transaction(place.resident(0)) as tx:
        change_photos(tx, proposal_id, add=Sent((papers[1],)), remove=())
    result = run(elsewhere, "restore", back_up(app, tmp_path / "two"))
    assert result.exit_code == 1
    assert f"uploads/{lost[:2]}/{lost}" in result.output
    assert holds_nothing(elsewhere)


def test_a_backup_taken_while_people_write_is_whole(
    app: Flask, place: Place, elsewhere: Flask, tmp_path: Path
) -> None:
    proposal = make_cosigning(place, by=1)
    signed: list[int] = []

    def write() -> None:
        with app.app_context():
            for number in range(2, 14):
                with transaction(place.resident(number)) as tx:
                    cosign(tx, proposal.proposal_id)
                signed.append(number)

    writer = threading.Thread(target=write)
    writer.start()
    file = back_up(app, tmp_path / "backups")
    writer.join()
    assert len(signed) == 12
    result = run(elsewhere, "restore", file)
    assert result.exit_code == 0, result.output
    assert rows(elsewhere)["ledger_events"] <= db.session.query(LedgerEvent).count()


def test_an_encrypted_backup_opens_with_its_key_alone(
    app: Flask, place: Place, elsewhere: Flask, tmp_path: Path
) -> None:
    own, other = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    (tmp_path / "own.key").write_text(f"# kept elsewhere\n{own}\n")
    (tmp_path / "other.key").write_text(str(other))
    file = back_up(app, tmp_path / "backups", "--for", own.to_public())
    assert file.suffix == ".age"
    assert b"a photo" not in file.read_bytes()
    assert "王".encode() not in file.read_bytes()
    for words in ((), ("--identity", tmp_path / "other.key")):
        assert run(elsewhere, "restore", file, *words).exit_code == 1
    assert holds_nothing(elsewhere)
    result = run(elsewhere, "restore", file, "--identity", tmp_path / "own.key")
    assert result.exit_code == 0, result.output
    assert run(app, "backup", tmp_path / "backups", "--for", "age1nonsense").exit_code == 1
    assert [path.name for path in (tmp_path / "backups").iterdir()] == [file.name]


def repacked(file: Path, *, change: str) -> Path:
    """Return a backup in which one file is another, and the manifest as it was."""
    folder, forged = file.parent / "forged", file.with_suffix(".forged")
    with tarfile.open(file) as tar:
        tar.extractall(folder, filter="data")
    content = bytearray((folder / change).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / change).write_bytes(bytes(content))
    with tarfile.open(forged, "w") as tar:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            tar.add(path, path.relative_to(folder))
    return forged


def test_what_is_not_whole_is_not_restored(
    app: Flask, kind: str, place: Place, elsewhere: Flask, tmp_path: Path
) -> None:
    file = back_up(app, tmp_path / "backups")
    database = "agenda.db" if kind == "sqlite" else "agenda.pgdump"
    short = tmp_path / "short.tar"
    short.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    (tmp_path / "no.tar").write_bytes(b"no backup")
    bad = [
        short,
        tmp_path / "no.tar",
        *(repacked(file, change=n) for n in ("uploads/plan.pdf", database)),
    ]
    for wrong in bad:
        result = run(elsewhere, "restore", wrong)
        assert result.exit_code == 1, result.output
        assert holds_nothing(elsewhere)
        assert not elsewhere.extensions["agenda.settings"].upload_folder.exists()


def test_rotation_keeps_the_newest_and_touches_nothing_else(
    app: Flask, clock, place: Place, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "letters.tar").write_bytes(b"somebody else's")
    made = []
    for _ in range(4):
        made.append(back_up(app, folder, "--keep", 2).name)
        clock.advance(timedelta(days=1))
    assert sorted(p.name for p in folder.iterdir()) == [*made[-2:], "letters.tar"]
