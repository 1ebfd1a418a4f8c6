"""Owners' ballots on the pages: notice with its questions, what owners see, deliveries, the roll."""

import pytest
from flask.testing import FlaskClient

from agenda.ballots.decisions.models import FormalDecision
from agenda.kernel.authz import BodyKind
from tests.decisions import make_deciding
from tests.factories import Place, make_place
from tests.owners import decision_of, make_noticed, make_open, opened, plan_for
from tests.page import visit
from tests.signin import sign_in

OWNERS = BodyKind.HOMEOWNERS_COMMITTEE


@pytest.fixture
def place(client: FlaskClient) -> Place:
    return make_place()


def home(decision: FormalDecision) -> str:
    return f"/proposals/{decision.proposal_id}/owners"


def filled(**changes: str) -> dict[str, str]:
    """Return what a lawful notice types."""
    plan = plan_for()
    return {
        "text_1": "是否同意在三号楼加装一部电梯？",
        "item_1": "rebuild",
        "place": "居民活动室领取、交回纸质表决票",
        "opens_on": plan.opens_on.isoformat(),
        "closes_on": plan.closes_on.isoformat(),
        "silent_rule": "none",
        **changes,
    }


def test_the_body_gives_notice_with_one_question_more(client: FlaskClient, place: Place) -> None:
    decision = make_deciding(place)
    sign_in(client, place.seated[OWNERS][0])
    page = visit(client, f"/proposals/{decision.proposal_id}").follow("发出表决通知")
    form = page.follow("在平台上通知和表决").form("owners/notice").fill(filled())
    assert "最早 2026年" in page.text
    more = form.submit("再加一项")
    again = more.form("owners/notice")
    assert again.values["text_1"] == ["是否同意在三号楼加装一部电梯？"]
    assert "还不能提交" not in more.text
    shown = again.fill(text_4="是否同意用维修资金支付设计费？", item_4="use_fund").submit(
        "发出通知"
    )
    assert shown.heading == "业主表决"
    for words in (
        "是否同意用维修资金支付设计费？",
        "四分之三以上同意",
        "不计入参加表决",
        "撤回通知",
    ):
        assert words in shown.text


def test_a_notice_too_short_keeps_what_was_typed_and_names_the_article(
    client: FlaskClient, place: Place
) -> None:
    decision = make_deciding(place)
    sign_in(client, place.seated[OWNERS][0])
    page = visit(client, f"{home(decision)}/notice")
    typed = filled(opens_on="2026-03-25", text_3="是否同意更换物业？")
    refused = page.form("owners/notice").fill(typed).submit("发出通知", status=400)
    assert "请选择属于民法典第二百七十八条的哪一项" in refused.text
    refused = (
        refused.form("owners/notice").fill(item_3="property_company").submit("发出通知", status=400)
    )
    assert "《物业管理条例》第十四条：须提前 15 天通知全体业主，最早可在" in refused.text
    assert refused.form("owners/notice").values["text_3"] == ["是否同意更换物业？"]


def test_a_silent_rule_wants_its_clause(client: FlaskClient, place: Place) -> None:
    decision = make_deciding(place)
    sign_in(client, place.seated[OWNERS][0])
    page = visit(client, f"{home(decision)}/notice")
    refused = (
        page.form("owners/notice")
        .fill(filled(silent_rule="majority"))
        .submit("发出通知", status=400)
    )
    assert "请抄录管理规约或议事规则的条款原文" in refused.text


def test_others_give_no_notice(client: FlaskClient, place: Place) -> None:
    decision = make_deciding(place)
    sign_in(client, place.people[3])
    visit(client, f"{home(decision)}/notice", status=403)


def test_an_owner_says_that_the_notice_arrived(client: FlaskClient, place: Place) -> None:
    ballot = make_noticed(place)
    address = home(decision_of(ballot))
    assert "请登录" in visit(client, address).text
    sign_in(client, place.people[4])
    page = visit(client, address)
    after = page.form("received").submit()
    assert "通知已送达" in after.text
    assert "我已收到" not in after.text
    assert after.texts("tbody td") == ["1", "0", "29", "30"]


def test_a_notice_is_withdrawn_from_its_page(client: FlaskClient, place: Place) -> None:
    ballot = make_noticed(place)
    address = home(decision_of(ballot))
    sign_in(client, place.seated[OWNERS][0])
    page = visit(client, address).form("withdraw").submit()
    assert "通知已撤回" in page.text
    visit(client, address, status=404)


