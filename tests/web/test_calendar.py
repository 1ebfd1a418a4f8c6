"""The calendar page: meetings beside deadlines, holidays marked, a month or a list."""

from flask.testing import FlaskClient

from tests.factories import make_place
from tests.meetings import call_meeting, make_deliberating, small_place
from tests.page import visit


def test_the_calendar_has_meetings_and_the_month_to_its_last_day(client: FlaskClient) -> None:
    place = small_place()
    proposal = make_deliberating(place)
    meeting = call_meeting(place, proposal.proposal_id)
    page = visit(client, f"/calendar?month={meeting.starts_at:%Y-%m}")
    assert f"议事会：{proposal.title}" in page.text
    listed = visit(client, f"/calendar?month={meeting.starts_at:%Y-%m}&view=list")
    assert f"议事会：{proposal.title}" in listed.text
    assert listed.soup.select(".days-item")


def test_holidays_and_weekends_that_are_worked_are_marked(client: FlaskClient) -> None:
    make_place()
    page = visit(client, "/calendar?month=2026-02")  # Spring Festival; the 28th is worked
    marks = {
        str(day.select("time")[0]["datetime"]): (mark.text if mark else "", "month-rest" in kinds)
        for day in page.soup.select(".month-day")
        for mark in (day.select_one(".month-mark"),)
        for kinds in (day["class"],)
    }
    assert marks["2026-02-17"] == ("休", True)
    assert marks["2026-02-28"] == ("班", False)
    assert marks["2026-02-07"] == ("", True)
    assert marks["2026-02-10"] == ("", False)


def test_a_year_whose_holidays_nobody_entered_says_so(client: FlaskClient) -> None:
    make_place()
    assert "暂按周一到周五算" in visit(client, "/calendar?month=2032-03").text
    assert "暂按周一到周五算" not in visit(client, "/calendar?month=2026-03").text
