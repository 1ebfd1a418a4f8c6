"""Co-signing on paper in the pages: print, take in, enter with the keyboard, receipt, dispute."""

import pytest
from flask.testing import FlaskClient

from agenda.kernel.authz import BodyKind
from agenda.proposals.models import Proposal
from agenda.web.pdf import why_no_pdf
from tests.factories import Place, make_cosigning, make_place, reload
from tests.page import Page, visit
from tests.signin import sign_in, sign_out


@pytest.fixture
def place(client: FlaskClient) -> Place:
    return make_place()


@pytest.fixture
def proposal(place: Place) -> Proposal:
    return make_cosigning(place)


def as_clerk(client: FlaskClient, place: Place, number: int = 0) -> None:
    sign_in(client, place.seated[BodyKind.RESIDENTS_COMMITTEE][number])


def taken_in(client: FlaskClient, place: Place, proposal: Proposal, lines: int = 2) -> Page:
    as_clerk(client, place)
    page = visit(client, f"/proposals/{proposal.proposal_id}/cosigns/paper")
    return page.form("/paper").fill(sheets="1", entries=str(lines), version="1").submit("登记")


def entered(page: Page, room: str, name: str) -> Page:
    return page.form("/entry").fill(room=room, name=name).submit("录入，下一行")


def test_anybody_prints_the_sheet(client: FlaskClient, proposal: Proposal) -> None:
    page = visit(client, f"/proposals/{proposal.proposal_id}/cosign-sheet")
    assert proposal.title in page.text
    assert "第 1 版" in page.text
    assert len(page.select(".sheet-lines tbody tr")) == 12
    paper = client.get(f"/proposals/{proposal.proposal_id}/cosign-sheet.pdf")
    if not why_no_pdf():
        assert paper.mimetype == "application/pdf"
        assert paper.data.startswith(b"%PDF-")


def test_a_stack_goes_from_the_desk_to_the_receipt(
    client: FlaskClient, place: Place, proposal: Proposal
) -> None:
    stack = taken_in(client, place, proposal)
    name = stack.url
    first = visit(client, f"{name}/entry")
    assert first.heading == "录入第 1 张第 1 行"
    wrong = (
        first.form("/entry").fill(room="3-999", name="王小明").submit("录入，下一行", status=400)
    )
    assert "没有这个室号" in wrong.text
    second = entered(wrong, "3-102", full_name(place, 1))
    assert "已录一次" in second.text
    assert second.heading == "录入第 1 张第 2 行"
    done = entered(second, "３号楼１０３室", full_name(place, 2)[0])
    assert "您的一遍已经录完" in done.text
    as_clerk(client, place, 1)
    again = visit(client, f"{name}/entry")
    assert again.heading == "录入第 1 张第 1 行"
    assert full_name(place, 1) not in again.text
    other = entered(again, "102", full_name(place, 1))
    assert "两人一致，已计入" in other.text
    differs = entered(other, "3-104", full_name(place, 3))
    assert "两个人录得不一样" in differs.text
    assert "两次不一致" in differs.text
    mended = differs.follow("第 1 张第 2 行")
    end = mended.form("/lines/").fill(room="3-103", name=full_name(place, 2)).submit("录入，下一行")
    assert "这叠已经录完" in end.text
    assert reload(proposal.proposal_id).cosign_households == 3
    receipts = end.follow("打印这叠的回执")
    codes = [code.get_text() for code in receipts.select(".sheet-code")]
    assert len(codes) == 2
    sign_out(client)
    asked = visit(client, "/paper/receipt").form("/receipt").fill(code=codes[0]).submit("查询")
    assert "已计入" in asked.text
    disputed = asked.form("/dispute/").submit("这不是我的，请搁置")
    assert "有异议，已搁置" in disputed.text
    assert reload(proposal.proposal_id).cosign_households == 2


def full_name(place: Place, number: int) -> str:
    return place.resident(number).display_name


def test_the_owner_of_no_receipt_learns_nothing(client: FlaskClient, place: Place) -> None:
    page = visit(client, "/paper/receipt/2345-2345-2345-2345", status=404)
    assert "没有这个回执码" in page.text


def test_residents_do_not_see_the_stacks(
    client: FlaskClient, place: Place, proposal: Proposal
) -> None:
    stack = taken_in(client, place, proposal)
    sign_in(client, place.people[0])
    for address in (stack.url, f"{stack.url}/entry", f"{stack.url}/receipts"):
        visit(client, address, status=403)


def test_the_desk_leads_to_the_stack(client: FlaskClient, place: Place, proposal: Proposal) -> None:
    stack = taken_in(client, place, proposal)
    desk = visit(client, "/desk")
    assert "录入纸质材料" in desk.text
    assert desk.follow("去录入").url == stack.url
