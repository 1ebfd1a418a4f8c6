"""The way of a listed issue: explained to everybody, set by the Party organization, replied to."""

import pytest
from flask.testing import FlaskClient

from agenda.infra.transaction import transaction
from agenda.kernel.authz import BodyKind
from agenda.proposals.rules import ScreeningReason, Stage
from agenda.proposals.screening.commands import refuse_proposal
from tests.factories import TEXT, Place, make_listed, make_place, make_submitted, reload
from tests.page import Page, visit
from tests.signin import sign_in, sign_out

PARTY = BodyKind.PARTY_ORGANIZATION
COMMITTEE = BodyKind.RESIDENTS_COMMITTEE


@pytest.fixture
def place(client: FlaskClient) -> Place:
    place = make_place(households=10)
    sign_in(client, place.seated[PARTY][0])
    return place


def routing(client: FlaskClient, proposal_id: int, more: str = "") -> Page:
    return visit(client, f"/proposals/{proposal_id}/routing{more}")


def refer(client: FlaskClient, place: Place) -> int:
    proposal_id = make_listed(place).proposal_id
    form = routing(client, proposal_id, "/edit?matter=illegal_building").form("/routing/edit?")
    form.fill(office="城管执法中队").submit("确定并公开")
    sign_in(client, place.seated[COMMITTEE][0])
    return proposal_id


def test_everybody_can_read_why_a_matter_goes_its_way(client: FlaskClient, place: Place) -> None:
    proposal_id = make_listed(place).proposal_id
    sign_out(client)
    page = routing(client, proposal_id)
    assert page.heading.startswith("为什么这样办")
    assert "业主共同决定" in page.text
    assert "第278条第一款第（七）项" in page.text
    assert "四分之三以上同意" in page.text
    assert "要先开协调会听取意见" in page.text
    assert "电梯大修、更新" in page.text


def test_the_form_starts_from_the_proposed_route(client: FlaskClient, place: Place) -> None:
    proposal_id = make_listed(place).proposal_id
    page = routing(client, proposal_id).follow("确定办理方式")
    form = page.form("/routing/edit?")
    assert form.values["route"] == ["owners_decision"]
    form.fill(
        lead_body_id=str(place.bodies[COMMITTEE]),
        parties=[str(place.bodies[BodyKind.PROPERTY_COMPANY])],
        positions_due_on="2026-03-20",
        affected="一楼、二楼住户",
    ).submit("确定并公开")
    assert reload(proposal_id).stage is Stage.DELIBERATING
    page = visit(client, f"/proposals/{proposal_id}/deliberation")
    assert "业主共同决定" in page.text
    assert "受影响的住户：一楼、二楼住户" in page.text


def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    client: FlaskClient, place: Place
) -> None:
    proposal_id = make_listed(place).proposal_id
    form = routing(client, proposal_id, "/edit").form("/routing/edit?")
    page = form.fill(affected="一楼住户").submit("确定并公开", status=400)
    assert "请选定主办单位。" in page.text
    form = page.form("/routing/edit?")
    assert form.values["affected"] == ["一楼住户"]
    lead = str(place.bodies[COMMITTEE])
    page = form.fill(lead_body_id=lead, route="mediation").submit("确定并公开", status=400)
    assert "请写明理由，理由会公开。" in page.text
    page.form("/routing/edit?").fill(reason="只涉及两户").submit("确定并公开")
    page = routing(client, proposal_id)
    assert "按目录建议的是“业主共同决定”" in page.text
    assert "只涉及两户" in page.text


def test_no_ballot_turns_a_home_into_a_shop(client: FlaskClient, place: Place) -> None:
    proposal_id = make_listed(place).proposal_id
    page = routing(client, proposal_id, "/edit?matter=shop_in_home")
    assert "任何多数都不能代替" in page.text
    form = page.form("/routing/edit?")
    assert form.values["route"] == ["referral"]
    values = {"route": "owners_decision", "reason": "多数业主同意"}
    page = form.fill(values, lead_body_id=str(place.bodies[COMMITTEE])).submit(status=400)
    assert "须经全体有利害关系的业主同意（《民法典》第279条）" in page.text
    assert reload(proposal_id).stage is Stage.LISTED


