"""A platform of its own for every journey, and people at browsers in front of it."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, sync_playwright

from agenda.app import create_app
from agenda.infra.db import db
from agenda.kernel.clock import SetClock
from tests import databases
from tests.conftest import START, migrate, settings_for
from tests.journeys.driver import FLAGS, Person, Sit, Site, chromium

HERE = Path(__file__).parent
# Werkzeug's server, which only the journeys use, leaves a static file open when the browser goes
# on to the next page before the file has arrived; gunicorn closes it.
DROPPED = "ignore:Exception ignored in. <_io.FileIO name='.*/static/:pytest.PytestUnraisableExceptionWarning"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tell the journeys in the order they are written; without Chromium skip them, but not in CI.

    The steps of one journey build on each other, so the random order ends at a module's door.
    """
    journeys = [item for item in items if item.path.is_relative_to(HERE)]
    modules = {path: place for place, path in enumerate(dict.fromkeys(i.path for i in journeys))}
    journeys.sort(key=lambda item: (modules[item.path], item.reportinfo()[1] or 0))
    items[:] = [item for item in items if item not in journeys] + journeys
    absent = chromium() is None and os.environ.get("CI") != "true"
    for item in journeys:
        item.add_marker(pytest.mark.journey)
        item.add_marker(pytest.mark.filterwarnings(DROPPED))
        if absent:
            reason = "no Chromium here: apt-get install chromium fonts-noto-cjk"
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium that all journeys of a worker share, each in windows of its own."""
    path = chromium()
    assert path, "no Chromium here: apt-get install chromium fonts-noto-cjk"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def site(run_folder: Path, request: pytest.FixtureRequest) -> Iterator[Site]:
    """The platform of a module, on a database file of its own; its steps build on each other."""
    name = request.path.stem
    database = databases.build("sqlite", run_folder, name, partial(migrate, folder=run_folder))
    app: Flask = create_app(settings_for(database.url, run_folder), clock=SetClock(START))
    with Site(app) as served:
        yield served
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def sit(browser: Browser, site: Site) -> Iterator[Sit]:
    """Sit people down at browsers; at the end each must have been free of unseen trouble."""
    people: list[Person] = []

    def somebody(**how: object) -> Person:
        seat: Callable[..., Person] = Person.at
        people.append(seat(browser, site, **how))
        return people[-1]

    yield somebody
    for person in people:
        person.leave()
