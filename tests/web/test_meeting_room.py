"""The room on a phone and on the wall: the way in, a hand, a vote, and what only the keeper sees."""

import pytest
from flask.testing import FlaskClient

from agenda.deliberation.meetings.record.motions.commands import put_motion
from agenda.infra.transaction import transaction
from agenda.kernel.authz import BodyKind
from agenda.kernel.ids import MeetingId
from tests.factories import Place
from tests.meetings import (
    COMMITTEE,
    call_meeting,
    code_on_the_wall,
    make_deliberating,
    open_doors,
    read_record,
    small_place,
)
from tests.page import visit
from tests.signin import sign_in


@pytest.fixture
def place(client: FlaskClient) -> Place:
    return small_place()


@pytest.fixture
def meeting_id(place: Place) -> MeetingId:
    proposal_id = make_deliberating(place).proposal_id
    call_meeting(place, proposal_id, items=("各方说明立场 | 10", "讨论费用分摊"))
    return open_doors(place, proposal_id)


def enter(client: FlaskClient, place: Place, meeting_id: MeetingId, number: int) -> None:
    sign_in(client, place.people[number])
    path = f"/meetings/{meeting_id}/room?code={code_on_the_wall(meeting_id)}"
    visit(client, path).form("sign-in").submit("签到")


def test_a_resident_comes_in_by_the_square_and_asks_for_the_floor(
    client: FlaskClient, place: Place, meeting_id: MeetingId
) -> None:
    enter(client, place, meeting_id, 1)
    page = visit(client, f"/meetings/{meeting_id}/room")
    assert "您已签到：居民本人" in page.text
    assert "还没有到：homeowners_committee、supervision_committee" in page.text
    assert "主持" not in page.text
    visit(client, f"/meetings/{meeting_id}/wall", status=403)
    tampered = page.form("/hands")
    tampered.values["kind"] = ["x"]
    tampered.submit("举手", status=400)
    page = page.form("/hands").fill(side="against").submit("举手")
    assert "您已举手，请等主持人点名" in page.text
    sign_in(client, place.seated[COMMITTEE][1])
    page = visit(client, f"/meetings/{meeting_id}/room")
    page = page.form("/items/1/start").submit()
    page = page.form("/floor").submit()
    wall = visit(client, f"/meetings/{meeting_id}/wall")
    assert code_on_the_wall(meeting_id) in wall.text
    assert "正在发言" in wall.text
    assert "3:00" in wall.text
    assert wall.one(".qr-box")
    assert not wall.texts("nav")


def test_the_room_votes_secretly_and_sees_no_result_before_the_end(
    client: FlaskClient, place: Place, meeting_id: MeetingId
) -> None:
    for number in (1, 2, 3):
        enter(client, place, meeting_id, number)
    record = read_record(meeting_id)
    with transaction(place.seat(COMMITTEE)) as tx:
        item_id, mover_id = record.items[0].item.item_id, next(iter(record.attendees))
        put_motion(tx, meeting_id, item_id=item_id, mover_id=mover_id, text="同意先公示。")
    room = f"/meetings/{meeting_id}/room"
    sign_in(client, place.seated[COMMITTEE][1])
    visit(client, room).form("/vote/open").submit()
    sign_in(client, place.people[1])
    page = visit(client, room).form("/motions/1/vote").submit("投票", status=400)
    assert "请选一项" in page.text
    page = page.form("/motions/1/vote").fill(choice="for").submit("投票")
    assert "您已投票。" in page.text
    assert "已投 1 / 6。结束前谁也看不到结果。" in page.text
    sign_in(client, place.seated[COMMITTEE][1])
    form = visit(client, room).form("/vote/close")
    assert "纸票张数不能多于" in form.fill(votes_for="9").submit(status=400).text
    page = form.fill(votes_for="3", votes_against="0", votes_abstain="0").submit()
    assert "不足五票，公布票数会暴露各人的选择" in page.text
    assert "无记名表决作废，还没有表决" in page.text
    form = page.form("/vote/open").submit().form("/vote/close")
    page = form.fill(votes_for="4", votes_against="1", votes_abstain="0").submit()
    assert "同意 4，反对 1，弃权 0" in page.text
    assert "无记名表决。" in page.text


def test_a_stranger_to_the_room_is_shown_the_way_in(
    client: FlaskClient, place: Place, meeting_id: MeetingId
) -> None:
    sign_in(client, place.seated[BodyKind.SUPERVISION_COMMITTEE][0])
    page = visit(client, f"/meetings/{meeting_id}/room")
    assert "没有手机的，请到签到处登记" in page.text
    assert page.form("sign-in").values["code"] == [""]


def test_a_stranger_sees_no_room_by_a_wrong_form_and_guesses_no_code(
    client: FlaskClient, place: Place, meeting_id: MeetingId
) -> None:
    sign_in(client, place.people[5])
    way_in = visit(client, f"/meetings/{meeting_id}/room").form("sign-in")
    sent = {"csrf_token": way_in.values["csrf_token"], "kind": ["x"]}
    refused = client.post(f"/meetings/{meeting_id}/hands", data=sent)
    assert refused.status_code == 403
    assert "已签到" not in refused.text
    wrong = "1" if code_on_the_wall(meeting_id) != "1" * 6 else "2"
    for _try in range(10):
        way_in.fill(code=wrong * 6).submit("签到", status=400)
    way_in.fill(code=code_on_the_wall(meeting_id)).submit("签到", status=429)
