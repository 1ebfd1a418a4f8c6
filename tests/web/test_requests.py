"""Requests for a meeting on the pages: progress, the formal paper, its answer and its signers."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from agenda.cosigns.commands import cosign
from agenda.cosigns.requests.queries import list_requests
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import BodyKind
from agenda.kernel.clock import local_date
from agenda.mechanism.tick.commands import tick
from agenda.proposals.models import Proposal
from tests.factories import Place, make_cosigning, make_place
from tests.page import visit
from tests.signin import sign_in
from tests.votes import clock

COMMITTEE = BodyKind.RESIDENTS_COMMITTEE
OWNERS = BodyKind.HOMEOWNERS_COMMITTEE


@pytest.fixture
def place(client: FlaskClient) -> Place:
    return make_place(households=30, bystanders=10)


@pytest.fixture
def proposal(place: Place) -> Proposal:
    return make_cosigning(place)


def sign(place: Place, proposal: Proposal, *numbers: int) -> None:
    for number in numbers:
        with transaction(place.resident(number)) as tx:
            cosign(tx, proposal.proposal_id)


def test_the_proposals_page_shows_how_far_each_meeting_is(
    client: FlaskClient, place: Place, proposal: Proposal
) -> None:
    page = visit(client, f"/proposals/{proposal.proposal_id}")
    assert "依法召开会议" in page.text
    assert "成年居民的十分之一以上 1 / 40 还差 3" in page.text
    assert "业主的百分之二十以上 1 / 40 还差 7" in page.text
    sign(place, proposal, 1, 2, 3)
    page = visit(client, f"/proposals/{proposal.proposal_id}")
    assert "召开居民会议的请求" in page.text
    assert "等待答复" in page.text


def test_the_paper_has_its_arithmetic_and_no_names(
    client: FlaskClient, place: Place, proposal: Proposal
) -> None:
    sign(place, proposal, 1, 2, 3)
    paper = visit(client, f"/proposals/{proposal.proposal_id}").follow("召开居民会议的请求")
    assert "城市居民委员会组织法第二十六条" in paper.text
    assert "4 × 10 = 40 ≥ 1 × 40 = 40" in paper.text
    assert "小明" not in paper.html
    assert not paper.select("form[action*=signers]")


def test_the_body_sees_the_names_by_an_act_of_its_own_and_convenes(
    client: FlaskClient, place: Place, proposal: Proposal
) -> None:
    sign(place, proposal, 1, 2, 3)
    sign_in(client, place.seated[COMMITTEE][0])
    desk = visit(client, "/desk")
    paper = desk.follow("去答复")
    names = paper.form("/signers").submit("查看附议人姓名")
    assert "这次查看已记录" in names.text
    assert "李小明" in names.text
    assert "东苑 3号楼 1单元 101" in names.text
    form = names.follow("回到请求").follow("定下会议日期").form("/answer")
    day = local_date(clock().now()) + timedelta(days=10)
    early = form.fill(held_on=(day - timedelta(days=1)).isoformat(), place="19:00 活动室")
    refused = early.submit(status=400)
    assert "最早可定在" in refused.text
    done = refused.form("/answer").fill(held_on=day.isoformat()).submit()
    assert "已答复" in done.text
    sign_in(client, place.people[2])
    assert "查看了姓名" in visit(client, "/my-data").text


def test_others_neither_see_names_nor_convene(
    client: FlaskClient, place: Place, proposal: Proposal
) -> None:
    sign(place, proposal, 1, 2, 3)
    (request,) = list_requests(db.session(), proposal.proposal_id)
    sign_in(client, place.people[9])
    url = f"/requests/{request.request_id}/answer"
    assert "负责召集的单位" in visit(client, url, status=403).text


def test_an_owner_of_another_building_signs_for_the_owners_meeting(
    client: FlaskClient, place: Place, proposal: Proposal
) -> None:
    bystander = max(place.people) + 1
    sign_in(client, bystander)
    page = visit(client, f"/proposals/{proposal.proposal_id}")
    assert "业委会能看到附议人的真实姓名" in page.text
    done = page.form("cosigns/owner").submit("以业主身份附议")
    assert "您已以业主身份附议" in done.text
    assert "业主的百分之二十以上 2 / 40" in done.text
    again = done.form("owner/withdraw").submit()
    assert "业主的百分之二十以上 1 / 40" in again.text


def test_owners_whom_nobody_convened_find_the_sheet_to_do_it_themselves(
    client: FlaskClient, place: Place, proposal: Proposal
) -> None:
    sign(place, proposal, *range(1, 8))
    owners = list_requests(db.session(), proposal.proposal_id)[-1]
    clock().set(owners.due_at)
    tick()
    paper = visit(client, f"/requests/{owners.request_id}")
    assert "已提请" in paper.text
    sheet = paper.follow("打印自行召集的表")
    assert "业主自行召集会议登记表" in sheet.heading
    assert "十五日前通知全体业主" in sheet.text
