"""The disk full, the file read-only, the database locked, the clock put back: said, and survived."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select

from agenda.deliberation.discussion.models import Comment
from agenda.infra.audit import LedgerEvent
from agenda.infra.db import db
from agenda.kernel.clock import SetClock
from agenda.ledger.queries import check_ledger
from agenda.mechanism.tick.commands import tick
from tests.factories import make_cosigning, make_place, reload
from tests.page import Page, visit
from tests.signin import sign_in

SAID = "请把施工时间改到周末以外，孩子要考试。"
BUSY = {"zh": "系统正忙，请稍后再试。您的操作没有生效。", "en": "Nothing was changed"}


@contextmanager
def broken(app: Flask, pragma: str) -> Iterator[None]:
    """Let every new connection have a fault of the machine, as SQLite itself can play it."""

    def spoil(connection: sqlite3.Connection, _entry: object) -> None:
        connection.execute(f"PRAGMA {pragma}")

    db.session.close()
    db.engine.dispose()
    event.listen(db.engine, "connect", spoil)
    try:
        yield
    finally:
        event.remove(db.engine, "connect", spoil)
        db.session.close()
        db.engine.dispose()


@contextmanager
def locked(app: Flask) -> Iterator[None]:
    """Let somebody else hold the database longer than anybody waits."""
    with broken(app, "busy_timeout=50"):
        other = sqlite3.connect(db.engine.url.database or "", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            other.close()


def full(app: Flask):
    """Let the disk be full to the last page."""
    pages = db.session.connection().exec_driver_sql("PRAGMA page_count").scalar_one()
    return broken(app, f"max_page_count={pages}")


FAULTS = {"full": full, "read-only": lambda app: broken(app, "query_only=ON"), "locked": locked}


def counts() -> list[int]:
    """Return how many comments and entries there are."""
    tables = (Comment, LedgerEvent)
    return [db.session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


@pytest.mark.parametrize(
    ("fault", "lang"), [("full", "zh"), ("full", "en"), ("read-only", "zh"), ("locked", "zh")]
)
def test_what_cannot_be_written_is_said_and_kept(
    app: Flask, client: FlaskClient, clock: SetClock, *, fault: str, lang: str
) -> None:
    place = make_place()
    proposal_id = make_cosigning(place).proposal_id
    sign_in(client, place.people[1])
    client.set_cookie("lang", lang)
    address = f"/proposals/{proposal_id}/discussion"
    token = visit(client, address).one("main form input[name=csrf_token]")["value"]
    long = SAID + "，" * 1500  # more than fits on pages that are there already
    form = {"csrf_token": token, "text": long}
    origin = {"Origin": "http://localhost"}
    before = counts()
    clock.advance(timedelta(minutes=5))  # the session wants to be touched, too
    with FAULTS[fault](app):
        visit(client, address)  # reading goes on
        page = Page.of(client, client.post(address, data=form, headers=origin), 503)
        assert BUSY[lang] in page.text
        assert SAID in page.text
        hidden = page.one("main form input[name=text]")
    assert counts() == before
    again = {"csrf_token": page.one("main form input[name=csrf_token]")["value"]}
    sent = client.post(address, data=again | {"text": hidden["value"]}, headers=origin)
    assert sent.status_code in {302, 303}
    assert counts() == [before[0] + 1, before[1] + 1]


def test_a_clock_put_back_undoes_nothing_and_does_nothing_twice(
    client: FlaskClient, clock: SetClock
) -> None:
    place = make_place()
    proposal_id = make_cosigning(place).proposal_id
    sign_in(client, place.people[1])
    clock.advance(timedelta(days=31))
    tick()
    expired, entries = reload(proposal_id), counts()
    clock.advance(-timedelta(hours=3))
    tick()
    assert reload(proposal_id).stage is expired.stage
    assert counts() == entries
    visit(client, f"/proposals/{proposal_id}")
    assert check_ledger(db.session()).faults == ()
