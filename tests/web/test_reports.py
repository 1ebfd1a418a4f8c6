"""Who is missing, what silence brought, and the annual report as page, PDF and data."""

from datetime import timedelta

from flask.testing import FlaskClient

from agenda.cosigns.commands import cosign
from agenda.infra.transaction import transaction
from agenda.kernel.clock import SetClock
from tests.factories import make_cosigning, make_place
from tests.outcomes import implementing
from tests.page import visit


def test_participation_is_told_by_group_and_small_groups_are_not(
    client: FlaskClient, clock: SetClock
) -> None:
    place = make_place(households=30)
    proposal_id = make_cosigning(place, scope_id=place.root_id).proposal_id
    for number in range(1, 3):
        with transaction(place.resident(number)) as tx:
            cosign(tx, proposal_id)
    clock.advance(timedelta(minutes=1))
    assert "没有可以公开的数字" in visit(client, "/participation").text, "three people are too few"
    for number in range(3, 9):
        with transaction(place.resident(number)) as tx:
            cosign(tx, proposal_id)
    clock.advance(timedelta(minutes=1))
    page = visit(client, "/participation")
    assert "成年居民 30 人，其中 9 人" in page.text
    assert "东苑 3号楼" in page.one("main").get_text()


def test_the_year_as_page_paper_and_data(client: FlaskClient, clock: SetClock) -> None:
    proposal_id = implementing(make_place(households=10), clock)
    page = visit(client, "/participation").follow("年度报告")
    assert page.heading == "2026 年议事报告"
    assert "达成一致" in page.text
    data = client.get("/reports/2026.json").get_json()
    assert data["figures"]["accepted"] == 1
    assert sum(data["accepted_by_month"]) == 1
    assert data["outcomes"] == {"agreement": 1}
    assert client.get("/reports/2026.pdf").status_code == 200
    visit(client, "/reports/2027", status=404)
    silence = visit(client, "/silence")
    assert "转入协商，由居委会牵头" in silence.text, "nobody routed it in time"
    assert proposal_id
