"""The residents' vote on the pages: choose, check, receipt, replace, result, recount, roll."""

import csv
import io
import re

import pytest
from flask.testing import FlaskClient

from agenda.ballots.models import Vote
from agenda.ballots.rules import Choice, receipt_number
from agenda.kernel.authz import BodyKind
from tests.factories import TEXT, Place, make_crossed, make_place
from tests.page import Page, visit
from tests.signin import sign_in, sign_out
from tests.votes import cast, clock, close, make_closed, make_open, make_scheduled

FOR, AGAINST, ABSTAIN = Choice
CODE = re.compile(r"\b[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}\b")


@pytest.fixture
def place(client: FlaskClient) -> Place:
    return make_place()


def home(vote: Vote) -> str:
    return f"/proposals/{vote.proposal_id}/vote"


def voted(client: FlaskClient, vote: Vote, choice: str = "for") -> tuple[Page, str]:
    """Vote through the pages; returns the receipt page and its code."""
    check = visit(client, home(vote)).follow("去投票").form("check").fill(choice=choice).submit()
    receipt = check.form("ballot").submit("投出选票")
    return receipt, CODE.findall(receipt.one(".receipt-code").get_text())[0]


def test_a_scheduled_vote_says_of_whom_when_and_what_becomes_public(
    client: FlaskClient, place: Place
) -> None:
    page = visit(client, home(make_scheduled(place)))
    assert f"要不要把“{TEXT.title}”列入居民区的公共议程" in page.text
    for words in (
        "名册 30 人",
        "秘密投票",
        "投票期间不公布任何结果",
        "至少 10 人参加",
        "2026年3月5日（周四）08:00",
        "2026年3月12日（周四）24:00",
        "还有 3 天开始投票",
    ):
        assert words in page.text
    assert "去投票" not in page.text


def test_a_visitor_is_asked_to_sign_in_and_somebody_elsewhere_is_told_why_not(
    client: FlaskClient, place: Place
) -> None:
    vote = make_open(place)
    assert "名册上的居民登录后可以投票" in visit(client, home(vote)).text
    sign_in(client, place.seated[BodyKind.PROPERTY_COMPANY][0])
    page = visit(client, home(vote))
    assert "您不在这次表决的名册上" in page.text
    assert visit(client, f"{home(vote)}/ballot").url == home(vote)


def test_a_voter_chooses_checks_and_gets_a_receipt_that_never_shows_the_choice(
    client: FlaskClient, place: Place
) -> None:
    vote = make_open(place)
    sign_in(client, place.people[3])
    form = visit(client, home(vote)).follow("去投票").form("check")
    assert not form.values["choice"], "no choice is made beforehand"
    check = form.fill(choice="against").submit()
    assert check.heading == "核对您的选票"
    assert "反对" in check.text
    receipt = check.form("ballot").submit("投出选票")
    assert receipt.heading == "您的选票已计入"
    code = CODE.findall(receipt.text)[0]
    assert receipt_number(vote.vote_id, code) in receipt.text
    assert not any(word in receipt.text for word in ("同意", "反对", "弃权"))
    assert receipt.response.headers["Cache-Control"] == "no-store"
    again = visit(client, home(vote))
    assert "您的选票已计入" in again.text
    assert code not in again.html
    assert "去投票" not in again.text


def test_forgetting_to_choose_asks_again(client: FlaskClient, place: Place) -> None:
    vote = make_open(place)
    sign_in(client, place.people[0])
    page = visit(client, f"{home(vote)}/ballot").form("check").submit(status=400)
    assert page.one("h1").get_text() == "投票"
    assert "请选择一项" in page.text


def test_the_same_form_sent_twice_shows_the_same_receipt(client: FlaskClient, place: Place) -> None:
    vote = make_open(place)
    sign_in(client, place.people[0])
    check = visit(client, f"{home(vote)}/ballot").form("check").fill(choice="for").submit()
    first, second = (check.form("ballot").submit() for _ in range(2))
    codes = [CODE.findall(page.one(".receipt-code").get_text()) for page in (first, second)]
    assert codes[0] == codes[1]


