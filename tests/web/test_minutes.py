"""Minutes on the page: prepared, confirmed, published as a paper, corrected below it."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from agenda.deliberation.minutes.confirmation.commands import answer_minutes
from agenda.deliberation.minutes.drafting.commands import draft_minutes, submit_minutes
from agenda.deliberation.minutes.rules import Answer
from agenda.infra.transaction import transaction
from agenda.kernel.ids import MeetingId
from agenda.proposals.models import Proposal
from tests.factories import Place, let_time_pass
from tests.meetings import COMMITTEE, COMPANY, hold_meeting, make_deliberating, small_place
from tests.page import Page, visit
from tests.signin import sign_in

WORDS = "我家住402室，电话13812345678，同意加装。"


@pytest.fixture
def place(client: FlaskClient) -> Place:
    return small_place()


@pytest.fixture
def proposal(place: Place) -> Proposal:
    return make_deliberating(place)


def drafted(place: Place, proposal: Proposal, *, words: str = "同意加装。") -> MeetingId:
    """Hold a meeting and draft its minutes."""
    meeting_id = hold_meeting(place, proposal.proposal_id, words=words)
    with transaction(place.seat(COMMITTEE, 1)) as tx:
        draft_minutes(tx, meeting_id)
    return meeting_id


def submitted(place: Place, proposal: Proposal) -> MeetingId:
    """Hold a meeting and send its minutes to the attendees."""
    meeting_id = drafted(place, proposal)
    with transaction(place.seat(COMMITTEE, 1)) as tx:
        submit_minutes(tx, meeting_id, version=1)
    return meeting_id


def last(page: Page, action: str) -> int:
    """Return the place of the last form on a page whose address matches."""
    forms = page.select("form")
    return max(n for n, f in enumerate(forms) if re.fullmatch(action, str(f.get("action", ""))))


def test_a_draft_is_mended_noted_masked_and_sent(
    client: FlaskClient, place: Place, proposal: Proposal
) -> None:
    meeting_id = drafted(place, proposal, words=WORDS)
    sign_in(client, place.seated[COMMITTEE][1])
    page = visit(client, f"/meetings/{meeting_id}").follow("整理纪要")
    assert "有 2 处内容不能公开" in page.text
    assert "手机号" in page.text
    notes = page.form(last(page, r".*/notes"))
    name = next(field for field in notes.values if field.endswith("-text"))
    page = notes.fill({name: "会前已发放方案。"}).submit("加说明")
    assert "会前已发放方案。" in page.text
    (speech,) = (n for n, f in enumerate(page.select("form")) if WORDS in f.get_text())
    entry = page.form(speech)
    page = page.form("/mask").submit("全部遮盖")
    assert "13812345678" not in page.html
    stale = entry.submit("保存", status=409)
    assert "别人刚改成这样： ■" in stale.text
    assert "13812345678" in stale.html
    page = page.form("/submit").submit("送参会人确认")
    assert "已送参会人确认" in page.text
    assert "参会人正在确认" in page.text


def test_a_draft_is_for_those_who_were_there(
    client: FlaskClient, place: Place, proposal: Proposal
) -> None:
    meeting_id = drafted(place, proposal)
    visit(client, f"/meetings/{meeting_id}/minutes", status=403)
    sign_in(client, place.seated[COMPANY][0])
    page = visit(client, f"/meetings/{meeting_id}").follow("看纪要草稿")
    assert "同意加装。" in page.text
    visit(client, f"/meetings/{meeting_id}/minutes/edit", status=403)


def test_an_attendee_objects_and_is_replied_to(
    client: FlaskClient, place: Place, proposal: Proposal
) -> None:
    meeting_id = submitted(place, proposal)
    sign_in(client, place.seated[COMPANY][0])
    page = visit(client, f"/meetings/{meeting_id}").follow("确认纪要或者提异议")
    page = page.form(-1).fill(answer="objected").submit("提交答复", status=400)
    assert "请写明哪里不对" in page.text
    page.form(-1).fill(answer="objected", text="数字不对。").submit("提交答复")
    sign_in(client, place.seated[COMMITTEE][1])
    page = visit(client, f"/meetings/{meeting_id}/minutes/edit")
    assert "数字不对。" in page.text
    form = page.form("/reply")
    name = next(field for field in form.values if field.endswith("-reply"))
    page = form.fill({name: "已核对录音。"}).submit("答复异议")
    assert "已核对录音。" in page.text


def test_what_is_typed_is_kept_and_a_clash_shows_both_texts(
    client: FlaskClient, place: Place, proposal: Proposal
) -> None:
    meeting_id = drafted(place, proposal)
    sign_in(client, place.seated[COMMITTEE][1])
    page = visit(client, f"/meetings/{meeting_id}/minutes/edit")
    form = page.one("form[data-autosave]")
    where = str(form["data-autosave"])
    sent = {str(i["name"]): str(i.get("value", "")) for i in form.select("input[name]")}
    text = str(form.select("textarea")[0]["name"])
    kept = client.post(where, data={**sent, text: "同意加装，但要补偿一楼。"})
    assert kept.status_code == 200
    assert 'name="version" type="hidden" value="2"' in kept.get_data(as_text=True)
    clash = client.post(where, data={**sent, text: "同意。"})
    assert clash.status_code == 409
    assert "同意加装，但要补偿一楼。" in clash.get_data(as_text=True)
    assert "同意加装，但要补偿一楼。" in visit(client, f"/meetings/{meeting_id}/minutes").text


def test_a_minority_has_its_opinion_on_record_word_for_word(
    client: FlaskClient, place: Place, proposal: Proposal
) -> None:
    meeting_id = drafted(place, proposal)
    where = f"/meetings/{meeting_id}/minutes/dissent"
    sign_in(client, place.people[1])
    visit(client, where, status=403)
    sign_in(client, place.seated[COMPANY][0])
    page = visit(client, f"/meetings/{meeting_id}/minutes").follow("写保留意见")
    page = page.form("/dissent").fill(text="我家住402室，不同意。").submit("写进纪要", status=400)
    page = page.form("/dissent").fill(text="费用分摊不公平。").submit("写进纪要")
    assert "费用分摊不公平。" in page.text
    let_time_pass(timedelta(days=6), proposal.proposal_id)
    visit(client, where, status=403)
    paper = visit(client, f"/meetings/{meeting_id}/minutes")
    heads = paper.texts("h2")
    assert heads.index("议定事项") < heads.index("保留意见")
    assert "费用分摊不公平。" in paper.text
    for name in ("minutes.pdf", "minutes/sheet.pdf"):
        answer = client.get(f"/meetings/{meeting_id}/{name}")
        assert answer.mimetype in {"application/pdf", "text/html"}


def test_published_minutes_are_a_paper_with_a_seal(
    client: FlaskClient, place: Place, proposal: Proposal
) -> None:
    meeting_id = submitted(place, proposal)
    for seat in (place.seat(COMPANY), place.seat(COMMITTEE), place.seat(COMMITTEE, 1)):
        with transaction(seat) as tx:
            answer_minutes(tx, meeting_id, answer=Answer.CONFIRMED, version=1)
    sign_in(client, place.seated[COMMITTEE][1])
    page = visit(client, f"/meetings/{meeting_id}/minutes/edit")
    paper = page.form("/publish").submit("公布纪要")
    assert paper.heading == "会议纪要：加装电梯议事会"
    assert "经参会人确认" in paper.text
    assert "参会 3 人，确认 3 人" in paper.text
    assert paper.select(".seal")
    page = paper.follow("附加更正").form(-1).fill(text="地点应为一楼。").submit("附加更正")
    assert "更正 1" in page.text
    sheet = page.follow("公告栏张贴版")
    assert "地点应为一楼。" in sheet.text
    assert sheet.heading == "会议结果公告"


def test_minutes_published_by_the_clock_say_so_to_every_visitor(
    client: FlaskClient, place: Place, proposal: Proposal
) -> None:
    meeting_id = hold_meeting(place, proposal.proposal_id, words=WORDS)
    let_time_pass(timedelta(days=6), proposal.proposal_id)
    page = visit(client, f"/meetings/{meeting_id}").follow("看会议纪要")
    assert "未经确认，到期自动公布" in page.text
    assert "■" in page.text
    assert "13812345678" not in page.html


def test_in_english_too(client: FlaskClient, place: Place, proposal: Proposal) -> None:
    meeting_id = hold_meeting(place, proposal.proposal_id)
    let_time_pass(timedelta(days=6), proposal.proposal_id)
    client.set_cookie("lang", "en")
    paper = visit(client, f"/meetings/{meeting_id}/minutes")
    assert paper.heading == "Minutes: 加装电梯议事会"
    assert "Unconfirmed" in paper.text
    visit(client, f"/meetings/{meeting_id}/minutes/sheet")
    visit(client, f"/meetings/{meeting_id}/notice")
    visit(client, "/meetings")
