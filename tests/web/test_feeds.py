"""Feeds and calendars: what strict readers ask of them, and nothing that pages do not show."""

from datetime import date, timedelta
from xml.etree import ElementTree as ET

import icalendar
import pytest
from flask.testing import FlaskClient

from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.clock import SetClock
from agenda.proposals.models import Proposal
from tests.factories import Place, make_cosigning, make_place, make_submitted
from tests.meetings import call_meeting, make_deliberating, small_place
from tests.page import visit
from tests.strict import atom_faults, calendar_faults

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client: FlaskClient, url: str) -> list[ET.Element]:
    feed = ET.fromstring(client.get(url).data)  # noqa: S314 - our own
    return feed.findall(f"{ATOM}entry")


def events(client: FlaskClient, url: str) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(client.get(url).data).walk("VEVENT"))


@pytest.fixture
def place(app) -> Place:
    """A neighbourhood with one proposal deliberated, a meeting called, one in screening."""
    lively = small_place()
    call_meeting(lively, make_deliberating(lively).proposal_id)
    make_submitted(lively, by=1)
    return lively


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_readers_and_calendars_ask_for_is_there(
    client: FlaskClient, place: Place, language: str
) -> None:
    client.set_cookie("lang", language)
    for of in ("neighbourhood", f"areas/{place.building_id}", "proposals/1"):
        feed, calendar = client.get(f"/feeds/{of}.atom"), client.get(f"/calendar/{of}.ics")
        assert feed.content_type == "application/atom+xml; charset=utf-8"
        assert atom_faults(feed.data) == []
        assert calendar.content_type == "text/calendar; charset=utf-8"
        assert calendar_faults(calendar.data) == []
        assert len(icalendar.Calendar.from_ical(calendar.data).walk("VEVENT")) >= 2


def test_an_empty_neighbourhood_has_a_valid_feed_and_calendar(client: FlaskClient) -> None:
    make_place()
    assert atom_faults(client.get("/feeds/neighbourhood.atom").data) == []
    assert calendar_faults(client.get("/calendar/neighbourhood.ics").data) == []


def test_a_meeting_keeps_its_id_and_tells_time_place_and_zone(
    client: FlaskClient, place: Place
) -> None:
    (meeting,) = [e for e in events(client, "/calendar/neighbourhood.ics") if "location" in e]
    assert meeting["uid"] == "meeting-1@127.0.0.1"
    assert meeting["dtstart"].params["TZID"] == "Asia/Shanghai"
    assert "居委会二楼活动室" in str(meeting["location"])
    again = events(client, "/calendar/proposals/1.ics")
    assert {e["uid"] for e in events(client, "/calendar/neighbourhood.ics")} == {
        e["uid"] for e in again
    }


def test_a_deadline_is_its_last_day(client: FlaskClient) -> None:
    make_cosigning(make_place())  # on 2 March; 30 days later is 1 April
    (due,) = events(client, "/calendar/neighbourhood.ics")
    assert due.decoded("dtstart") == date(2026, 4, 1)
    assert "征集附议" in str(due["summary"])


def test_what_is_known_already_is_not_sent_again(client: FlaskClient, place: Place) -> None:
    for url in ("/feeds/neighbourhood.atom", "/calendar/neighbourhood.ics"):
        first = client.get(url)
        for header, value in (
            ("If-None-Match", first.headers["ETag"]),
            ("If-Modified-Since", first.headers["Last-Modified"]),
        ):
            assert client.get(url, headers={header: value}).status_code == 304
    etag = client.get("/feeds/neighbourhood.atom").headers["ETag"]
    make_cosigning(place, by=2)
    assert (
        client.get("/feeds/neighbourhood.atom", headers={"If-None-Match": etag}).status_code == 200
    )


def test_entries_keep_their_ids(client: FlaskClient, place: Place, clock: SetClock) -> None:
    before = [e.findtext(f"{ATOM}id") for e in entries(client, "/feeds/neighbourhood.atom")]
    clock.advance(timedelta(hours=1))
    make_cosigning(place, by=2)
    after = [e.findtext(f"{ATOM}id") for e in entries(client, "/feeds/neighbourhood.atom")]
    assert after[-len(before) :] == before
    assert len(after) > len(before)


def test_an_area_has_what_concerns_it(client: FlaskClient) -> None:
    place = make_place()
    make_cosigning(place)
    make_cosigning(place, by=1, scope_id=place.root_id)
    assert len(events(client, f"/calendar/areas/{place.building_id}.ics")) == 1
    assert len(events(client, f"/calendar/areas/{place.root_id}.ics")) == 2
    assert events(client, f"/calendar/areas/{place.unit_id}.ics") == []
    assert len(entries(client, f"/feeds/areas/{place.unit_id}.atom")) == 0


def test_what_is_not_public_has_neither(client: FlaskClient, place: Place) -> None:
    for url in ("/feeds/proposals/2.atom", "/calendar/proposals/2.ics", "/feeds/areas/999.atom"):
        assert client.get(url).status_code == 404
    assert "形式审查" not in client.get("/calendar/neighbourhood.ics").get_data(as_text=True)


def test_a_title_that_nobody_looked_at_is_masked(client: FlaskClient, place: Place) -> None:
    with transaction(place.resident()) as tx:
        proposal = tx.session.get_one(Proposal, 1)
        proposal.title, proposal.hides_private = "王阿姨住402室漏水请打13812345678", True
    db.session.close()
    for url in ("/feeds/neighbourhood.atom", "/calendar/neighbourhood.ics"):
        told = client.get(url).get_data(as_text=True).replace("\r\n ", "")
        assert "13812345678" not in told
        assert "402室" not in told
        assert "■" in told


def test_pages_lead_to_feeds_and_calendars(client: FlaskClient, place: Place) -> None:
    page = visit(client, "/proposals/1")
    links = {str(link["href"]) for link in page.soup.select("link[rel=alternate]")}
    assert links == {
        "/feeds/neighbourhood.atom",
        "/calendar/neighbourhood.ics",
        "/feeds/proposals/1.atom",
        "/calendar/proposals/1.ics",
    }
    hrefs = {str(link["href"]) for link in visit(client, "/calendar").soup.select("a[href]")}
    assert f"/calendar/areas/{place.building_id}.ics" in hrefs
    assert f"/feeds/areas/{place.building_id}.atom" in hrefs
