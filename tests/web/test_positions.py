"""Positions side by side, filing them, inviting a further body, ending without agreement, recusal."""

from datetime import datetime

import pytest
from flask.testing import FlaskClient

from agenda.deliberation.commands import note_round_held
from agenda.deliberation.parties.queries import find_party
from agenda.deliberation.queries import get_sitting
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import MECHANISM, BodyKind
from agenda.kernel.clock import SetClock
from agenda.kernel.ids import BodyId, ProposalId
from agenda.mechanism.tick.commands import tick
from agenda.proposals.rules import Stage
from tests.factories import Place, make_cosigning, make_deliberating, make_place, reload
from tests.page import Page, visit
from tests.signin import sign_in, sign_out

COMMITTEE = BodyKind.RESIDENTS_COMMITTEE
COMPANY = BodyKind.PROPERTY_COMPANY
SUPERVISION = BodyKind.SUPERVISION_COMMITTEE


@pytest.fixture
def place(client: FlaskClient) -> Place:
    place = make_place(households=10)
    sign_in(client, place.seated[COMPANY][0])
    return place


def talks(client: FlaskClient, proposal_id: ProposalId) -> Page:
    return visit(client, f"/proposals/{proposal_id}/deliberation")


def form_of(client: FlaskClient, place: Place, proposal_id: ProposalId) -> Page:
    return visit(client, f"/parties/{party_of(proposal_id, place.bodies[COMPANY])}/position")


def party_of(proposal_id: ProposalId, body_id: BodyId) -> int:
    party = find_party(db.session(), proposal_id, body_id)
    db.session.close()
    assert party is not None
    return party.party_id


def test_a_body_states_its_position_and_updates_it(client: FlaskClient, place: Place) -> None:
    proposal_id = make_deliberating(place).proposal_id
    page = talks(client, proposal_id)
    assert "0 / 2 方已答复" in page.text
    assert page.texts(".stance") == ["等待答复", "等待答复"]
    page = page.follow(f"代表{COMPANY}表明立场")
    page.form("/position").fill(
        stance="conditional", reasons="原则同意。", conditions="先公示费用\n\n晚十点后不施工"
    ).submit("公布立场")
    page = talks(client, proposal_id)
    assert "1 / 2 方已答复" in page.text
    assert "3月2日答复" in page.text
    assert page.texts(".checks li") == [
        "还没满足： 先公示费用 主办单位应在3月9日前答复",
        "还没满足： 晚十点后不施工 主办单位应在3月9日前答复",
    ]
    form = page.follow(f"更新{COMPANY}的立场").form("/position")
    assert form.values["conditions"] == ["先公示费用\n晚十点后不施工"]
    form.fill(stance="for", reasons="费用已公示。", conditions="").submit("公布立场")
    page = visit(client, f"/proposals/{proposal_id}/positions")
    assert "原为“有条件同意”" in page.text
    assert "不再要求：先公示费用" in page.text
    assert "第 2 稿" in page.text
    assert "原则同意。" in page.text


def test_what_a_filing_lacks_is_said_and_kept(client: FlaskClient, place: Place) -> None:
    proposal_id = make_deliberating(place).proposal_id
    form = form_of(client, place, proposal_id).form("/position")
    page = form.fill(stance="conditional", reasons="原则同意。").submit("公布立场", status=400)
    assert "请把条件一条一条写出来" in page.text
    assert page.form("/position").values["reasons"] == ["原则同意。"]
    page = form.fill(stance=[]).submit("公布立场", status=400)
    assert "请选择一种立场。" in page.text


def test_two_seats_of_a_body_do_not_overwrite_each_other(client: FlaskClient, place: Place) -> None:
    proposal_id = make_deliberating(place).proposal_id
    mine = form_of(client, place, proposal_id).form("/position")
    other = client.application.test_client()
    sign_in(other, place.seated[COMPANY][1])
    form_of(other, place, proposal_id).form("/position").fill(
        stance="against", reasons="挡了消防通道。"
    ).submit("公布立场")
    page = mine.fill(stance="for", reasons="支持。").submit("公布立场", status=400)
    assert "挡了消防通道。" in page.text
    assert page.form("/position").values["reasons"] == ["支持。"]
    page.form("/position").submit("公布立场")
    assert "原为“反对”" in visit(client, f"/proposals/{proposal_id}/positions").text


def test_silence_stands_in_plain_sight(client: FlaskClient, place: Place, clock: SetClock) -> None:
    proposal_id = make_deliberating(place).proposal_id
    clock.set(get_due(place, proposal_id))
    tick()
    page = talks(client, proposal_id)
    assert "至3月12日未答复" in page.text
    assert page.texts(".stance") == ["未答复", "未答复"]
    assert "已注明“未答复”" in form_of(client, place, proposal_id).text
    form_of(client, place, proposal_id).form("/position").fill(stance="for").submit("公布立场")
    assert "3月13日答复，已逾期" in talks(client, proposal_id).text


def get_due(place: Place, proposal_id: ProposalId) -> datetime:
    party = find_party(db.session(), proposal_id, place.bodies[COMPANY])
    assert party is not None
    return party.due_at


