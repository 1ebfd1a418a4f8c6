"""What every test may ask for: an app on a blank database, a reader, the clock, a transaction."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from contextvars import Context
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import flask_migrate
import hypothesis
import pytest
from flask import Flask, has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from agenda.app import create_app
from agenda.config import Settings
from agenda.infra.db import db
from agenda.infra.transaction import Transaction, transaction
from agenda.kernel.authz import Actor
from agenda.kernel.clock import SetClock
from tests import databases
from tests.databases import Database
from tests.postgres import Cluster

START = datetime(2026, 3, 2, 1, tzinfo=UTC)
"""Where the clock of every test stands at first: Monday 2 March 2026, 09:00 in Shanghai."""
ON_BOTH = ("commands", "migrations", "proofs")
"""The folders whose tests run on SQLite and on PostgreSQL; all others run on SQLite."""

hypothesis.settings.register_profile("patient", deadline=None, print_blob=True)
hypothesis.settings.load_profile("patient")
# a machine shared with a browser is slow now and then, and that says nothing of the code

Act = Callable[..., AbstractContextManager[Transaction]]


def settings_for(url: str, folder: Path) -> Settings:
    """Return the settings of a test's app on a database."""
    return Settings(
        secret_key="only for tests, and long enough for them",
        database_url=url,
        environment="test",
        upload_folder=folder / "uploads",
    )


def migrate(url: str, *, folder: Path) -> None:
    """Bring the empty database at a URL to the newest schema, as an operator would."""
    app = create_app(settings_for(url, folder))
    with app.app_context():
        try:
            flask_migrate.upgrade()
        finally:
            db.engine.dispose()


# One run, one folder; its workers share the folder and the PostgreSQL cluster in it.


def pytest_configure(config: pytest.Config) -> None:
    """Give the run a folder; a worker is told where it is."""
    given = getattr(config, "workerinput", {}).get("agenda_run")
    config.stash[RUN] = Path(given) if given else databases.run_folder()
    config.stash[RUN].chmod(0o755)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker of pytest-xdist where the run's folder is."""
    node.workerinput["agenda_run"] = str(node.config.stash[RUN])


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the run: stop its PostgreSQL and remove its folder."""
    if not hasattr(config, "workerinput"):
        Cluster(config.stash[RUN] / "postgres").stop()
        shutil.rmtree(config.stash[RUN], ignore_errors=True)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run the tests of commands and migrations on every database there is."""
    if "kind" not in metafunc.fixturenames:
        return
    folder = metafunc.definition.path.relative_to(Path(__file__).parent).parts[0]
    kinds = databases.kinds() if folder in ON_BOTH else ("sqlite",)
    metafunc.parametrize("kind", kinds, scope="session")


RUN = pytest.StashKey[Path]()


class Reader(FlaskClient):
    """A reader's browser: each request has a context and a session of its own, as on a server.

    Flask would let it share the context that stays open around the test, `g`, token and all.
    """

    def open(self, *args: Any, **options: Any) -> TestResponse:
        """Send one request; what the test read before it is read anew after it."""
        answer = Context().run(super().open, *args, **options)
        if has_app_context():
            db.session.rollback()
        return answer


@pytest.fixture(scope="session")
def run_folder(pytestconfig: pytest.Config) -> Path:
    """The folder of this run, shared by its workers."""
    return pytestconfig.stash[RUN]


@pytest.fixture(scope="session")
def opened(run_folder: Path) -> Iterator[Callable[[str], tuple[Flask, Database]]]:
    """Open the app of a kind of database: one app and one database per worker and kind."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    known: dict[str, tuple[Flask, Database]] = {}

    def open_kind(kind: str) -> tuple[Flask, Database]:
        if kind not in known:
            database = databases.build(
                kind, run_folder, worker, partial(migrate, folder=run_folder)
            )
            app = create_app(settings_for(database.url, run_folder / worker), clock=SetClock(START))
            app.test_client_class = Reader
            known[kind] = (app, database)
        return known[kind]

    yield open_kind
    for app, database in known.values():
        with app.app_context():
            db.engine.dispose()
        database.close()


@pytest.fixture
def app(kind: str, opened: Callable[[str], tuple[Flask, Database]]) -> Iterator[Flask]:
    """The app on a blank database, its clock at START, its context open."""
    missing = databases.missing(kind)
    if missing:
        pytest.skip(missing)
    app, database = opened(kind)
    database.restore()
    app.extensions["agenda"].clock.set(START)
    with app.app_context():
        yield app
        db.session.remove()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A reader's browser without a screen; open more with app.test_client()."""
    return app.test_client()


@pytest.fixture
def clock(app: Flask) -> SetClock:
    """The app's clock: set it, or advance it."""
    laid = app.extensions["agenda"].clock
    assert isinstance(laid, SetClock)
    return laid


@pytest.fixture
def act(app: Flask) -> Act:
    """Return what opens an act's one transaction and commits it at the end of the block."""

    def opening(actor: Actor, *, at: datetime | None = None) -> AbstractContextManager[Transaction]:
        return transaction(actor, at=at)

    return opening