def test_another_matter_can_be_chosen_before_the_form_is_filled_in(
    client: FlaskClient, place: Place
) -> None:
    proposal_id = make_listed(place).proposal_id
    page = routing(client, proposal_id, "/edit")
    forms = [tag for tag in page.select("form") if tag.select('select[name="matter"]')]
    assert len(forms) == 1
    assert visit(client, f"/proposals/{proposal_id}/routing/edit?matter=nonsense").status == 200
    page = routing(client, proposal_id, "/edit?matter=pets")
    assert page.form("/routing/edit?").values["route"] == ["residents_meeting"]
    assert "居民会议：过半数参加" in page.text


def test_routing_is_put_off_with_a_public_reason(client: FlaskClient, place: Place) -> None:
    proposal_id = make_listed(place).proposal_id
    page = routing(client, proposal_id).follow("延期")
    page = page.form("/deferral").fill(until="2026-03-10", reason="等预算").submit(status=400)
    assert "延期的日期要晚于现在的期限" in page.text
    page.form("/deferral").fill(until="2026-05-20").submit("延期并公开理由")
    sign_out(client)
    page = routing(client, proposal_id)
    assert "已延期到2026年5月20日（周三）。理由：等预算" in page.text
    sign_in(client, place.seated[PARTY][0])
    assert visit(client, f"/proposals/{proposal_id}/routing/deferral", status=403)


def test_others_see_neither_form_nor_button(client: FlaskClient, place: Place) -> None:
    proposal_id = make_listed(place).proposal_id
    sign_in(client, place.people[2])
    assert "等社区党组织研究确定" in routing(client, proposal_id).text
    assert routing(client, proposal_id).select('a[href$="/routing/edit"]') == []
    page = visit(client, f"/proposals/{proposal_id}/routing/edit", status=403)
    assert "办理方式由社区党组织的成员研究确定。" in page.text


def test_the_agent_puts_down_proof_and_reply(client: FlaskClient, place: Place) -> None:
    proposal_id = refer(client, place)
    page = visit(client, f"/proposals/{proposal_id}/referral")
    assert "城管执法中队" in page.text
    assert "还没有登记" in page.text
    page = page.follow("登记移交凭据")
    form = page.form("/referral/proof")
    assert form.values["office"] == ["城管执法中队"]
    page = form.fill(proof="3月2日窗口移交，编号 2026-118").submit("公开凭据")
    assert "编号 2026-118" in page.text
    page.follow("登记部门的答复").form("/referral/reply").fill(reply="已立案。").submit(
        "登记并公示"
    )
    assert reload(proposal_id).stage is Stage.ANNOUNCED
    sign_out(client)
    assert "已立案。" in visit(client, f"/proposals/{proposal_id}/referral").text


def test_only_the_agent_is_offered_to_write(client: FlaskClient, place: Place) -> None:
    proposal_id = refer(client, place)
    sign_in(client, place.people[2])
    page = visit(client, f"/proposals/{proposal_id}/referral")
    assert "登记部门的答复" not in page.text
    visit(client, f"/proposals/{proposal_id}/referral/reply", status=403)
    visit(client, f"/proposals/{proposal_id}/referral/proof", status=403)


def test_what_screening_referred_is_public_without_its_words(
    client: FlaskClient, place: Place
) -> None:
    proposal = make_submitted(place)
    with transaction(place.seat(COMMITTEE)) as tx:
        refuse_proposal(
            tx,
            proposal.proposal_id,
            reason=ScreeningReason.OTHER_NEIGHBOURHOOD,
            explanation="属市政道路",
        )
    sign_out(client)
    page = visit(client, f"/proposals/{proposal.proposal_id}/referral")
    assert TEXT.title not in page.html
    assert f"第 {proposal.proposal_id} 号议题" in page.heading


def test_a_proposal_that_was_never_referred_or_deliberated_has_no_such_page(
    client: FlaskClient, place: Place
) -> None:
    proposal_id = make_listed(place).proposal_id
    visit(client, f"/proposals/{proposal_id}/referral", status=404)
    visit(client, f"/proposals/{proposal_id}/positions", status=404)
    visit(client, "/proposals/999/routing", status=404)


def test_anyone_reads_who_decides_what_from_which_day_on(client: FlaskClient) -> None:
    make_place()
    page = visit(client, "/routes?matter=lift_installation&scope=building")
    assert "第278条第一款第（七）项" in page.text
    assert "今天发通知，最早可定在2026年3月17日" in page.text
    page = visit(client, "/routes?matter=shop_in_home&scope=building")
    assert "不能这样表决" in page.text
    assert "第279条" in page.text
    page = visit(client, "/routes?matter=illegal_building")
    assert "《城市居民委员会组织法》第31条" in page.text
    assert visit(client, "/routes?matter=nonsense&scope=9").select("form select")
