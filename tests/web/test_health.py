"""Whoever watches the machine learns whether the program may serve, and nothing about people."""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from agenda.cli import main
from agenda.infra.db import db
from agenda.infra.scheduler import take_lease

GOOD = {"ready": True, "database": True, "schema": True, "clock": True}


def test_a_process_that_answers_is_alive(client: FlaskClient) -> None:
    answer = client.get("/health/live")
    assert (answer.status_code, answer.get_json()) == (200, {"live": True})
    assert "Set-Cookie" not in answer.headers


def test_it_is_ready_while_the_clock_runs(client: FlaskClient, clock) -> None:
    stopped = client.get("/health/ready")
    assert (stopped.status_code, stopped.get_json()["clock"]) == (503, False)
    take_lease("clock", "somebody", for_seconds=60)
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.get_json()) == (200, GOOD)
    clock.advance(timedelta(seconds=61))
    assert client.get("/health/ready").status_code == 503


def test_a_wrong_schema_is_not_ready_and_does_not_start(app: Flask, client: FlaskClient) -> None:
    take_lease("clock", "somebody", for_seconds=60)
    db.session.close()
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'older'"))
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.get_json()["schema"]) == (503, False)
    result = app.test_cli_runner().invoke(main, ["tick"])
    assert result.exit_code == 1
    assert "agenda db upgrade" in result.output