def test_nobody_files_for_another_body(client: FlaskClient, place: Place) -> None:
    proposal_id = make_deliberating(place).proposal_id
    committee = place.bodies[COMMITTEE]
    visit(client, f"/parties/{party_of(proposal_id, committee)}/position", status=403)
    sign_in(client, place.people[1])
    visit(client, f"/parties/{party_of(proposal_id, place.bodies[COMPANY])}/position", status=403)
    page = talks(client, proposal_id)
    assert "表明立场" not in page.text
    visit(client, "/parties/99/position", status=404)


def test_the_lead_invites_a_further_body(client: FlaskClient, place: Place) -> None:
    proposal_id = make_deliberating(place).proposal_id
    visit(client, f"/proposals/{proposal_id}/parties/new", status=403)
    sign_in(client, place.seated[COMMITTEE][0])
    page = talks(client, proposal_id).follow("再邀请单位、住户或专家")
    team = str(place.bodies[BodyKind.ACTIVITY_TEAM])
    assert page.form("/parties/new").submit("邀请", status=400)
    page.form("/parties/new").fill(body_id=team).submit("邀请")
    assert "0 / 3 方已答复" in talks(client, proposal_id).text


def test_the_lead_ends_the_talks_with_a_reason_after_a_round(
    client: FlaskClient, place: Place
) -> None:
    proposal_id = make_deliberating(place).proposal_id
    sign_in(client, place.seated[COMMITTEE][0])
    page = visit(client, f"/proposals/{proposal_id}/deliberation/conclusion", status=403)
    assert "至少开过一轮会议" in page.text
    with transaction(MECHANISM) as tx:
        note_round_held(tx, get_sitting(tx.session, proposal_id))
    page = talks(client, proposal_id).follow("以“未达成一致”结束协商")
    page = page.form("/conclusion").submit("结束协商", status=400)
    page.form("/conclusion").fill(reason="一楼住户坚决反对。").submit("结束协商")
    assert reload(proposal_id).stage is Stage.ANNOUNCED
    page = talks(client, proposal_id)
    assert "一楼住户坚决反对。" in page.text
    assert page.texts(".stance") == ["未答复", "未答复"]
    assert "协商结束，未答复" in page.text
    assert "请在" not in page.one("table").get_text()


def test_a_seat_holder_declares_a_recusal(client: FlaskClient, place: Place) -> None:
    proposal_id = make_cosigning(place).proposal_id
    page = visit(client, f"/proposals/{proposal_id}/recusals")
    assert "没有人声明或被申请回避。" in page.text
    page = page.follow("我要回避").form("/declaration").submit("声明回避", status=400)
    page = page.form("/declaration").fill(reason="承包人是我亲戚").submit("声明回避")
    assert "承包人是我亲戚" in page.text
    assert f"{COMPANY} 赵**" in page.text
    assert "赵建国" not in page.one("main").get_text()
    visit(client, f"/proposals/{proposal_id}/recusals/declaration", status=403)


def test_a_resident_asks_and_the_supervision_committee_answers(
    client: FlaskClient, place: Place
) -> None:
    proposal_id = make_cosigning(place).proposal_id
    sign_in(client, place.people[3])
    page = visit(client, f"/proposals/{proposal_id}/recusals").follow("申请别人回避")
    about = str(place.seated[COMPANY][0])
    form = page.form("/recusals/request").fill(person_id=about, reason="他的亲戚承包了工程")
    page = form.submit("提交申请")
    assert "已申请，等待答复" in page.text
    assert "答复申请" not in page.text
    visit(client, "/recusals/1/answer", status=403)
    sign_in(client, place.seated[SUPERVISION][0])
    page = visit(client, f"/proposals/{proposal_id}/recusals").follow("答复申请")
    page = page.form("/answer").submit("公布答复", status=400)
    page = page.form("/answer").fill(verdict="uphold", answer="情况属实").submit("公布答复")
    assert "已回避" in page.text
    assert "情况属实" in page.text
    visit(client, "/recusals/99/answer", status=404)
    sign_out(client)
    assert f"已回避：{COMPANY} 赵**" in talks(client, proposal_id).text


def test_the_lead_answers_each_condition_and_the_party_ticks_it(
    client: FlaskClient, place: Place
) -> None:
    proposal_id = make_deliberating(place).proposal_id
    form_of(client, place, proposal_id).form("/position").fill(
        stance="conditional", reasons="原则同意。", conditions="先公示费用"
    ).submit("公布立场")
    with transaction(MECHANISM) as tx:
        note_round_held(tx, get_sitting(tx.session, proposal_id))
    form_of(client, place, proposal_id).form("/position").fill(
        stance="conditional", reasons="原则上同意。", conditions="先公示费用"
    ).submit("公布立场")
    sign_in(client, place.seated[COMMITTEE][0])
    page = visit(client, "/desk").follow("答复条件")
    page = page.form("/answer").submit("公布答复", status=400)
    page.form("/answer").fill(**{"c2-verdict": "partly", "c2-answer": "三月底公示"}).submit(
        "公布答复"
    )
    sign_in(client, place.seated[COMPANY][0])
    page = visit(client, f"/proposals/{proposal_id}/positions")
    assert "主办单位：部分接受。三月底公示" in page.text
    assert page.texts(".changes ins") == ["新加", "上"]
    page.form("/tick").submit("确认已满足")
    assert "已满足： 先公示费用" in visit(client, f"/proposals/{proposal_id}/positions").text
