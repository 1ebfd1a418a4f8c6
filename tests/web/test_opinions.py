"""The opinion map on a phone: one statement a screen, then what all share and what divides."""

import pytest
from flask.testing import FlaskClient

from agenda.cli.clock import draw_maps
from agenda.kernel.authz import BodyKind
from agenda.kernel.ids import ProposalId
from tests.factories import Place, make_place
from tests.meetings import make_deliberating
from tests.opinions import HOUSEHOLDS, seven_statements, two_camps, write
from tests.page import visit
from tests.signin import sign_in, sign_out

COMMITTEE = BodyKind.RESIDENTS_COMMITTEE


@pytest.fixture
def place(client: FlaskClient) -> Place:
    return make_place(households=HOUSEHOLDS)


@pytest.fixture
def proposal_id(client: FlaskClient, place: Place) -> ProposalId:
    proposal_id = make_deliberating(place).proposal_id
    sign_in(client, place.people[0])
    return proposal_id


def test_a_resident_writes_and_another_answers_one_by_one(
    client: FlaskClient, place: Place, proposal_id: ProposalId
) -> None:
    page = visit(client, f"/proposals/{proposal_id}").follow("写一条看法")
    assert "请写下您的看法" in page.form("/opinions/new").submit("写上", status=400).text
    page = page.form("/opinions/new").fill(text="长" * 141).submit("写上", status=400)
    page = page.form("/opinions/new").fill(text="费用按楼层分摊").submit("写上")
    assert "您的表态：赞同" in page.text
    write(place.resident(2), proposal_id, "一楼不用出钱")
    write(place.resident(2), proposal_id, "先做噪声评估")
    sign_in(client, place.people[3])
    page = visit(client, f"/proposals/{proposal_id}/opinions").follow("去表态")
    assert "费用按楼层分摊" in page.one(".statement").get_text()
    page = page.form("/opinions/1").submit("赞同")
    page = page.form("/opinions/2").submit("不赞同")
    page = page.form("/opinions/3").submit("跳过")
    assert "所有看法您都表过态了" in page.text
    page = page.follow("看全部")
    assert "您的表态：不赞同" in page.text
    page = visit(client, f"/proposals/{proposal_id}/opinions/2")
    assert "您上次的表态：不赞同" in page.text


def test_an_answer_that_is_none_is_refused(
    client: FlaskClient, place: Place, proposal_id: ProposalId
) -> None:
    write(place.resident(2), proposal_id)
    where = f"/proposals/{proposal_id}/opinions/1"
    for given in ({}, {"answer": "maybe"}):
        assert client.post(where, data=given).status_code in {400, 403}
    visit(client, f"/proposals/{proposal_id}/opinions/99", status=404)


def test_the_map_says_first_what_unites_then_what_divides(
    client: FlaskClient, place: Place, proposal_id: ProposalId
) -> None:
    assert "还没有人写看法" in visit(client, f"/proposals/{proposal_id}").text
    visit(client, f"/proposals/{proposal_id}/opinions.csv", status=404)
    two_camps(place, seven_statements(place, proposal_id))
    draw_maps()
    page = visit(client, f"/proposals/{proposal_id}/opinions")
    heads = page.texts("h2")
    assert heads.index("所有组都认同的") < heads.index("各组分歧最大的") < heads.index("图")
    assert "甲组（5 人）" in page.text
    assert "您在这一组" in page.text
    assert len(page.select(".scatter svg[role=img] .scatter-own")) == 1
    assert "大家都认同的" in visit(client, f"/proposals/{proposal_id}").text
    sign_out(client)
    page = visit(client, f"/proposals/{proposal_id}/opinions")
    assert "您在这一组" not in page.text
    assert not page.select(".scatter-own")
    answer = client.get(f"/proposals/{proposal_id}/opinions.csv")
    assert answer.mimetype == "text/csv"
    assert answer.get_data(as_text=True).count("\n") == 1 + 10 * 7 + 7
    client.set_cookie("lang", "en")
    assert "Group A" in visit(client, f"/proposals/{proposal_id}/opinions").text