def test_deliveries_are_entered_room_after_room(client: FlaskClient, place: Place) -> None:
    ballot = make_noticed(place)
    address = home(decision_of(ballot))
    sign_in(client, place.seated[BodyKind.RESIDENTS_COMMITTEE][0])
    page = visit(client, address).follow("登记送达")
    assert "还有 30 套" in page.text
    assert "有缺陷的送达" in page.text
    building = page.follow("3号楼")
    first, second = (f"home_{number}" for number in place.households[:2])
    index = building.form("deliveries").fill({first: "in_person", second: "refused"}).submit()
    assert "已登记 2 户" in index.text
    assert "还有 28 套" in index.text
    public = visit(client, address)
    assert public.texts("tbody td") == ["1", "1", "28", "30"]
    late = index.follow("3号楼").form("deliveries").fill(day="2026-01-01").submit(status=400)
    assert "送达日不能早于发出通知" in late.text


def test_two_carriers_do_not_write_over_each_other(client: FlaskClient, place: Place) -> None:
    ballot = make_noticed(place)
    address = f"{home(decision_of(ballot))}/deliveries/{place.building_id}"
    first, second = place.households[:2]
    sign_in(client, place.seated[BodyKind.RESIDENTS_COMMITTEE][0])
    early, other = visit(client, address), visit(client, address)
    noted = {f"home_{first}": "refused", f"note_{first}": "本人说先看看"}
    assert "已登记一户" in other.form("deliveries").fill(noted).submit().text
    apart = early.form("deliveries").fill({f"home_{second}": "mailbox"}).submit()
    assert "已登记一户" in apart.text
    shown = visit(client, address).form("deliveries")
    assert shown.values[f"note_{first}"] == ["本人说先看看"]
    clash = early.form("deliveries").fill({f"home_{first}": "in_person"}).submit(status=409)
    assert "现在的记录：拒收" in clash.text
    assert clash.form("deliveries").values[f"home_{first}"] == ["in_person"]
    assert "已登记一户" in clash.form("deliveries").submit().text


def test_a_resident_does_not_enter_deliveries(client: FlaskClient, place: Place) -> None:
    ballot = make_noticed(place)
    address = home(decision_of(ballot))
    sign_in(client, place.people[3])
    assert "登记送达" not in visit(client, address).text
    visit(client, f"{address}/deliveries", status=403)


def test_the_roll_shows_rooms_or_names_and_never_both(client: FlaskClient, place: Place) -> None:
    ballot = make_open(place)
    address = f"{home(decision_of(ballot))}/roll"
    visitor = visit(client, address)
    assert "登录后" in visitor.text
    assert str(ballot.roll_digest) in visitor.text
    sign_in(client, place.people[3])
    by_room = visit(client, address).follow("3号楼")
    assert "101" in by_room.text
    assert "**" not in by_room.one("main").text
    by_name = by_room.follow("按姓氏")
    assert "王**" in by_name.text
    assert "101" not in by_name.one("main").text


def test_the_sheet_for_the_wall_says_it_all(client: FlaskClient, place: Place) -> None:
    ballot = make_noticed(place, counts_parking=True, parking_basis="管理规约第十二条")
    sheet = visit(client, f"{home(decision_of(ballot))}/sheet")
    for words in ("是否同意在三号楼加装一部电梯？", "管理规约第十二条", "24:00", "第十四条"):
        assert words in sheet.text
    assert sheet.select("svg")
    opened(ballot)
    assert "表决中" in visit(client, f"{home(decision_of(ballot))}/sheet").text


def test_a_correction_is_proposed_by_one_and_confirmed_by_another(
    client: FlaskClient, place: Place
) -> None:
    ballot = make_open(place)
    address = f"{home(decision_of(ballot))}/roll"
    sign_in(client, place.seated[OWNERS][0])
    form = visit(client, address).follow("名册更正").follow("提出更正").form("corrections/new")
    typed = {"kind": "area", "household": str(place.households[2]), "reason": "登记簿为 100.5"}
    refused = form.fill(typed, area="90").submit(status=400)
    assert "请填写更正后的面积" in refused.text
    waiting = form.fill(typed, area="100.50").submit()
    assert "待确认" in waiting.text
    assert "确认更正" not in waiting.one("main").text
    sign_in(client, place.seated[BodyKind.SUPERVISION_COMMITTEE][0])
    done = visit(client, f"{home(decision_of(ballot))}/corrections").form("confirm").submit()
    assert "已更正" in done.text
    assert str(ballot.roll_digest) in done.text
    assert "2,710.50" in visit(client, address).text
