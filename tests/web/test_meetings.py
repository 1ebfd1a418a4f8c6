"""Meetings on the page: called in time, signed in to on a phone, recorded on one page."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from agenda.deliberation.meetings.queries import find_called
from agenda.deliberation.meetings.room.rules import room_code
from agenda.infra.db import db
from agenda.infra.transaction import now
from agenda.kernel.authz import BodyKind
from agenda.kernel.clock import SHANGHAI
from agenda.proposals.models import Proposal
from tests.factories import Place
from tests.meetings import (
    COMMITTEE,
    COMPANY,
    call_meeting,
    code_on_the_wall,
    hold_meeting,
    make_deliberating,
    open_doors,
    reread,
    small_place,
)
from tests.page import Page, visit
from tests.signin import sign_in


@pytest.fixture
def place(client: FlaskClient) -> Place:
    return small_place()


@pytest.fixture
def proposal(place: Place) -> Proposal:
    return make_deliberating(place)


def local(days: int) -> str:
    """Return an hour in so many days as the browser's field sends it."""
    return (now() + timedelta(days=days)).astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M")


def notice(client: FlaskClient, proposal: Proposal) -> Page:
    """Go from the list of meetings to the notice of a council."""
    page = visit(client, f"/proposals/{proposal.proposal_id}/meetings").follow("召集会议")
    assert "3 天" in page.text
    return page.follow("写议事会通知")


def test_the_lead_calls_a_council(client: FlaskClient, place: Place, proposal: Proposal) -> None:
    sign_in(client, place.seated[COMMITTEE][0])
    form = notice(client, proposal).form(-1)
    assert "各单位说明立场" in str(form.values["items"][0])
    page = form.fill(starts_at=local(4), place="居委会二楼").submit("发出通知")
    assert "通知已发出" in page.text
    assert "居委会二楼" in page.text
    assert page.follow("会议通知").heading == "会议通知"


def test_a_late_notice_is_refused_with_everything_typed(
    client: FlaskClient, place: Place, proposal: Proposal
) -> None:
    sign_in(client, place.seated[COMMITTEE][0])
    page = notice(client, proposal)
    page = page.form(-1).fill(starts_at=local(2), place="花园").submit("发出通知", status=400)
    assert "提前 3 天通知" in page.text
    form = page.form(-1)
    assert form.values["place"] == ["花园"]
    page = form.fill(urgent_reason="水管爆裂").submit("发出通知")
    assert "水管爆裂" in page.text


def test_a_company_is_told_who_calls_meetings(
    client: FlaskClient, place: Place, proposal: Proposal
) -> None:
    sign_in(client, place.seated[COMPANY][0])
    page = visit(client, f"/proposals/{proposal.proposal_id}/meetings")
    assert "由居委会召集" in page.text
    visit(client, f"/proposals/{proposal.proposal_id}/meetings/new", status=403)


def test_visitors_read_the_notice_and_the_list(
    client: FlaskClient, place: Place, proposal: Proposal
) -> None:
    meeting = call_meeting(place, proposal.proposal_id)
    page = visit(client, "/meetings").follow("加装电梯议事会")
    assert "各方说明立场" in page.text
    assert meeting.code_seed not in page.html
    assert "请先登录" in page.text


def test_a_resident_signs_in_with_the_code(
    client: FlaskClient, place: Place, proposal: Proposal
) -> None:
    call_meeting(place, proposal.proposal_id)
    meeting_id = open_doors(place, proposal.proposal_id)
    code = code_on_the_wall(meeting_id)
    sign_in(client, place.people[1])
    page = visit(client, f"/meetings/{meeting_id}")
    page = page.form("sign-in").fill(code="12").submit("签到", status=400)
    assert "签到码不对" in page.text
    page = page.form("sign-in").fill(code=f"{code[:3]} {code[3:]}").submit("签到")
    assert "您已签到：居民本人" in page.text