def test_a_second_form_is_refused_with_what_to_do(client: FlaskClient, place: Place) -> None:
    vote = make_open(place)
    sign_in(client, place.people[0])
    check = visit(client, f"{home(vote)}/ballot").form("check").fill(choice="for").submit()
    voted(client, vote, "against")
    page = check.form("ballot").submit(status=409)
    assert "您已经投过票了，这一票已计入" in page.text


def test_a_code_that_somebody_used_is_refused(client: FlaskClient, place: Place) -> None:
    vote = make_open(place)
    (receipt,) = cast(place, vote, [FOR])
    sign_in(client, place.people[5])
    check = visit(client, f"{home(vote)}/ballot").form("check").fill(choice="for").submit()
    page = check.form("ballot").fill(code=receipt.code).submit(status=409)
    assert "这张表单已经用过" in page.text


@pytest.mark.parametrize("sent", [{"choice": "both"}, {"code": "1"}, {"choice": ""}])
def test_a_form_that_was_tampered_with_leads_back(
    client: FlaskClient, place: Place, sent: dict[str, str]
) -> None:
    vote = make_open(place)
    sign_in(client, place.people[0])
    check = visit(client, f"{home(vote)}/ballot").form("check").fill(choice="for").submit()
    assert check.form("ballot").fill(**sent).submit().heading == "投票"
    assert "去投票" in visit(client, home(vote)).text


def test_the_receipt_code_opens_the_ballot_and_lets_it_be_replaced(
    client: FlaskClient, place: Place
) -> None:
    vote = make_open(place)
    sign_in(client, place.people[0])
    _receipt, code = voted(client, vote)
    form = visit(client, home(vote)).follow("用回执码查看或改选").form("edit")
    assert "对不上您的选票" in form.fill(code="AAAA-BBBB-CCCC-DDDD").submit(status=400).text
    opened = form.fill(code=code.lower().replace("-", "")).submit()
    assert "您现在的选择：同意" in opened.text
    assert not opened.form("replace").values["choice"]
    assert "请选择一项" in opened.form("replace").submit("改选", status=400).text
    assert "已改选" in opened.form("replace").fill(choice="against").submit("改选").text
    again = visit(client, f"{home(vote)}/ballot/edit").form("edit").fill(code=code).submit()
    assert "您现在的选择：反对" in again.text


def test_nobody_opens_anothers_ballot(client: FlaskClient, place: Place) -> None:
    vote = make_open(place)
    sign_in(client, place.people[0])
    _receipt, code = voted(client, vote)
    sign_in(client, place.people[1])
    voted(client, vote, "against")
    page = (
        visit(client, f"{home(vote)}/ballot/edit").form("edit").fill(code=code).submit(status=400)
    )
    assert "对不上您的选票" in page.text


def test_before_closing_no_page_and_no_file_tells_a_result(
    client: FlaskClient, place: Place
) -> None:
    vote = make_open(place)
    cast(place, vote, [FOR] * 12)
    for part in ("/result", ""):
        page = visit(client, home(vote) + part)
        assert page.heading == "立项意向表决"
        assert "12" not in re.sub(r"3月12日", "", page.text)
    for part in ("/receipts", "/choices", "/receipts.csv", "/choices.csv", "/result.json"):
        assert "在此之前谁也看不到" in visit(client, home(vote) + part, status=409).text


def test_the_result_shows_its_arithmetic_and_lets_anyone_recount(
    client: FlaskClient, place: Place
) -> None:
    vote = make_open(place)
    receipts = cast(place, vote, [FOR] * 8 + [AGAINST] * 3 + [ABSTAIN] * 2)
    close(vote)
    page = visit(client, f"/proposals/{vote.proposal_id}/vote").follow("看结果，自行复核")
    assert page.heading == "立项意向表决结果"
    assert "13 ≥ 10" in page.text
    assert "8 > 3" in page.text
    assert "13 人参加，13 张选票，13 个回执，台账 13 条" in page.text
    found = page.form("result").fill(receipt=receipts[4].number.lower()).submit()
    assert f"回执 {receipts[4].number} 在清单里" in found.text
    assert "清单里没有回执" in page.form("result").fill(receipt="AAAA-AAAA-AAAA").submit().text
    assert page.follow("全部回执号").select(".many li")
    assert page.follow("全部选择").texts(".many li").count("同意") == 8


