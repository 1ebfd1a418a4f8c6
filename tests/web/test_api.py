"""The read-only interface: what it says of itself is what it does, page by page and refusal by refusal."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from openapi_spec_validator import validate

from agenda.ballots.rules import Choice
from agenda.infra.db import db
from agenda.opendata.openapi.queries import specification
from agenda.opendata.tables.queries import TABLES, tables_text
from tests.architecture.sources import ROOT
from tests.factories import Place, make_cosigning, make_place, make_submitted
from tests.meetings import hold_meeting, make_deliberating, small_place
from tests.votes import make_closed, make_open


def get(client: FlaskClient, address: str, status: int = 200) -> dict[str, Any]:
    answer = client.get(f"/api/v1{address}")
    assert answer.status_code == status, address
    content: dict[str, Any] = answer.get_json(force=True)
    return content


@pytest.fixture
def place(app: Flask) -> Place:
    """A small neighbourhood whose first proposal is being deliberated; a second is not public."""
    lively = small_place()
    hold_meeting(lively, make_deliberating(lively).proposal_id)
    make_submitted(lively, by=1)
    return lively


def test_the_description_is_valid() -> None:
    validate(specification("https://agenda.example/api/v1"))


def test_every_row_is_as_described(client: FlaskClient, place: Place) -> None:
    described = get(client, "/openapi.json")["components"]["schemas"]
    filled = set()
    for table in TABLES:
        schema = Draft202012Validator(described[table.name])
        for row in get(client, f"/{table.name}")["data"]:
            schema.validate(row)
            assert get(client, f"/{table.name}/{row[table.key.name]}") == row
            filled.add(table.name)
    assert {"proposals", "deadlines", "ledger_entries", "meetings", "bodies"} <= filled


def test_pages_follow_each_other_without_gap_or_double(client: FlaskClient, place: Place) -> None:
    whole = get(client, "/ledger_entries?limit=200")["data"]
    found, address = [], "/ledger_entries?limit=3&proposal_id=1"
    while address:
        answer = client.get(f"/api/v1{address}")
        found += answer.get_json()["data"]
        following = answer.get_json()["next"]
        assert answer.headers.get("Link", "") == (f'<{following}>; rel="next"' if following else "")
        address = following.partition("/api/v1")[2] if following else ""
    assert len(found) > 3
    assert found == [row for row in whole if row["proposal_id"] == 1]


def test_rows_can_be_asked_for_by_what_they_point_to(client: FlaskClient, place: Place) -> None:
    assert get(client, "/deadlines?proposal_id=1")["data"]
    assert get(client, "/proposals?stage=deliberating")["data"]
    assert get(client, "/proposals?stage=closed")["data"] == []


REFUSED = {
    "/persons": 404,
    "/proposals/999": 404,
    "/proposals/2": 404,
    "/proposals/x": 404,
    "/a/b/c": 404,
    "/proposals?limit=0": 400,
    "/proposals?limit=201": 400,
    "/proposals?limit=1&limit=2": 400,
    "/proposals?after=-1": 400,
    "/proposals?after=99999999999999999999": 400,
    "/proposals?stage=flying": 400,
    "/proposals?title=x": 400,
    "/proposals?proposer_id=1": 400,
    "/deadlines?proposal_id=%00": 400,
}


def test_a_refusal_says_what_is_wrong(client: FlaskClient, place: Place) -> None:
    for address, status in REFUSED.items():
        answer = client.get(f"/api/v1{address}")
        assert answer.status_code == status, address
        assert answer.content_type == "application/problem+json"
        problem = answer.get_json(force=True)
        assert problem["status"] == status
        assert problem["detail"]
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_it_is_read_only(client: FlaskClient, place: Place) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = client.open("/api/v1/proposals/1", method=method)
        assert answer.status_code == 405
        assert answer.content_type == "application/problem+json"
        assert "GET" in answer.headers["Allow"]


def test_what_is_known_already_is_not_sent_again(client: FlaskClient, place: Place) -> None:
    etag = client.get("/api/v1/proposals").headers["ETag"]
    asked = {"If-None-Match": etag}
    assert client.get("/api/v1/proposals", headers=asked).status_code == 304
    make_cosigning(place, by=2)
    assert client.get("/api/v1/proposals", headers=asked).status_code == 200


def test_nothing_is_told_of_an_open_vote_and_sums_of_a_closed_one(client: FlaskClient) -> None:
    place = make_place()
    make_open(place)
    assert get(client, "/votes")["data"] == []
    db.session.close()


def test_how_a_handful_voted_is_not_told(client: FlaskClient) -> None:
    make_closed(make_place(), [Choice.FOR] * 4)
    (vote,) = get(client, "/votes")["data"]
    assert vote["participants"] == 4
    assert vote["votes_for"] is vote["votes_against"] is vote["votes_abstain"] is None


def test_the_dictionary_says_what_the_tables_hold() -> None:
    document = (ROOT / "docs" / "data-dictionary.md").read_text("utf-8")
    assert document.endswith(tables_text()), "run scripts/dictionary.py"
    for table in TABLES:
        assert f"`{table.name}`" in (ROOT / "docs" / "api.md").read_text("utf-8")