def test_who_has_a_seat_chooses_for_whom_he_is_there(
    client: FlaskClient, place: Place, proposal: Proposal
) -> None:
    call_meeting(place, proposal.proposal_id)
    meeting_id = open_doors(place, proposal.proposal_id)
    code = code_on_the_wall(meeting_id)
    supervision = BodyKind.SUPERVISION_COMMITTEE
    sign_in(client, place.seated[supervision][0])
    form = visit(client, f"/meetings/{meeting_id}").form("sign-in")
    page = form.fill(code=code, body_id=str(place.bodies[supervision])).submit("签到")
    assert "您已签到：单位代表" in page.text


def record(client: FlaskClient, place: Place, proposal: Proposal) -> Page:
    """Open the record of a running council as its secretary."""
    call_meeting(place, proposal.proposal_id)
    meeting_id = open_doors(place, proposal.proposal_id)
    sign_in(client, place.seated[COMMITTEE][1])
    return visit(client, f"/meetings/{meeting_id}").follow("记录会议")


def test_a_secretary_keeps_the_whole_record_on_one_page(
    client: FlaskClient, place: Place, proposal: Proposal
) -> None:
    page = record(client, place, proposal)
    meeting = find_called(db.session(), proposal.proposal_id)
    assert meeting is not None
    assert room_code(meeting.code_seed, now()) in page.text
    page = page.form("guests").fill({"guest-name": "欧阳明", "guest-place": "5号楼"}).submit()
    assert "5号楼 欧阳*" in page.text
    assert "欧阳明" not in page.html
    speeches = page.form(_nth(page, "/speeches", 0))
    said = next(name for name in speeches.values if name.endswith("-text"))
    page = speeches.fill({said: "费用按楼层分摊，低层不出。"}).submit("记下发言")
    assert "费用按楼层分摊，低层不出。" in page.text
    motions = page.form(_nth(page, "/motions", 1))
    names = {name.rpartition("-")[2]: name for name in motions.values}
    page = motions.fill(
        {names["text"]: "通过方案", names["paragraphs"]: "费用按楼层分摊\n物业负责维护"}
    ).submit("记下动议")
    hands = page.form("/hands")
    counts = [name for name in hands.values if "-votes_" in name]
    wrong = hands.fill(dict.fromkeys(counts, "9")).submit("记下举手结果", status=400)
    assert "票数对不上：有表决权的签到人共 4 位" in wrong.text
    hands = wrong.form("/hands").fill(dict(zip(counts, "310", strict=True)))
    page = hands.submit("记下举手结果")
    assert "表决通过" in page.text
    done = page.form("/close").submit("结束会议")
    assert done.heading == "整理纪要"
    assert "费用按楼层分摊，低层不出。" in done.text


def test_a_record_is_not_for_others(client: FlaskClient, place: Place, proposal: Proposal) -> None:
    call_meeting(place, proposal.proposal_id)
    meeting_id = open_doors(place, proposal.proposal_id)
    sign_in(client, place.seated[COMPANY][0])
    visit(client, f"/meetings/{meeting_id}/record", status=403)


def test_a_meeting_is_moved_and_called_off_with_reasons(
    client: FlaskClient, place: Place, proposal: Proposal
) -> None:
    meeting = call_meeting(place, proposal.proposal_id)
    sign_in(client, place.seated[COMMITTEE][0])
    page = visit(client, f"/meetings/{meeting.meeting_id}").follow("改期")
    form = page.form(-1).fill(starts_at=local(8), place="花园", reason="会议室漏水")
    page = form.submit("改期并重新通知")
    assert "会议室漏水" in page.text
    page = page.follow("取消会议").form(-1).submit("取消会议", status=400)
    page = page.form(-1).fill(reason="提议人撤回").submit("取消会议")
    assert "提议人撤回" in page.text


def test_what_was_said_is_not_public_before_the_minutes(
    client: FlaskClient, place: Place, proposal: Proposal
) -> None:
    meeting_id = hold_meeting(place, proposal.proposal_id, words="低层坚决反对。")
    page = visit(client, f"/meetings/{meeting_id}")
    assert "低层坚决反对" not in page.html
    assert reread(meeting_id).code_seed not in page.html


def _nth(page: Page, action: str, number: int) -> int:
    """Return the place of the nth form on a page that goes to an address."""
    forms = page.select("form")
    fitting = [n for n, form in enumerate(forms) if str(form.get("action", "")).endswith(action)]
    return fitting[number]