def test_the_downloads_recount_to_the_same(client: FlaskClient, place: Place) -> None:
    vote = make_closed(place, [FOR] * 8 + [AGAINST] * 3)
    rows = list(csv.reader(io.StringIO(client.get(f"{home(vote)}/choices.csv").text)))
    assert rows[0] == ["choice"]
    assert [row[0] for row in rows[1:]].count("for") == 8
    numbers = list(csv.reader(io.StringIO(client.get(f"{home(vote)}/receipts.csv").text)))[1:]
    whole = client.get(f"{home(vote)}/result.json").get_json()
    assert whole["receipts"] == [row[0] for row in numbers]
    assert (whole["counts"]["for"], whole["choices"].count("for")) == (8, 8)
    assert (whole["receipts_digest"], whole["carried"]) == (vote.receipts_digest, True)


def test_how_a_handful_chose_is_told_nowhere(client: FlaskClient, place: Place) -> None:
    vote = make_closed(place, [FOR] * 3)
    page = visit(client, f"{home(vote)}/result")
    assert "参加人数不足 5 人" in page.text
    assert "全部选择" not in page.text
    visit(client, f"{home(vote)}/choices", status=409)
    whole = client.get(f"{home(vote)}/result.json").get_json()
    assert whole["choices"] is None
    assert whole["counts"] == {"for": None, "against": None, "abstain": None}


def test_the_roll_shows_counts_to_all_and_masked_names_to_neighbours(
    client: FlaskClient, place: Place
) -> None:
    vote = make_scheduled(place)
    page = visit(client, home(vote)).follow("表决名册")
    assert vote.roll_digest in page.text
    assert "30" in page.text
    assert "小*" not in page.text
    building = f"{page.url}?building={place.building_id}"
    assert "3号楼 " not in "".join(visit(client, building).texts(".many li"))
    sign_in(client, place.people[0])
    names = visit(client, page.url).follow("东苑 3号楼").texts(".many li")
    assert len(names) == 30
    assert all(re.fullmatch(r"3号楼 \w\*\*", name) for name in names)


def test_after_closing_the_vote_page_leads_to_the_result(client: FlaskClient, place: Place) -> None:
    vote = make_open(place)
    sign_in(client, place.people[0])
    voted(client, vote)
    clock().set(vote.closes_at)
    assert "正在计票" in visit(client, home(vote)).text
    close(vote)
    page = visit(client, home(vote))
    assert "未获立项：名册 30 人，1 人参加投票" in page.text
    assert "用回执码" not in page.text
    sign_out(client)
    visit(client, f"{home(vote)}/result")


def test_where_there_is_no_vote_there_is_no_page(client: FlaskClient) -> None:
    proposal = make_crossed(make_place(households=8))
    visit(client, f"/proposals/{proposal.proposal_id}/vote", status=404)
    visit(client, "/proposals/999/vote", status=404)


def test_one_act_stands_out_while_the_vote_is_open(client: FlaskClient, place: Place) -> None:
    vote = make_open(place)
    sign_in(client, place.people[20])
    page = visit(client, f"/proposals/{vote.proposal_id}")
    first = page.select("aside .button:not(.button-plain)")
    assert [one.get_text(strip=True) for one in first] == ["去投票"]
    assert "我附议" in page.texts("aside .button-plain")


def test_home_puts_an_open_vote_under_what_needs_me(client: FlaskClient, place: Place) -> None:
    vote = make_open(place)
    assert not visit(client, "/").select(".needs")
    sign_in(client, place.people[20])
    assert f"立项意向表决：{TEXT.title}" in visit(client, "/").texts(".needs-what")
    voted(client, vote)
    assert f"立项意向表决：{TEXT.title}" not in visit(client, "/").texts(".needs-what")
