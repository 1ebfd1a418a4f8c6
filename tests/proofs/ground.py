"""What every proof stands on: a free port, and a look at a database from outside."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.orm import Session

from agenda.app import create_app
from agenda.infra.db import db
from tests.conftest import settings_for

ROOT = Path(__file__).parents[2]
Tell = Callable[..., None]
"""Prints the figures of a proof, whether it holds or not."""


def port() -> int:
    """Return a port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def opened_at(url: str, folder: Path) -> Iterator[Session]:
    """Open a database as a site would after its start, and close it again."""
    app = create_app(settings_for(url, folder))
    with app.app_context():
        try:
            yield db.session()
        finally:
            db.session.remove()
            db.engine.dispose()
