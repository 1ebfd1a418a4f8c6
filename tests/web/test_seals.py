"""Seals on pages and papers: read, printed, downloaded, proved."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from agenda.cli.clock import seal_ledgers
from agenda.infra.db import db
from agenda.kernel.merkle import is_consistent, is_included
from agenda.ledger.files.rules import check_file
from agenda.ledger.seals.queries import find_latest_seal
from agenda.ledger.seals.rules import Head, written
from tests.factories import Place, make_cosigning, make_place, make_submitted
from tests.meetings import small_place
from tests.page import visit

ROOT = Path(__file__).parents[2]


@pytest.fixture
def place(app, clock) -> Place:
    """A neighbourhood with three seals, and a proposal that is not public yet."""
    place = make_place()
    for number in range(3):
        make_cosigning(place, by=number)
        seal_ledgers()
        clock.advance(timedelta(hours=1))
    make_submitted(place, by=9)
    return place


def digest_of_newest(place: Place) -> str:
    seal = find_latest_seal(db.session(), place.neighbourhood_id)
    assert seal is not None
    return seal.digest


def test_before_anything_happened_there_is_no_seal(client: FlaskClient) -> None:
    small_place()
    assert "还没有封印" in visit(client, "/ledger/seals").text
    visit(client, "/ledger/seals/1", status=404)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_anyone_reads_and_prints_the_seals(
    client: FlaskClient, place: Place, language: str
) -> None:
    client.set_cookie("lang", language)
    shown = written(digest_of_newest(place))
    assert shown in visit(client, "/ledger/seals").text
    assert shown not in visit(client, "/ledger/seals?before=3").text
    paper = visit(client, "/ledger/seals/3")
    assert shown in paper.text
    assert digest_of_newest(place) in paper.text
    visit(client, "/ledger/seals/4", status=404)


def test_the_download_fits_the_seal_and_keeps_back_what_is_not_public(
    client: FlaskClient, place: Place
) -> None:
    seal_ledgers()
    lines = client.get("/ledger.jsonl").get_data(as_text=True).splitlines(keepends=True)
    found = check_file(lines, digest_of_newest(place)[:20])
    assert found.faults == ()
    assert found.matched is not None
    assert len(found.withheld) == 1


def test_the_proofs_hold(client: FlaskClient, place: Place) -> None:
    grown = client.get("/ledger/seals/3/since/1").get_json()
    assert is_consistent(
        bytes.fromhex(grown["old"]["root"]),
        bytes.fromhex(grown["new"]["root"]),
        old_size=grown["old"]["size"],
        new_size=grown["new"]["size"],
        proof=[bytes.fromhex(step) for step in grown["proof"]],
    )
    part = client.get("/proposals/2/seals/3").get_json()
    assert part["head"]["stream"] == "proposal:2"
    assert is_included(
        Head(**part["head"]).leaf(),
        part["index"],
        size=part["seal"]["size"],
        proof=[bytes.fromhex(step) for step in part["proof"]],
        root=bytes.fromhex(part["seal"]["root"]),
    )
    for address in ("/ledger/seals/1/since/3", "/proposals/3/seals/1", "/proposals/4/seals/3"):
        assert client.get(address).status_code == 404, address


def test_every_printed_paper_names_the_newest_seal(app, client: FlaskClient, place: Place) -> None:
    shown = written(digest_of_newest(place))
    paper = "{% extends 'layouts/document.html' %}{% block heading %}h{% endblock %}"
    with app.test_request_context():
        html = app.jinja_env.from_string(paper).render(app.jinja_env.globals | context(app))
    assert html.count(shown) == 1


def test_every_sheet_but_the_secret_ballot_ends_with_a_seal() -> None:
    sheets = {path.stem: path.read_text() for path in (ROOT / "templates/print").glob("*.html")}
    ends = (
        "{% include 'ledger/_seal_foot.html' %}",
        "{{ foot(",
        "{% include 'print/_wall_sheet.html' %}",
    )
    assert "{{ foot(" in sheets["_wall_sheet"]
    assert "{% include 'ledger/_seal_foot.html' %}" in sheets["_wall"]
    unsealed = {
        name
        for name, text in sheets.items()
        if text.count("</article>") and text.count("</article>") != sum(map(text.count, ends))
    }
    assert "</article>" in sheets["vote_ballot"]
    assert unsealed == {"vote_ballot"}


def context(app) -> dict[str, object]:
    values: dict[str, object] = {}
    app.update_template_context(values)
    return values


def test_the_static_checking_page_stands_alone_and_is_never_stale(client: FlaskClient) -> None:
    with client.get("/static/verify.html") as answer:
        html = answer.get_data(as_text=True)
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    asked = re.findall(r'"((?:css|js)/[^"]+)"', html)
    assert len(asked) == 5
    assert "://" not in html
    assert not re.search(r"\sstyle=|\son\w+=|<style|<script(?![^>]*src=)", html)
    for path in ("verify.html", *asked):
        with client.get(f"/static/{path}") as answer:
            assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache"), path
    with client.get("/static/verify.html?v=1") as answer:
        assert "max-age" in answer.headers["Cache-Control"]
