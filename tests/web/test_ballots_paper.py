"""The vote on paper in the pages: print, take in, enter, count the box, read the result."""

import pytest
from flask.testing import FlaskClient

from agenda.ballots.models import Vote
from agenda.ballots.paper.queries import find_box_stack, list_codes
from agenda.infra.db import db
from agenda.kernel.authz import BodyKind
from agenda.mechanism.tick.commands import tick
from agenda.web.pdf import why_no_pdf
from tests.factories import Place, make_place
from tests.page import visit
from tests.signin import sign_in
from tests.squares import squares
from tests.votes import clock, make_open


@pytest.fixture
def place(client: FlaskClient) -> Place:
    return make_place()


@pytest.fixture
def vote(place: Place) -> Vote:
    return make_open(place)


def as_clerk(client: FlaskClient, place: Place, number: int) -> None:
    sign_in(client, place.seated[BodyKind.RESIDENTS_COMMITTEE][number])


def test_two_clerks_take_the_paper_vote_from_the_slip_to_the_result(
    client: FlaskClient, place: Place, vote: Vote
) -> None:
    as_clerk(client, place, 0)
    address = f"/proposals/{vote.proposal_id}/vote/paper"
    slips = visit(client, address).form("/slips").submit("打印东苑 3号楼的外封（30 份）")
    assert len(slips.select(".sheet-code")) == 30
    ballot = visit(client, f"{address}/ballot")
    assert len(ballot.select(".sheet-box")) == 3
    codes = [c for c, _ in list_codes(db.session(), vote.vote_id, building_id=place.building_id)]
    papers = ("ballot.pdf", f"slips.pdf?building={place.building_id}")
    plain, slipped = (client.get(f"{address}/{name}").data for name in papers)
    if not why_no_pdf():
        assert squares(plain) == [[]]
        read = {link.rpartition("code=")[2] for page in squares(slipped) for link in page}
        assert read == set(codes)
    db.session.rollback()
    stack = visit(client, address).form("#register").fill(sheets="2").submit("登记")
    entry = visit(client, f"{stack.url}/entry")
    wrong = entry.form("/entry").fill(code="AAAA").submit("录入，下一份", status=400)
    assert "没有这个代码" in wrong.text
    for number in (0, 1):
        as_clerk(client, place, number)
        page = visit(client, f"{stack.url}/entry")
        for code in codes[:2]:
            page = page.form("/entry").fill(code=code.lower()).submit("录入，下一份")
    assert "这叠已经录完" in page.text
    clock().set(vote.closes_at)
    tick()
    box = find_box_stack(db.session(), vote).stack_id
    db.session.rollback()
    for number in (0, 1):
        as_clerk(client, place, number)
        count = visit(client, f"/paper/votes/{box}/box").form("/box")
        count = count.fill(votes_for="1", votes_against="1", votes_abstain="0", spoiled="0")
        done = count.submit("提交我数的")
    assert "票箱已经计票" in done.text
    result = visit(client, f"/proposals/{vote.proposal_id}/vote/result")
    assert "纸质外封 2 份，有效票 2 张，废票 0 张" in result.text
    assert "网上 0 人参加" in result.text
    certificate = result.follow("计票证书")
    assert certificate.text.count("票箱计票人：") == 2
    assert certificate.texts("tbody td") == ["2", "2", "0", "0", "0", "0"]
    assert vote.roll_digest in certificate.text
    paper = client.get(f"/proposals/{vote.proposal_id}/vote/certificate.pdf")
    assert paper.data.startswith(b"%PDF-") or why_no_pdf()


def test_residents_see_none_of_it(client: FlaskClient, place: Place, vote: Vote) -> None:
    sign_in(client, place.people[0])
    for part in ("", "/ballot", "/slips"):
        visit(client, f"/proposals/{vote.proposal_id}/vote/paper{part}", status=403)
