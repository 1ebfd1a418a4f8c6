"""Two people remove a text on the pages, its author learns why and appeals, all see the trace."""

import io

import pytest
from flask.testing import FlaskClient

from agenda.deliberation.discussion.commands import write_comment
from agenda.infra.transaction import transaction
from agenda.kernel.authz import BodyKind
from agenda.kernel.ids import ProposalId
from tests.factories import Place, make_cosigning, make_place
from tests.page import visit
from tests.pictures import photo
from tests.signin import sign_in, sign_out

COMMITTEE = BodyKind.RESIDENTS_COMMITTEE
SUPERVISION = BodyKind.SUPERVISION_COMMITTEE


@pytest.fixture
def place(client: FlaskClient) -> Place:
    return make_place(households=30)


@pytest.fixture
def proposal_id(place: Place) -> ProposalId:
    proposal_id = make_cosigning(place).proposal_id
    with transaction(place.resident(1)) as tx:
        write_comment(tx, proposal_id, text="买电梯找我")
    return proposal_id


def status(client: FlaskClient, address: str) -> int:
    """Return how an address answers, and let go of the file."""
    answer = client.get(address)
    answer.close()
    return answer.status_code


def test_from_the_proposal_of_a_removal_to_the_end_of_the_appeal(
    client: FlaskClient, place: Place, proposal_id: ProposalId
) -> None:
    talk, trace = f"/proposals/{proposal_id}/discussion", f"/proposals/{proposal_id}/removals"
    sign_in(client, place.seated[COMMITTEE][0])
    page = visit(client, talk).follow("移除")
    page = page.form("/removals/").fill(reason="advertising").submit("提请移除", status=400)
    page = page.form("/removals/").fill(explanation="卖电梯的广告").submit("提请移除")
    assert "请由另一位成员确认" in page.text
    assert "买电梯找我" in visit(client, talk).text
    sign_in(client, place.seated[SUPERVISION][0])
    page = visit(client, "/desk").follow("去决定")
    page = page.form("/decision").fill(verdict="keep").submit("提交决定", status=400)
    page = page.form("/decision").fill(verdict="remove").submit("提交决定")
    assert "卖电梯的广告" in page.text
    sign_out(client)
    assert "买电梯找我" not in visit(client, talk).html
    page = visit(client, talk).follow("移除记录").follow("已移除")
    assert "广告" in page.text
    assert "买电梯找我" not in page.html
    assert "卖电梯的广告" not in page.html
    sign_in(client, place.people[1])
    page = visit(client, talk).follow("为什么移除，怎样申诉")
    assert "卖电梯的广告" in page.text
    page = page.form("/appeal").submit("提交申诉", status=400)
    page = page.form("/appeal").fill(text="我只是问一问价钱").submit("提交申诉")
    sign_in(client, place.seated[SUPERVISION][1])
    page = visit(client, "/desk").follow("去答复")
    assert "我只是问一问价钱" in page.text
    page = page.form("/answer").fill(verdict="restore", answer="问价不是广告").submit("提交答复")
    sign_out(client)
    assert "买电梯找我" in visit(client, talk).text
    assert "申诉后恢复" in visit(client, trace).text


def test_a_photo_goes_by_two_people_and_comes_back_on_appeal(
    client: FlaskClient, place: Place, proposal_id: ProposalId
) -> None:
    issue = f"/proposals/{proposal_id}"
    sign_in(client, place.people[0])
    form = visit(client, f"{issue}/edit").form("/edit")
    form.values["photos"] = [(io.BytesIO(photo()), "a.jpg")]
    form.fill(note="补一张照片").submit()
    address = str(visit(client, issue).one("main .photos a")["href"])
    sign_in(client, place.seated[COMMITTEE][0])
    page = visit(client, issue).follow("移除文件 1").form("/removals/")
    page.fill(reason="others_privacy", explanation="拍到了车牌").submit("提请移除")
    assert status(client, address) == 200
    sign_in(client, place.seated[SUPERVISION][0])
    page = visit(client, "/desk").follow("去决定")
    page.form("/decision").fill(verdict="remove").submit("提交决定")
    assert status(client, address) == 404
    assert not visit(client, issue).select("main .photos")
    sign_in(client, place.people[0])
    page = visit(client, f"{issue}/removals").follow("已移除")
    page.form("/appeal").fill(text="那是我自己的车").submit("提交申诉")
    assert status(client, f"{address}/small") == 404
    sign_in(client, place.seated[SUPERVISION][1])
    page = visit(client, "/desk").follow("去答复")
    page.form("/answer").fill(verdict="restore", answer="确是本人的车").submit("提交答复")
    assert status(client, address) == 200


def test_nobody_else_removes_and_strange_addresses_lead_nowhere(
    client: FlaskClient, place: Place, proposal_id: ProposalId
) -> None:
    where = f"/proposals/{proposal_id}/removals"
    sign_in(client, place.people[2])
    assert (
        "移除" not in visit(client, f"/proposals/{proposal_id}/discussion").one("main").get_text()
    )
    visit(client, f"{where}/comment/1", status=403)
    visit(client, f"{where}/comment/9", status=404)
    visit(client, f"{where}/letter/1", status=404)
    visit(client, "/removals/9", status=404)
    assert "没有移除过任何文字" in visit(client, where).text
