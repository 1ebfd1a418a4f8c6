"""PostgreSQL stopped and started between two requests: a clear page, then on without hands."""

from datetime import timedelta
from pathlib import Path

import pytest

from agenda.app import create_app
from agenda.cosigns.models import Cosign
from agenda.infra.db import db
from agenda.kernel.clock import SetClock
from tests.conftest import START, Reader, migrate, settings_for
from tests.databases import missing
from tests.factories import make_cosigning, make_place
from tests.page import Page, visit
from tests.postgres import Cluster
from tests.proofs.ground import Tell
from tests.signin import sign_in

pytestmark = pytest.mark.proof


def test_postgresql_restarted_between_requests(run_folder: Path, tell: Tell) -> None:
    if missing("postgres"):
        pytest.skip(missing("postgres"))
    cluster = Cluster(run_folder / "restarted")
    cluster.folder.mkdir()
    cluster.ensure_running()
    url = cluster.url("postgres")
    migrate(url, folder=run_folder)
    app = create_app(settings_for(url, run_folder), clock=SetClock(START))
    app.test_client_class = Reader
    with app.app_context():
        place = make_place()
        proposal_id = make_cosigning(place).proposal_id
        client = app.test_client()
        sign_in(client, place.people[1])
        address = f"/proposals/{proposal_id}"
        token = visit(client, address).select("main form input[name=csrf_token]")[0]["value"]
        form, origin = {"csrf_token": token}, {"Origin": "http://localhost"}
        cluster.stop()
        down = client.post(f"{address}/cosigns", data=form, headers=origin)
        assert "系统正忙" in Page.of(client, down, 503).text
        Page.of(client, client.get(address), 503)
        cluster.start_again()
        app.extensions["agenda"].clock.advance(timedelta(minutes=2))
        up = client.post(f"{address}/cosigns", data=form, headers=origin)
        assert up.status_code == 303
        assert db.session.get(Cosign, (proposal_id, place.people[1])) is not None
        db.session.remove()
        db.engine.dispose()
    cluster.stop()
    tell("PostgreSQL stopped: 503; started again: the next request is served")
