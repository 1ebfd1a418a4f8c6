"""The ledger's pages: plain sentences for anyone, and a chain to take home."""

import itertools
import json

from flask import Flask
from flask.testing import FlaskClient

from agenda.infra.db import db
from agenda.ledger.queries import check_ledger, list_entries
from tests.factories import make_cosigning, make_place, make_submitted
from tests.page import visit


def test_anyone_reads_what_happened(client: FlaskClient) -> None:
    place = make_place()
    make_cosigning(place)
    page = visit(client, "/ledger")
    assert "完成形式审查" in page.text
    told = page.one("main").text
    assert "梧桐里" not in told.replace("梧桐里residents_committee", "")


def test_what_is_not_public_yet_stays_out(client: FlaskClient) -> None:
    place = make_place()
    proposal = make_submitted(place)
    assert "提交议题" not in visit(client, "/ledger").text
    visit(client, f"/proposals/{proposal.proposal_id}/ledger", status=404)
    assert client.get(f"/proposals/{proposal.proposal_id}/ledger.jsonl").status_code == 404


def test_a_chain_taken_home_is_whole(client: FlaskClient) -> None:
    proposal = make_cosigning(make_place())
    answer = client.get(f"/proposals/{proposal.proposal_id}/ledger.jsonl")
    rows = [json.loads(line) for line in answer.get_data(as_text=True).splitlines()]
    assert [row["position"] for row in rows] == list(range(1, len(rows) + 1))
    assert all(later["previous_hash"] == row["hash"] for row, later in itertools.pairwise(rows))


def test_the_whole_ledger_verifies(app: Flask) -> None:
    place = make_place()
    make_cosigning(place)
    checked = check_ledger(db.session())
    assert checked.faults == ()
    assert checked.streams == 2
    entries = list_entries(db.session(), place.neighbourhood_id, limit=500)
    assert checked.entries == len(entries)


def test_pages_turn(client: FlaskClient) -> None:
    place = make_place()
    for _ in range(15):
        make_cosigning(place)
    page = visit(client, "/ledger")
    older = page.one("a[rel=next]")["href"]
    assert "完成形式审查" in visit(client, str(older)).text
